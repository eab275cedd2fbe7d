"""Reads how the words before a stretch of time place what is asked: in it, since it, ahead of it."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from rag.timing.calendar_words import ENGLISH, CalendarWords
from rag.timing.time_forms import any_of

# The words that place a stretch stand this near before it ("before the extraordinary summit of heads of state in ").
_LEAD_ROOM = 80

# "before the summit of 2021": what happened at a time stands for the time. A court or a camera does not happen.
_EVENT = (
    r"(?<![\w-])(?:{bounds})\s+(?:the|an?|his|her|its|their|our)\s+"
    r"(?!(?:courts?|judges?|jury|parliament|congress|senate|committee|commission|cameras?|public|nation|eyes)\b)"
    r"(?:(?!(?:and|or|but)\b)[^\W\d][\w'’]*\s+){{1,5}}(?:of|in|on|from)\s+(?:the\s+)?$"
)
# "the protests of March"; but "a total of 2000", "the price of 1500".
_OF = (
    r"(?<![\w-])the\s+(?!(?:total|number|sum|price|cost|population|crowd|average|maximum|minimum|group|fleet|team|list|"
    r"fine|length|height|weight|amount|army|speed|distance|wife|government|cabinet)\b)(?:[\w'’]+\s+){1,3}(?P<of>of)\s+$"
)
_NEVER = r"(?!)"


class Bound(Enum):
    """How the words before a stretch place in time what is asked."""

    NONE = "none"
    INSIDE = "inside"
    OF = "of"
    SINCE = "since"
    AFTER = "after"
    BEFORE = "before"
    UNTIL = "until"
    BETWEEN = "between"

    @property
    def limits(self) -> bool:
        """Whether it leaves a side open."""
        return self in (Bound.SINCE, Bound.AFTER, Bound.BEFORE, Bound.UNTIL)


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a stretch: where its phrase begins with them, which one places it, whether they end in "the".

    `event` is True where they name something that happened then ("before the summit of ..."): its day is unknown.
    """

    start: int
    bound: Bound
    word: str = ""
    the: bool = False
    event: bool = False


def lead_before(lowered: str, start: int, words: CalendarWords) -> Lead:
    """The lead of the stretch that begins at `start`; its bound is `Bound.NONE` where no word places it."""
    room = max(0, start - _LEAD_ROOM)
    patterns = _patterns(words)
    for pattern in patterns:
        match = pattern.search(lowered, room, start)
        if match is not None and match.lastgroup is not None:
            bound = Bound(match.lastgroup)
            begin = start if bound is Bound.OF else match.start()
            the = match.group().split()[-1] == "the"
            return Lead(begin, bound, " ".join(match[bound.value].split()), the, event=pattern is patterns[0])
    return Lead(start, Bound.NONE)


@cache
def _patterns(words: CalendarWords) -> tuple[re.Pattern[str], ...]:
    """The pattern of an event first; the others find whatever it leaves."""
    limits = {"since": words.since, "after": words.after, "before": words.before, "until": words.until}
    placing = limits | {"inside": words.inside, "between": words.between}
    plain = rf"(?<![\w-])(?:{_named(placing)})\s+(?:(?:around|about|sometime\s+in)\s+)?(?:the\s+)?$"
    event = _EVENT.format(bounds=_named(limits | {"until": ("until", "till")}))
    return tuple(map(re.compile, (event, plain, _OF) if words is ENGLISH else (_NEVER, plain)))


def _named(choices: dict[str, tuple[str, ...]]) -> str:
    return "|".join(f"(?P<{name}>{any_of(words)})" for name, words in choices.items())
