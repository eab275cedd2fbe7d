"""What a reply says of itself, as records that can be said in any language."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
