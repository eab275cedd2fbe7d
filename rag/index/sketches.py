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
# 16 bands of 4 minima: of 10,000 edited texts those with .6 to .7 of their runs in common with the original shared a
# band with it 96 times of 100, those with more 999 times of 1,000. Two texts with .05 in common do once in 10,000.
_BANDS = 16
_MINIMA = 4
# A text is told by its beginning: some 3,000 words. More only takes time.
_READ_CHARACTERS = 20_000
# A text in Latin script is cut by its plain letters alone, in a tenth of the time; Vietnamese still has .7 of them.
_PLAIN_SHARE = 0.6
# In other scripts a sign of one written without spaces is a word.
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|\w+")
_SPACE = 32
# Each plain letter or digit to its small form, every other byte to a space.
_SPACED = bytes(
    ord(chr(byte).lower()) if chr(byte).isalnum() and chr(byte).isascii() else _SPACE for byte in range(256)
)
_MASK = 0xFFFFFFFFFFFFFFFF
_HALF = 32


def bands(text: str) -> list[int]:
    """The 16 bands of a text, as numbers that SQLite can hold; none for a text of fewer than three words."""
    import numpy as np

    runs = _runs(text)
    if not len(runs):
        return []
    factors, addends, mixers = _constants()
    # The upper halves, which are mixed best: half as wide, they are multiplied in half the time.
    hashed = factors * (runs >> np.uint64(_HALF)).astype(np.uint32)
    hashed += addends
    mixed = (hashed.min(axis=1) * mixers).reshape(_BANDS, _MINIMA).sum(axis=1, dtype=np.uint64)
    return [int(band) for band in mixed.view(np.int64)]


def resemblance(text: str, other: str) -> float:
    """The share of the runs of both texts that are the same, 0..1; 0 where one has no three words."""
    first, second = set(_runs(text).tolist()), set(_runs(other).tolist())
    return len(first & second) / len(first | second) if first and second else 0.0


def _runs(text: str) -> "NDArray[np.uint64]":
    """A hash of each run of words, in the order of the text."""
    import numpy as np

    hashes = _word_hashes(text[:_READ_CHARACTERS])
    if len(hashes) < _RUN:
        return hashes[:0]
    first, second, third = (np.uint64(_mixed(number) | 1) for number in range(3))
    runs: NDArray[np.uint64] = hashes[:-2] * first + hashes[1:-1] * second + hashes[2:] * third
    return runs


def _word_hashes(text: str) -> "NDArray[np.uint64]":
    """A hash of each word, in the order of the text."""
    import numpy as np

    plain = text.encode("ascii", "ignore")
    if len(plain) < _PLAIN_SHARE * len(text):
        words = _WORD.findall(text.casefold())
        return np.array([zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words], dtype=np.uint64)
    signs = np.frombuffer(plain.translate(_SPACED), dtype=np.uint8)
    inside = np.zeros(len(signs) + 2, dtype=np.bool_)
    inside[1:-1] = signs != _SPACE
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    # All words at once: the sum of signs times powers of one number, from where the word starts.
    powers, inverses = _powers()
    sums = np.zeros(len(signs) + 1, dtype=np.uint64)
    np.cumsum(signs * powers[: len(signs)], out=sums[1:])
    hashes: NDArray[np.uint64] = (sums[ends] - sums[starts]) * inverses[starts]
    return hashes


@cache
def _powers() -> "tuple[NDArray[np.uint64], NDArray[np.uint64]]":
    """The powers of a number modulo 2^64, and those of its inverse."""
    import numpy as np

    base = _mixed(0) | 1
    inverse = pow(base, -1, _MASK + 1)
    steps = (np.full(_READ_CHARACTERS, number, dtype=np.uint64) for number in (base, inverse))
    powers, inverses = (np.concatenate((step[:1] * 0 + np.uint64(1), np.cumprod(step))) for step in steps)
    return powers, inverses


@cache
def _constants() -> "tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint64]]":
    """Factors (odd) and addends of the hash functions, a row each, and what tells the bands apart: fixed for good."""
    import numpy as np

    count = _BANDS * _MINIMA
    factors, addends, mixers = (
        np.array([_mixed(1_000 * row + column) for column in range(count)], dtype=np.uint64) for row in (1, 2, 3)
    )
    halves = [(row >> np.uint64(_HALF)).astype(np.uint32)[:, None] for row in (factors, addends)]
    return halves[0] | np.uint32(1), halves[1], mixers | np.uint64(1)


def _mixed(number: int) -> int:
    """A number of 64 bits that looks random (Steele and others, SplitMix64, 2014)."""
    value = (number + 1) * 0x9E3779B97F4A7C15 & _MASK
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    value = (value ^ value >> 27) * 0x94D049BB133111EB & _MASK
    return value ^ value >> 31
