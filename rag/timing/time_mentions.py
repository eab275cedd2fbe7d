"""Finds what a question says of time, and the days that each such mention leaves open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from rag.records import Span
from rag.timing.calendar_days import Days, next_recurrence, recurrence
from rag.timing.calendar_words import ENGLISH, CalendarWords
from rag.timing.time_forms import Clock, Kind, Stretch, any_of
from rag.timing.time_leads import Bound, Lead, lead_before
from rag.timing.time_sense import Question, event_named, is_counted, is_free, means_time
from rag.timing.time_stretches import stretches_in

_ONE_DAY = timedelta(days=1)
_ONE_WEEK = timedelta(days=7)

_ONWARDS = re.compile(r"\s+(?:onwards?|and\s+(?:later|after)|on(?=\s*(?:$|[?.!,;])))")
# Without "between" or "from" before them, only words that are time by themselves are joined by "to".
_SELF_EVIDENT = frozenset({Kind.CERTAIN, Kind.RECURRING_DAY, Kind.MONTH})


@dataclass(frozen=True, slots=True)
class Mention:
    """What a question says of time: `question[start:end]`, and the days that this leaves, None where they are open.

    `time` are the words that are nothing but time: of "before the summit of 2021" the last. `by_clock` means what it
    means in a Stretch.
    """

    start: int
    end: int
    time: Span
    since: date | None
    until: date | None
    by_clock: bool


def mentions_in(question: Question, today: date, words: CalendarWords) -> Iterator[Mention]:
    """What `question` says of time in one language, in order; mentions never overlap."""
    clock = Clock(today, question.looks_ahead)
    stretches = list(stretches_in(question.lowered, clock, words))
    joined = False
    for index, stretch in enumerate(stretches):
        if joined:
            joined = False
            continue
        lead = lead_before(question.lowered, stretch.start, words)
        mention = None
        if index + 1 < len(stretches):
            mention = _joined(stretch, stretches[index + 1], lead, question, words)
            joined = mention is not None
        mention = mention or _single(stretch, lead, clock, question, words)
        if mention is not None:
            yield mention


def _single(stretch: Stretch, lead: Lead, clock: Clock, question: Question, words: CalendarWords) -> Mention | None:
    if not means_time(stretch, lead, question, words):
        return None
    days, bound, end = stretch.days, lead.bound, stretch.end
    if bound is Bound.SINCE and stretch.recurring and days.first > clock.today:
        days = recurrence(*stretch.recurring, clock.today)
    onwards = _ONWARDS.match(question.lowered, end) if lead.word == "from" else None
    if onwards is not None:
        bound, end = Bound.SINCE, onwards.end()
    event = event_named(stretch, lead, question)
    try:
        since, until = _limits(bound, days, vague=stretch.vague or event is not None)
    except OverflowError:
        return None
    start = stretch.start if _is_apart(stretch, lead, question, words) else lead.start
    time = Span(start, end) if event is None else Span(stretch.start, stretch.end)
    return Mention(start, max(end, event or 0), time, since, until, stretch.by_clock)


def _is_apart(stretch: Stretch, lead: Lead, question: Question, words: CalendarWords) -> bool:
    """Whether the lead belongs to other words: "at the March 2022 meeting", "what went on yesterday"."""
    if lead.bound is Bound.BETWEEN:
        return stretch.days.first == stretch.days.last
    if lead.bound is not Bound.INSIDE or words is not ENGLISH:
        return False
    by_itself = stretch.by_clock and stretch.kind in (Kind.CERTAIN, Kind.TODAY) and not stretch.vague
    if by_itself and not question.lowered.startswith("the ", stretch.start):
        return not lead.the
    return lead.the and not is_free(stretch, question)


def _limits(bound: Bound, days: Days, *, vague: bool) -> tuple[date | None, date | None]:
    """The days that are left; what happened on an unknown day of `days` may have happened on the first or the last."""
    match bound:
        case Bound.SINCE:
            return days.first, None
        case Bound.AFTER:
            return days.first if vague else days.last + _ONE_DAY, None
        case Bound.BEFORE:
            return None, days.last if vague else days.first - _ONE_DAY
        case Bound.UNTIL:
            return None, days.last
        case _:
            return days.first, days.last


def _joined(first: Stretch, last: Stretch, lead: Lead, question: Question, words: CalendarWords) -> Mention | None:
    """Two stretches as one, where the words between them and before them make it "from ... to ..."."""
    joint = _joints(words).fullmatch(question.lowered, first.end, last.start)
    if joint is None or {first.kind, last.kind} & {Kind.UNIT, Kind.ROLLING} or first.kind is Kind.NOW:
        return None
    if is_counted(last, question) or (last.kind is Kind.MONTH and question.name_follows(last.end)):
        return None
    led = lead.word in words.between and not lead.the
    alike = first.kind is last.kind or (first.recurring is not None and not last.by_clock)
    listed = alike and lead.bound is Bound.INSIDE and means_time(first, lead, question, words)
    plain = {first.kind, last.kind} <= _SELF_EVIDENT and last.kind is not Kind.MONTH and not joint["and"]
    if not (led or plain or (listed and Kind.CERTAIN is not first.kind)):
        return None
    days = _aligned(first, last)
    if days is None:
        return None
    until = None if last.kind is Kind.NOW else days.last
    start = lead.start if led or listed else first.start
    return Mention(start, last.end, Span(start, last.end), days.first, until, first.by_clock)


def _aligned(first: Stretch, last: Stretch) -> Days | None:
    """The days from `first` to `last`, of which one may borrow its year from the other."""
    begin, end = first.days.first, last.days.last
    try:
        if first.recurring:
            begin = recurrence(*first.recurring, end).first
        elif last.recurring:
            end = next_recurrence(*last.recurring, begin).last
        elif first.kind is Kind.WEEKDAY and begin > end:
            begin -= _ONE_WEEK
        return Days(begin, end)
    except (ValueError, OverflowError):
        return None


@cache
def _joints(words: CalendarWords) -> re.Pattern[str]:
    apart, together = any_of(words.joints), any_of(words.conjunctions)
    return re.compile(rf"\s*,?\s*(?:(?P<and>{together}\b)|{apart})\s*(?:(?:on|in)\s+)?(?:the\s+)?")
