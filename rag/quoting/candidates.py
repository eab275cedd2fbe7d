"""The sentences of the evidence, each measured against the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import pairwise
from math import fsum
from operator import attrgetter

from rag.headers import searched_title
from rag.passages import sentences
from rag.quoting.alike import Likeness, Nearness, likeness
from rag.quoting.kinds import kind_held
from rag.quoting.suspicion import echoes, gives_orders, is_question, speaks_to_writer
from rag.quoting.wanted import Wanted
from rag.records import Evidence
from rag.words import Word, words
from rag.words import forms as forms_of

# Question words within so many words of each other speak of one thing: about a clause.
_CLAUSE_WORDS = 12
_LONG_SENTENCE = 40
# Headings, captions and cries are shorter than a statement that tells something new.
_STATEMENT_WORDS = 5
# Languages without "the" and "is" say as much in fewer words.
_FOREIGN_STATEMENT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Match:
    """How a sentence meets the question; every figure is 0..1. Shares are of the weight of the content words.

    `own` stand in the sentence; of the others `before` and `after` stand in its neighbours, `title` in the title and
    `alike` are met by a word of similar meaning or beginning. `passage` is the share its whole passage holds, `near`
    the largest share within a clause, `phrase` the share of neighbouring pairs of question words kept side by side,
    `bound` the share of function words kept, `kind` whether an answer of the kind asked for is held, `length` its
    words in forties, `score` what retrieval says of its passage. `order` is 1 where it gives orders, `bare` where it
    is a heading or a caption rather than a statement, `asks` where it is a question.
    """

    own: float
    before: float
    after: float
    title: float
    alike: float
    passage: float
    near: float
    phrase: float
    bound: float
    kind: float
    length: float
    score: float
    order: float
    bare: float
    asks: float


# How much each of the figures of `Match` counts. Found by a listwise logistic fit on questions whose answers are
# known, checked on sets that the fit had not seen, and rounded: moving any of them by a third changes little.
WEIGHTS = Match(
    own=1.0,
    before=0.6,
    after=0.3,
    title=0.3,
    alike=1.2,
    passage=0.3,
    near=0.4,
    phrase=0.2,
    bound=0.3,
    kind=0.3,
    length=-0.2,
    score=0.6,
    order=-0.5,
    bare=-0.5,
    asks=-0.6,
)
_figures = attrgetter(*(field.name for field in fields(Match)))
_WEIGHTS: tuple[float, ...] = _figures(WEIGHTS)


_HOW_TO = frozenset({"do", "can", "should", "to", "must", "may", "could"})
# Passages whose sentences are kept read, some 40 MB; reading ten again takes as long as all the rest of an answer.
_KEPT_PASSAGES = 4_096


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of the evidence: `start` and `end` count in the article, `place` in the sentences of its passage.

    `forms` are the forms of its words, `score` is the sum of its match by the weights, comparable in one question.
    """

    evidence: Evidence
    place: int
    start: int
    end: int
    text: str
    forms: frozenset[str]
    match: Match
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is true of a sentence whatever is asked: its place in its passage, its offsets there, and its words."""

    place: int
    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    forms: tuple[str, ...]
    orders: bool
    asks: bool


def candidates(
    wanted: Wanted, evidence: Sequence[Evidence], language: str, nearness: Nearness | None = None
) -> list[Candidate]:
    """The sentences of `evidence`, best first, without those that repeat the question or speak to its answerer.

    What is left out stands in nobody's neighbourhood either. `language` is that of articles that do not tell theirs.
    """
    read = [(passage, _read(passage, wanted, language)) for passage in evidence]
    written = {
        word.form: sentence.text[word.start : word.end]
        for _, kept in read
        for sentence in kept
        for word in sentence.words
    }
    measure = _Measure(wanted, likeness(wanted.content, written, nearness), language)
    found = [candidate for passage, kept in read for candidate in measure.passage(passage, kept)]
    return sorted(found, key=lambda candidate: -candidate.score)


def _read(evidence: Evidence, wanted: Wanted, language: str) -> list[Sentence]:
    # Only a question of how to do something is answered by an order.
    how_to = any(how == "how" and then in _HOW_TO for how, then in pairwise(wanted.forms))
    return [
        sentence
        for sentence in sentences_of(evidence.text, evidence.article.language or language)
        if (not sentence.orders or how_to) and not echoes(sentence.text, sentence.forms, wanted.forms, wanted.asking)
    ]


@lru_cache(maxsize=_KEPT_PASSAGES)
def sentences_of(text: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of a passage that have words and do not speak to whoever answers; kept for the next question."""
    read: list[Sentence] = []
    for place, span in enumerate(sentences(text, language)):
        said = span.cut(text)
        found = tuple(words(said, language))
        if found and not speaks_to_writer(said):
            forms = tuple(word.form for word in found)
            read.append(
                Sentence(
                    place,
                    span.start,
                    span.end,
                    said,
                    found,
                    forms,
                    gives_orders(said),
                    is_question(said),
                )
            )
    return tuple(read)


class _Measure:
    """Measures sentences against one question."""

    def __init__(self, wanted: Wanted, alike: Likeness, language: str) -> None:
        self._wanted = wanted
        self._alike = alike
        self._language = language
        self._content = {term.form: term.weight for term in wanted.content}
        self._total = sum(self._content.values()) or 1.0
        self._bound = frozenset(term.form for term in wanted.terms if not term.content)
        self._pairs = _pairs(wanted)
        self._known = frozenset(wanted.forms)
        self._statement_words = _FOREIGN_STATEMENT_WORDS if wanted.foreign else _STATEMENT_WORDS

    def passage(self, evidence: Evidence, read: Sequence[Sentence]) -> list[Candidate]:
        """The sentences `read` of `evidence`, measured, in their order."""
        title = frozenset(forms_of(searched_title(evidence.article), evidence.article.language or self._language))
        # Made anew for each question: kept, these sets would take as much memory as the sentences themselves.
        by_place = {sentence.place: frozenset(sentence.forms) for sentence in read}
        whole = self._share(self._content, frozenset[str]().union(*by_place.values()))
        return [
            self._candidate(
                evidence,
                sentence,
                _Surroundings(
                    held=by_place[sentence.place],
                    before=by_place.get(sentence.place - 1, frozenset()),
                    after=by_place.get(sentence.place + 1, frozenset()),
                    title=title,
                    passage=whole,
                    alike=alike,
                ),
            )
            for sentence, alike in zip(read, self._alike.best([sentence.forms for sentence in read]), strict=True)
        ]

    def _candidate(self, evidence: Evidence, sentence: Sentence, around: "_Surroundings") -> Candidate:
        held = around.held
        missing = {form: weight for form, weight in self._content.items() if form not in held}
        match = Match(
            own=1.0 - sum(missing.values()) / self._total,
            before=self._share(missing, around.before),
            after=self._share(missing, around.after),
            title=self._share(missing, around.title),
            alike=self._alike_share(missing, around.alike),
            passage=around.passage,
            near=_within_clause(sentence.forms, self._content) / self._total,
            phrase=_kept_pairs(sentence.forms, self._pairs),
            bound=len(self._bound & held) / len(self._bound) if self._bound else 0.0,
            kind=kind_held(self._wanted.kind, sentence.text, sentence.words, self._known, self._wanted.language),
            length=min(len(sentence.forms), _LONG_SENTENCE) / _LONG_SENTENCE,
            score=evidence.score,
            order=float(sentence.orders),
            bare=float(len(sentence.forms) < self._statement_words),
            asks=float(sentence.asks),
        )
        return Candidate(
            evidence=evidence,
            place=sentence.place,
            start=evidence.start + sentence.start,
            end=evidence.start + sentence.end,
            text=sentence.text,
            forms=held,
            match=match,
            score=sum(w * x for w, x in zip(_WEIGHTS, _figures(match), strict=True)),
        )

    def _share(self, content: Mapping[str, float], held: frozenset[str]) -> float:
        return sum(weight for form, weight in content.items() if form in held) / self._total

    def _alike_share(self, missing: Mapping[str, float], alike: Sequence[float]) -> float:
        pairs = zip(self._content, alike, strict=True)
        return sum(missing[form] * credit for form, credit in pairs if form in missing) / self._total


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The forms a sentence holds, those of what stands around it, and how `alike` it is to each content term."""

    held: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    title: frozenset[str]
    passage: float
    alike: Sequence[float]


def _pairs(wanted: Wanted) -> dict[tuple[str, str], float]:
    """The pairs of neighbouring question words, weighed; pairs that hold no content word say nothing."""
    weights = wanted.weights()
    content = {term.form for term in wanted.content}
    return {(a, b): weights[a] + weights[b] for a, b in pairwise(wanted.forms) if a in content or b in content}


def _kept_pairs(forms: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> float:
    total = sum(pairs.values())
    if not total:
        return 0.0
    kept = pairs.keys() & set(pairwise(forms))
    # A set has another order in each process: only an exact sum is the same in all of them.
    return fsum(pairs[pair] for pair in kept) / total


def _within_clause(forms: Sequence[str], content: Mapping[str, float]) -> float:
    """The largest weight of distinct content words that stand within a clause's length of each other."""
    places = [(place, form) for place, form in enumerate(forms) if form in content]
    best = 0.0
    for first, (start, _) in enumerate(places):
        held = {form for place, form in places[first:] if place - start <= _CLAUSE_WORDS}
        best = max(best, fsum(content[form] for form in held))
    return best
