"""The arithmetic of order: passages found become evidence, best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from rag.search.beginnings import Beginnings
from rag.search.matching import Met, Nearness, Rarity, Scores, met
from rag.search.question import Query
from rag.timing.dates import Day

# What each measure weighs. Normalised scores are added, which beats fusing ranks on every set of questions seen (Bruch,
# Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023, find the same). The optimum is flat: any
# of these may move by a third without moving recall by a hundredth.
_WORDS = 0.7
_MEANING = 0.3
_STATEMENT = 0.3
_CLAUSE = 0.25
# The part of the meaning's weight for an embedder that was not made for the language asked in. On questions in German,
# Spanish, French, Russian and Latvian, 0 to .5 move one or two of 40 a language; from 0 Spanish falls below BM25 on
# one, from .2 German does on one.
_FOREIGN = 0.15
# Words that two languages share ("piscina") bring up articles of both: those in the language asked in come first where
# they say as much. .05 to .2 do alike.
_LANGUAGE = 0.1
# An article of an outlet that the question names, or of a day it says an article is of, comes before all that are not
# unless its words say nothing; a day that may be that of an event is a hint.
_OUTLET = 0.5
_DAY = 0.5
_EVENT = 0.15
# Of several outlets named each gets its turn: one that had it waits until others are this much worse.
_TURN = 0.1
# A second passage of an article must be this much better than another article's first.
_SAME_ARTICLE = 0.3
# Passages of two articles that share this much of their words are copies of one text. A copy waits less than that: it
# may be the better version, and overlapping pages are copies too.
_COPY = 0.9
_COPY_WAITS = 0.15


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that words or meaning brought up.

    `body` and `title` are word forms; `cosine` is that of its vector and the question's, None where unknown;
    `language` is that of its article, "" where unknown.
    """

    key: int
    article: str
    outlet: str
    published: date | None
    body: Sequence[str]
    title: Sequence[str]
    cosine: float | None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its score, 0..1 and comparable within one question.

    `share` is the share of the question's weight that it holds word for word, comparable between questions.
    """

    key: int
    article: str
    score: float
    share: float


def ranked(
    query: Query, candidates: Sequence[Candidate], rarity: Rarity, nearness: Nearness | None, limit: int
) -> list[Ranked]:
    """The best `limit` of `candidates`, in the order in which they should be read.

    `nearness` is used for English alone, the language its vectors know, and None goes without it; in others words
    are near that are spelt alike. The order is not that
    of `score` alone: outlets named take turns, and an article's second passage waits. The same candidates in another
    order give the same result.
    """
    if not candidates:
        return []
    pool = sorted(candidates, key=lambda each: each.key)
    english = query.language in {"en", ""}
    near = nearness if english else Beginnings(query.language)
    measures = met(query, [each.body for each in pool], [each.title for each in pool], rarity, near)
    total, most = _totals(query, pool, measures, english=english)
    return [
        Ranked(pool[place].key, pool[place].article, float(total[place]) / most, float(measures.share[place]))
        for place in _spread(query, pool, total, limit)
    ]


def _totals(query: Query, pool: Sequence[Candidate], measures: Met, *, english: bool) -> tuple[Scores, float]:
    """The weighted sum of each candidate's measures, with the largest sum that there can be."""
    meaning = _MEANING if english else _MEANING * _FOREIGN
    parts: list[tuple[float, Scores]] = [
        (_WORDS + _MEANING - meaning, _of_best(measures.words)),
        (meaning, _of_range([each.cosine for each in pool])),
        (_STATEMENT, _of_best(measures.statement)),
        (_CLAUSE, measures.clause),
    ]
    tongues = np.array([float(each.language in {query.language, ""}) for each in pool])
    if query.language and tongues.any() and not tongues.all():
        parts.append((_LANGUAGE, tongues))
    if query.outlets:
        parts.append((_OUTLET, np.array([float(each.outlet in query.outlets) for each in pool])))
    for weight, days in ((_DAY, query.days), (_EVENT, query.events)):
        if days:
            parts.append((weight, np.array([float(_is_of(each.published, days)) for each in pool])))
    total: Scores = sum((weight * part for weight, part in parts), np.zeros(len(pool)))
    return total, sum(weight for weight, _ in parts)


def _of_best(scores: Scores) -> Scores:
    top = float(scores.max())
    return scores / top if top > 0 else np.zeros(len(scores))


def _of_range(cosines: Sequence[float | None]) -> Scores:
    """Cosines from 0, the least, to 1, the greatest; an unknown one is the least."""
    known = [cosine for cosine in cosines if cosine is not None]
    least, most = min(known, default=0.0), max(known, default=0.0)
    width = most - least
    return np.array([0.0 if cosine is None or width <= 0 else (cosine - least) / width for cosine in cosines])


def _is_of(published: date | None, days: Sequence[Day]) -> bool:
    return published is not None and any(
        (day.month, day.day) == (published.month, published.day) and day.year in {None, published.year} for day in days
    )


def _spread(query: Query, pool: Sequence[Candidate], total: Scores, limit: int) -> list[int]:
    """The places of `pool` in reading order: each time the best of what is left, given what was read before."""
    left = total.copy()
    owners = np.array([each.article for each in pool], dtype=object)
    outlets = np.array([each.outlet for each in pool], dtype=object)
    waiting = set(query.outlets) if len(query.outlets) > 1 else set()
    order: list[int] = []
    copies: set[int] = set()
    words = cache(lambda place: frozenset(pool[place].body))
    while len(order) < min(limit, len(pool)):
        best = int(np.argmax(left))
        if best not in copies and any(
            pool[best].article != pool[place].article and _are_copies(words(best), words(place)) for place in order
        ):
            copies.add(best)
            left[best] -= _COPY_WAITS
            continue
        order.append(best)
        left[owners == pool[best].article] -= _SAME_ARTICLE
        if pool[best].outlet in waiting:
            waiting.discard(pool[best].outlet)
            left[outlets == pool[best].outlet] -= _TURN
        left[best] = -np.inf
    return order


def _are_copies(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared > _COPY * max(len(one) + len(other) - shared, 1)
