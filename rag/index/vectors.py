"""Nearness: which passages' vectors lie closest to a question's.

The catalogue keeps every vector. Most lie in Chroma folders too, the layers, each written once and never changed, so
that any process may open it, and one that is killed while it writes leaves nothing behind but a folder nobody names.
What came since is loose: compared one by one, until a sync folds it into a new layer.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import StoreError
from rag.index.chroma_folder import ChromaFolder
from rag.index.folding import large
from rag.index.layer_writer import LayerWriter, place
from rag.index.layers import ENDLESS, Layer, Layers
from rag.index.loose import MOST_LOOSE, Loose
from rag.index.narrow_search import NarrowSearch
from rag.index.soundness import assure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.ports import Vectors

# Of the nearest, those whose passage was replaced or removed are left out: so many more are asked for, and four times
# as many again where it was not enough.
_SPARE = 10
_AGAIN = 4
# A layer that fails while it is searched is left out, and the rest searched again.
_TRIES = 3

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _View:
    """What is searched: the layers that could be opened, and the passages that none of them holds up to `seen`."""

    model: str
    layers: tuple[Layer, ...]
    folders: dict[int, ChromaFolder]
    loose: Loose
    seen: int


class VectorStore:
    """The vectors of one catalogue, their layers under `folder`, opened at first use.

    A layer that is gone or damaged is never opened: its passages are compared one by one until a sync makes it again.
    """

    def __init__(self, folder: Path, layers: Layers, catalogue: Path) -> None:
        self._folder = folder
        self._layers = layers
        self._writer = LayerWriter(folder, layers, catalogue)
        self.within: NarrowSearch | None = NarrowSearch(folder, layers)
        self._came = 0
        self._at_once = large(0)
        self._failing: set[int] = set()
        self._changing = threading.RLock()
        self._view: _View | None = None
        self._opener: threading.Thread | None = None

    def close(self) -> None:
        """Let go of the files; the next use opens them anew."""
        opener = self._opener
        if opener is not None:
            opener.join()
        with self._changing:
            if self._view is not None:
                _retire(self._view.folders.values())
            self._view = None

    def put(self, keys: "Sequence[int]", vectors: "Vectors") -> None:  # noqa: ARG002 - a server would store them
        """Take one vector (a row of `vectors`) a key, which the catalogue keeps; so they are only counted here."""
        self._came += len(keys)

    def remove(self, keys: "Sequence[int]") -> None:
        """Delete vectors: there is nothing to do, what does not answer in the catalogue is left out."""

    def inspect(self) -> None:
        """For the writer: see that every layer is whole, and let go of those that are not."""
        self._writer.inspect()
        self.refresh()

    def expect(self, passages: int) -> None:
        """For the writer: know that a sync is to bring about so many, so that they are folded in a few large layers."""
        self._at_once = large(passages + self._layers.ready(1, ENDLESS))

    def settle(self, *, whole: bool = True) -> None:
        """For the writer: fold loose vectors where they are many.

        While a sync goes on (not `whole`) a child process folds them, where they are very many, and they stay loose
        until it has. Raises DataError when they cannot be written; they stay loose, and answer.
        """
        due = whole or self._came >= self._at_once
        if due:
            self._came = 0
        if self._writer.settle() if whole else self._writer.settle_beside(due=due):
            self.refresh()

    def begin_settling(self) -> None:
        """For the writer: where a child process is at hand, have it fold what `settle` would fold."""
        if self._writer.settle_beside(due=self._writer.has_child):
            self.refresh()

    def stop(self) -> None:
        """For the writer: give up what is being folded; it is folded at the next `settle`."""
        self._writer.stop()

    def replace(self, model: str) -> None:
        """For the writer: let the vectors of `model`, all of which the catalogue keeps, answer in place of others."""
        self._writer.replace(model)
        self.refresh()

    def refresh(self) -> None:
        """See what was written since; new layers are opened aside while the ones before go on answering."""
        with self._changing:
            if self._view is None:
                return
            layers, model = self._layers.all(), self._layers.model
            if (layers, model) == (self._view.layers, self._view.model):
                self._view = self._lengthened(self._view)
            elif self._opener is None or not self._opener.is_alive():
                if model == self._view.model:
                    self._view = self._lengthened(self._view)
                self._opener = threading.Thread(target=self._swap, name="open vectors", daemon=True)
                self._opener.start()

    def nearest(self, vector: "Vectors", limit: int) -> list[tuple[int, float]]:
        """The keys nearest to `vector` (of shape (dimensions,)), each with its cosine (-1..1), nearest first.

        Only passages that answer now are given. A zero vector is near nothing.
        """
        if not vector.any():
            return []
        for _ in range(_TRIES):
            with self._used() as view:
                found = dict(self._living_of(view.loose, len(view.loose), vector, limit))
                for name, folder in view.folders.items():
                    held = next(layer.held for layer in view.layers if layer.name == name)
                    try:
                        found.update(self._living_of(folder, held, vector, limit))
                    except StoreError as error:
                        self._leave_out(name, error)
                        break
                else:
                    break
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def keys(self) -> set[int]:
        """The key of every passage that can be found by its vector."""
        return self._layers.keys(self._layers.model)

    def _living_of(
        self, searched: ChromaFolder | Loose, held: int, vector: "Vectors", limit: int
    ) -> list[tuple[int, float]]:
        """The nearest `limit` of the `held` vectors in one place whose passages answer now."""
        asked = limit + _SPARE
        while True:
            hits = searched.nearest(vector, min(asked, held))
            living = self._layers.living([key for key, _ in hits])
            if len(living) >= limit or asked >= held:
                return [hit for hit in hits if hit[0] in living][:limit]
            asked *= _AGAIN

    def _leave_out(self, name: int, error: StoreError) -> None:
        """Open everything anew but a layer that failed: it was deleted in favour of a newer one, or is damaged."""
        _log.info("layer %d is left out: %s", name, error)
        with self._changing:
            self._failing.add(name)
            if self._view is not None and name in self._view.folders:
                _retire(self._view.folders.values())
                self._view = None

    @contextmanager
    def _used(self) -> Iterator[_View]:
        """What is searched now, kept open while the block lasts."""
        with ExitStack() as held:
            with self._changing:
                if self._view is None:
                    self._view = self._opened({})
                view = self._view
                for folder in view.folders.values():
                    held.enter_context(folder.used())
            yield view

    def _swap(self) -> None:
        """Open what is named now, and let go of what is not."""
        with self._changing:
            before = self._view
        known = before.folders if before is not None else {}
        try:
            view = self._opened(known)
        except Exception as error:  # noqa: BLE001 - a thread's failure is told to nobody else
            _log.warning("the new vectors were not opened, the old ones answer on (%s)", type(error).__name__)
            return
        with self._changing:
            # Where a layer failed meanwhile, everything was closed and will be opened at the next question.
            stands = self._view is before or (self._view is not None and self._view.folders == known)
            if stands:
                self._view = view
        old, new = (known, view.folders) if stands else (view.folders, known)
        _retire(folder for name, folder in old.items() if name not in new)

    def _opened(self, open_now: dict[int, ChromaFolder]) -> _View:
        layers, model = self._layers.all(), self._layers.model
        folders: dict[int, ChromaFolder] = {}
        for layer in layers:
            if layer.name in self._failing:
                continue
            try:
                folders[layer.name] = open_now.get(layer.name) or self._open(layer)
            except StoreError as error:
                _log.warning("vectors are compared one by one, until the next sync: %s", error)
        return self._lengthened(_View(model, layers, folders, self._between(layers, folders, model), 0))

    def _open(self, layer: Layer) -> ChromaFolder:
        folder = place(self._folder, layer.name)
        assure(folder, layer.mark)
        return ChromaFolder.open(folder)

    def _between(self, layers: tuple[Layer, ...], folders: dict[int, ChromaFolder], model: str) -> Loose:
        """The passages of layers that could not be opened, the newest where there are many."""
        loose = Loose()
        for layer in layers:
            if layer.name not in folders:
                rows = self._layers.newest_rows(model, layer.first, layer.last, MOST_LOOSE)
                loose = loose.with_rows(rows[::-1])
        return loose

    def _lengthened(self, view: _View) -> _View:
        """With the passages that came since, above all layers."""
        above = max([view.seen, *(layer.last for layer in view.layers)])
        settled = self._layers.settled_to()
        if settled <= above:
            return view
        rows = self._layers.newest_rows(view.model, above + 1, settled, MOST_LOOSE)
        return _View(view.model, view.layers, view.folders, view.loose.with_rows(rows[::-1]), settled)


def _retire(folders: "Iterable[ChromaFolder]") -> None:
    for folder in folders:
        folder.retire()
