"""Keeps once what two copies of an article say."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.index.copies import precedence
from rag.search.gathering import Gathered

if TYPE_CHECKING:
    from rag.search.ranking import Candidate

# A passage repeats another when the other holds this share of its words, and every one with a figure: reports made to
# one pattern differ in little else.
_HELD = 0.9


def said_once(gathered: Sequence[Gathered], copies: set[tuple[int, int]], outlets: Sequence[str]) -> list[Gathered]:
    """`gathered` without the passages that a copy of their article, itself among them, says too.

    `copies` are the pairs of articles, by key, that are copies. The one whose outlet is among `outlets`, those that
    the question names, goes before the others, then the order of `precedence`. What only one of them says stays.
    """
    if not copies:
        return list(gathered)
    by_article: dict[int, list[Gathered]] = {}
    for one in gathered:
        by_article.setdefault(one.located.article_key, []).append(one)
    ranks = {key: _rank(passages[0], outlets) for key, passages in by_article.items()}
    before: dict[int, list[Gathered]] = {key: [] for key in by_article}
    for key, other in copies:
        if key in ranks and other in ranks and ranks[other] < ranks[key]:
            before[key] += by_article[other]
    return [
        one
        for one in gathered
        if not any(_repeats(one.candidate, other.candidate) for other in before[one.located.article_key])
    ]


def _rank(one: Gathered, outlets: Sequence[str]) -> tuple[bool, tuple[bool, str, str]]:
    article = one.located.article
    published = article.published.isoformat() if article.published else ""
    return article.source not in outlets, precedence(article.id, article.source, published)


def _repeats(one: "Candidate", other: "Candidate") -> bool:
    own, others = set(one.body), set(other.body)
    missing = own - others
    return len(missing) <= (1 - _HELD) * len(own) and not any(any(map(str.isdigit, word)) for word in missing)
