"""Finds the passage that proves a sentence, or tells why none does."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rag.function_words import is_function_word
from rag.records import Span
from rag.writing import foreign
from rag.writing.faults import Fault, fault
from rag.writing.ground import STEM_LETTERS, Ground, Source, Stretch
from rag.writing.polarity import kin
from rag.writing.reading import Reading, read
from rag.writing.speech import is_saying, speakers

Similarity: TypeAlias = Callable[[str, str], float]

# So much of what a sentence's own words tell must stand in its proof. Found on the table of replies in the tests.
SUPPORT = 0.5
# Nobody paraphrases three content words in a row by three others; who adds a clause of his own does.
_INVENTED_RUN = 3
# Words of one stem that Snowball parts (announce, announcement) share so much of the longer one.
_STEM_SHARE = 0.65
# A sentence, its clauses, in a language or two.
_READINGS = 16
_FRAMING = frozenset("according article articles report reports newspaper outlet source sources".split())


@dataclass(frozen=True, slots=True)
class Proof:
    """The passage that proves a sentence: a span of the article of evidence `number`; `score` is 0..1."""

    number: int
    span: Span
    score: float


class Prover:
    """Looks for proofs in one answer's evidence.

    `language` is the asker's; `similarity` (two texts to 0..1, across languages) is asked only where the evidence
    is in another one.
    """

    def __init__(self, ground: Ground, language: str, similarity: Similarity | None = None) -> None:
        self.ground = ground
        self._language = language
        self._similarity = similarity
        self._readings: dict[tuple[str, str], Reading] = {}

    def prove(self, text: str, numbers: Sequence[int], named: Collection[str] = ()) -> Proof | Fault:
        """The best proof of `text` in the evidence `numbers`, or the fault of what came nearest to one.

        `named` holds the forms of the names in the sentence before: those whom "he" or "she" may mean.
        """
        proofs: list[Proof] = []
        faults: list[tuple[float, Fault]] = [(0.0, Fault.WORDS)]
        for number in numbers:
            source = self.ground.sources[number]
            found = self._prove_in(self.read(text, source.language), source, named)
            if isinstance(found, Proof):
                proofs.append(found)
            else:
                faults.append(found)
        if proofs:
            return max(proofs, key=lambda proof: proof.score)
        return max(faults, key=_nearness)[1]

    def read(self, text: str, language: str) -> Reading:
        """What `text` says, read as evidence in `language` is; a sentence is asked for several times in a row."""
        if len(self._readings) > _READINGS:
            self._readings.clear()
        if (text, language) not in self._readings:
            self._readings[text, language] = read(text, language, self.ground.common[language])
        return self._readings[text, language]

    def _prove_in(self, statement: Reading, source: Source, named: Collection[str]) -> Proof | tuple[float, Fault]:
        if self._language != source.language and foreign.is_foreign(statement, source):
            return self._prove_abroad(statement, source)
        words = _own_words(statement) or [part for name in statement.names for part in name.core]
        worst = (0.0, Fault.WORDS)
        if not self._may_hold(words, source):
            return worst
        telling = self._telling(statement, words, source)
        best: tuple[float, Stretch] | None = None
        size = 0
        for stretch in source.stretches:
            if best is not None and stretch.last - stretch.first > size:
                break
            size = stretch.last - stretch.first
            score = telling.score(stretch)
            if score < SUPPORT or not telling.needs(stretch) or (best is not None and score <= best[0]):
                continue
            found = fault(statement, source, stretch, named)
            if found is None:
                best = (score, stretch)
            else:
                worst = max(worst, (score, found), key=_nearness)
        return worst if best is None else Proof(source.evidence.number, source.in_article(best[1]), best[0])

    def _may_hold(self, words: Sequence[str], source: Source) -> bool:
        """Whether the whole passage holds enough of the words, or of their beginnings, for a closer look to pay."""
        weights = [self.ground.weight(word) for word in words]
        held = [
            w for w, word in zip(weights, words, strict=True) if word[:STEM_LETTERS] in source.beginnings or kin(word)
        ]
        return sum(held) >= SUPPORT * sum(weights)

    def _telling(self, statement: Reading, words: Sequence[str], source: Source) -> "_Telling":
        weights = tuple(self.ground.weight(word) for word in words)
        english = source.language == "en"
        held = [
            tuple(_holds(word, forms, source.stems(number), english=english) for word in words)
            for number, forms in enumerate(source.forms)
        ]
        own = {statement.words[place].form for place in range(len(statement.words))}
        wanted = frozenset(own - {form for form in own if is_function_word(form)})
        return _Telling(weights, tuple(held), tuple(wanted & forms for forms in source.forms))

    def _prove_abroad(self, statement: Reading, source: Source) -> Proof | tuple[float, Fault]:
        """The proof in another language: all names, figures and dates, and enough of them."""
        for stretch in source.stretches:
            anchors = foreign.anchors(statement, source, stretch)
            if anchors and self._similarity is not None:
                anchors += self._similarity(statement.text, source.text(stretch)) >= foreign.SIMILAR
            if anchors >= foreign.ANCHORS:
                return Proof(source.evidence.number, source.in_article(stretch), 1.0)
        return 0.0, Fault.LANGUAGE


@dataclass(frozen=True, slots=True)
class _Telling:
    """What a statement's own words weigh, and which of them each sentence of a piece of evidence holds.

    `shared` are the forms, names and figures among them, that each sentence shares with the statement.
    """

    weights: tuple[float, ...]
    held: tuple[tuple[bool, ...], ...]
    shared: tuple[frozenset[str], ...]

    def needs(self, stretch: Stretch) -> bool:
        """Whether the first and the last sentence of `stretch` each share what no other of it shares."""
        shared = self.shared[stretch.first : stretch.last + 1]
        if len(shared) == 1:
            return True
        return bool(shared[0].difference(*shared[1:]) and shared[-1].difference(*shared[:-1]))

    def score(self, stretch: Stretch) -> float:
        """How much of what the words tell stands in `stretch`, 0..1; 0 where a thought is added to it."""
        held = [any(row) for row in zip(*self.held[stretch.first : stretch.last + 1], strict=True)]
        run = 0
        for is_held in held:
            run = 0 if is_held else run + 1
            if run >= _INVENTED_RUN:
                return 0.0
        total = sum(self.weights)
        return sum(w for w, is_held in zip(self.weights, held, strict=True) if is_held) / total if total else 0.0


def _nearness(failed: tuple[float, Fault]) -> tuple[float, int]:
    """How near a failed proof came: by its words, and by how many checks it passed."""
    return failed[0], list(Fault).index(failed[1])


def _own_words(statement: Reading) -> list[str]:
    """The forms of the words that tell what a statement says, without those that say who says it."""
    nouns = {noun for speaker in speakers(statement) for noun in speaker.nouns}
    return [
        form
        for place in statement.content
        if (form := statement.words[place].form) not in nouns
        and not is_saying(statement.written(place))
        and statement.written(place) not in _FRAMING
    ]


def _holds(word: str, forms: frozenset[str], stems: Mapping[str, Sequence[str]], *, english: bool) -> bool:
    """Whether a sentence holds a word, one of its stem, or one that moves the same way."""
    if word in forms or (english and kin(word) & forms):
        return True
    return any(_one_stem(word, form) for form in stems.get(word[:STEM_LETTERS], ()))


def _one_stem(one: str, other: str) -> bool:
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= _STEM_SHARE * max(len(one), len(other))
