"""Finds what of a question the articles lack."""

import re
from collections.abc import Sequence

from rag.quoting.asked import AnswerKind
from rag.quoting.candidates import Candidate
from rag.quoting.confidence import Standing, is_year, unheld_names, unheld_years
from rag.quoting.wanted import Term, Wanted
from rag.remarks import Lack, Missing, Unsaid

# A reader takes in three names or words at a glance.
_NAMED = 3
# `kind_held` gives at least this where a sentence may hold an answer of the kind.
_ANSWERED_KIND = 0.5
NOTHING_FOUND = Missing(Lack.SUBJECT)
_NOT_SAID = {
    AnswerKind.PERSON: Unsaid.WHO,
    AnswerKind.PLACE: Unsaid.WHERE,
    AnswerKind.TIME: Unsaid.WHEN,
    AnswerKind.NUMBER: Unsaid.HOW_MANY,
    AnswerKind.AMOUNT: Unsaid.HOW_MUCH,
    AnswerKind.AGE: Unsaid.HOW_OLD,
    AnswerKind.DURATION: Unsaid.HOW_LONG,
    AnswerKind.REASON: Unsaid.WHY,
}


def missing(wanted: Wanted, found: Sequence[Candidate], stands: Standing) -> Missing:
    """What the question names that the evidence does not hold, and what was found instead.

    `found` are the sentences of the evidence, best first, at least one; `stands` tells where their words stand.
    """
    years = unheld_years(wanted, stands.passage)
    if years:
        return _other_years(years, found)
    names = unheld_names(wanted, stands.anywhere)
    if names:
        return Missing(Lack.NAMES, _joined(wanted, names))
    held = [term for term in wanted.content if term.form in stands.around]
    if not held:
        return NOTHING_FOUND
    subject = _joined(wanted, [term for term in held if term.name] or _heaviest(held))
    return _elsewhere(wanted, subject, stands) or _wrong_kind(wanted, subject, found[0]) or Missing(Lack.NEAR)


def _elsewhere(wanted: Wanted, subject: tuple[str, ...], stands: Standing) -> Missing | None:
    """What of the question stands elsewhere than its `subject`, or nowhere."""
    apart = [term for term in wanted.content if term.name and term.form not in stands.around]
    if apart:
        return Missing(Lack.APART, _joined(wanted, apart), subject)
    nowhere = [term for term in wanted.content if term.form not in stands.passage]
    return Missing(Lack.WORDS, _joined(wanted, _heaviest(nowhere)), subject) if nowhere else None


def _wrong_kind(wanted: Wanted, subject: tuple[str, ...], best: Candidate) -> Missing | None:
    if best.match.kind < _ANSWERED_KIND and wanted.kind in _NOT_SAID:
        return Missing(Lack.UNSAID, held=subject, unsaid=_NOT_SAID[wanted.kind])
    return None


def _other_years(years: Sequence[Term], found: Sequence[Candidate]) -> Missing:
    asked = tuple(term.written for term in years)
    best = found[0]
    near = sorted((c for c in found if c.evidence is best.evidence), key=lambda c: (abs(c.place - best.place), c.place))
    for candidate in near:
        others = tuple(dict.fromkeys(word for word in re.findall(r"\b\d{4}\b", candidate.text) if is_year(word)))
        if others:
            return Missing(Lack.OTHER_YEARS, asked, others[:_NAMED])
    day = best.evidence.article.published
    if day is not None and str(day.year) not in {term.form for term in years}:
        return Missing(Lack.OTHER_YEARS, asked, (str(day.year),))
    return Missing(Lack.YEARS, asked)


def _heaviest(terms: Sequence[Term]) -> list[Term]:
    chosen = sorted(terms, key=lambda term: -term.weight)[:2]
    return [term for term in terms if term in chosen]


def _joined(wanted: Wanted, terms: Sequence[Term]) -> tuple[str, ...]:
    """The terms as the question writes them, those that stand side by side as one: "Angela Merkel"."""
    chosen = {term.form: term.written for term in terms}
    groups: list[list[str]] = []
    following = False
    said: set[str] = set()
    for form in wanted.forms:
        if form in chosen and form not in said:
            said.add(form)
            if following:
                groups[-1].append(chosen[form])
            else:
                groups.append([chosen[form]])
            following = True
        else:
            following = False
    return tuple(re.sub(r"['’]s?$", "", " ".join(group)) for group in groups)[:_NAMED]
