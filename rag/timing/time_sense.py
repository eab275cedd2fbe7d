"""Tells whether words that can name time are meant as time where they stand ("in May", "Theresa May")."""

import re
from dataclasses import dataclass

from rag.timing.calendar_words import ENGLISH, CalendarWords
from rag.timing.time_forms import Kind, Stretch
from rag.timing.time_leads import Bound, Lead

# A question in which no word but these begins small is a title, and says nothing by its capitals.
_SMALL_IN_TITLES = frozenset({"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"})
# "today?" asked in so few words can only mean the day.
_SHORT_WORDS = 4

_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|«[^»]*»|„[^“”]*[“”]|‘[^’]*’(?!\w)|(?<!\w)'[^']{1,80}'(?!\w)")
_SENTENCE_START = re.compile(r"(?:^|[.?!:;\n])[\s\"“«„‘'¿¡(]*$")
_PREVIOUS_WORD = re.compile(r"(\w+)\s+$")
_POSSESSIVE_AFTER = re.compile(r"['’]s\b")
# What a sentence may go on with when the time before it stands by itself.
_FREE_AFTER = re.compile(
    r"['’]?\s*(?:$|[?.!,;:)\]…”»–—-]|(?:and|or|to|until|till|in|on|at|the|an?|about|of|with|for|from|by|this|last|what|"
    r"who|whom|how|which|where|why|do|does|compared|than|as|that|onwards?|articles?|reports?|news|issue|edition)\b)"
)
_NOUN_AFTER = re.compile(
    r"\s+(?!(?:and|or|to|in|on|at|the|an?|about|of|with|for|from|by|what|who|how|which|where|why|do|does|did|is|are|was|"
    r"were|has|have|had|can|could|will|would|that|than|as|regarding|concerning|between|under|over|against|among|within|"
    r"into|when|while|because|if|onwards?|until|till|since|before|after|during)\b)[^\W_]"
)
# A plural is counted ("in 2000 cities"), time of the day or money too; words in -s that are none of it are named.
_COUNTED_AFTER = re.compile(
    r"\s+(?:people|men|women|children|percent|million|billion|thousand|hundred|metres?|gmt|utc|cet|am|pm|bce?|km|kg|usd|eur|"
    r"(?!(?:was|has|does|as|perhaps|always|afterwards|towards)\b)[a-z]+[a-hj-rtv-z]s)\b"
)
_EVENT_NAME = re.compile(r"\s+(?:[^\W\d_a-z][\w’-]*(?:\s+[^\W\d_a-z][\w’-]*)*|[\w’-]+)")
_EVERY_WEEK = re.compile(r"\s+(?:(?:morning|afternoon|evening|night)s\b|the\s+[0-9])")
# "Who was sacked by May?": a person did it; "will be finished by May" is a deadline.
_DONE_BY = re.compile(r"\b(?:was|were|been|is|are|being)\s+(?:\w+\s+)?\w+(?:ed|en|ht|ld|de|un|id|ot)\s+by\s+$")
# "Today" is the day where something happened or was told; else it is nowadays.
_TOLD = re.compile(
    r"\b(?:did|was|were|had|will|happen\w*|news|headlines?|stor(?:y|ies)|articles?|report\w*|announc\w+|said|died|won)\b"
)
_NOWADAYS = re.compile(r"\b(?:even|still|of|until|till|to)\s+$")
_BEFORE_A_BARE_WEEKDAY = frozenset({"published", "reported", "posted", "aired", "dated", "printed", "of"})
_AHEAD = re.compile(r"(?<!\bthe )(?<!\bfree )(?<!['’]s )\bwill\b|\b(?:won['’]t|shall|going\s+to|upcoming)\b")
# "And 2022?", "What about March?": a question that is nothing but its time.
_ALONE_BEFORE = re.compile(r"\s*(?:(?:and|but|or|what|how|about)\s+)*$")
_ALONE_AFTER = re.compile(r"[\s?!.]*$")

_INSIDE_A_MONTH = frozenset({"in", "during", "throughout", "within", "from", "around"})
_INSIDE_A_YEAR = frozenset({"in", "during", "throughout", "from"})
_INSIDE_A_SEASON = frozenset({"in", "during", "throughout", "over", "from"})
# With these words before it, even a month that is a name or a verb is a month.
_SURE_OF_MONTH = frozenset({"in", "during", "throughout", "until", "till"})
_PERSON_MONTHS = frozenset({"april", "may", "june", "august", "jan", "mar", "apr", "jun", "aug"})
_VERB_MONTHS = frozenset({"may", "march", "mar"})


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is read for time: its own letters, and as many in lower case with the quoted ones blanked.

    `titled` is True where all words that a title writes with a capital have one, so that capitals tell no name.
    """

    text: str
    lowered: str
    titled: bool

    def is_capital(self, position: int) -> bool:
        """Whether a capital stands there that the start of a sentence does not explain."""
        return not self.titled and self.text[position : position + 1].isupper() and not self.begins_sentence(position)

    def begins_sentence(self, position: int) -> bool:
        """Whether nothing stands before that position in its sentence."""
        return _SENTENCE_START.search(self.text, max(0, position - 8), position) is not None

    def goes_on(self, pattern: re.Pattern[str], end: int) -> bool:
        """Whether the lower-case text behind `end` begins like that."""
        return pattern.match(self.lowered, end) is not None

    @property
    def looks_ahead(self) -> bool:
        """Whether what is to come is asked for; "the will of the people" and Will Smith are not to come."""
        return any(not self.is_capital(match.start()) for match in _AHEAD.finditer(self.lowered))

    def name_follows(self, end: int) -> bool:
        """Whether the next word has a capital ("Monday Night Football", "April O'Neil")."""
        rest = self.text[end : end + 3].lstrip()
        return self.text[end : end + 1].isspace() and not self.titled and rest[:1].isupper()


def read(text: str) -> Question:
    """A question made ready to be read for time."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    lowered = _QUOTED.sub(lambda match: "_" * len(match.group()), lowered)
    begins = [word for word in text.split() if word[0].isalpha() and word not in _SMALL_IN_TITLES]
    return Question(text, lowered, titled=len(begins) > 1 and not any(word[0].islower() for word in begins))


def event_named(stretch: Stretch, lead: Lead, question: Question) -> int | None:
    """Where the name of what happened then ends, or None where the time itself is named.

    "the summit of 2021" ends with the stretch, as does "last week's vote"; "the 2021 summit" ends behind it.
    """
    if lead.event or question.goes_on(_POSSESSIVE_AFTER, stretch.end):
        return stretch.end
    bare = lead.bound.limits and stretch.kind in (Kind.YEAR, Kind.MONTH)  # "before 2024 elections"
    if (bare or _has_article(stretch, lead, question)) and question.goes_on(_NOUN_AFTER, stretch.end):
        name = _EVENT_NAME.match(question.text, stretch.end)
        return name.end() if name else stretch.end
    return None


def means_time(stretch: Stretch, lead: Lead, question: Question, words: CalendarWords) -> bool:
    """Whether `stretch`, led by `lead`, is meant as time."""
    if words is not ENGLISH:
        return _means_time_abroad(stretch, lead, question, words)
    if stretch.by_clock and stretch.kind is not Kind.WEEKDAY and _is_name(stretch, question):
        return False
    if question.lowered.startswith("next ", stretch.start) and _word_before(stretch, question) == "the":
        return False  # "the next week" follows another time than now
    senses = {
        Kind.RECURRING_DAY: _is_day,
        Kind.WEEKDAY: _is_weekday,
        Kind.MONTH: _is_month,
        Kind.SEASON: _is_season,
        Kind.YEAR: _is_year,
        Kind.ROLLING: _is_rolling,
        Kind.TODAY: _is_the_day,
    }
    if stretch.kind in senses:
        return senses[stretch.kind](stretch, lead, question) or _is_all(stretch, question)
    return stretch.kind is Kind.CERTAIN


def is_free(stretch: Stretch, question: Question) -> bool:
    """Whether the words behind `stretch` could do without it."""
    return question.goes_on(_FREE_AFTER, stretch.end)


def is_counted(stretch: Stretch, question: Question) -> bool:
    """Whether a number that could be a year counts what follows it."""
    return stretch.kind is Kind.YEAR and question.goes_on(_COUNTED_AFTER, stretch.end)


def _means_time_abroad(stretch: Stretch, lead: Lead, question: Question, words: CalendarWords) -> bool:
    if stretch.kind in (Kind.CERTAIN, Kind.RECURRING_DAY):
        return True
    said = _said(stretch, question)
    return lead.bound is not Bound.NONE or said in words.bare or (stretch.kind is Kind.YEAR and not said[-1].isdigit())


def _is_all(stretch: Stretch, question: Question) -> bool:
    """Whether nothing else is asked."""
    return (
        question.goes_on(_ALONE_AFTER, stretch.end)
        and _ALONE_BEFORE.fullmatch(question.lowered, 0, stretch.start) is not None
        and _said(stretch, question) not in _PERSON_MONTHS
    )


def _said(stretch: Stretch, question: Question) -> str:
    return question.lowered[stretch.start : stretch.end]


def _is_name(stretch: Stretch, question: Question) -> bool:
    """Whether capitals make a name of it ("USA Today", "Last Week Tonight"), which weekdays and months have anyway."""
    said = question.text[stretch.start : stretch.end]
    matches = list(re.finditer(r"\w+", said))
    if any(match.group().lower() in (*ENGLISH.weekdays, *ENGLISH.months) for match in matches):
        return False
    return any(question.is_capital(stretch.start + match.start()) for match in matches)


def _has_article(stretch: Stretch, lead: Lead, question: Question) -> bool:
    if stretch.kind is Kind.RECURRING_DAY and lead.word != "on":
        return lead.the or question.lowered.startswith("the ", stretch.start)
    return lead.the and stretch.kind in (Kind.RECURRING_DAY, Kind.YEAR, Kind.MONTH, Kind.WEEKDAY)


def _limits_by_event(stretch: Stretch, lead: Lead, question: Question) -> bool:
    """Whether "the" and a noun make an event of it, and the lead sets a limit by that ("since the 2008 crisis")."""
    return lead.bound.limits and question.goes_on(_NOUN_AFTER, stretch.end)


def _is_day(stretch: Stretch, lead: Lead, question: Question) -> bool:
    free = is_free(stretch, question)
    if _has_article(stretch, lead, question) and not free:
        return _limits_by_event(stretch, lead, question)
    if lead.bound is Bound.NONE and _is_small_verb(stretch, question):
        return False  # "rule 3 may or may not apply"
    return free or lead.bound is not Bound.NONE


def _is_weekday(stretch: Stretch, lead: Lead, question: Question) -> bool:
    if question.goes_on(_EVERY_WEEK, stretch.end):
        return False
    if question.name_follows(stretch.end) and not question.begins_sentence(lead.start):
        return False
    if question.goes_on(_POSSESSIVE_AFTER, stretch.end):
        return True
    if lead.the:
        return _limits_by_event(stretch, lead, question)
    if lead.bound.limits or lead.word in ("on", "from"):
        return True
    before = _word_before(stretch, question)
    in_part = " " in _said(stretch, question)  # "Who was arrested Monday morning?"
    return before in _BEFORE_A_BARE_WEEKDAY or (in_part and lead.bound is Bound.NONE and before != "the")


def _is_month(stretch: Stretch, lead: Lead, question: Question) -> bool:
    placed = lead.bound.limits or lead.bound is Bound.OF or lead.word in _INSIDE_A_MONTH
    word = _said(stretch, question)
    person = word in _PERSON_MONTHS
    named = question.name_follows(stretch.end) and (person or not question.begins_sentence(lead.start))
    if not placed or named:
        return False
    if lead.the:
        return _limits_by_event(stretch, lead, question)
    free = is_free(stretch, question)
    if _is_small_verb(stretch, question):
        return free and (lead.word in _SURE_OF_MONTH or lead.bound is Bound.SINCE)
    if person and question.goes_on(_POSSESSIVE_AFTER, stretch.end):
        return False
    if person and lead.word not in _SURE_OF_MONTH:
        done_by = lead.word == "by" and _DONE_BY.search(question.lowered, 0, stretch.start) is not None
        return free and not done_by and lead.bound is not Bound.OF
    return True


def _is_small_verb(stretch: Stretch, question: Question) -> bool:
    """Whether its month, written small, is as well a verb ("march", "may")."""
    said = question.text[stretch.start : stretch.end].split()
    return any(word in _VERB_MONTHS for word in said)


def _is_season(stretch: Stretch, lead: Lead, question: Question) -> bool:
    placed = lead.bound.limits or lead.bound is Bound.OF or lead.word in _INSIDE_A_SEASON
    of_something = question.lowered.startswith(" of ", stretch.end)  # "in the fall of Kabul"
    return placed and not of_something and is_free(stretch, question)


def _is_year(stretch: Stretch, lead: Lead, question: Question) -> bool:
    if lead.the:
        return _limits_by_event(stretch, lead, question)
    followed = is_counted(stretch, question) or question.name_follows(stretch.end)
    if followed and not question.begins_sentence(lead.start):
        return False
    return lead.bound.limits or lead.bound is Bound.OF or lead.word in _INSIDE_A_YEAR


def _is_rolling(stretch: Stretch, lead: Lead, question: Question) -> bool:
    placed = lead.bound is Bound.INSIDE or _word_before(stretch, question) in ("for", "of")
    return placed or question.begins_sentence(stretch.start)


def _is_the_day(stretch: Stretch, _lead: Lead, question: Question) -> bool:
    if _NOWADAYS.search(question.lowered, 0, stretch.start):
        return False
    return _TOLD.search(question.lowered) is not None or len(question.lowered.split()) <= _SHORT_WORDS


def _word_before(stretch: Stretch, question: Question) -> str:
    match = _PREVIOUS_WORD.search(question.lowered, max(0, stretch.start - 20), stretch.start)
    return match[1] if match else ""
