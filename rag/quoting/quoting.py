"""Answers with sentences cut from the evidence, or refuses."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.quoting.alike import Nearness
from rag.quoting.candidates import Candidate, candidates
from rag.quoting.confidence import ANSWER_FROM, confidence, standing, support
from rag.quoting.reasons import refusal
from rag.quoting.refusal import NOTHING_FOUND, missing
from rag.quoting.wanted import Wanted, read_question
from rag.records import Answer, Article, Citation, Evidence, NoAnswer
from rag.words import forms

QUOTES = 3
# Two sentences side by side are quoted as one when the second is no further behind: the answer often stands in the
# sentence after the one that names its subject.
_JOINED_MARGIN = 0.35
# What begins by pointing back reads only with the sentence before it.
_LEANS = re.compile(
    r"\W*(?:he|she|it|they|his|her|hers|its|their|this|these|that|those|such|both|here|there|then|instead|however"
    r"|but|also|as a result|in response|at that time|the (?:company|group|firm|move|decision|deal|latter|former))\b",
    re.IGNORECASE,
)
# The same in other languages.
_LEANS_ABROAD = {
    "de": "er|sie|ihr|seine?|ihre|diese[rsn]?|dies|jene[rs]?|dort|damals|dadurch|deshalb|doch|jedoch|aber|auch",
    "es": "él|ella|ellos|ellas|est[eao]s?|es[eao]s?|sus?|allí|entonces|por eso|así|pero|también|sin embargo",
    "fr": "ils?|elles?|ce(?:tte|t|s|la|ci)?|ses|leurs?|là|alors|ainsi|mais|aussi|cependant|pourtant",
    "ru": "он[аои]?|его|её|ее|их|эт(?:от|а|о|и)|там|тогда|поэтому|но|однако|также",
    "lv": "viņ[šai]|viņas|viņu|viņam|viņai|t[aā]s|tie|šī?s|šie|tur|tad|tāpēc|tādēļ|bet|taču|arī",
}
# A longer quote is no quote but an excerpt.
QUOTE_CHARACTERS = 400
# A further quote must come so near the first, or it answers something else.
_FURTHER_MARGIN = 1.0
# A further quote must itself hold so much of the question, in its own words or like ones.
_FURTHER_OWN = 0.1
# Sentences that share so many of their words say the same.
_SAME_SHARE = 0.7
NEAREST = 3


@dataclass(frozen=True, slots=True)
class _Quote:
    evidence: Evidence
    start: int
    end: int
    forms: frozenset[str]


def quoted_answer(  # noqa: PLR0913 - each is one fact of the question
    question: str,
    evidence: Sequence[Evidence],
    *,
    language: str,
    weight: Callable[[str], float],
    nearness: Nearness | None = None,
    understood: str = "",
    limit: int = QUOTES,
) -> Answer | NoAnswer:
    """Answer `question` with at most `limit` quotes from `evidence`, best first, or say why not.

    `weight` tells how rare a form is in the archive (an inverse document frequency; only ratios matter), `nearness`
    how alike words are in meaning. `understood` is a phrase of the question that retrieval has obeyed ("last week"):
    its words need not be found. The window is left to the caller. Marks are the evidence's own numbers; two quotes
    of one passage share its number.
    """
    wanted = read_question(question, language, weight, understood)
    found = candidates(wanted, evidence, language, nearness)
    if not found or not wanted.terms:
        return refusal(NOTHING_FOUND, 0.0, _nearest(evidence))
    stands = standing(found, evidence, language)
    sure = confidence(wanted, support(wanted, found, stands), stands)
    if sure < ANSWER_FROM:
        return refusal(missing(wanted, found, stands), sure, _nearest([c.evidence for c in found]))
    quotes = _chosen(wanted, found, language, limit)
    return Answer(
        text="\n".join(_written(quote) for quote in quotes),
        citations=tuple(Citation(q.evidence.number, q.evidence.article, q.start, q.end) for q in quotes),
        confidence=sure,
        generated=False,
    )


def _chosen(wanted: Wanted, found: Sequence[Candidate], language: str, limit: int) -> list[_Quote]:
    """The quotes: the best first, then one for each other outlet that the question names, then what comes near."""
    best = found[0].score
    outlets = _named_outlets(wanted, found, language)
    first_of_outlets = [
        next(c for c in found if c.evidence.article.source == outlet) for outlet in outlets if len(outlets) > 1
    ]
    near = [c for c in found[1:] if c.score >= best - _FURTHER_MARGIN and c.match.own + c.match.alike >= _FURTHER_OWN]
    quotes: list[_Quote] = []
    for candidate in [found[0], *first_of_outlets, *near]:
        if len(quotes) == max(limit, 1):
            break
        quote = _widened(candidate, found)
        if not any(_repeats(quote, other) for other in quotes):
            quotes.append(quote)
    return [quotes[0], *sorted(quotes[1:], key=lambda quote: _reading_order(quote, quotes))]


def _reading_order(quote: _Quote, quotes: Sequence[_Quote]) -> tuple[int, int]:
    """Quotes of one article stand together, in the order of its text; articles in the order they were chosen."""
    articles = [other.evidence.article.id for other in quotes]
    return articles.index(quote.evidence.article.id), quote.start


def _named_outlets(wanted: Wanted, found: Sequence[Candidate], language: str) -> list[str]:
    asked = frozenset(wanted.forms)
    sources = dict.fromkeys(c.evidence.article.source for c in found if c.evidence.article.source)
    return [source for source in sources if asked.issuperset(forms(source, language))]


def _widened(candidate: Candidate, found: Sequence[Candidate]) -> _Quote:
    """The sentence, with the one beside it where they read as one statement and fit a quote."""
    leans = _points_back(candidate)
    partners = []
    for other in found:
        gap = abs(other.place - candidate.place)
        if other.evidence is not candidate.evidence or gap != 1 or not _fit(candidate, other):
            continue
        pointed_at = leans and other.start < candidate.start
        if pointed_at or other.score >= candidate.score - _JOINED_MARGIN:
            partners.append((pointed_at, other.score, other))
    if not partners:
        return _Quote(candidate.evidence, candidate.start, candidate.end, candidate.forms)
    other = max(partners, key=lambda partner: partner[1] + _JOINED_MARGIN * partner[0])[2]
    return _Quote(
        candidate.evidence,
        min(candidate.start, other.start),
        max(candidate.end, other.end),
        candidate.forms | other.forms,
    )


def _points_back(candidate: Candidate) -> bool:
    abroad = _LEANS_ABROAD.get(candidate.evidence.article.language)
    if abroad is None:
        return _LEANS.match(candidate.text) is not None
    return re.match(rf"\W*(?:{abroad})\b", candidate.text, re.IGNORECASE) is not None


def _fit(one: Candidate, other: Candidate) -> bool:
    first, second = sorted((one, other), key=lambda candidate: candidate.start)
    between = one.evidence.article.text[first.end : second.start]
    return second.end - first.start <= QUOTE_CHARACTERS and not between.strip() and "\n" not in between


def _repeats(quote: _Quote, other: _Quote) -> bool:
    if quote.evidence.article.id == other.evidence.article.id and quote.start < other.end and other.start < quote.end:
        return True
    shared = len(quote.forms & other.forms)
    return shared >= _SAME_SHARE * min(len(quote.forms), len(other.forms))


def _written(quote: _Quote) -> str:
    """The quote with who says it: `“…” — Outlet, 12 January 2022 [1]`.

    White space is folded and the article's own bracketed numbers are turned round, so that they are not read as
    marks; the citation keeps every letter.
    """
    text = " ".join(quote.evidence.article.text[quote.start : quote.end].split())
    text = re.sub(r"\[(\d+)\]", r"(\1)", text)
    opening, closing = ("«", "»") if "“" in text or "”" in text else ("“", "”")
    said = quote.evidence.article.attribution
    return f"{opening}{text}{closing}{f' — {said}' if said else ''} [{quote.evidence.number}]"


def _nearest(evidence: Sequence[Evidence]) -> tuple[Article, ...]:
    return tuple({passage.article.id: passage.article for passage in evidence}.values())[:NEAREST]
