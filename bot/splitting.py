"""Splits a text too long for one message where a reader would pause."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.markup import Run, cut, shown, units

# Telegram's limits of one message: UTF-16 code units of its text, and entities.
MESSAGE_UNITS = 4_096
MESSAGE_ENTITIES = 100
# A paragraph's end is taken when the message is at least this full; else a sentence's end fills it better.
_FULL_ENOUGH = 0.5
# A link, a bold title or an address longer than this share of a message may be cut, or a message could not be filled.
_WHOLE_UP_TO = 0.25

_PARAGRAPH = re.compile(r"\n+")
# A sentence ends behind its stop, its closing quotation marks and the numbers of its sources.
_SENTENCE = re.compile(r"(?:[.!?…。！？]+[”’»\"')\]]*(?:\s*\[\d+\])*)(?:\s+|(?<=[。！？]))")
_SPACE = re.compile(r"\s+")
# A number belongs to what stands before it.
_MARK = re.compile(r"\s*\[\d+\]")
_JOINERS = "\u200d\ufe0f"


@dataclass(frozen=True, slots=True)
class Places:
    """Offsets in a text where it may be cut, the best kind first; each kind in ascending order."""

    paragraphs: tuple[int, ...]
    sentences: tuple[int, ...]
    spaces: tuple[int, ...]
    anywhere: tuple[int, ...]

    def best(self, start: int, furthest: int) -> int:
        """Where to end a piece that begins at `start` and may reach to `furthest`; past `start` always."""
        enough = start + int((furthest - start) * _FULL_ENOUGH)
        for kind, least in ((self.paragraphs, enough), (self.sentences, start), (self.spaces, start)):
            place = _last(kind, furthest)
            if place > least:
                return place
        place = _last(self.anywhere, furthest)
        return place if place > start else furthest


def split(runs: Sequence[Run], limit: int = MESSAGE_UNITS, entities: int = MESSAGE_ENTITIES) -> list[list[Run]]:
    """`runs` in pieces of at most `limit` UTF-16 units and `entities` entities each, none of them blank.

    Pieces end at paragraphs, else at sentences, else at spaces; a citation's number is never cut or parted from its
    sentence, a short link or bold text never cut. White space at a piece's ends is left out, all else is kept.
    """
    text = shown(runs)
    if units(text) <= limit and _entity_bound(runs, 0, entities) >= len(text):
        whole = _trimmed(runs, text, 0, len(text))
        return [whole] if whole else []
    lengths = [0, *accumulate(1 + (sign > "\uffff") for sign in text)]
    places = _places(runs, text, limit)
    pieces = []
    start = 0
    while start < len(text):
        furthest = min(bisect_right(lengths, lengths[start] + limit) - 1, _entity_bound(runs, start, entities))
        end = furthest if furthest >= len(text) else places.best(start, furthest)
        if piece := _trimmed(runs, text, start, end):
            pieces.append(piece)
        start = end
    return pieces


def _places(runs: Sequence[Run], text: str, limit: int) -> Places:
    closed = list(_closed(runs, text, limit))

    def free(offsets: Iterator[int]) -> tuple[int, ...]:
        starts = [start for start, _ in closed]

        def is_free(offset: int) -> bool:
            before = bisect_left(starts, offset) - 1
            return before < 0 or closed[before][1] <= offset

        return tuple(offset for offset in offsets if is_free(offset))

    paragraphs = free(match.end() for match in _PARAGRAPH.finditer(text))
    sentences = free(iter(sorted({*paragraphs, *(match.end() for match in _SENTENCE.finditer(text))})))
    spaces = free(match.end() for match in _SPACE.finditer(text))
    anywhere = free(offset for offset in range(1, len(text)) if not _joins(text[offset]))
    return Places(paragraphs, sentences, spaces, anywhere)


def _closed(runs: Sequence[Run], text: str, limit: int) -> Iterator[tuple[int, int]]:
    """The stretches, in order and apart, that must not be cut inside: marks with the end before them, short runs."""
    spans = [(max(match.start() - 1, 0), match.end()) for match in _MARK.finditer(text)]
    offset = 0
    for run in runs:
        end = offset + len(run.text)
        if run.entities and units(run.text) <= limit * _WHOLE_UP_TO:
            spans.append((offset, end))
        offset = end
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return iter(joined)


def _entity_bound(runs: Sequence[Run], start: int, entities: int) -> int:
    """How far a piece from `start` may reach with at most so many entities."""
    offset = used = 0
    quoted = False
    for run in runs:
        end = offset + len(run.text)
        if end > start:
            used += run.entities + (run.quoted and not quoted)
            quoted = run.quoted
            if used > entities:
                return offset
        offset = end
    return offset


def _trimmed(runs: Sequence[Run], text: str, start: int, end: int) -> list[Run]:
    piece = text[start:end]
    return cut(runs, start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip())))


def _joins(sign: str) -> bool:
    """Whether a sign belongs to the letter before it."""
    return bool(unicodedata.combining(sign)) or sign in _JOINERS


def _last(places: Sequence[int], furthest: int) -> int:
    """The last of `places` up to `furthest`, or -1."""
    found = bisect_right(places, furthest)
    return places[found - 1] if found else -1
