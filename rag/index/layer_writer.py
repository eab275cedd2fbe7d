"""Makes, examines and clears away the layers of vectors, for the one writer of a data folder."""

import logging
import os
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from rag.errors import DataError, StoreError
from rag.index.chroma_folder import build
from rag.index.folding import Fold, Standing, next_fold
from rag.index.layers import ENDLESS, Layer, Layers
from rag.index.rough import RoughWriter, has_rough
from rag.index.soundness import look, mark_of
from rag.index.sqlite_files import compact
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

    def inspect(self) -> None:
        """Forget every layer that is gone, damaged or differs from the catalogue, and delete what no layer names.

        A layer that carries its mark is not opened for it.
        """
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
        folded = False
        model = self._layers.model
        while (fold := self._due()) is not None:
            # What is due is told from passages; what is folded are vectors, and a passage may lack its own.
            amount = self._layers.count(model, fold.first, fold.last)
            self._fold(replace(fold, amount=amount), model)
            folded = True
            if not amount:
                break
        return folded

    def replace(self, model: str) -> None:
        """Fold every vector of `model` into one new layer, which then answers in place of all others."""
        settled = self._layers.settled_to()
        self._fold(Fold(1, max(settled, 1), self._layers.count(model, 1, ENDLESS)), model)

    def _due(self) -> Fold | None:
        settled = self._layers.settled_to()
        layers = self._layers.all()
        standing = [Standing(layer, self._layers.ready(layer.first, layer.last)) for layer in layers]
        above = layers[-1].last if layers else 0
        return next_fold(standing, self._layers.ready(above + 1, settled), settled)

    def _fold(self, fold: Fold, model: str) -> None:
        name = self._layers.next_name()
        folder = place(self._folder, name)
        if not fold.amount:
            self._layers.clear_span(fold.first, fold.last, model)
            return
        try:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            rough = RoughWriter()
            build(folder, fold.amount, rough.passing(self._layers.told_rows(model, fold.first, fold.last)))
            rough.write(folder)
            compact(folder / "chroma.sqlite3")
            _flush(folder)
            mark = mark_of(folder)
        except (OSError, StoreError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise DataError(
                f"The vectors cannot be written to {str(self._folder)!r} ({error}); make room on its disk and see that "
                "it can be written. What is indexed answers meanwhile."
            ) from error
        self._layers.publish(Layer(name, fold.first, fold.last, fold.amount, model, mark))

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
            _flush(folder)
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


def _flush(folder: Path) -> None:
    """Have the disk take everything before the catalogue names the folder: a loss of power shall not tear it."""
    for path in [*folder.rglob("*"), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
