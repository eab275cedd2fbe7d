"""Reads the citation marks of a text in every form that models write."""

import re
from dataclasses import dataclass

# The words that models put before the number of a source.
_LABEL = (
    r"(?:sources?|evidence|passages?|articles?|references?|refs?|citations?|cit|documents?|docs?|quelle[n]?|avot[si]"
    r"|источник\w{0,2}|стать[яи]|no\.?)"
)
_LABELLED = rf"(?:{_LABEL}\s?[:.]?\s?)?[#№^]?\s?"
_JOINT = r"\s?(?:[,;，、&/+]|and|und|et|un|и|[-‐‑–—−~]|to|\.\.)\s?"
_NUMBERS = rf"{_LABELLED}\d+(?:{_JOINT}{_LABELLED}\d+)*"
_SQUARE = re.compile(
    rf"[\[［【〔]{{1,2}}\s?(?P<body>{_NUMBERS})\s?(?:†[^\]】\n]{{0,40}})?[,;]?\s?[\]］】〕]{{1,2}}", re.IGNORECASE
)
_ROUND = re.compile(rf"[(（]\s?(?P<label>{_LABEL}\s?[:.]?\s?)?(?P<body>{_NUMBERS})\s?[)）]", re.IGNORECASE)
_RAISED = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.!?…,”»\"’)]))[⁰¹²³⁴-⁹]{1,2}")
_RANGE = re.compile(r"(\d+)\s?(?:[-‐‑–—−~]|to|\.\.)\s?(?:[^\d,;]{0,12})(\d+)|(\d+)", re.IGNORECASE)
_LEFT_ALONE = re.compile(r"`[^`\n]*`|!?\[[^\[\]\n]*\]\([^()\n]*\)")
_FROM_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# Evidence is counted in tens: a number of more digits names nothing, and is not even read.
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation mark: `text[start:end]` is how it is written; `numbers` are those it names, each once, in order.

    `numbers` holds only numbers of evidence there is: a mark of nothing but unknown ones has none.
    """

    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark stood in a text without marks: before the character `at`."""

    at: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A text without its marks, each mark remembered at its place."""

    text: str
    places: tuple[Place, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every number the text cites, each once, by first use."""
        return tuple(dict.fromkeys(number for place in self.places for number in place.numbers))


def find_marks(text: str, known: int) -> list[Mark]:
    """The marks of `text` in order, where evidence is numbered 1 to `known`.

    Square marks are marks wherever they stand, but in code and in Markdown links; round and raised ones only where a
    citation would stand and only with known numbers, because (2014) and m² are not marks.
    """
    blocked = [match.span() for match in _LEFT_ALONE.finditer(text)]
    found = [Mark(*m.span(), _numbers(m["body"], known)) for m in _SQUARE.finditer(text)]
    found += [Mark(*m.span(), n) for m in _ROUND.finditer(text) if (n := _round_numbers(text, m, known))]
    for match in _RAISED.finditer(text):
        numbers = _numbers(match.group().translate(_FROM_RAISED), known)
        if numbers:
            found.append(Mark(*match.span(), numbers))
    free = [mark for mark in found if not any(a < mark.end and mark.start < b for a, b in blocked)]
    return _joined(text, sorted(free, key=lambda mark: mark.start), known)


def cut_marks(text: str, known: int) -> Unmarked:
    """`text` without its marks and without the space before each, and the places where they stood."""
    pieces: list[str] = []
    places: list[Place] = []
    length = done = 0
    for mark in find_marks(text, known):
        piece = text[done : mark.start].rstrip(" \t\u00a0")
        pieces.append(piece)
        length += len(piece)
        if mark.numbers:
            places.append(Place(length, mark.numbers))
        done = mark.end
    pieces.append(text[done:])
    return Unmarked("".join(pieces), tuple(places))


def _numbers(body: str, known: int) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for match in _RANGE.finditer(body):
        first, last = _clamped(match[1] or match[3], known), _clamped(match[2] or match[3], known)
        low, high = min(first, last), max(first, last)
        found.update(dict.fromkeys(range(max(low, 1), min(high, known) + 1)))
    return tuple(found)


def _clamped(digits: str, known: int) -> int:
    return int(digits) if len(digits) <= _DIGITS else known + 1


def _round_numbers(text: str, match: re.Match[str], known: int) -> tuple[int, ...]:
    """The numbers of a round mark, or none where it is not meant as one."""
    numbers = _numbers(match["body"], known)
    if match["label"]:
        return numbers
    every = {_clamped(digits, known) for digits in re.findall(r"\d+", match["body"])}
    before, after = text[: match.start()].rstrip(" "), text[match.end() :].lstrip(" ")
    ends_line = not before or before.endswith(("\n", ":"))
    stands_last = not after or after[0] in ".,;!?…\n。，(（[" or before.endswith((".", "!", "?", "”", '"', ")", "）"))
    return numbers if every <= set(numbers) and not ends_line and stands_last else ()


def _joined(text: str, marks: list[Mark], known: int) -> list[Mark]:
    """The marks, with [1]-[3] read as the range it is."""
    joined: list[Mark] = []
    for mark in marks:
        last = joined[-1] if joined else None
        between = text[last.end : mark.start].strip() if last else ""
        if last and mark.start < last.end:
            continue
        if last and last.numbers and mark.numbers and between in {"-", "–", "—", "‑"}:
            numbers = tuple(
                dict.fromkeys((*last.numbers, *range(last.numbers[-1], min(mark.numbers[0], known)), *mark.numbers))
            )
            joined[-1] = Mark(last.start, mark.end, numbers)
        else:
            joined.append(mark)
    return joined
