"""Reads the dates of a text, however they are written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# The months as English, German, French, Spanish, Russian and Latvian write them; an ending in - stands for any.
_MONTHS = tuple(line.split() for line in (
    "january jan januar janvier enero январ- янв janvār-",
    "february feb februar février febrero феврал- фев februār-",
    "march mar märz mars marzo март марта марте marts martā marta",
    "april apr avril abril апрел- апр aprīl-",
    "may mai mayo май мая мае maijs maijā maija",
    "june jun juni juin junio июнь июня июне jūnij-",
    "july jul juli juillet julio июль июля июле jūlij-",
    "august aug août agosto август- авг august-",
    "september sep sept septembre septiembre сентябр- сен septembr-",
    "october oct oktober octobre octubre октябр- окт oktobr-",
    "november nov novembre noviembre ноябр- ноя novembr-",
    "december dec dezember décembre diciembre декабр- дек decembr-",
))  # fmt: skip
_WEEKDAYS = tuple(line.split() for line in (
    "monday montag lundi lunes понедельник- pirmdien-",
    "tuesday dienstag mardi martes вторник- otrdien-",
    "wednesday mittwoch mercredi miércoles сред- trešdien-",
    "thursday donnerstag jeudi jueves четверг- ceturtdien-",
    "friday freitag vendredi viernes пятниц- piektdien-",
    "saturday samstag samedi sábado суббот- sestdien-",
    "sunday sonntag dimanche domingo воскресень- svētdien-",
))  # fmt: skip
_MONTH_OF = {name.rstrip("-"): number for number, names in enumerate(_MONTHS, 1) for name in names}
_WEEKDAY_OF = {name.rstrip("-"): number for number, names in enumerate(_WEEKDAYS) for name in names}
# Most sentences hold no date: the beginnings of these names tell that soon.
_HINT_LETTERS = 3
_HINTS = frozenset(name[:_HINT_LETTERS] for name in (*_MONTH_OF, *_WEEKDAY_OF))
_LETTERS = re.compile(r"[^\W\d_]{3,}")
# The words of other senses: as months they need a number beside them or a capital and a preposition.
_AMBIGUOUS = frozenset("may march mar mars mai jan sep sept dec august".split())
_BEFORE_MONTH = frozenset("in of since until till by last this next early late mid from during before after".split())


def _alternation(names: tuple[list[str], ...]) -> str:
    every = sorted((name for row in names for name in row), key=len, reverse=True)
    return "|".join(name.replace("-", r"[^\W\d_]{0,4}") for name in every)


_MONTH = rf"(?P<month>{_alternation(_MONTHS)})\b\.?"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%])"
_YEAR = r"(?:,?\s(?:of\s|de\s|gada\s)?(?P<year>(?:1[5-9]|20)\d\d)(?!\d))"
_DAY_MONTH = re.compile(rf"(?<![\w.,]){_DAY}\.?\s(?:of\s|de\s|gada\s)?{_MONTH}{_YEAR}?", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s(?:the\s)?{_DAY}(?!\s?[.,]?\d){_YEAR}?", re.IGNORECASE)
_MONTH_DAY_YEAR = re.compile(rf"\b{_MONTH}\s(?:the\s)?{_DAY}{_YEAR}", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b{_MONTH}{_YEAR}", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"\b{_MONTH}", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<first>\d{1,2})(?P<sign>[./-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)(?!\d)"
)
_WEEKDAY = re.compile(rf"\b(?P<weekday>{_alternation(_WEEKDAYS)})\b", re.IGNORECASE)
_SHORT_YEARS = 100
# 71 to 99 are of the last century.
_DECADE_PIVOT = 70
# A paper names a weekday for the six days before it comes out, and for as many after.
_WEEK_REACH = 6


@dataclass(frozen=True, slots=True)
class Day:
    """A date at `text[start:end]`: what it says, None for what it leaves open.

    `other` is the second reading of one like 03/04/2021, or None; `weekday` counts from 0, Monday.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    other: "Day | None" = None

    def agrees(self, other: "Day", published: date | None) -> bool:
        """Whether `other`, in an article `published` then, says this date.

        A year that the article leaves out is the one nearest to its own date, and a weekday the nearest such day.
        """
        return any(
            _agree(mine, theirs, published)
            for mine in (self, self.other)
            if mine is not None
            for theirs in (other, other.other)
            if theirs is not None
        )

    def is_day(self, day: date | None) -> bool:
        """Whether this is the calendar day `day`, year and all."""
        return day is not None and (self.year, self.month, self.day) == (day.year, day.month, day.day)


def dates(text: str) -> list[Day]:
    """The dates of `text` in order; a bare year is a figure."""
    taken: list[tuple[int, int]] = []
    found: list[Day] = []
    for day in _candidates(text):
        if not any(start < day.end and day.start < end for start, end in taken):
            taken.append((day.start, day.end))
            found.append(day)
    return sorted(found, key=lambda day: day.start)


def _candidates(text: str) -> Iterator[Day]:
    """Every reading, the fullest first: a place once taken is not read again."""
    for match in _ISO.finditer(text):
        yield from _checked(match.start(), match.end(), int(match["year"]), int(match["month"]), int(match["day"]))
    for match in _NUMERIC.finditer(text):
        yield from _numeric(match)
    likely = [m.start() for m in _LETTERS.finditer(text) if m.group()[:_HINT_LETTERS].casefold() in _HINTS]
    for pattern in (_MONTH_DAY_YEAR, _DAY_MONTH, _MONTH_DAY, _MONTH_YEAR, _MONTH_ALONE):
        for match in _matches(pattern, text, likely):
            if not _is_month(text, match, alone=pattern is _MONTH_ALONE):
                continue
            groups = match.groupdict()
            year, day = groups.get("year"), groups.get("day")
            yield from _checked(
                match.start(),
                match.end(),
                int(year) if year else None,
                _number(_MONTH_OF, match["month"]),
                int(day) if day else None,
            )
    for match in _matches(_WEEKDAY, text, likely):
        yield Day(match.start(), match.end(), weekday=_number(_WEEKDAY_OF, match["weekday"]))


def _matches(pattern: re.Pattern[str], text: str, likely: Sequence[int]) -> Iterator[re.Match[str]]:
    """The matches of a pattern: of one that begins with a name, only where a word begins as such names do."""
    if pattern is _DAY_MONTH:
        yield from pattern.finditer(text) if likely else ()
    else:
        yield from filter(None, (pattern.match(text, start) for start in likely))


def _numeric(match: re.Match[str]) -> Iterator[Day]:
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if year < _SHORT_YEARS:
        year += 1900 if year > _DECADE_PIVOT else 2000
    readings = [*_checked(match.start(), match.end(), year, second, first)]
    if match["sign"] == "/":
        readings += _checked(match.start(), match.end(), year, first, second)
    if readings:
        day = readings[0]
        yield Day(day.start, day.end, day.year, day.month, day.day, other=readings[1] if len(readings) > 1 else None)


def _checked(start: int, end: int, year: int | None, month: int | None, day: int | None) -> Iterator[Day]:
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return
    yield Day(start, end, year, month, day)


def _is_month(text: str, match: re.Match[str], *, alone: bool) -> bool:
    word = match["month"]
    if word.casefold() in _AMBIGUOUS and not word[0].isupper() and word.casefold() not in {"mai", "mars"}:
        return False
    if not alone:
        return True
    if word.casefold() not in _AMBIGUOUS:
        return word[0].isupper() or not word.isascii()
    before = text[: match.start()].split()[-1:]
    return word[0].isupper() and bool(before) and before[0].casefold() in _BEFORE_MONTH


def _number(table: dict[str, int], word: str) -> int:
    name = word.casefold()
    while name not in table:
        name = name[:-1]
    return table[name]


def _agree(mine: Day, theirs: Day, published: date | None) -> bool:
    if mine.weekday is not None:
        full = _full(theirs, published)
        return mine.weekday == (theirs.weekday if theirs.weekday is not None else full.weekday() if full else None)
    if theirs.weekday is not None:
        return published is not None and any(
            mine.is_day(day) and day.weekday() == theirs.weekday
            for day in (published + timedelta(days) for days in range(-_WEEK_REACH, _WEEK_REACH + 1))
        )
    year = theirs.year
    if year is None and mine.year is not None:
        full = _full(theirs, published)
        year = full.year if full else None
    return (
        mine.month == theirs.month
        and (mine.day is None or mine.day == theirs.day)
        and (mine.year is None or mine.year == year)
    )


def _full(day: Day, published: date | None) -> date | None:
    """The calendar day; a missing year is the one nearest to `published`, and a month stands for its middle."""
    if day.month is None or (day.year is None and published is None):
        return None
    years = (
        [day.year] if day.year is not None else [published.year + shift for shift in (-1, 0, 1)] if published else []
    )
    found: list[date] = []
    for year in years:
        try:
            found.append(date(year, day.month, day.day or 15))
        except ValueError:
            continue
    return min(found, key=lambda each: abs((each - published).days)) if published and found else next(iter(found), None)
