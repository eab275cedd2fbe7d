"""Nearness on a Chroma server: the vectors that it holds, and those that are still to be sent to it.

The catalogue keeps every vector, and up to which passage the server has them. What lies above is compared one by one,
so that an article can be found by its meaning as soon as it is indexed. A server that does not serve holds up nobody:
what it misses it gets when it is back.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.index.chroma_server import MOST_GIVEN
from rag.index.layers import Layers
from rag.index.loose import MOST_LOOSE, Loose
from rag.index.sent import Sent
from rag.index.server_collections import ServerCollections
from rag.index.server_rest import ServerRest
from rag.index.server_writer import ServerWriter, Standing
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.index.narrow_search import NarrowSearch
    from rag.ports import Vectors

# Of the nearest, those whose passage was replaced or removed are left out: so many more are asked for, and four times
# as many again where it was not enough, unless the first time took long already.
_SPARE = 10
_AGAIN = 4
_LONG_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class _View:
    """What is searched: the server's collection up to the key `sent`, and the passages above it up to `seen`."""

    model: str
    sent: int
    loose: Loose
    seen: int


class VectorServer:
    """The vectors of one catalogue on the server that the settings name, for whoever would use a `VectorStore`.

    Questions never fail for the server's sake, and are held up by some seconds once, when it ceases to serve.
    """

    def __init__(self, settings: Settings, layers: Layers, sent: Sent) -> None:
        self._layers = layers
        self._sent = sent
        self._collections = ServerCollections(settings, sent)
        self._rest = ServerRest()
        # The server itself has no rough copies.
        self.within: NarrowSearch | None = None
        self._writer = ServerWriter(layers, sent, self._collections, self._rest)
        self._changing = threading.RLock()
        self._view: _View | None = None

    def close(self) -> None:
        """End all connections; the next use makes new ones."""
        self._collections.close()
        self._view = None

    def nearest(self, vector: "Vectors", limit: int) -> list[tuple[int, float]]:
        """The keys nearest to `vector` (of shape (dimensions,)), each with its cosine (-1..1), nearest first.

        Only passages that answer now are given; where the server does not serve, those not yet sent alone. A zero
        vector is near nothing.
        """
        if not vector.any():
            return []
        view = self._viewed()
        found = dict(self._living(lambda asked: view.loose.nearest(vector, asked), len(view.loose), limit))
        if view.sent and self._rest.over():
            collection = self._collections.of(view.model)
            with self._rest.noticed():
                found.update(self._living(lambda asked: collection.nearest(vector, asked), MOST_GIVEN, limit))
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]

    def refresh(self) -> None:
        """See what was written and sent since."""
        with self._changing:
            if self._view is not None:
                self._view = self._lengthened(self._view)

    def put(self, keys: Sequence[int], vectors: "Vectors") -> None:
        """Take vectors, which the catalogue keeps; `settle` sends them."""

    def remove(self, keys: Sequence[int]) -> None:
        """For the writer: delete vectors that were sent."""
        self._writer.remove(keys)

    def inspect(self) -> None:
        """For the writer: see that the server holds what was sent; a server that does not serve is no error."""
        self._writer.inspect()
        self.refresh()

    def expect(self, passages: int) -> None:
        """Know how many passages a sync is to bring: that matters to a store that folds them."""

    def begin_settling(self) -> None:
        """Begin to do what `settle` does: everything is sent there."""

    def stop(self) -> None:
        """Give up what is under way beside the writer: there is nothing."""

    def settle(self, *, whole: bool = True) -> None:
        """For the writer: send what waits; raises ServerError at the end of a sync (`whole`) where it must wait on."""
        self._writer.settle(whole=whole)
        self.refresh()

    def replace(self, model: str) -> None:
        """For the writer: have all vectors of `model`, which the catalogue keeps, on the server; raises ServerError."""
        self._writer.replace(model)
        self.refresh()

    def keys(self) -> set[int]:
        """The key of every passage that can be found by its vector; raises ServerError."""
        view = self._lengthened(None)
        ready = self._layers.keys(view.model)
        held = self._collections.of(view.model).keys() if view.sent else set()
        return {key for key in ready if key > view.sent or key in held}

    def standing(self) -> Standing:
        """How the server and the catalogue agree; raises ServerError."""
        return self._writer.standing()

    def _viewed(self) -> _View:
        with self._changing:
            if self._view is None:
                self._view = self._lengthened(None)
            return self._view

    def _lengthened(self, view: _View | None) -> _View:
        """With the passages that came since; begun anew where more was sent, or another model answers."""
        model = self._layers.model
        sent, settled = self._sent.last(self._collections.place(model)), self._layers.settled_to()
        if view is None or (view.model, view.sent) != (model, sent):
            view = _View(model, sent, Loose(), sent)
        if settled <= view.seen:
            return view
        rows = self._layers.newest_rows(model, view.seen + 1, settled, MOST_LOOSE)
        return _View(model, sent, view.loose.with_rows(rows[::-1]), settled)

    def _living(
        self, nearest: Callable[[int], list[tuple[int, float]]], most: int, limit: int
    ) -> list[tuple[int, float]]:
        """The nearest `limit` whose passages answer now, of the `most` that can be had."""
        began = time.monotonic()
        asked = min(limit + _SPARE, most)
        while asked:
            hits = nearest(asked)
            living = self._layers.living([key for key, _ in hits])
            found = [hit for hit in hits if hit[0] in living][:limit]
            is_all = len(found) >= limit or len(hits) < asked or asked >= most
            if is_all or time.monotonic() - began > _LONG_SECONDS:
                return found
            asked = min(asked * _AGAIN, most)
        return []
