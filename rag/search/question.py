"""Reads a question, with the conversation before it, as what retrieval looks for."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.function_words import is_function_word
from rag.records import Turn
from rag.search.followups import carried
from rag.search.mentions import Mentions, mentions
from rag.timing.dates import Day
from rag.words import Word, words

# A part of a question with fewer telling words than this is no question of its own: it goes with the next part.
_LEAST_IN_CLAUSE = 3
# Where one thing asked ends and the next begins.
_JOINT = re.compile(
    r"[,;:?](?=\s|$)|\s[–—]\s"
    r"|\b(?:and|while|but|whereas|between|as well as|or|yet|although|that|after|before|compared|who|which"
    r"|und|während|aber|sowie|y|mientras|pero|et|tandis que|mais|и|а|но|un|bet)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word looked for: `form` is compared, `written` is how the question spells it, `weight` 1 is said once now."""

    form: str
    written: str
    weight: float


@dataclass(frozen=True, slots=True)
class Query:
    """What retrieval looks for.

    `terms` are distinct, in order of weight; `clauses` are the forms of each part of the question itself (at least
    one part); `outlets`, `days` and `events` are those of `Mentions`; `texts` are what is embedded, each with its
    weight: the question's vector is the sum of theirs, made a unit again.
    """

    terms: tuple[Term, ...]
    clauses: tuple[tuple[str, ...], ...]
    outlets: tuple[str, ...]
    days: tuple[Day, ...]
    events: tuple[Day, ...]
    texts: tuple[tuple[str, float], ...]
    language: str

    def weights(self) -> dict[str, float]:
        """The weight of each form."""
        return {term.form: term.weight for term in self.terms}


def understood(question: str, history: Sequence[Turn], language: str, outlets: Collection[str]) -> Query:
    """Read `question`, asked in `language`, against the names of the `outlets` in the archive.

    A word counts once a text, however often the text repeats it: a name said three times in one question would
    drown what is asked of it. Function words are left out, unless there is nothing else.
    """
    told = mentions(question, outlets)
    earlier = carried(question, history, language)
    own = _blanked(question, told)
    terms: dict[str, Term] = {}
    for text, weight in [(own, 1.0), *earlier]:
        for word in {word.form: word for word in _telling(text, language)}.values():
            before = terms.get(word.form)
            written = before.written if before else text[word.start : word.end]
            terms[word.form] = Term(word.form, written, weight + (before.weight if before else 0.0))
    if not terms:
        every = words(question, language)
        terms = {word.form: Term(word.form, question[word.start : word.end], 1.0) for word in every}
    return Query(
        terms=tuple(sorted(terms.values(), key=lambda term: -term.weight)),
        clauses=_clauses(own, language) or (tuple(terms),),
        outlets=told.outlets,
        days=told.days,
        events=told.events,
        texts=((question, 1.0), *earlier),
        language=language,
    )


def _blanked(question: str, told: Mentions) -> str:
    """`question` with spaces for the words that name an outlet or a day of publication."""
    for span in told.spans:
        question = question[: span.start] + " " * (span.end - span.start) + question[span.end :]
    return question


def _telling(text: str, language: str) -> Iterator[Word]:
    """The words of `text` that name something."""
    return (word for word in words(text, language) if not is_function_word(text[word.start : word.end], language))


def _clauses(question: str, language: str) -> tuple[tuple[str, ...], ...]:
    """The telling forms of each part of `question`, each form once a part."""
    joints = [joint.start() for joint in _JOINT.finditer(question)]
    parts: list[list[str]] = [[]]
    for _, group in groupby(_telling(question, language), lambda word: bisect_right(joints, word.start)):
        if len(parts[-1]) >= _LEAST_IN_CLAUSE:
            parts.append([])
        parts[-1] += [word.form for word in group]
    if len(parts) > 1 and len(parts[-1]) < _LEAST_IN_CLAUSE:
        rest = parts.pop()
        parts[-1] += rest
    return tuple(tuple(dict.fromkeys(part)) for part in parts if part)
