"""Nearness within an outlet or some days: every passage there is compared, by rough copies of the vectors."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import StoreError
from rag.index.layer_writer import place
from rag.index.layers import Layer, Layers
from rag.index.lexicon import Narrowing
from rag.index.rough import Rough, opened_rough
from rag.index.soundness import mark_of

if TYPE_CHECKING:
    from rag.ports import Vectors

# To compare 280,000 takes 30 ms. Of more, a search of the whole brings up enough that lies within.
_MOST_COMPARED = 500_000
# While so many lie in no layer, a first sync is at work or a store is damaged; then it is done without rough copies.
_MOST_LOOSE = 50_000


class NarrowSearch:
    """The rough copies beside the layers under `folder`, and one of what lies in none; safe in several threads."""

    def __init__(self, folder: Path, layers: Layers) -> None:
        self._folder = folder
        self._layers = layers
        self._changing = threading.Lock()
        self._tables: dict[Layer, Rough | None] = {}
        self._loose: Rough | None = None
        # The model of what is loose, the key above which it begins, and up to which it is known.
        self._span = ("", 0, 0)

    def nearest(self, vector: "Vectors", within: Narrowing, limit: int) -> list[tuple[int, float]] | None:
        """The keys nearest to `vector` (of shape (dimensions,)), each with its rough cosine, nearest first.

        Also passages that no longer answer. None where too many lie within, or a layer has no rough copy: one that an
        earlier version made gets its own at the next sync.
        """
        tables = self._current()
        if tables is None:
            return None
        inside = [table.inside(within) for table in tables]
        if sum(map(len, inside)) > _MOST_COMPARED:
            return None
        hits = [hit for table, at in zip(tables, inside, strict=True) for hit in table.nearest(vector, at, limit)]
        return sorted(hits, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _current(self) -> list[Rough] | None:
        with self._changing:
            layers, model = self._layers.all(), self._layers.model
            # A layer that got its copy late has another mark since, and so is another one.
            self._tables = {one: self._tables[one] if one in self._tables else self._opened(one) for one in layers}
            tables = [table for table in self._tables.values() if table is not None]
            above = max((one.last for one in layers), default=0)
            settled = self._layers.settled_to()
            if len(tables) < len(layers) or settled - above > _MOST_LOOSE:
                return None
            self._lengthen(model, above, settled)
            return tables if self._loose is None else [*tables, self._loose]

    def _opened(self, layer: Layer) -> Rough | None:
        folder = place(self._folder, layer.name)
        try:
            return opened_rough(folder) if mark_of(folder) == layer.mark else None
        except (OSError, StoreError):
            return None

    def _lengthen(self, model: str, above: int, settled: int) -> None:
        """Take in what came since above all layers."""
        if self._span[:2] != (model, above):
            self._loose, self._span = None, (model, above, above)
        if settled > self._span[2]:
            for page in self._layers.told_rows(model, self._span[2] + 1, settled):
                new = Rough.of(page)
                self._loose = new if self._loose is None else self._loose.joined(new)
            self._span = (model, above, settled)
