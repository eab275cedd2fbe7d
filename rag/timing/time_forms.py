"""Reads the ways in which every language writes a date, a month, a year or a stretch told by the clock."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto

from rag.timing.calendar_days import Days, at, back, next_recurrence, recurrence, the_day, the_month, the_year, weekday
from rag.timing.calendar_words import CalendarWords, Shift, Unit

# Counted back further than this, a stretch speaks of a development, no longer of the news ("the last ten years").
NEWS_DAYS = 366
# "12.01.31" lies in the past century unless its year comes within so many years.
_YEARS_AHEAD = 10
_MONTHS = 12
# Counts that no reader takes by the letter: "a few days ago" is any of those days.
_LOOSE = frozenset({"few", "several", "couple"})

YEAR = "(?:1[0-9]{3}|2[01][0-9]{2})"
_DAY = "[0-9]{1,2}"


class Kind(Enum):
    """How sure the words alone are to mean time: all but `CERTAIN` need the right words around them."""

    CERTAIN = auto()
    RECURRING_DAY = auto()
    WEEKDAY = auto()
    MONTH = auto()
    SEASON = auto()
    YEAR = auto()
    ROLLING = auto()
    UNIT = auto()
    TODAY = auto()
    NOW = auto()


@dataclass(frozen=True, slots=True)
class Clock:
    """The day it is, and whether the text looks ahead: then what is named without a year is the next to come."""

    today: date
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that may name time: `text[start:end]`, and the days they name.

    `by_clock` is True where the days move with the clock and belong to the news ("yesterday"); `vague` where what is
    named lies on an unknown day among them ("the end of March"). `recurring` is (month, day, or 0 for a whole month)
    where the year is not said.
    """

    days: Days
    kind: Kind = Kind.CERTAIN
    start: int = 0
    end: int = 0
    by_clock: bool = False
    vague: bool = False
    recurring: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the groups of a form's pattern caught ("" for nothing), with what is needed to read them."""

    groups: tuple[str, ...]
    clock: Clock
    words: CalendarWords


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write time: a pattern, and the reader of its groups (ValueError, OverflowError: no such date)."""

    pattern: str
    read: Callable[[Heard], Stretch]


def forms_of(words: CalendarWords) -> tuple[Form, ...]:
    """The forms that every language shares, in the words of one; where two begin at one place the first is meant."""
    month, name = any_of(words.months), any_of(words.weekdays)
    joint = rf"\s*{any_of(words.joints + words.conjunctions)}\s*"
    day = rf"(?:the\s+)?({_DAY})(?:st|nd|rd|th|er|º|\.|-го)?"
    # "Jan. 12", "12 Jan. 2022": a full stop belongs to a month only where a number comes next.
    stop = r"(?:\.(?=\s*[0-9]))?"
    of = r"(?:(?:of|de|del)\s+)?"
    in_year = year_after(of)
    opening = rf"(?:{name},?\s+(?:the\s+)?)?"
    return (
        Form(rf"({YEAR})[-./]({_DAY})[-./]({_DAY})(?:t[0-9:.]+z?)?", _iso),
        Form(rf"({_DAY})[-./]({_DAY})[-./]([0-9]{{4}})", _numeric),
        Form(r"([0-9]{2})\.([0-9]{2})\.([0-9]{2})", _numeric),
        Form(rf"({_DAY})/({_DAY})/([0-9]{{2}})", _numeric),
        Form(rf"({YEAR})\.?\s*gada\s+({_DAY})\.?\s*({month})", _in_order("year", "day", "month")),
        Form(rf"{day}{joint}{day}\s+{of}({month}){stop}{in_year}", _in_order("first", "day", "month", "year")),
        Form(rf"({month}){stop}\s+{day}{joint}{day}{in_year}", _in_order("month", "first", "day", "year")),
        Form(rf"{opening}{day}\s*{of}({month}){stop}{in_year}", _in_order("day", "month", "year")),
        Form(rf"{opening}({month}){stop}\s+{day}{in_year}", _in_order("month", "day", "year")),
        Form(rf"({month})\s*[-–—/]\s*({month}){in_year}", _months),
        Form(rf"({YEAR})\.?\s*gada\s+({month})", _in_order("year", "month")),
        Form(rf"({month}){stop}{in_year}", _in_order("month", "year")),
        # "the last week of March" is a part of March.
        Form(rf"({any_of(words.phrases)})(?!\s+of\b)", _phrase),
        Form(counted_pattern(words.counted, words) + r"(?!\s+of\b)", read_count),
        Form(counted_pattern(words.ago, words), _ago),
        Form(f"({name})", read_weekday),
        Form(rf"({YEAR})[-–—/]({YEAR}|[0-9]{{2}})", _years),
        Form(rf"([0-9]{{1,2}})[./]({YEAR})", _month_of_year),
        Form(rf"(?:the\s+years?\s+)?({YEAR})(?:\.?\s*(?:году|года|год|г\.|gadā|gada|gads))?", _year),
    )


def any_of(choices: Iterable[str]) -> str:
    """A pattern of any of `choices`, the longest first; a space in them is any white space."""
    longest_first = sorted(choices, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(choice).replace(r"\ ", r"\s+") for choice in longest_first) + ")"


def year_after(of: str) -> str:
    """A pattern, with one group, of the year that may follow a day, a month or a season."""
    return rf"(?:,?\s+{of}({YEAR}|(?:this|last|next)\s+year)(?:\s*(?:года|год|г\.))?)?"


def counted_pattern(pattern: str, words: CalendarWords) -> str:
    """`pattern` with its {number} and {unit} as groups."""
    number, unit = any_of(words.numbers), any_of(words.units)
    return pattern.replace("{number}", f"([0-9]{{1,4}}|{number})").replace("{unit}", f"({unit})")


def _count(heard: Heard) -> tuple[int, Unit]:
    """The count and the unit that the first two groups caught."""
    number = heard.groups[0]
    count = int(number) if number.isdecimal() else heard.words.numbers[number]
    return count, heard.words.units[heard.groups[1]]


def year_number(text: str, clock: Clock) -> int:
    """The year that `text` names: four digits, or "this year", "last year", "next year"."""
    if text.isdecimal():
        return int(text)
    return clock.today.year + {"last": -1, "this": 0, "next": 1}[text.split(maxsplit=1)[0]]


def _in_order(*names: str) -> Callable[[Heard], Stretch]:
    """The reader of a form whose groups are the parts of a date in that order."""

    def read(heard: Heard) -> Stretch:
        part = dict(zip(names, heard.groups, strict=False))
        stretch = dated(part.get("day", ""), part["month"], part.get("year", ""), heard)
        if "first" not in part:
            return stretch
        last = stretch.days.last
        return replace(stretch, days=Days(last.replace(day=int(part["first"])), last), recurring=None)

    return read


def dated(day: str, month: str, year: str, heard: Heard) -> Stretch:
    """A month, or a day of it where `day` is not ""; in the nearest year where `year` is ""."""
    clock, month_number, number = heard.clock, heard.words.months[month], int(day or 0)
    if day and not number:
        raise ValueError(f"{day!r} is no day of a month, whose days count from 1")
    if not year:
        days = (next_recurrence if clock.ahead else recurrence)(month_number, number, clock.today)
        kind = Kind.RECURRING_DAY if number else Kind.MONTH
        return Stretch(days, kind, recurring=(month_number, number))
    in_year = year_number(year, clock)
    return Stretch(the_day(date(in_year, month_number, number)) if day else the_month(in_year, month_number))


def _months(heard: Heard) -> Stretch:
    last = dated("", heard.groups[1], heard.groups[2], heard)
    first = recurrence(heard.words.months[heard.groups[0]], 0, last.days.last)
    return replace(last, days=Days(first.first, last.days.last), recurring=None)


def _iso(heard: Heard) -> Stretch:
    year, month, day = map(int, heard.groups)
    return Stretch(the_day(date(year, month, day)))


def _numeric(heard: Heard) -> Stretch:
    """Day first, as most of the world writes; month first where it cannot be otherwise."""
    day, month, year = map(int, heard.groups)
    if len(heard.groups[2]) < len("2022"):
        century = heard.clock.today.year // 100 * 100
        year += century if century + year <= heard.clock.today.year + _YEARS_AHEAD else century - 100
    if month > _MONTHS >= day:
        day, month = month, day
    return Stretch(the_day(date(year, month, day)))


def _phrase(heard: Heard) -> Stretch:
    shift = heard.words.phrases[" ".join(heard.groups[0].split())]
    return Stretch(at(shift, heard.clock.today), by_clock=True)


def read_count(heard: Heard) -> Stretch:
    """A count of units back from today."""
    count, unit = _count(heard)
    days = back(count, unit, heard.clock.today)
    return Stretch(days, by_clock=days.count <= NEWS_DAYS + 1)


def _ago(heard: Heard) -> Stretch:
    count, unit = _count(heard)
    today = heard.clock.today
    if heard.groups[0] in _LOOSE:
        days = Days(back(count, unit, today).first, today - timedelta(days=1))
    else:
        days = at(Shift(unit, -count), today)
    return Stretch(days, by_clock=(today - days.last).days <= NEWS_DAYS)


def read_weekday(heard: Heard) -> Stretch:
    """The nearest day of that name."""
    number, today = heard.words.weekdays[heard.groups[0]], heard.clock.today
    day = weekday(number, today)
    if heard.clock.ahead and day < today:
        day = at(Shift(Unit.DAY, 7), day).first
    return Stretch(the_day(day), Kind.WEEKDAY, by_clock=True)


def _years(heard: Heard) -> Stretch:
    """2019-2021, 2021/22; 2022-03 is a month unless it can be two years running."""
    first, tail = int(heard.groups[0]), heard.groups[1]
    last = int(tail) if len(tail) > len("22") else first // 100 * 100 + int(tail)
    if last < first and last % 100 == 0:
        last += 100
    if last <= first and 1 <= int(tail) <= _MONTHS:
        return Stretch(the_month(first, int(tail)))
    return Stretch(Days(the_year(first).first, the_year(last).last), Kind.YEAR)


def _month_of_year(heard: Heard) -> Stretch:
    month, year = map(int, heard.groups)
    return Stretch(the_month(year, month), Kind.YEAR)


def _year(heard: Heard) -> Stretch:
    return Stretch(the_year(int(heard.groups[0])), Kind.YEAR)
