"""The words of English for days, weeks, months and years, with what every language has to give.

Everything is in lower case, as a question is when it is read for time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Unit(Enum):
    """A piece of the calendar."""

    DAY = auto()
    WEEKEND = auto()
    WEEK = auto()
    MONTH = auto()
    QUARTER = auto()
    YEAR = auto()
    DECADE = auto()


@dataclass(frozen=True, slots=True)
class Shift:
    """The unit that holds today, moved by `by` units: `Shift(Unit.WEEK, -1)` is last week."""

    unit: Unit
    by: int


@dataclass(frozen=True, slots=True, eq=False)
class CalendarWords:
    """What one language says of time.

    `months` count from 1, `weekdays` from 0 (Monday); `phrases` name a stretch by themselves, `counted` is the pattern
    of the last days up to today, `ago` of a day counted back, both filled by `numbers` and `units`. `inside` to
    `between` are the words before a stretch that place what is asked: in it, from its start on, behind it, ahead of it,
    up to its end, from it to another; `conjunctions` or `joints` stand between the two; a word of `bare` is placed
    without. `newest` is the pattern of words that ask for the newest, `articles` of those for what newspapers print.
    The more of `signs` a question has, the likelier it is in this language.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    phrases: Mapping[str, Shift]
    units: Mapping[str, Unit]
    numbers: Mapping[str, int]
    counted: str
    ago: str
    inside: tuple[str, ...]
    since: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    until: tuple[str, ...]
    between: tuple[str, ...]
    conjunctions: tuple[str, ...]
    joints: tuple[str, ...]
    newest: str
    articles: str
    signs: frozenset[str]
    bare: frozenset[str] = frozenset()


def numbered(lines: str, first: int) -> Mapping[str, int]:
    """The words of `lines`: groups parted by "/", each group's words meaning one number, counted from `first`."""
    return {word: number for number, group in enumerate(lines.split("/"), first) for word in group.split()}


def phrases_of(**shifts: str) -> Mapping[str, Shift]:
    """The phrases, parted by "/", of each shift: `week_last="last week"` is `Shift(Unit.WEEK, -1)`."""
    steps = {"before": -2, "last": -1, "this": 0, "next": 1, "after": 2}
    found = {}
    for name, phrases in shifts.items():
        unit, step = name.split("_")
        for phrase in phrases.split("/"):
            found[phrase] = Shift(Unit[unit.upper()], steps[step])
    return found


def units_of(days: str, weeks: str, months: str, years: str) -> Mapping[str, Unit]:
    """The words of each unit, which are parted by spaces."""
    groups = {Unit.DAY: days, Unit.WEEK: weeks, Unit.MONTH: months, Unit.YEAR: years}
    return {word: unit for unit, group in groups.items() for word in group.split()}


def set_of(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


ENGLISH = CalendarWords(
    months=numbered(
        "january jan / february feb / march mar / april apr / may / june jun / july jul / august aug"
        "/ september sept sep / october oct / november nov / december dec",
        1,
    ),
    weekdays=numbered("monday / tuesday / wednesday / thursday / friday / saturday / sunday", 0),
    phrases=phrases_of(
        day_before="the day before yesterday",
        day_last="yesterday/yesterday morning/yesterday afternoon/yesterday evening",
        day_this="tonight/this morning/this afternoon/this evening",
        day_next="tomorrow",
        day_after="the day after tomorrow",
        weekend_last="last weekend",
        weekend_next="next weekend",
        week_last="last week",
        week_this="this week/the current week",
        week_next="next week",
        month_last="last month",
        month_this="this month/the current month",
        month_next="next month",
        quarter_last="last quarter",
        quarter_this="this quarter/the current quarter",
        quarter_next="next quarter",
        year_last="last year",
        year_this="this year/the current year",
        year_next="next year",
        decade_this="this decade",
        decade_next="next decade",
    ),
    units=units_of("day days", "week weeks", "month months", "year years"),
    # The loose counts are taken wide: what a reader means by "a few days" must not be cut off.
    numbers=numbered(
        "a an one / two couple / three / four / five few / six / seven several / eight / nine / ten / eleven / twelve",
        1,
    ),
    counted=r"(?:the\s+(?:last|past)|past)\s+(?!an?\s){number}(?:\s+of)?\s+{unit}",
    ago=r"(?<!than\s)(?<!over\s)(?:a\s+)?{number}(?:\s+of)?\s+{unit}\s+ago",
    inside=("in", "on", "at", "during", "throughout", "within", "over", "from", "around"),
    since=("since", "ever since", "on or after", "starting", "starting in", "starting from", "starting on", "as from"),
    after=("after", "following", "later than"),
    before=("before", "prior to", "ahead of", "earlier than"),
    until=("until", "till", "up to", "up until", "through", "by", "as of", "no later than", "on or before"),
    between=("between", "from"),
    conjunctions=("and", "or"),
    joints=("to", "until", "till", "through", "-", "–", "—"),
    newest=r"latest|newest|most recent(?:ly)?",
    articles=r"articles|(?<!fake )news|headlines|coverage|(?:news|press) (?:reports|stories)",
    signs=set_of(
        "what who whom whose when where which how why did do does is are the of to has have had about from since"
    ),
)
