"""Tells whether a sentence gives a figure to another thing, day or name than its evidence."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from rag.timing.dates import Day
from rag.writing.figures import Figure
from rag.writing.names import Name, same_name
from rag.writing.reading import Reading

Thing: TypeAlias = Name | Day | Figure

# Between two things of one clause stand fewer words than this; a comma or an "and" counts as several.
_CLAUSE_WORDS = 8
_SEPARATOR_WORDS = 4
_SEPARATORS = frozenset(
    "and while but whereas from to compared against versus after and then и а но un und et y".split()
)
_YEARS = range(1500, 2101)


def misplaces_figure(statement: Reading, evidence: Reading) -> bool:
    """Whether a figure of `statement` belongs to something else in `evidence`."""
    return any(
        _counts_another(figure, evidence) or _belongs_elsewhere(figure, statement, evidence)
        for figure in statement.figures
    )


def has_other_figure(statement: Reading, sentence: Reading) -> bool:
    """Whether the sentence of evidence nearest to the statement has a like figure of its own in a figure's stead."""
    years = {day.year for day in sentence.days} | {value for f in sentence.figures for value in f.values}
    for figure in statement.figures:
        if any(figure.agrees(other) for other in sentence.figures) or figure.values & years:
            continue
        for other in sentence.figures:
            alike = _is_year(figure) == _is_year(other) and (_is_year(other) or _rival(figure, other))
            if alike and not any(other.values & mine.values for mine in statement.figures):
                return True
    return False


def _counts_another(figure: Figure, evidence: Reading) -> bool:
    """Whether what the statement counts with `figure` is counted with another figure in the evidence."""
    if not figure.counted or _is_year(figure):
        return False
    same_value = [other for other in evidence.figures if figure.agrees(other)]
    if not same_value or any(other.counted in {figure.counted, ""} for other in same_value):
        return False
    return any(other.counted == figure.counted for other in evidence.figures)


def _belongs_elsewhere(figure: Figure, statement: Reading, evidence: Reading) -> bool:
    """Whether a name or day that stands with `figure` stands nearer to a rival figure in the evidence.

    The first word of a sentence may be no name at all: it counts only where there is no other.
    """
    mine = [f for f in evidence.figures if figure.agrees(f)]
    rivals = [f for f in evidence.figures if f not in mine and not f.values & figure.values and _rival(figure, f)]
    if not mine or not rivals or _is_year(figure):
        return False
    days: list[Thing] = [*statement.days, *filter(_is_year, statement.figures)]
    for companions in ([*statement.names], days):
        near = [each for each in companions if _is_nearest(each, figure, statement)]
        sure = [each for each in near if not (isinstance(each, Name) and each.first == 0)] or near
        found = [places for each in sure if (places := list(_occurrences(each, evidence)))]
        if not all(_go_together(places, mine, rivals, evidence) for places in found):
            return True
    return False


def _is_nearest(companion: Thing, figure: Figure, statement: Reading) -> bool:
    """Whether `companion` stands with `figure`, and with no like one nearer."""
    distance = _distance(statement, companion, figure)
    others = [f for f in statement.figures if f != figure and _rival(figure, f)]
    return distance <= _CLAUSE_WORDS and all(distance <= _distance(statement, companion, f) for f in others)


def _go_together(found: Sequence[Thing], mine: Sequence[Figure], rivals: Sequence[Figure], evidence: Reading) -> bool:
    """Whether the evidence lets a companion, `found` in these places, go with one of the figures `mine`.

    It does where no rival is nearer, and where the figure has no nearer companion of that kind: the subject of two
    figures is named once.
    """
    peers: list[Thing] = [*evidence.names]
    if not isinstance(found[0], Name):
        peers = [*evidence.days, *filter(_is_year, evidence.figures)]
    for each in found:
        for figure in mine:
            distance = _distance(evidence, each, figure)
            if distance <= min(_distance(evidence, each, rival) for rival in rivals):
                return True
            if all(distance <= _distance(evidence, peer, figure) for peer in peers):
                return True
    return False


def _rival(figure: Figure, other: Figure) -> bool:
    """Whether one could be taken for the other: of one unit, or counting the same."""
    if _is_year(other) or figure.unit != other.unit:
        return False
    return bool(figure.unit) or figure.counted == other.counted or not (figure.counted and other.counted)


def _is_year(figure: Figure) -> bool:
    return not figure.unit and any(value == int(value) and int(value) in _YEARS for value in figure.values)


def _occurrences(companion: Thing, evidence: Reading) -> Iterator[Thing]:
    if isinstance(companion, Name):
        yield from (n for n in evidence.names if same_name(companion, n, evidence.language))
    elif isinstance(companion, Day):
        yield from (day for day in evidence.days if companion.agrees(day, None))
        yield from (f for f in evidence.figures if companion.year is not None and companion.year in f.values)
    else:
        yield from (figure for figure in evidence.figures if companion.values & figure.values)
        yield from (day for day in evidence.days if day.year is not None and day.year in companion.values)


def _place(reading: Reading, thing: Thing) -> tuple[int, int]:
    if isinstance(thing, Name):
        return thing.first, thing.last
    inside = [p for p, word in enumerate(reading.words) if word.start < thing.end and thing.start < word.end]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _distance(reading: Reading, one: Thing, other: Thing) -> int:
    """How many words lie from one thing to another, separators counted as several."""
    (first, first_end), (second, second_end) = sorted((_place(reading, one), _place(reading, other)))
    del first, second_end
    distance = 1
    for place in range(first_end + 1, second + 1):
        gap = reading.text[reading.words[place - 1].end : reading.words[place].start]
        distance += _SEPARATOR_WORDS if any(sign in gap for sign in ",;:()") else 0
        if place < second:
            distance += _SEPARATOR_WORDS if reading.written(place) in _SEPARATORS else 1
    return distance
