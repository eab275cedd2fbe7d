"""How near the meanings of single words are, by the vectors of a local embedder."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.ports import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# 60,000 words are the vocabulary of a large corpus; at 256 dimensions they take 60 MB. Then it starts anew.
_REMEMBERED_WORDS = 60_000


class WordNearness:
    """Cosines between words, each embedded once. For an embedder that costs nothing; safe in several threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._rows: dict[str, int] = {}
        self._vectors: NDArray[np.float32] | None = None

    def __call__(self, words: Sequence[str], others: Sequence[str]) -> "NDArray[np.float32]":
        """One row a word of `words`, one column a word of `others`; 0 for a word without a vector."""
        with self._lock:
            vectors = self._learned([*words, *others])
            left = vectors[[self._rows[word] for word in words]]
            right = vectors[[self._rows[word] for word in others]]
        return left @ right.T

    def _learned(self, words: Sequence[str]) -> "NDArray[np.float32]":
        """The vectors of all words met so far, `words` among them, in the rows that `_rows` tells."""
        new = [word for word in dict.fromkeys(words) if word not in self._rows]
        known = self._vectors
        if known is not None and not new:
            return known
        if len(self._rows) + len(new) > _REMEMBERED_WORDS:
            self._rows.clear()
            new = list(dict.fromkeys(words))
        found = self._embedder.embed(new)
        start = len(self._rows)
        self._vectors = known = _with_room(known, start + len(new), found.shape[1])
        known[start : start + len(new)] = found
        self._rows.update((word, start + place) for place, word in enumerate(new))
        return known


def _with_room(vectors: "NDArray[np.float32] | None", rows: int, dimensions: int) -> "NDArray[np.float32]":
    """`vectors`, or where they have no room for `rows` rows a new table that is to be filled from its first row.

    Its room is for all the words that are ever remembered, and takes memory row by row, as they come. A table that
    grew would leave its former room behind as a hole: 13 MB at the 13,000th word, in the midst of answering.
    """
    import numpy as np

    if vectors is not None and rows <= len(vectors):
        return vectors
    return np.zeros((max(_REMEMBERED_WORDS, rows), dimensions), dtype=np.float32)
