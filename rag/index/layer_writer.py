"""Makes, examines and clears away the layers of vectors, for the one writer of a data folder."""

import logging
import shutil
from contextlib import suppress
from pathlib import Path

from rag.errors import StoreError
from rag.index.folding import Standing, next_fold
from rag.index.layer_making import Made, Making, flush, made
from rag.index.layers import Layer, Layers
from rag.index.making_beside import MakingBeside
from rag.index.rough import RoughWriter, has_rough
from rag.index.soundness import look, mark_of
from rag.index.trial import Drift, audited

# Keys named in the log of what drifted; `rag doctor` counts them all.
_NAMED = 100

_log = logging.getLogger(__name__)


class LayerWriter:
    """The layers under `folder`; whoever uses it holds the data folder's lock."""

    def __init__(self, folder: Path, layers: Layers, catalogue: Path) -> None:
        self._folder = folder
        self._layers = layers
        self._catalogue = catalogue
        self._beside = MakingBeside(catalogue)

    def inspect(self) -> None:
        """Forget every layer that is gone, damaged or differs from the catalogue, and delete what no layer names.

        A layer that carries its mark is not opened for it.
        """
        self.stop()
        for layer in self._layers.all():
            if layer.model != self._layers.model:
                self._layers.forget(layer.name)
                continue
            try:
                self._examine(layer)
            except StoreError as error:
                _log.warning("the vectors of layer %d are folded anew from the catalogue: %s", layer.name, error)
                self._layers.forget(layer.name)
        self._clear_away({place(self._folder, layer.name) for layer in self._layers.all()})

    def settle(self) -> bool:
        """Fold loose vectors into layers where they are many, until nothing is due; whether anything was.

        Raises DataError when a layer cannot be written; the vectors it was to hold stay loose.
        """
        folded = self._taken()
        self.stop()
        while (making := self._due()) is not None:
            folded = True
            if not self._publish(making, made(making, self._layers)):
                break
        return folded

    @property
    def has_child(self) -> bool:
        """Whether a child process is there that folds: to start one takes longer than to fold a few thousand here."""
        return self._beside.is_there

    def settle_beside(self, *, due: bool) -> bool:
        """Let answer what a child process has folded since, and where `due` have it fold what is loose now.

        Gives whether a layer was published; `settle` takes the last one up. A second fold waits for the first, so that
        vectors do not pile up. Raises as `settle`.
        """
        folded = False
        if due or not self._beside.is_busy:
            folded = self._taken()
        if due and (making := self._due()) is not None:
            # Where no child can be had it stays loose until the end.
            self._beside.begin(making)
        return folded

    def stop(self) -> None:
        """End the child process, whatever it is at; safe to call twice."""
        self._beside.end()

    def replace(self, model: str) -> None:
        """Fold every vector of `model` into one new layer, which then answers in place of all others."""
        making = Making(self._new_place(), model, 1, max(self._layers.settled_to(), 1))
        self._publish(making, made(making, self._layers))

    def _due(self) -> Making | None:
        settled = self._layers.settled_to()
        layers = self._layers.all()
        standing = [Standing(layer, self._layers.ready(layer.first, layer.last)) for layer in layers]
        above = layers[-1].last if layers else 0
        fold = next_fold(standing, self._layers.ready(above + 1, settled), settled)
        return Making(self._new_place(), self._layers.model, fold.first, fold.last) if fold is not None else None

    def _new_place(self) -> Path:
        return place(self._folder, self._layers.next_name())

    def _taken(self) -> bool:
        """Let the layer answer that the child made, where it made one; whether it did."""
        found = self._beside.taken()
        return found is not None and self._publish(*found)

    def _publish(self, making: Making, one: Made) -> bool:
        """Let a layer answer; of no vectors, drop the layers of its span. Whether there is one."""
        if one.held:
            name = int(making.folder.name)
            self._layers.publish(Layer(name, making.first, making.last, one.held, making.model, one.mark))
        else:
            self._layers.clear_span(making.first, making.last, making.model)
        return bool(one.held)

    def _examine(self, layer: Layer) -> None:
        """Raise StoreError unless a layer is what it was, or is found to hold what it should.

        Its rough copy is then made again, as it is where there is none.
        """
        folder = place(self._folder, layer.name)
        if mark_of(folder) == layer.mark:
            if has_rough(folder):
                return
        else:
            look(folder)
            _log.warning("layer %d was written to since it was made; it is compared with the catalogue", layer.name)
            drift = audited(folder, self._catalogue, layer.name)
            if not drift.clean:
                raise StoreError(told_of(drift))
        self._copy_roughly(layer, folder)
        self._layers.mark(layer.name, mark_of(folder))

    def _copy_roughly(self, layer: Layer, folder: Path) -> None:
        rough = RoughWriter()
        for _ in rough.passing(self._layers.told_rows(layer.model, layer.first, layer.last)):
            pass
        try:
            rough.write(folder)
            flush(folder)
        except OSError as error:
            _log.warning("the rough vectors of layer %d cannot be written: %s", layer.name, error)

    def _clear_away(self, named: set[Path]) -> None:
        """Delete what a stopped sync, or one before a newer layer, left in the folder."""
        if not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            if path not in named:
                _remove(path)


def place(folder: Path, name: int) -> Path:
    """Where a layer lies under the folder of layers."""
    return folder / str(name)


def told_of(drift: Drift) -> str:
    """What drifted, in words."""
    parts = [
        f"{len(keys):,} vectors {what} (passages {', '.join(map(str, keys[:_NAMED]))})"
        for what, keys in (("missing", drift.missing), ("altered", drift.altered), ("of no passage", drift.strange))
        if keys
    ]
    return ", ".join(parts) or "nothing drifted"


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
