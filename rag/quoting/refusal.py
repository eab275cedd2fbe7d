"""The plain sentence that says why the articles do not answer."""

import re
from collections.abc import Sequence

from rag.quoting.asked import AnswerKind
from rag.quoting.candidates import Candidate
from rag.quoting.confidence import Standing, is_year, unheld_names, unheld_years
from rag.quoting.wanted import Term, Wanted

# A reader takes in three names or words at a glance.
_NAMED = 3
# `kind_held` gives at least this where a sentence may hold an answer of the kind.
_ANSWERED_KIND = 0.5
NOTHING_FOUND = "The articles do not speak of this."
_NEAR = "The articles come near this, but do not say it."
_NOT_SAID = {
    AnswerKind.PERSON: "do not say who",
    AnswerKind.PLACE: "do not say where",
    AnswerKind.TIME: "do not say when",
    AnswerKind.NUMBER: "do not say how many",
    AnswerKind.AMOUNT: "do not say how much",
    AnswerKind.AGE: "do not say how old",
    AnswerKind.DURATION: "do not say how long",
    AnswerKind.REASON: "do not say why",
}


def reason(wanted: Wanted, found: Sequence[Candidate], stands: Standing) -> str:
    """One plain sentence: what the question names that the evidence does not hold, and what was found instead.

    `found` are the sentences of the evidence, best first, at least one; `stands` tells where their words stand.
    """
    years = unheld_years(wanted, stands.passage)
    if years:
        return _other_years(years, found)
    names = unheld_names(wanted, stands.anywhere)
    if names:
        return f"The articles do not mention {_listed(_joined(wanted, names), 'or')}."
    held = [term for term in wanted.content if term.form in stands.around]
    if not held:
        return NOTHING_FOUND
    subject = _listed(_joined(wanted, [term for term in held if term.name] or _heaviest(held)), "and")
    return _missing(wanted, subject, stands) or _wrong_kind(wanted, subject, found[0]) or _NEAR


def _missing(wanted: Wanted, subject: str, stands: Standing) -> str:
    """What of the question stands elsewhere than its `subject`, in a sentence; "" where nothing does."""
    apart = [term for term in wanted.content if term.name and term.form not in stands.around]
    if apart:
        names = _listed(_joined(wanted, apart), "and")
        return f"The articles mention {names}, but not where they speak of {subject}."
    nowhere = [term for term in wanted.content if term.form not in stands.passage]
    if nowhere:
        words = _listed(_joined(wanted, _heaviest(nowhere)), "or")
        return f"The articles speak of {subject}, but not of {words}."
    return ""


def _wrong_kind(wanted: Wanted, subject: str, best: Candidate) -> str:
    if best.match.kind < _ANSWERED_KIND and wanted.kind in _NOT_SAID:
        return f"The articles speak of {subject}, but {_NOT_SAID[wanted.kind]}."
    return ""


def _other_years(years: Sequence[Term], found: Sequence[Candidate]) -> str:
    asked = _listed([term.written for term in years], "or")
    best = found[0]
    near = sorted((c for c in found if c.evidence is best.evidence), key=lambda c: (abs(c.place - best.place), c.place))
    for candidate in near:
        others = list(dict.fromkeys(word for word in re.findall(r"\b\d{4}\b", candidate.text) if is_year(word)))
        if others:
            return f"The articles speak of {_listed(others[:_NAMED], 'and')}, not {asked}."
    day = best.evidence.article.published
    if day is not None and str(day.year) not in {term.form for term in years}:
        return f"The articles speak of {day.year}, not {asked}."
    return f"The articles do not speak of {asked}."


def _heaviest(terms: Sequence[Term]) -> list[Term]:
    chosen = sorted(terms, key=lambda term: -term.weight)[:2]
    return [term for term in terms if term in chosen]


def _joined(wanted: Wanted, terms: Sequence[Term]) -> list[str]:
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
    return [re.sub(r"['’]s?$", "", " ".join(group)) for group in groups][:_NAMED]


def _listed(names: Sequence[str], word: str) -> str:
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
