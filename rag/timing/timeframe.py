"""Understands which stretch of time a question names, against a given clock.

A question can mean two things by a time. "What did the papers write in March 2022?" asks for the articles of that
month; "Who won the election in 2016?" asks for a fact of that year, which an article of any day may tell. So a
`Timeframe` says, beside the `Window` that is named, what this has to do with the days on which articles were
published: its `Bearing`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from itertools import pairwise

from rag.records import Span, Window
from rag.timing.calendar_words import ENGLISH, CalendarWords
from rag.timing.time_languages import LANGUAGES
from rag.timing.time_mentions import Mention, mentions_in
from rag.timing.time_sense import Question, read

# Whoever writes more has pasted a text: what it says of time is not what is asked.
READ_CHARACTERS = 2_000
# How long after a stretch of time its news may still be told.
_NEWS_AFTER = timedelta(days=7)
# What makes a time one of publication stands this near before it.
_ROOM = 80
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_WORD = re.compile(r"\w+")
_BETWEEN_MENTIONS = re.compile(r"\s*(?:,\s*)?(?:and|or|und|oder|y|et|ou|и|или|un|vai)?\s*")
_PUBLISHED = r"(?:published|written|printed|posted|released|dated)"
_PRESS_BEFORE = re.compile(
    rf"\b(?:what\s+(?:else\s+)?(?:was|is|were|has\s+been)\s+(?:reported|{_PUBLISHED})"
    r"|(?:in|ma[dk]e|making|hit)\s+(?:the\s+)?(?:news|papers|press|media|headlines)"
    r"|(?:press|papers|newspapers|media|outlets|journalists|articles)\s+"
    r"(?:report(?:ed)?|wrote|write|said|say|cover(?:ed)?|publish(?:ed)?))\s+$"
)
_PRESS_AFTER = re.compile(
    r"(?P<possessive>['’]s?)?,?\s+(?:(?!fake\b)[\w-]+\s+)?"
    r"(?P<noun>articles|news|headlines|coverage|front\s+pages?|papers|newspapers|edition)\b"
)
_PLACED = re.compile(r"(?:in|on|during|throughout|within|over)\s+(?!the\b)")
# "the report published on 7 October 2023": one article, told by its day.
_ONE_ARTICLE = re.compile(r"\b(?:article|report|story|review|piece|post|column|interview|guide)\b")
_PUBLISHED_BEFORE = re.compile(r"\b(?:published|posted|printed|dated|updated)\s+$")
_ARTICLE_AFTER = re.compile(
    r"(?:['’]s)?,?\s+(?:[\w-]+\s+)?(?:article|report|story|review|piece|post|column|interview)\b"
)
_LATEST_ON = re.compile(
    r"\s*(?:$|[?.!,]|(?:on|about|from|in|regarding|with|news|articles?|reports?|reporting|headlines?|coverage|updates?|"
    r"stor(?:y|ies)|developments?|information)\b)"
)
_AT_THE_LATEST = re.compile(r"\bat\s+(?:the|its|their|his|her)\s+$")


class Bearing(Enum):
    """What the time that a question names has to do with the days on which articles were published."""

    ARTICLES = "articles"
    """The articles of that time are asked for ("news since 12 January"): no others will do."""
    NEWS = "news"
    """Time told by the clock ("yesterday", "last week"): the news of it, in articles of the time or soon after it."""
    FACT = "fact"
    """The time belongs to the fact asked for ("in 2016"): an article of any later day may tell it."""
    PLAN = "plan"
    """The time is still to come: articles of any day may tell what is planned for it."""


@dataclass(frozen=True, slots=True)
class Timeframe:
    """The time that a question names.

    `spans` are all its words that were read as time, in order: a search for what was asked can do without them.
    `window.phrase` is the one of them, or the stretch from the first to the last where nothing but "and" parts them.
    A window that is only `latest` leaves nothing out; `Bearing.ARTICLES` then asks for the newest articles ("the latest
    on ..."), `Bearing.FACT` for the newest of something else ("the latest phone"), which an older article may tell.
    """

    window: Window
    bearing: Bearing
    spans: tuple[Span, ...]

    @property
    def firm(self) -> bool:
        """Whether articles may be left out for their day; else those in the window are only to be preferred."""
        return self.bearing in (Bearing.ARTICLES, Bearing.NEWS)

    @property
    def published(self) -> tuple[date | None, date | None]:
        """The first and the last day of publication of the articles that may answer, None where all may.

        News of a day is told the day after, of a week in the week after; a year's is old after a week. Facts are held
        to no day: one that the articles foretold is told before it.
        """
        if not self.firm:
            return None, None
        since, until = self.window.since, self.window.until
        if self.bearing is Bearing.NEWS and since is not None and until is not None:
            until += min(until - since + timedelta(days=1), _NEWS_AFTER)
        return since, until

    def admits(self, published: date | None) -> bool:
        """Whether an article of that day may answer; where this is false for all, the window is to be refused."""
        return Window(*self.published).holds(published)


def timeframe_in(question: str, today: date) -> Timeframe | None:
    """The time that `question` names when it is asked on `today`, or None.

    English is read in full; of German, Spanish, French, Russian and Latvian the dates, months, years, weekdays and the
    words for yesterday, last week and the like. Rules of reading:

    - A week begins on Monday. "This month" is the whole month, "so far this month" ends today. "Last week" is the
      calendar week before this one; "the last 7 days" begin 7 days ago and end today.
    - A month, day or weekday without its year (or week) is the most recent one, today included; the next one where
      the question looks ahead ("What will happen in June?").
    - "before 2021" ends on 31 December 2020. "before the summit of 2021" ends on 31 December 2021: the day of the
      summit is not known, and its eve must not be cut off. "After" the same way: from 1 January 2021.
    - "early", "mid", "late", "the beginning of", "the end of" are thirds: of a year four months, of a month ten days.
    - Where several times are named, those of the strongest bearing count (articles, news, fact, plan), from the first
      of them to the last.
    """
    asked = read(question[:READ_CHARACTERS])
    for words in _languages(asked):
        found = _understood(asked, today, words)
        if found is not None:
            return found
    return None


def window_in(question: str, today: date) -> Window | None:
    """The window that `question` names when it is asked on `today`, or None; `timeframe_in` says what it bears on."""
    timeframe = timeframe_in(question, today)
    return None if timeframe is None else timeframe.window


def described(window: Window) -> str:
    """`window` in plain English, to stand behind a verb: "on 3 May 2023", "from 1 to 31 March 2022", "at any time".

    A window that has days is told by them, whether or not the latest in it are wanted.
    """
    since, until = window.since, window.until
    if since is not None and until is not None:
        return _between(since, until)
    if since is not None:
        return f"since {_said(since)}"
    if until is not None:
        return f"until {_said(until)}"
    return "the latest articles" if window.latest else "at any time"


def _between(since: date, until: date) -> str:
    if since == until:
        return f"on {_said(since)}"
    if since.year != until.year:
        return f"from {_said(since)} to {_said(until)}"
    month = "" if since.month == until.month else f" {_MONTH_NAMES[since.month - 1]}"
    return f"from {since.day}{month} to {_said(until)}"


def _said(day: date) -> str:
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def _understood(asked: Question, today: date, words: CalendarWords) -> Timeframe | None:
    newest = _newest(asked, words)
    mentions = list(mentions_in(asked, today, words))
    alone = len(mentions) == 1
    bearings = [_bearing(mention, asked, today, words, alone=alone) for mention in mentions]
    for bearing in Bearing:
        chosen = [mention for mention, its in zip(mentions, bearings, strict=True) if its is bearing]
        since, until = _days_of_all(chosen)
        if since is not None or until is not None:
            window = Window(since, until, _phrase(chosen, asked), latest=newest is not None)
            spans = sorted([*(mention.time for mention in mentions), *([newest] if newest else [])], key=_start)
            return Timeframe(window, bearing, tuple(spans))
    if newest is None:
        return None
    of_articles = words is not ENGLISH or _LATEST_ON.match(asked.lowered, newest.end) is not None
    window = Window(phrase=newest.cut(asked.text), latest=True)
    return Timeframe(window, Bearing.ARTICLES if of_articles else Bearing.FACT, (newest,))


def _languages(asked: Question) -> list[CalendarWords]:
    """The languages that `asked` may be in, by how many of its words are signs of them; English always may be."""
    tokens = set(_WORD.findall(asked.lowered))
    signs = {words: len(tokens & words.signs) for words in LANGUAGES}
    return sorted((words for words in LANGUAGES if signs[words] or words is ENGLISH), key=lambda words: -signs[words])


def _start(span: Span) -> int:
    return span.start


def _bearing(mention: Mention, asked: Question, today: date, words: CalendarWords, *, alone: bool) -> Bearing:
    if _of_articles(mention, asked, words) or (alone and _of_one_article(mention, asked)):
        return Bearing.ARTICLES
    if (mention.since or mention.until or today) > today:
        return Bearing.PLAN
    return Bearing.NEWS if mention.by_clock and mention.since is not None else Bearing.FACT


def _of_articles(mention: Mention, asked: Question, words: CalendarWords) -> bool:
    """Whether `mention` tells when articles were published: "articles from March", "yesterday's news"."""
    near, about = _articles_before(words)
    room = max(0, mention.start - _ROOM)
    if near.search(asked.lowered, room, mention.start):
        return True
    if mention.until is None and about.search(asked.lowered, room, mention.start):
        return True
    if words is not ENGLISH:
        return False
    after = _PRESS_AFTER.match(asked.lowered, mention.end)
    event = after is None and asked.text.startswith(("'s", "’s"), mention.end)
    if not event and _PRESS_BEFORE.search(asked.lowered, room, mention.start):
        return True
    if after is None or asked.is_capital(after.start("noun")):
        return False
    return bool(after["possessive"]) or not _PLACED.match(asked.lowered, mention.start)


def _of_one_article(mention: Mention, asked: Question) -> bool:
    """Whether `mention`, alone in its question, is the day of the only article that this speaks of.

    Where several articles are told apart, a third may be needed that no date is given for.
    """
    if mention.since != mention.until or len(_ONE_ARTICLE.findall(asked.lowered)) != 1:
        return False
    room = max(0, mention.start - _ROOM)
    before = _PUBLISHED_BEFORE.search(asked.lowered, room, mention.start)
    return before is not None or _ARTICLE_AFTER.match(asked.lowered, mention.end) is not None


@cache
def _articles_before(words: CalendarWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before the time of articles: they themselves, or they with what they are about."""
    published = rf"(?:(?:(?:that|which)\s+)?(?:(?:were|are|have\s+been)\s+)?{_PUBLISHED}\s+)?"
    near = rf"\b(?:{words.articles})\s+{published}(?:of\s+)?(?:the\s+)?$"
    about = rf"\b(?:{words.articles})\s+(?:about|on|of|from|regarding)\s+(?:[\w'’-]+\s+){{1,6}}$"
    return re.compile(near), re.compile(about)


def _newest(asked: Question, words: CalendarWords) -> Span | None:
    """The words that ask for the newest, unless they are part of a name or of "at the latest"."""
    for match in _newest_words(words).finditer(asked.lowered):
        named = asked.is_capital(match.start()) and asked.name_follows(match.end())
        if not named and not _AT_THE_LATEST.search(asked.lowered, max(0, match.start() - _ROOM), match.start()):
            return Span(match.start(), match.end() - len(match.group()) + len(match.group().rstrip()))
    return None


@cache
def _newest_words(words: CalendarWords) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words.newest})\b" if words is ENGLISH else rf"\b(?:{words.newest})")


def _days_of_all(mentions: Sequence[Mention]) -> tuple[date | None, date | None]:
    """From the first of the days to the last, open where one is; what one leaves open another may close."""
    begins = [m.since for m in mentions if m.since is not None]
    ends = [m.until for m in mentions if m.until is not None]
    closing = all((m.since is None) != (m.until is None) for m in mentions)
    if closing and begins and ends and max(begins) <= min(ends):
        return max(begins), min(ends)
    since = min(begins) if begins and len(begins) == len(mentions) else None
    return since, max(ends) if ends and len(ends) == len(mentions) else None


def _phrase(mentions: Sequence[Mention], asked: Question) -> str:
    pairs = pairwise(mentions)
    side_by_side = all(_BETWEEN_MENTIONS.fullmatch(asked.lowered, a.end, b.start) for a, b in pairs)
    last = mentions[-1 if side_by_side else 0]
    return asked.text[mentions[0].start : last.end]
