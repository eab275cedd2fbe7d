"""Nearness among the passages that no Chroma folder holds yet, compared one by one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.ports import Vectors

# 50,000 vectors of 256 dimensions take 50 MB and 8 ms a question; of more, the newest passages are compared. So many
# are loose only while a first sync runs or a store of that size is damaged.
MOST_LOOSE = 50_000


class Loose:
    """The vectors of some passages, in memory; frozen, so that threads may share it."""

    def __init__(self, keys: "NDArray[np.int64] | None" = None, table: "Vectors | None" = None) -> None:
        self._keys = keys
        self._table = table

    def __len__(self) -> int:
        return 0 if self._keys is None else len(self._keys)

    def with_rows(self, rows: Sequence[tuple[int, bytes]]) -> "Loose":
        """These and more, given by key as float32 bytes; the oldest are left out where they become too many."""
        import numpy as np

        if not rows:
            return self
        keys = np.array([key for key, _ in rows], dtype=np.int64)
        table = np.stack([np.frombuffer(vector, dtype=np.float32) for _, vector in rows])
        if self._keys is not None and self._table is not None and self._table.shape[1] == table.shape[1]:
            keys, table = np.concatenate([self._keys, keys]), np.concatenate([self._table, table])
        return Loose(keys[-MOST_LOOSE:], table[-MOST_LOOSE:])

    def nearest(self, vector: "Vectors", limit: int) -> list[tuple[int, float]]:
        """The keys nearest to `vector` (of shape (dimensions,)), each with its cosine (-1..1), nearest first."""
        import numpy as np

        if self._keys is None or self._table is None:
            return []
        cosines = self._table @ vector
        first = np.argpartition(-cosines, limit - 1)[:limit] if limit < len(cosines) else np.arange(len(cosines))
        found = [(int(self._keys[at]), float(cosines[at])) for at in first]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))
