"""Cuts a sentence into clauses that can be proved one by one."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.writing.marks import Unmarked

_CLAUSES = re.compile(r";|,?\s(?=(?:while|whereas|but)\b)|,\s(?=(?:and|compared|against)\b)", re.IGNORECASE)
_JOIN = r"(?i:and|but|while|whereas|although|though|compared with|against|и|а|но)"
_LEADING_JOIN = re.compile(rf"[\s,;:]*(?:{_JOIN}\s)?")
_OWN_SUBJECT = re.compile(rf"[\s,;:]+(?:{_JOIN}\s)?(?:(?i:the|an?|according to|in)\s|[^\W\d_a-zа-яё])")


@dataclass(frozen=True, slots=True)
class Part:
    """A clause that ends before the character `end` of its sentence, and the evidence that is to prove it."""

    end: int
    text: str
    numbers: Sequence[int]


def segments(unmarked: Unmarked, known: Container[int]) -> list[Part]:
    """What each mark inside a sentence stands for, or nothing where one stands for less than a clause."""
    parts: list[Part] = []
    start = 0
    for place in unmarked.places:
        part = unmarked.text[start : place.at]
        if not _says_something(part) or not (start == 0 or _stands_alone(part)):
            return []
        parts.append(Part(place.at, _LEADING_JOIN.sub("", part, count=1), [n for n in place.numbers if n in known]))
        start = place.at
    return [] if _says_something(unmarked.text[start:]) else parts


def clauses(text: str, numbers: Sequence[int]) -> list[Part]:
    """The clauses of a sentence, or nothing where one of them has no subject of its own."""
    bounds = [0, *(match.start() for match in _CLAUSES.finditer(text)), len(text)]
    pieces = [(end, text[start:end]) for start, end in pairwise(bounds)]
    if not all(_stands_alone(piece) for _, piece in pieces[1:]):
        return []
    return [Part(end, _LEADING_JOIN.sub("", piece, count=1), numbers) for end, piece in pieces]


def _stands_alone(part: str) -> bool:
    """Whether a later clause has a subject of its own: it begins with a name or an article."""
    return _OWN_SUBJECT.match(part) is not None


def _says_something(part: str) -> bool:
    return any(sign.isalnum() for sign in part)
