"""Chooses questions that a corpus has nothing to say about."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rag.commands.evaluation import Case
from rag.records import Article
from rag.words import forms

FAR_OFF_QUESTIONS = 100
_SEED = 20_240_614
# Of articles that have nothing to do with each other 9 in 10 have a cosine below this (what they share is the small
# words); of one story told twice, or of one encyclopedia page, nearly all are above it.
_RELATED = 0.16


def far_off(
    corpus: Sequence[Article],
    others: Iterable[tuple[Sequence[Article], Sequence[Case]]],
    count: int = FAR_OFF_QUESTIONS,
) -> list[Case]:
    """At most `count` questions of other sets, given with their articles, as ones that `corpus` cannot answer.

    The same ones at each call. Taken are questions that stand without a conversation, and whose own articles are
    like none of `corpus`, so that two sets over one story do not pass for strangers.
    """
    subjects = _Subjects(corpus)
    known: list[tuple[Case, dict[str, Article]]] = []
    for articles, cases in others:
        by_id = {article.id: article for article in articles}
        known += [
            (case, by_id)
            for case in cases
            if case.answerable and case.articles and not case.history and by_id.keys() >= set(case.articles)
        ]
    random.Random(_SEED).shuffle(known)  # noqa: S311 - a sample, no secret
    likeness: dict[int, float] = {}
    chosen: list[Case] = []
    for case, by_id in known:
        if len(chosen) == count:
            break
        answering = [by_id[id_] for id_ in case.articles]
        for article in answering:
            if id(article) not in likeness:
                likeness[id(article)] = subjects.likeness(article)
        if all(likeness[id(article)] < _RELATED for article in answering):
            chosen.append(replace(case, answers=(), articles=(), answerable=False))
    return chosen


class _Subjects:
    """What the articles of a corpus are about, as vectors of their words weighed by rarity."""

    def __init__(self, corpus: Sequence[Article]) -> None:
        counted = [_counted(article) for article in corpus]
        held = Counter(form for counts in counted for form in counts)
        self._rarity = {form: math.log((1 + len(corpus)) / number) for form, number in held.items()}
        self._unknown = math.log(1 + len(corpus))
        self._places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, counts in enumerate(counted):
            for form, weight in self._vector(counts).items():
                self._places[form].append((place, weight))

    def likeness(self, article: Article) -> float:
        """The largest cosine between `article` and one of the corpus, 0..1."""
        sums: dict[int, float] = defaultdict(float)
        for form, weight in self._vector(_counted(article)).items():
            for place, other in self._places.get(form, ()):
                sums[place] += weight * other
        return max(sums.values(), default=0.0)

    def _vector(self, counts: Counter[str]) -> dict[str, float]:
        weighed = {
            form: (1 + math.log(number)) * self._rarity.get(form, self._unknown) for form, number in counts.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {form: weight / length for form, weight in weighed.items()}


def _counted(article: Article) -> Counter[str]:
    return Counter(forms(f"{article.title}\n{article.text}", article.language))
