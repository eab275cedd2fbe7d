"""Reads the ways of naming time that only English questions are read for."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from rag.timing.calendar_days import (
    Days,
    Part,
    at,
    back,
    half,
    next_recurrence,
    piece,
    recurrence,
    the_day,
    the_month,
    the_months,
    third,
    weekday,
)
from rag.timing.calendar_words import ENGLISH, Shift, Unit
from rag.timing.time_forms import (
    NEWS_DAYS,
    YEAR,
    Clock,
    Form,
    Heard,
    Kind,
    Stretch,
    any_of,
    counted_pattern,
    dated,
    read_count,
    read_weekday,
    year_after,
    year_number,
)

_HOURS_OF_DAY = 24
_DECADE_MONTHS = 120
_QUARTER_MONTHS = 3
_ONE_DAY = timedelta(days=1)
# Meteorological seasons of the northern hemisphere by their first month; winter runs into the next year.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_SEASON_MONTHS = 3
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_THIRDS = {
    **dict.fromkeys(("early", "beginning", "start"), Part.EARLY),
    **dict.fromkeys(("mid", "middle"), Part.MIDDLE),
    **dict.fromkeys(("late", "end", "close"), Part.LATE),
}
_UNITS = {unit.name.casefold(): unit for unit in Unit}

_PART = re.compile(
    r"(?:\b(?P<third>early|mid|late)(?:\s+in)?(?:\s+|-)(?:the\s+)?"
    r"|\b(?:the\s+)?(?P<edge>beginning|start|middle|end|close)\s+of\s+(?:the\s+)?"
    rf"|\b(?:the\s+)?(?P<ordinal>{any_of(_ORDINALS)}|last|final)\s+"
    rf"(?:(?P<count>[0-9]{{1,2}}|{any_of(ENGLISH.numbers)})\s+)?"
    r"(?P<unit>half|week|day|month|quarter|year)s?\s+of\s+(?:the\s+)?"
    r"|\b(?:the\s+)?(?P<whole>month|year|week)\s+of\s+)$"
)
# No part of a stretch is longer in letters than this ("the last twelve quarters of the ").
_PART_ROOM = 40


def english_forms() -> tuple[Form, ...]:
    """The forms of English alone, to be tried ahead of those of every language."""
    name, month, season = any_of(ENGLISH.weekdays), any_of(ENGLISH.months), any_of(_SEASONS)
    ordinal, in_year = any_of(_ORDINALS), year_after(r"(?:of\s+)?")
    day_time = r"\s+(?:morning|afternoon|evening|night)"
    return (
        Form(r"((?:so\s+far|earlier|later)\s+(?:this\s+(?:week|month|quarter|year)|today))", _so_far),
        Form(r"(this\s+(?:week|month|quarter|year)\s+so\s+far)", _so_far),
        Form(r"((?:week|month|quarter|year)[\s-]+to[\s-]+date)", _so_far),
        # "Did it last two weeks?": without "the" it may be a verb.
        Form(
            counted_pattern(r"last\s+(?!an?\s){number}(?:\s+of)?\s+{unit}(?!\s+of\b)", ENGLISH),
            lambda heard: replace(read_count(heard), kind=Kind.ROLLING),
        ),
        Form(r"(?:the\s+)?(?:last|past)\s+([0-9]{1,4})\s+hours", _hours),
        Form(r"(?:the\s+past|the\s+last|past)\s+(week|month|year|decade)(?!\s+of\b)", _rolling),
        Form(r"last\s+(decade)(?!\s+of\b)", _rolling),
        Form(r"last\s+night(?!\s+of\b)", _last_night),
        Form(r"(?:over|at|on|this|this\s+past)\s+(?:the\s+)?weekend", _weekend),
        Form(rf"(last|past|this\s+past|this|next|coming)\s+({name})(?:{day_time})?", _stepped_weekday),
        Form(rf"({name})\s+(?:of\s+)?(last|this|next)\s+week", _weekday_of_week),
        Form(rf"({name}){day_time}", read_weekday),
        Form(rf"(last|this|next)\s+({month})", _stepped_month),
        Form(rf"(last|past|this|next)\s+({season})", _stepped_season),
        Form(rf"({season}){in_year}", _season),
        Form(rf"(?:the\s+)?({ordinal})\s+of\s+({month}){in_year}", _ordinal_day),
        Form(rf"q([1-4])(?:[\s/-]+(?:of\s+)?({YEAR}))?", _quarter),
        Form(rf"({YEAR})[\s/-]*q([1-4])", lambda heard: _quarter(replace(heard, groups=heard.groups[::-1]))),
        Form(r"(?:the\s+)?([12][0-9]{2}0)['’]?s", _decade),
        Form(r"the\s+(week|month|quarter|year|decade)(?!\s+of\b)", _unit),
        Form(r"today", lambda heard: _the_day_itself(heard, Kind.TODAY)),
        Form(r"now", lambda heard: _the_day_itself(heard, Kind.NOW)),
    )


def with_part(stretch: Stretch, lowered: str) -> Stretch:
    """`stretch` narrowed to the part of it that the words before it name ("early ...", "the first week of ...")."""
    match = _PART.search(lowered, max(0, stretch.start - _PART_ROOM), stretch.start)
    if match is None:
        return stretch
    days = stretch.days
    if match["third"] or match["edge"]:
        days = third(days, _THIRDS[match["third"] or match["edge"]])
    elif match["ordinal"]:
        days = _piece(days, match)
    elif match["whole"] == "week":
        days = at(Shift(Unit.WEEK, 0), days.first)
    vague = stretch.vague or match["edge"] is not None
    return replace(stretch, days=days, start=match.start(), kind=Kind.CERTAIN, vague=vague, recurring=None)


def _piece(days: Days, match: re.Match[str]) -> Days:
    number, count = _ORDINALS.get(match["ordinal"], -1), match["count"]
    if match["unit"] == "half":
        return half(days, 2 if number < 0 else number)
    unit = _UNITS[match["unit"]]
    if not count:
        return piece(days, unit, number)
    several = int(count) if count.isdecimal() else ENGLISH.numbers[count]
    if number > 0:
        return Days(days.first, piece(days, unit, several).last)
    return Days(piece(days, unit, -several).first, days.last)


def _so_far(heard: Heard) -> Stretch:
    words, today = heard.groups[0].replace("-", " ").split(), heard.clock.today
    unit = next((_UNITS[word] for word in words if word in _UNITS), Unit.DAY)
    whole = at(Shift(unit, 0), today)
    days = Days(today, whole.last) if words[0] == "later" else Days(whole.first, today)
    return Stretch(days, by_clock=True)


def _hours(heard: Heard) -> Stretch:
    days = ceil(int(heard.groups[0]) / _HOURS_OF_DAY)
    return Stretch(back(days, Unit.DAY, heard.clock.today), by_clock=days <= NEWS_DAYS)


def _rolling(heard: Heard) -> Stretch:
    days = back(1, _UNITS[heard.groups[0]], heard.clock.today)
    return Stretch(days, Kind.ROLLING, by_clock=days.count <= NEWS_DAYS + 1)


def _last_night(heard: Heard) -> Stretch:
    return Stretch(back(1, Unit.DAY, heard.clock.today), by_clock=True)


def _weekend(heard: Heard) -> Stretch:
    clock = heard.clock
    days = at(Shift(Unit.WEEKEND, 0), clock.today)
    if days.first > clock.today and not clock.ahead:
        days = at(Shift(Unit.WEEKEND, -1), clock.today)
    return Stretch(days, by_clock=True)


def _stepped_weekday(heard: Heard) -> Stretch:
    step, number, clock = heard.groups[0], ENGLISH.weekdays[heard.groups[1]], heard.clock
    last = weekday(number, clock.today - _ONE_DAY)
    week = timedelta(days=7)
    if step in ("next", "coming"):
        day = last + week if last + week > clock.today else last + 2 * week
    elif step == "this":
        day = at(Shift(Unit.WEEK, 0), clock.today).first + number * _ONE_DAY
        day = day - week if day > clock.today and not clock.ahead else day
    else:
        day = last
    return Stretch(the_day(day), by_clock=True)


def _weekday_of_week(heard: Heard) -> Stretch:
    week = at(ENGLISH.phrases[f"{heard.groups[1]} week"], heard.clock.today)
    day = week.first + ENGLISH.weekdays[heard.groups[0]] * _ONE_DAY
    return Stretch(the_day(day), Kind.WEEKDAY, by_clock=True)


def _stepped_month(heard: Heard) -> Stretch:
    month, today = ENGLISH.months[heard.groups[1]], heard.clock.today
    if heard.groups[0] == "this":
        return Stretch(the_month(today.year, month), by_clock=True)
    current = at(Shift(Unit.MONTH, 0), today)
    if heard.groups[0] == "last":
        return Stretch(recurrence(month, 0, current.first - _ONE_DAY), by_clock=True)
    return Stretch(next_recurrence(month, 0, current.last + _ONE_DAY), by_clock=True)


def _stepped_season(heard: Heard) -> Stretch:
    step, today = heard.groups[0], heard.clock.today
    years = _yearly(_SEASONS[heard.groups[1]], _SEASON_MONTHS, today)
    if step == "this":
        current = [days for days in years if days.first <= today <= days.last]
        days = _one(current or [days for days in years if days.first.year == today.year], 0)
    elif step == "next":
        days = _one([days for days in years if days.first > today], 0)
    else:
        days = _one([days for days in years if days.last < today], -1)
    return Stretch(days, by_clock=True)


def _season(heard: Heard) -> Stretch:
    month, clock = _SEASONS[heard.groups[0]], heard.clock
    if heard.groups[1]:
        return Stretch(the_months(year_number(heard.groups[1], clock), month, _SEASON_MONTHS))
    return Stretch(_nearest(_yearly(month, _SEASON_MONTHS, clock.today), clock), Kind.SEASON)


def _quarter(heard: Heard) -> Stretch:
    month = (int(heard.groups[0]) - 1) * _QUARTER_MONTHS + 1
    if heard.groups[1]:
        return Stretch(the_months(int(heard.groups[1]), month, _QUARTER_MONTHS))
    return Stretch(_nearest(_yearly(month, _QUARTER_MONTHS, heard.clock.today), heard.clock), Kind.SEASON)


def _yearly(month: int, count: int, today: date) -> list[Days]:
    """The stretches of `count` months from `month` on, of the years around `today` in order."""
    years = range(max(today.year - 2, date.min.year), min(today.year + 2, date.max.year))
    return [the_months(year, month, count) for year in years]


def _nearest(years: Iterable[Days], clock: Clock) -> Days:
    if clock.ahead:
        return _one([days for days in years if days.last >= clock.today], 0)
    return _one([days for days in years if days.first <= clock.today], -1)


def _one(found: list[Days], index: int) -> Days:
    if not found:
        raise ValueError("no such stretch lies in the calendar, which runs from the year 1 to 9999")
    return found[index]


def _ordinal_day(heard: Heard) -> Stretch:
    return dated(str(_ORDINALS[heard.groups[0]]), heard.groups[1], heard.groups[2], heard)


def _decade(heard: Heard) -> Stretch:
    return Stretch(the_months(int(heard.groups[0]), 1, _DECADE_MONTHS), Kind.YEAR)


def _unit(heard: Heard) -> Stretch:
    return Stretch(at(Shift(_UNITS[heard.groups[0]], 0), heard.clock.today), Kind.UNIT, by_clock=True)


def _the_day_itself(heard: Heard, kind: Kind) -> Stretch:
    return Stretch(the_day(heard.clock.today), kind, by_clock=True)
