"""Sketches of texts by which near-copies are found among many, without comparing each with each.

Broder, "On the resemblance and containment of documents" (1997): the share of the short runs of words that two texts
have in common is estimated by minima of random hashes. Indyk and Motwani (1998): texts are compared only where a whole
band of these minima is the same.
"""

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Runs of three words: a changed word spoils three of them (five of runs of five), and two texts about one event share
# next to none. See COPY for how copies were told from others with it.
_RUN = 3
# Two texts of which 6 in 10 runs are the same are copies. Real articles and passages (1,400 texts of 60 words and more)
# were edited as agencies' customers do: another dateline and other quotation marks leave .97 of the runs, a footer .73
# and more, the last fifth cut off .77, every fiftieth word changed .77, all of it together .62 (the lowest of 20
# each, of texts of 110 words; longer ones keep more). Of 75,000 pairs of different articles of one autumn, many about
# the same event, the nearest pair has .28, the next .08: a series of guides written to one pattern.
COPY = 0.6
# 16 bands of 4 minima: a pair with .6 of its runs in common shares a band 89 times of 100, one with .7 98.8 times, one
# with .2 twice, one with .05 once in 10,000.
_BANDS = 16
_MINIMA = 4
# A text is told by its beginning: some 3,000 words. More only takes time.
_READ_CHARACTERS = 20_000
# Words are hashed once while they are remembered: some 10 MB.
_REMEMBERED_WORDS = 100_000
# A text in Latin script is cut by its plain letters alone, in a sixth of the time; Vietnamese still has .7 of them.
_PLAIN_SHARE = 0.6
# In other scripts a sign of one written without spaces is a word.
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|\w+")
# Each plain letter or digit to its small form, every other byte to a space.
_SPACED = bytes(ord(chr(byte).lower()) if chr(byte).isalnum() and chr(byte).isascii() else 32 for byte in range(256))
_MASK = 0xFFFFFFFFFFFFFFFF


class _WordHashes(dict[bytes | str, int]):
    """The hash of each word, the same in every process."""

    def __missing__(self, word: bytes | str) -> int:
        if len(self) >= _REMEMBERED_WORDS:
            self.clear()
        written = word if isinstance(word, bytes) else word.encode("utf-8", "surrogatepass")
        self[word] = hashed = zlib.crc32(written)
        return hashed


_HASHES = _WordHashes()


def bands(text: str) -> list[int]:
    """The 16 bands of a text, as numbers that SQLite can hold; none for a text of fewer than three words."""
    import numpy as np

    runs = _runs(text)
    if not len(runs):
        return []
    factors, addends, mixers = _constants()
    hashed = factors[:, None] * runs
    hashed += addends[:, None]
    minima = hashed.min(axis=1)
    mixed = (minima * mixers).reshape(_BANDS, _MINIMA).sum(axis=1, dtype=np.uint64)
    return [int(band) for band in mixed.view(np.int64)]


def resemblance(text: str, other: str) -> float:
    """The share of the runs of both texts that are the same, 0..1; 0 where one has no three words."""
    first, second = set(_runs(text).tolist()), set(_runs(other).tolist())
    return len(first & second) / len(first | second) if first and second else 0.0


def _runs(text: str) -> "NDArray[np.uint64]":
    """A hash of each run of words, in the order of the text."""
    import numpy as np

    words = _words(text[:_READ_CHARACTERS])
    hashes = np.fromiter(map(_HASHES.__getitem__, words), dtype=np.uint64, count=len(words))
    if len(words) < _RUN:
        return hashes[:0]
    first, second, third = (np.uint64(_mixed(number) | 1) for number in range(3))
    runs: NDArray[np.uint64] = hashes[:-2] * first + hashes[1:-1] * second + hashes[2:] * third
    return runs


def _words(text: str) -> list[bytes] | list[str]:
    plain = text.encode("ascii", "ignore")
    if len(plain) >= _PLAIN_SHARE * len(text):
        return plain.translate(_SPACED).split()
    return _WORD.findall(text.casefold())


@cache
def _constants() -> "tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]":
    """Factors (odd) and addends of the hash functions, and what tells the bands apart: fixed for good."""
    import numpy as np

    count = _BANDS * _MINIMA
    factors, addends, mixers = (
        np.array([_mixed(1_000 * row + column) for column in range(count)], dtype=np.uint64) for row in (1, 2, 3)
    )
    return factors | np.uint64(1), addends, mixers | np.uint64(1)


def _mixed(number: int) -> int:
    """A number of 64 bits that looks random (Steele and others, SplitMix64, 2014)."""
    value = (number + 1) * 0x9E3779B97F4A7C15 & _MASK
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    value = (value ^ value >> 27) * 0x94D049BB133111EB & _MASK
    return value ^ value >> 31
