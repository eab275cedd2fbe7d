"""How surely the evidence answers a question, from where the words of the question stand in it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from rag.quoting.candidates import Candidate
from rag.quoting.wanted import Term, Wanted
from rag.records import Article, Evidence
from rag.words import begin_alike, form, forms

# Below this confidence a question is refused: the scale is set so that an even chance lies here.
ANSWER_FROM = 0.5
# What a year or a name that the evidence does not hold leaves of the confidence, however well the rest fits.
UNHELD_SHARE = 0.5
# Questions of so many content words have several parts, and no one sentence holds them all.
_LONG_QUESTION = 20
# A second sentence may be this much behind when there is no second one.
_LONE_MARGIN = 0.5
_YEAR_DIGITS = 4
_YEARS = range(1000, 2100)
_DENYING = """
    not no never none neither nor without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't
    couldn't shouldn't hasn't haven't hadn't fail fails failed failing lack lacks lacked
"""
_NEGATIONS = frozenset(form(word, "en") for word in _DENYING.split())


@dataclass(frozen=True, slots=True)
class Standing:
    """Which words stand where: `around` the best sentence, in its `passage`, and `anywhere` in the evidence."""

    around: frozenset[str]
    passage: frozenset[str]
    anywhere: frozenset[str]


@dataclass(frozen=True, slots=True)
class Support:
    """What the evidence holds of the question; shares 0..1 are of the weight of its content words.

    `around` stands in the best sentence and its neighbours, `passage` in its passage. `names_nowhere` are names that
    no evidence holds. Of a short question, `names_apart` and `figures_apart` are names and figures that do not stand
    around the best sentence, and `denied` is how well that sentence fits when the question denies and it does not.
    `margin` is how far the second sentence is behind, `words` the question's length in twenties.
    """

    around: float
    passage: float
    names_nowhere: float
    names_apart: float
    figures_apart: float
    denied: float
    margin: float
    words: float


# A logistic fit over questions with and without an answer (far from the articles, near misses, questions of several
# parts), rounded; adding or taking half of any of them moves the share of right refusals by a few hundredths.
_WEIGHTS = Support(
    around=2.0,
    passage=2.0,
    names_nowhere=-6.0,
    names_apart=-5.0,
    figures_apart=-3.0,
    denied=-4.0,
    margin=1.0,
    words=1.4,
)
# Puts an even chance where one in twenty answerable questions is refused, and one in forty that are far from the
# articles is not: refusing near misses more often would cost as many right answers.
_OFFSET = -1.8
# In other languages no list of light words says which words of a question may be worded otherwise, so that a right
# passage holds less of it by its measure. Of German, Spanish, French, Russian and Latvian questions this refuses 8 of
# 100 that have an answer and 87 of 100 that have none; the English offset refused 24 and 96.
_FOREIGN_OFFSET = -1.3
# What a word counts that only begins like one of the evidence, where no stemmer or a rough one brought them together.
_BEGUN_ALIKE = 0.7


def standing(found: Sequence[Candidate], evidence: Sequence[Evidence], language: str) -> Standing:
    """Where words stand, given the sentences of `evidence`, best first, at least one.

    Title, outlet, author and date of an article stand in each of its passages, and around each of its sentences.
    """
    best = found[0]
    said = {passage.article.id: _about(passage.article, language) for passage in evidence}
    about = said[best.evidence.article.id]
    of_passage = [candidate for candidate in found if candidate.evidence is best.evidence]
    beside = (c.forms for c in of_passage if abs(c.place - best.place) <= 1)
    return Standing(
        around=about.union(*beside),
        passage=about.union(*(c.forms for c in of_passage)),
        anywhere=frozenset().union(*said.values(), *(c.forms for c in found)),
    )


def support(wanted: Wanted, found: Sequence[Candidate], stands: Standing) -> Support:
    """How well `found`, the sentences of the evidence, best first, hold what is `wanted`."""
    best = found[0]
    content = wanted.content
    total = sum(term.weight for term in content) or 1.0
    words = _length(wanted)
    brief = 1.0 - words

    def share(terms: Iterable[Term]) -> float:
        return sum(term.weight for term in terms) / total

    def held(forms: frozenset[str]) -> float:
        return sum(term.weight * _credit(term, forms, wanted) for term in content) / total

    asks_denied = not _NEGATIONS.isdisjoint(wanted.forms) and _NEGATIONS.isdisjoint(best.forms)
    return Support(
        around=held(stands.around),
        passage=held(stands.passage),
        names_nowhere=share(unheld_names(wanted, stands.anywhere)),
        names_apart=brief * share(t for t in content if t.name and t.form not in stands.around),
        figures_apart=brief * share(t for t in content if t.figure and t.form not in stands.around),
        denied=brief * best.match.own if asks_denied else 0.0,
        margin=best.score - found[1].score if len(found) > 1 else _LONE_MARGIN,
        words=words,
    )


def confidence(wanted: Wanted, measured: Support, stands: Standing) -> float:
    """How surely the evidence answers, 0..1; `ANSWER_FROM` and above is an answer."""
    weighed = sum(w * x for w, x in zip(astuple(_WEIGHTS), astuple(measured), strict=True))
    even = 1.0 / (1.0 + math.exp(-((_FOREIGN_OFFSET if wanted.foreign else _OFFSET) + weighed)))
    short = 2 * measured.words < 1.0
    if unheld_years(wanted, stands.passage if short else stands.anywhere):
        return even * UNHELD_SHARE
    return even


def unheld_names(wanted: Wanted, held: frozenset[str]) -> list[Term]:
    """The names of the question that are not among `held`, nor another spelling of them."""
    return [
        term
        for term in wanted.content
        if term.name and term.form not in held and not any(begin_alike(term.form, other) for other in held)
    ]


def unheld_years(wanted: Wanted, held: frozenset[str]) -> list[Term]:
    """The years of the question that are not among `held`."""
    return [term for term in wanted.content if is_year(term.form) and term.form not in held]


def is_year(written: str) -> bool:
    """Whether a word can be read as a year."""
    return len(written) == _YEAR_DIGITS and written.isdecimal() and int(written) in _YEARS


def _credit(term: Term, held: frozenset[str], wanted: Wanted) -> float:
    """How far `term` is among the forms `held`, 0..1."""
    if term.form in held:
        return 1.0
    return _BEGUN_ALIKE if wanted.foreign and any(begin_alike(term.form, other) for other in held) else 0.0


def _length(wanted: Wanted) -> float:
    return min(len(wanted.content), _LONG_QUESTION) / _LONG_QUESTION


def _about(article: Article, language: str) -> frozenset[str]:
    day = f"{article.published:%d %B %Y} {article.published.day}" if article.published else ""
    return frozenset(forms(f"{article.title} {article.source} {article.author} {day}", article.language or language))
