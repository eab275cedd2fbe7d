"""Measures how well each of some passages meets a question, word by word."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from rag.function_words import FUNCTION_WORDS
from rag.search.numbering import Numbering
from rag.search.question import Query
from rag.words import form

Nearness: TypeAlias = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]
"""Cosines between the meanings of words: one row a word of the first list, one column a word of the second."""
Scores: TypeAlias = NDArray[np.float64]

# BM25 at the field's usual constants, which are tantivy's too (Robertson and Zaragoza, "The Probabilistic Relevance
# Framework", 2009): .9 to 2 and .4 to .9 helped some sets of questions and harmed others by as much.
_K1 = 1.2
_B = 0.75
# Two words of English whose static vectors have a smaller cosine than this have nothing in common that helps; a word
# that the passage lacks is met by its nearest one in proportion to what lies above. .25 to .4 do alike.
_UNRELATED = 0.3
# A near word never counts as much as the word itself.
_NEAREST = 0.99
# A statement is two blocks of ten words: about a sentence of news. Windows of 16 to 30 words do alike.
_BLOCK_WORDS = 10


@dataclass(frozen=True, slots=True)
class Rarity:
    """How many passages the archive has, and how many of them hold each form asked for."""

    passages: int
    holding: Mapping[str, int]

    def weight(self, asked: str) -> float:
        """BM25's inverse document frequency: never negative, largest for a form that no passage holds."""
        held = self.holding.get(asked, 0)
        total = max(self.passages, held)
        return math.log(1 + (total - held + 0.5) / (held + 0.5))


@dataclass(frozen=True, slots=True)
class Met:
    """How passages meet a question, one figure a passage.

    `words` is BM25 in which a near word stands in for one that is missing; `statement` the weight of what is met
    within one statement; `clause` how well the best met part of the question is met, beside the passage that meets
    that part best (0..1); `share` the share of the question's weight that is held word for word (0..1).
    """

    words: Scores
    statement: Scores
    clause: Scores
    share: Scores


def met(
    query: Query,
    bodies: Sequence[Sequence[str]],
    titles: Sequence[Sequence[str]],
    rarity: Rarity,
    nearness: Nearness | None,
) -> Met:
    """Measure passages, at least one, given the forms of their bodies and of their articles' titles.

    `nearness` adds words of like meaning, as late interaction of word vectors does (Khattab and Zaharia, "ColBERT",
    2020), here with the vectors of single words and weighed by rarity; None goes without.
    """
    asked = [term.form for term in query.terms]
    said = np.array([term.weight for term in query.terms])
    rare = np.array([rarity.weight(each) for each in asked])
    table = _Table(bodies, titles)
    counts = table.counts(asked)
    alike = table.alike(asked, [term.written for term in query.terms], nearness)
    length = _K1 * (1 - _B + _B * table.lengths / table.lengths.mean())
    nearest = table.best_of_passages(alike)
    credit = rare[:, None] * np.where(counts > 0, counts * (_K1 + 1) / (counts + length), nearest)
    statements = rare[:, None] * table.best_of_statements(alike)
    weight = said * rare
    return Met(
        words=said @ credit,
        statement=table.best_statements(said @ statements),
        clause=_best_clauses(
            credit[rows].sum(axis=0) + table.best_statements(statements[rows].sum(axis=0))
            for rows in _rows_of(query, asked)
        ),
        share=(weight @ (counts > 0)) / (float(weight.sum()) or 1.0),
    )


def _rows_of(query: Query, asked: Sequence[str]) -> list[list[int]]:
    row = {each: place for place, each in enumerate(asked)}
    return [[row[each] for each in clause] for clause in query.clauses]


def _best_clauses(clauses: Iterable[Scores]) -> Scores:
    best: Scores = np.max([clause / (float(clause.max()) or 1.0) for clause in clauses], axis=0)
    return best


_NUMBERING = Numbering()


def numbered(body: Sequence[str], title: Sequence[str]) -> NDArray[np.int64]:
    """The numbers of the forms of a passage, then of its article's title, then of the empty word.

    That keeps a passage without words from being no stretch at all. What was numbered before is kept.
    """
    return _NUMBERING.numbers().row((*body, *title, ""))


class _Table:
    """The words of passages as numbers, one passage behind the other, each title behind its body."""

    def __init__(self, bodies: Sequence[Sequence[str]], titles: Sequence[Sequence[str]]) -> None:
        numbers = _NUMBERING.numbers()
        rows = [numbers.row((*body, *title, "")) for body, title in zip(bodies, titles, strict=True)]
        sizes = np.array([len(row) for row in rows])
        blocks = -(-sizes // _BLOCK_WORDS)
        self.lengths: Scores = np.maximum(sizes - 1.0, 1.0)
        held, self._words = np.unique(np.concatenate(rows), return_inverse=True)
        self._held = [numbers.written[number] for number in held.tolist()]
        self._columns = {each: column for column, each in enumerate(self._held)}
        self._starts = _starts(sizes)
        self._first_blocks = _starts(blocks)
        inside = np.arange(int(blocks.sum())) - np.repeat(self._first_blocks, blocks)
        self._blocks = np.repeat(self._starts, blocks) + inside * _BLOCK_WORDS
        self._last_blocks = self._first_blocks + blocks - 1

    def counts(self, asked: Sequence[str]) -> NDArray[np.int64]:
        """How often each passage, a column, holds each form, a row."""
        wanted = np.array([self._columns.get(each, -1) for each in asked])[:, None]
        return np.add.reduceat((self._words == wanted).astype(np.int64), self._starts, axis=1)

    def alike(self, asked: Sequence[str], written: Sequence[str], nearness: Nearness | None) -> NDArray[np.float32]:
        """How near, 0..1, each word of the passages, a column, is to each word asked, a row; 1 is that word."""
        held = self._held
        alike = np.zeros((len(asked), len(held)), np.float32)
        telling = [place for place, word in enumerate(held) if word and word not in _function_forms()]
        if nearness is not None and telling:
            cosines = nearness(written, [held[place] for place in telling])
            alike[:, telling] = np.clip((cosines - _UNRELATED) / (1 - _UNRELATED), 0, _NEAREST)
        for row, each in enumerate(asked):
            if each in self._columns:
                alike[row, self._columns[each]] = 1
        return alike[:, self._words]

    def best_of_passages(self, alike: NDArray[np.float32]) -> NDArray[np.float32]:
        """The nearest word of each passage to each word asked."""
        return np.asarray(np.maximum.reduceat(alike, self._starts, axis=1))

    def best_of_statements(self, alike: NDArray[np.float32]) -> NDArray[np.float32]:
        """The nearest word of each stretch of two blocks of one passage to each word asked."""
        blocks = np.maximum.reduceat(alike, self._blocks, axis=1)
        following = np.concatenate([blocks[:, 1:], blocks[:, -1:]], axis=1)
        following[:, self._last_blocks] = 0
        return np.asarray(np.maximum(blocks, following))

    def best_statements(self, scores: Scores) -> Scores:
        """The largest score of a stretch in each passage."""
        return np.asarray(np.maximum.reduceat(scores, self._first_blocks))


def _starts(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(np.cumsum(sizes) - sizes)


@cache
def _function_forms() -> frozenset[str]:
    return frozenset(form(word, "en") for word in FUNCTION_WORDS)
