"""How near the words of other languages than English are, by the letters they share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.words import begin_alike, form

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Forms that begin alike are mostly one word that the stemmer left apart, or that has no stemmer: `matching` makes half
# a meeting of this cosine. .5 to .8 do alike.
_BEGUN_ALIKE = 0.65
# Languages that write several words as one, the last of which says what it is: a Windrad is a Rad.
_COMPOUNDING = frozenset({"da", "de", "et", "fi", "hu", "is", "nl", "no", "sv"})
# A shorter end is an ending, not a word.
_LEAST_END = 4
_LEAST_START = 4


class Beginnings:
    """Nearness by spelling for one language, in the place of vectors that do not know its words."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, words: Sequence[str], others: Sequence[str]) -> "NDArray[np.float32]":
        """One row a word of `words`, as written, one column a form of `others`: 0, or that they are alike."""
        import numpy as np

        starts: dict[str, list[int]] = {}
        for column, other in enumerate(others):
            starts.setdefault(other[:_LEAST_START], []).append(column)
        near = np.zeros((len(words), len(others)), dtype=np.float32)
        for row, word in enumerate(words):
            asked = form(word, self._language)
            alike = [c for c in starts.get(asked[:_LEAST_START], ()) if begin_alike(asked, others[c])]
            if self._language in _COMPOUNDING:
                alike += [column for column, other in enumerate(others) if _ends_alike(asked, other)]
            near[row, alike] = _BEGUN_ALIKE
        return near


def _ends_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _LEAST_END and longer.endswith(shorter)
