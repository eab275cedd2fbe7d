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
# What nobody has asked for yet may take so much of the room.
_UNASKED = 0.75


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
            rows = list(map(self._rows.__getitem__, [*words, *others]))
            left, right = vectors.take(rows[: len(words)], axis=0), vectors.take(rows[len(words) :], axis=0)
        return left @ right.T

    @property
    def has_room_to_spare(self) -> bool:
        """Whether words may be learned that no question needs yet."""
        return len(self._rows) < _UNASKED * _REMEMBERED_WORDS

    def learn(self, words: Sequence[str]) -> None:
        """Embed what is new of `words` now, not when they are compared."""
        with self._lock:
            self._learned(words)

    def _learned(self, words: Sequence[str]) -> "NDArray[np.float32]":
        """The vectors of all words met so far, `words` among them, in the rows that `_rows` tells."""
        new = [word for word in words if word not in self._rows]
        if self._vectors is not None and not new:
            return self._vectors
        new = list(dict.fromkeys(new))
        if len(self._rows) + len(new) > _REMEMBERED_WORDS:
            self._rows.clear()
            new = list(dict.fromkeys(words))
        found = self._embedder.embed(new)
        start = len(self._rows)
        if self._vectors is None or len(self._vectors) < start + len(new):
            self._vectors = _room(start + len(new), found.shape[1])
        self._vectors[start : start + len(new)] = found
        self._rows.update((word, start + place) for place, word in enumerate(new))
        return self._vectors


def _room(rows: int, dimensions: int) -> "NDArray[np.float32]":
    """Room for all words that are remembered; the system gives memory only for the rows that are written."""
    import numpy as np

    return np.zeros((max(rows, _REMEMBERED_WORDS), dimensions), dtype=np.float32)
