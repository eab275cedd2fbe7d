"""A rough copy of passages' vectors with their outlets and days, to be compared one by one within any of these."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import StoreError
from rag.index.layers import ToldRow
from rag.index.lexicon import Narrowing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.ports import Vectors

_FACTS_FILE, _NUMBERS_FILE = "passages.npy", "rough.npy"
# One row a passage: its key, what stands for its outlet, its day (0: none), and what its numbers are multiplied by.
_FACTS = [("key", "<i8"), ("outlet", "<i8"), ("day", "<i4"), ("scale", "<f4")]
# A number of a vector is kept as one of -127..127: a quarter of the room, read in a quarter of the time.
_LARGEST = 127
# Vectors widened at a time: with 2,000 of 256 numbers, 2 MB, they stay near the processor.
_AT_A_TIME = 2_048
_OUTLET_BYTES = 8


@dataclass(frozen=True, slots=True)
class Rough:
    """A table of passages, `numbers` one row a row of `facts`; frozen, so that threads may share it."""

    facts: "NDArray[np.void]"
    numbers: "NDArray[np.int8]"

    def __len__(self) -> int:
        return len(self.facts)

    @classmethod
    def of(cls, rows: Sequence[ToldRow]) -> "Rough":
        """The table of some rows, at least one, whose vectors are of one length."""
        import numpy as np

        table = np.frombuffer(b"".join(row.vector for row in rows), dtype=np.float32).reshape(len(rows), -1)
        scales = np.abs(table).max(axis=1) / _LARGEST
        facts = np.empty(len(rows), dtype=_FACTS)
        facts["key"] = [row.key for row in rows]
        facts["outlet"] = [_outlet(row.source) for row in rows]
        facts["day"] = [date.fromisoformat(row.published).toordinal() if row.published else 0 for row in rows]
        facts["scale"] = scales
        # A vector of nothing but zeros stays one.
        wide = table / np.where(scales > 0, scales, 1)[:, None]
        return cls(facts, np.rint(wide).astype(np.int8))

    def joined(self, other: "Rough") -> "Rough":
        """Both tables in one."""
        import numpy as np

        return Rough(np.concatenate([self.facts, other.facts]), np.concatenate([self.numbers, other.numbers]))

    def nearest(self, vector: "Vectors", places: "NDArray[np.intp]", limit: int) -> list[tuple[int, float]]:
        """The keys nearest to `vector` (of shape (dimensions,)) of the rows at some places, in no order.

        Each comes with its cosine, wrong by some thousandths at most; also passages that no longer answer.
        """
        import numpy as np

        if self.numbers.shape[1] != len(vector) or not len(places):
            return []
        cosines = np.empty(len(places), dtype=np.float32)
        room = np.empty((min(_AT_A_TIME, len(places)), len(vector)), dtype=np.float32)
        for start in range(0, len(places), _AT_A_TIME):
            part = places[start : start + _AT_A_TIME]
            wide = room[: len(part)]
            wide[...] = self.numbers[part]
            cosines[start : start + len(part)] = wide @ vector
        cosines *= self.facts["scale"][places]
        best = np.argpartition(-cosines, limit - 1)[:limit] if limit < len(places) else np.arange(len(places))
        return list(zip(self.facts["key"][places[best]].tolist(), cosines[best].tolist(), strict=True))

    def inside(self, within: Narrowing) -> "NDArray[np.intp]":
        """The places of the rows that lie within; of a narrowing's conditions, a day of any year is passed over."""
        import numpy as np

        inside = np.ones(len(self.facts), dtype=bool)
        if within.source is not None:
            inside &= self.facts["outlet"] == _outlet(within.source)
        if within.since is not None:
            inside &= self.facts["day"] >= within.since.toordinal()
        if within.until is not None:
            inside &= (self.facts["day"] > 0) & (self.facts["day"] <= within.until.toordinal())
        return np.flatnonzero(inside)


class RoughWriter:
    """Takes what is laid into a folder on its way there, and writes the rough copy beside it."""

    def __init__(self) -> None:
        self._parts: list[Rough] = []

    def passing(self, pages: Iterable[Sequence[ToldRow]]) -> Iterator[list[tuple[int, bytes]]]:
        """The keys and vectors of each page, once they are taken."""
        for page in pages:
            self._parts.append(Rough.of(page))
            yield [(row.key, row.vector) for row in page]

    def write(self, folder: Path) -> None:
        """Write what was taken, if anything, in place of a copy that is there; raises OSError."""
        import numpy as np

        if self._parts:
            _save(folder / _FACTS_FILE, np.concatenate([part.facts for part in self._parts]))
            _save(folder / _NUMBERS_FILE, np.concatenate([part.numbers for part in self._parts]))


def has_rough(folder: Path) -> bool:
    """Whether a rough copy lies in `folder`."""
    return (folder / _FACTS_FILE).is_file() and (folder / _NUMBERS_FILE).is_file()


def opened_rough(folder: Path) -> Rough:
    """The rough copy in `folder`, its numbers read from the disk as they are needed; raises StoreError."""
    import numpy as np

    with suppress(OSError, ValueError, EOFError):
        facts = np.load(folder / _FACTS_FILE)
        numbers = np.load(folder / _NUMBERS_FILE, mmap_mode="r")
        if facts.dtype == np.dtype(_FACTS) and numbers.dtype == np.int8 and numbers.shape[:1] == facts.shape:
            return Rough(facts, numbers)
    raise StoreError(f"The rough vectors in {str(folder)!r} cannot be read; a sync makes them again: rag sync")


def _save(path: Path, table: "NDArray[np.generic]") -> None:
    import numpy as np

    unfinished = path.with_name(f"{path.name}.unfinished")
    with unfinished.open("wb") as file:
        np.save(file, table, allow_pickle=False)
    unfinished.replace(path)


@lru_cache(maxsize=4_096)
def _outlet(name: str) -> int:
    """A number that stands for an outlet, whatever the case of its name."""
    digest = blake2b(name.casefold().encode("utf-8", "replace"), digest_size=_OUTLET_BYTES)
    return int.from_bytes(digest.digest(), "little", signed=True)
