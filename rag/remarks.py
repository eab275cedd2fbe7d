"""What a reply says of itself, as records that can be said in any language."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self


class Lack(StrEnum):
    """In which way the articles do not answer; tells which fields of `Missing` are filled."""

    ARTICLES = "articles"  # there are none yet
    DAYS = "days"  # none is of these days, or none of this outlet is; `undated` carry no date
    OUTLET = "outlet"  # nothing of this outlet was found, or nothing at all
    SUBJECT = "subject"  # they do not speak of it
    NAMES = "names"  # they do not mention what is `asked`
    YEARS = "years"  # they do not speak of the years `asked`
    OTHER_YEARS = "other years"  # they speak of the years `held`, not of those `asked`
    APART = "apart"  # they mention what is `asked`, but not where they speak of what is `held`
    WORDS = "words"  # they speak of what is `held`, but not of what is `asked`
    UNSAID = "unsaid"  # they speak of what is `held`, but do not say `unsaid`
    NEAR = "near"  # they come near it
    ANSWER = "answer"  # a model read them and found none


class Unsaid(StrEnum):
    """What the articles do not say of something they speak of."""

    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    HOW_OLD = "how old"
    HOW_LONG = "how long"
    WHY = "why"


@dataclass(frozen=True, slots=True)
class Missing:
    """Why the articles do not answer.

    `asked` is what the question names, `held` what the articles hold instead, as they are written there. `since` and
    `until` (inclusive) and `outlet` are what the search was held to.
    """

    lack: Lack
    asked: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    unsaid: Unsaid | None = None
    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    undated: int = 0


class LeadKind(StrEnum):
    """How an answer holds to the time that was asked of."""

    LATEST = "latest"  # it is the latest that the articles say; no days
    WITHIN = "within"  # its articles are of the days
    AFTER = "after"  # of the days, told soon after them


@dataclass(frozen=True, slots=True)
class Lead:
    """The line before an answer: the time (inclusive days, None where it is open) that the search was held to."""

    kind: LeadKind
    since: date | None = None
    until: date | None = None


class LeadLine(str):
    """The first piece of a stream that begins with such a line: the line itself, in English, and what it says."""

    __slots__ = ("lead",)

    lead: Lead

    @classmethod
    def of(cls, line: str, lead: Lead) -> Self:
        """The piece."""
        piece = cls(line)
        piece.lead = lead
        return piece


class ModelFailure(StrEnum):
    """What kept a model's text from being the answer."""

    AWAY = "away"  # it cannot be asked now
    LATE = "late"
    BROKEN_OFF = "broken off"
    UNUSABLE = "unusable"
    EMPTY = "empty"
    HELD_BACK = "held back"  # by its provider's filter
    BUDGET = "budget"  # of the day is spent
    DECLINED = "declined"
    UNPROVED = "unproved"  # nothing that it wrote
    CUT_SHORT = "cut short"  # at its limit of length


class Substitute(StrEnum):
    """What a reader gets where a model's text is not, or not all, the answer."""

    QUOTES = "quotes"  # the answer is quoted
    REST_QUOTED = "rest quoted"  # what was proved, and quotes after it
    REST_MISSING = "rest missing"  # what was proved, which may not be all
    SEARCHED = "searched"  # no answer: the articles' own sentences alone were searched for one


@dataclass(frozen=True, slots=True)
class Lapse:
    """Why a model that was to write an answer did not, or not to the end, and what came instead."""

    failure: ModelFailure
    substitute: Substitute
