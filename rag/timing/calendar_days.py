"""Counts the days of the calendar: which days a week, a month or a part of a year covers.

Whatever leaves the calendar (before the year 1, after 9999, 31 February) raises ValueError or OverflowError, as
`datetime` does.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from rag.timing.calendar_words import Shift, Unit

_DAY = timedelta(days=1)
_WEEK_DAYS = 7
_YEAR_MONTHS = 12
_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12, Unit.DECADE: 120}
# A leap day comes back after eight years at the latest (1896 to 1904).
_LEAP_GAP = 8


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both inclusive."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} lies before {self.first}: the last of some days cannot come first")

    @property
    def count(self) -> int:
        """How many days these are, at least 1."""
        return (self.last - self.first).days + 1


class Part(Enum):
    """A rough part of a stretch: its first, second or last third."""

    EARLY = auto()
    MIDDLE = auto()
    LATE = auto()


def the_day(day: date) -> Days:
    """One day."""
    return Days(day, day)


def the_month(year: int, month: int) -> Days:
    """The days of a month."""
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def the_months(year: int, month: int, count: int) -> Days:
    """The days of `count` months, of which `month` (1..12, or beyond: 13 is January of the next year) is the first."""
    first = _moved_months(date(year, 1, 1), month - 1)
    last = _moved_months(first, count - 1)
    return Days(first, the_month(last.year, last.month).last)


def the_year(year: int) -> Days:
    """The days of a year."""
    return Days(date(year, 1, 1), date(year, _YEAR_MONTHS, 31))


def at(shift: Shift, today: date) -> Days:
    """The unit that holds `today`, moved as told: weeks begin on Monday, a weekend is its Saturday with its Sunday."""
    if shift.unit is Unit.DAY:
        return the_day(today + shift.by * _DAY)
    if shift.unit in (Unit.WEEK, Unit.WEEKEND):
        monday = today - today.weekday() * _DAY + shift.by * _WEEK_DAYS * _DAY
        return Days(monday + (5 if shift.unit is Unit.WEEKEND else 0) * _DAY, monday + 6 * _DAY)
    length = _MONTHS[shift.unit]
    months = today.year * _YEAR_MONTHS + today.month - 1
    begin = (months // length + shift.by) * length
    return the_months(begin // _YEAR_MONTHS, begin % _YEAR_MONTHS + 1, length)


def back(count: int, unit: Unit, today: date) -> Days:
    """The last `count` units up to `today`, with the whole day on which they begin: nothing meant is cut off."""
    if unit in _MONTHS:
        return Days(_moved_months(today, -count * _MONTHS[unit]), today)
    return Days(today - count * (_WEEK_DAYS if unit is Unit.WEEK else 1) * _DAY, today)


def weekday(number: int, today: date) -> date:
    """The most recent day of that name (0 is Monday), `today` included."""
    return today - (today.weekday() - number) % _WEEK_DAYS * _DAY


def recurrence(month: int, day: int, not_after: date) -> Days:
    """The most recent month, or day of it where `day` is not 0, that has begun by `not_after`."""
    for year in range(not_after.year, not_after.year - _LEAP_GAP - 1, -1):
        found = _recurring(year, month, day)
        if found is not None and found.first <= not_after:
            return found
    raise ValueError(f"there is no {day}.{month}. before {not_after}")


def next_recurrence(month: int, day: int, not_before: date) -> Days:
    """The first month, or day of it where `day` is not 0, that has not ended before `not_before`."""
    for year in range(not_before.year, not_before.year + _LEAP_GAP + 1):
        found = _recurring(year, month, day)
        if found is not None and found.last >= not_before:
            return found
    raise ValueError(f"there is no {day}.{month}. after {not_before}")


def third(days: Days, part: Part) -> Days:
    """A third of `days`: whole years of a decade, whole months of a year, ten days of a month."""
    months = _whole_months(days)
    if months > 1:
        size = max(months // 3, 1)
        size -= size % _YEAR_MONTHS if size > _YEAR_MONTHS else 0
        skip = {Part.EARLY: 0, Part.MIDDLE: size, Part.LATE: months - size}[part]
        return the_months(days.first.year, days.first.month + skip, size)
    size = max(days.count // 3, 1)
    if part is Part.EARLY:
        return Days(days.first, days.first + (size - 1) * _DAY)
    if part is Part.MIDDLE:
        return Days(days.first + size * _DAY, min(days.first + (2 * size - 1) * _DAY, days.last))
    return Days(min(days.first + 2 * size * _DAY, days.last), days.last)


def piece(days: Days, unit: Unit, number: int) -> Days:
    """The day, week, month or quarter of that number in `days`, counted from 1, or from the end for -1, -2, ...

    The weeks of a month are its days 1 to 7, 8 to 14, ..., its last week is its last seven days.
    """
    from_start = number > 0
    steps = number - 1 if from_start else -number
    if unit in _MONTHS:
        size = _MONTHS[unit]
        year, month = (days.first.year, days.first.month) if from_start else (days.last.year, days.last.month + 1)
        return _within(the_months(year, month + steps * size * (1 if from_start else -1), size), days)
    size = _WEEK_DAYS if unit is Unit.WEEK else 1
    first = days.first + steps * size * _DAY if from_start else days.last - (steps * size - 1) * _DAY
    return _within(Days(first, first + (size - 1) * _DAY), days)


def half(days: Days, number: int) -> Days:
    """The first (1) or second (2) half of `days`, in whole months where these are a year."""
    months = _whole_months(days)
    if months > 1:
        size = months // 2
        if number == 1:
            return the_months(days.first.year, days.first.month, size)
        return the_months(days.first.year, days.first.month + size, months - size)
    middle = days.first + (days.count // 2 - 1) * _DAY
    return Days(days.first, middle) if number == 1 else Days(middle + _DAY, days.last)


def _recurring(year: int, month: int, day: int) -> Days | None:
    try:
        return the_day(date(year, month, day)) if day else the_month(year, month)
    except ValueError:
        return None


def _whole_months(days: Days) -> int:
    """How many months `days` are, 0 where they do not begin and end with one."""
    if days.first.day > 1 or days.last != the_month(days.last.year, days.last.month).last:
        return 0
    return (days.last.year - days.first.year) * _YEAR_MONTHS + days.last.month - days.first.month + 1


def _moved_months(day: date, months: int) -> date:
    """The same day of another month, or the last one it has."""
    total = day.year * _YEAR_MONTHS + day.month - 1 + months
    year, month = total // _YEAR_MONTHS, total % _YEAR_MONTHS + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _within(found: Days, days: Days) -> Days:
    return Days(max(found.first, days.first), min(found.last, days.last))
