"""Brings up the passages that may answer a question, by words and by meaning."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.errors import ProviderError
from rag.headers import searched_title
from rag.index.catalogue import Located
from rag.index.embedders import unit_vectors
from rag.index.index_writer import Stores
from rag.index.lexicon import Narrowing
from rag.ports import Embedder
from rag.search.near_passages import NearPassages
from rag.search.question import Query
from rag.search.word_search import WordSearch
from rag.words import form, forms

if TYPE_CHECKING:
    from rag.ports import Vectors
    from rag.search.ranking import Candidate

# Passages that each way of searching brings up. 40 to 100 candidates in all give the same recall, and each costs a
# sixth of a millisecond.
_BY_WORDS = 30
_BY_CLAUSE = 8
_BY_OUTLET_OR_DAY = 20
_BY_WORD_FORMS = 10
_BY_MEANING = 20
# Passages whose words are kept cut, some 40 MB; cutting a hundred again takes 6 ms.
_KEPT_CUT = 16_384

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A passage that answers now, as ranking measures it."""

    candidate: "Candidate"
    located: Located


class Gatherer:
    """Searches both stores, and has the catalogue say what of it answers.

    `untold` is whether it holds articles whose language could not be told, `words` what finds passages by theirs.
    """

    untold = False

    def __init__(self, stores: Stores, embedder: Embedder) -> None:
        self._catalogue = stores.catalogue
        self.words = WordSearch(stores.lexicon)
        self._embedder = embedder
        self._near = NearPassages(stores, embedder.name)

    def gather(self, query: Query, narrowing: Narrowing) -> list[Gathered]:
        """What words or meaning bring up within `narrowing`, in no order; words alone when the embedder fails."""
        vector = self._vector(query)
        cosines = dict(self._near.near(vector, narrowing, _BY_MEANING)) if vector is not None else {}
        keys = dict.fromkeys([*self._by_words(query, narrowing), *cosines])
        located = {key: one for key, one in self._catalogue.located(keys).items() if narrowing.admits(one.article)}
        if vector is not None:
            cosines |= self._near.cosines(vector, [key for key in located if key not in cosines])
        return [Gathered(candidate_of(one, cosines.get(key), query.language), one) for key, one in located.items()]

    def _by_words(self, query: Query, narrowing: Narrowing) -> Iterator[int]:
        """Keys by the whole question, by each of its parts, and by the outlets and days that it names.

        Articles whose language could not be told are indexed by word forms, and looked for by them.
        """
        weights = query.weights()
        yield from self.words.best(weights, _BY_WORDS, narrowing)
        if self.untold and query.language:
            as_written = {form(term.written, ""): term.weight for term in query.terms}
            yield from self.words.best(as_written, _BY_WORD_FORMS, narrowing)
        if len(query.clauses) > 1:
            for clause in query.clauses:
                yield from self.words.best(dict.fromkeys(clause, 1.0), _BY_CLAUSE, narrowing)
        named = [replace(narrowing, source=outlet) for outlet in query.outlets if narrowing.source is None]
        named += [
            replace(narrowing, day=(day.month, day.day))
            for day in (*query.days, *query.events)
            if day.month is not None and day.day is not None
        ]
        if named:
            yield from self.words.best(weights, _BY_OUTLET_OR_DAY, *named)

    def _vector(self, query: Query) -> "Vectors | None":
        """The vector of the question and of what it leans on, of unit length or zero; None when the embedder fails."""
        import numpy as np

        texts = [text for text, _ in query.texts]
        weights = np.array([[weight] for _, weight in query.texts], dtype=np.float32)
        try:
            total = (weights * unit_vectors(self._embedder, texts)).sum(axis=0)
        except ProviderError as error:
            _log.warning("the question is searched by its words alone: %s", error)
            return None
        length = float(np.linalg.norm(total))
        return np.asarray(total / length if length > 0 else total, dtype=np.float32)


def candidate_of(one: Located, cosine: float | None, asked_in: str) -> "Candidate":
    """What ranking measures; an article whose language could not be told is read in that of the question."""
    from rag.search.ranking import Candidate

    article, passage = one.article, one.passage
    language = article.language or asked_in
    return Candidate(
        key=one.key,
        article=article.id,
        outlet=article.source,
        published=article.published,
        body=_cut(article.text[passage.start : passage.end], language),
        title=_cut(searched_title(article), language),
        cosine=cosine,
        language=article.language,
    )


@lru_cache(maxsize=_KEPT_CUT)
def _cut(text: str, language: str) -> tuple[str, ...]:
    return tuple(forms(text, language))
