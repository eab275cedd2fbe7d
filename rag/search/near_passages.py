"""Finds the passages nearest in meaning to a question, within what narrows the search."""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.errors import StoreError
from rag.index.index_writer import Stores
from rag.index.lexicon import Narrowing

if TYPE_CHECKING:
    from rag.ports import Vectors

# Of passages compared by rough copies of their vectors so many times more are compared exactly, since the order of the
# rough ones is a little off, and since some no longer answer.
_MORE_BY_ROUGH = 4
# Where there are no rough copies, up to so many passages are compared one by one by the catalogue's vectors, in 25 ms.
_COMPARED_ONE_BY_ONE = 4_000
# Above it the store is asked for so many times more, and what lies outside is left out; where too few lie inside, it is
# asked for four times as many again. At 100,000 articles the last try brings up a twelfth of all passages: what nothing
# of it lies inside of is not near.
_MORE_WHEN_NARROWED = 20
_MORE_AGAIN = 4
_TRIES = 4

_log = logging.getLogger(__name__)


class NearPassages:
    """The vectors of one archive, made by the embedder of the name `model`."""

    def __init__(self, stores: Stores, model: str) -> None:
        self._catalogue = stores.catalogue
        self._vectors = stores.vectors
        self._model = model

    def near(self, vector: "Vectors", narrowing: Narrowing, limit: int) -> list[tuple[int, float]]:
        """The keys of the `limit` passages nearest to `vector`, each with its cosine, nearest first."""
        if not narrowing.narrows:
            return self._nearest(vector, limit)
        if (found := self._compared(vector, narrowing, limit)) is not None:
            return found
        held = (narrowing.source, narrowing.since, narrowing.until)
        inside = self._catalogue.within.passages(*held, _COMPARED_ONE_BY_ONE + 1)
        if len(inside) <= _COMPARED_ONE_BY_ONE:
            cosines = self.cosines(vector, inside)
            return sorted(cosines.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return self._nearest_within(vector, narrowing, limit)

    def _compared(self, vector: "Vectors", narrowing: Narrowing, limit: int) -> list[tuple[int, float]] | None:
        """The nearest of all that lie within, where the store has rough copies of the vectors; None where not."""
        within = self._vectors.within
        asked = limit * _MORE_BY_ROUGH
        while within is not None and (hits := within.nearest(vector, narrowing, asked)) is not None:
            cosines = self.cosines(vector, [key for key, _ in hits])
            if len(cosines) >= limit or len(hits) < asked:
                return sorted(cosines.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
            asked *= _MORE_AGAIN
        return None

    def cosines(self, vector: "Vectors", keys: Sequence[int]) -> dict[int, float]:
        """The exact cosine of each passage whose vector the catalogue holds."""
        import numpy as np

        rows = self._catalogue.vectors.of_passages(self._model, keys)
        if not rows:
            return {}
        table = np.frombuffer(b"".join(rows.values()), dtype=np.float32).reshape(len(rows), -1)
        return dict(zip(rows, (table @ vector).tolist(), strict=True))

    def _nearest_within(self, vector: "Vectors", narrowing: Narrowing, limit: int) -> list[tuple[int, float]]:
        asked = limit * _MORE_WHEN_NARROWED
        for _ in range(_TRIES):
            hits = self._nearest(vector, asked)
            inside = self._catalogue.within.among(
                [key for key, _ in hits], narrowing.source, narrowing.since, narrowing.until
            )
            found = [hit for hit in hits if hit[0] in inside][:limit]
            if len(found) == limit or len(hits) < asked:
                break
            asked *= _MORE_AGAIN
        return found

    def _nearest(self, vector: "Vectors", limit: int) -> list[tuple[int, float]]:
        """What the vector store brings up; nothing while it is damaged, when words alone have to do."""
        try:
            return self._vectors.nearest(vector, limit)
        except StoreError as error:
            _log.warning("words alone answer, until the next sync: %s", error)
            return []
