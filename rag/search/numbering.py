"""Numbers the word forms of passages, so that passages are compared by numbers."""

import threading
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# 16,000 passages of news hold some 80,000 forms; an entry takes 200 bytes. When there are more it starts anew.
_NUMBERED_FORMS = 200_000
# Passages whose words are kept numbered, some 25 MB; numbering sixty again takes longer than measuring them.
_KEPT_PASSAGES = 16_384


class Numbers:
    """A number for each word form met, the same in every passage; safe in several threads.

    `row` gives the numbers of a passage's forms in their order, `written[number]` the form.
    """

    def __init__(self) -> None:
        forms = _Forms()
        self.written = forms.written
        self.row = lru_cache(maxsize=_KEPT_PASSAGES)(forms.row)


class Numbering:
    """The numbers in use, which are exchanged for new ones when they have become too many."""

    def __init__(self) -> None:
        self._now = Numbers()

    def numbers(self) -> Numbers:
        """The numbers to take for all passages of a question; who has taken others before goes on with those."""
        if len(self._now.written) > _NUMBERED_FORMS:
            self._now = Numbers()
        return self._now


class _Forms:
    def __init__(self) -> None:
        self.written: list[str] = []
        self._numbers: dict[str, int] = {}
        self._lock = threading.Lock()

    def row(self, forms: tuple[str, ...]) -> NDArray[np.int64]:
        with self._lock:
            for each in forms:
                if each not in self._numbers:
                    self._numbers[each] = len(self.written)
                    self.written.append(each)
            return np.array([self._numbers[each] for each in forms], dtype=np.int64)
