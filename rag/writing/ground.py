"""Holds the evidence of one answer, read sentence by sentence, as the check of sentences needs it."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rag.passages import sentences
from rag.quoting.suspicion import gives_orders, speaks_to_writer
from rag.records import Evidence, Span
from rag.words import forms, words
from rag.writing.reading import Reading, read
from rag.writing.speech import Speaker, speakers

# A statement of one sentence sums up at most so many neighbouring ones; more would gather what stands apart.
SPAN_SENTENCES = 3
# A word that no evidence holds weighs as much as one that this many of its sentences hold: it may be a synonym.
_UNSEEN_SENTENCES = 2
# Words of one stem share at least so many letters.
STEM_LETTERS = 5

# An order to whoever writes begins with what one may tell a writer to do: to write, to say, to leave out; and goes on
# with its object. News seldom begins so. What pages tell their readers to do counts with an object too.
_WRITING = """
    add append begin end include insert list mention never output print state summarise summarize translate use write
"""
_OPENING = r"\W*(?:(?:please|kindly|now|then|next|also|instead|always|only)\b\W*)?"
_ORDER = re.compile(rf"{_OPENING}(?:{'|'.join(_WRITING.split())})\b", re.IGNORECASE)
_PROHIBITION = re.compile(rf"{_OPENING}do(?: not|n['’]t)\b", re.IGNORECASE)
_OBJECT = re.compile(
    rf"{_OPENING}\w+[\s:]+(?:(?:that|the|an?|this|these|those|every|each|all|any|only|your|their|his|her"
    r"|it|them|me|us|him|how|what|why|who|if|to|with|in|about|mention|reveal|say|tell|answer|cite)\b|[“\"‘'«\d])",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^\W*(?:system|assistant|user|human|ai|instructions?|prompt|note to|attention|important)\b[^.:]{0,40}:"
    r"|\byour (?:\w+ )?(?:answers?|repl(?:y|ies)|responses?|outputs?)\b"
    r"|<\|?/?(?:system|user|assistant|evidence|im_start|im_end|inst)\b|\[/?inst\]|#{3,}|<{3,}|>{3,}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring sentences of one piece of evidence, the first to the last, both counted from 0 and included."""

    first: int
    last: int


class Source:
    """One piece of evidence: its sentences, with what they say.

    `common` gathers the forms that the evidence in its language writes in lower case.
    """

    def __init__(self, evidence: Evidence, common: set[str]) -> None:
        self.evidence = evidence
        self.language = evidence.article.language
        self.words = words(evidence.text, self.language)
        self._common = common
        self._common.update(word.form for word in self.words if evidence.text[word.start].islower())
        self._readings: dict[Stretch, Reading] = {}

    @cached_property
    def spans(self) -> list[Span]:
        """The sentences, as spans of the evidence's text."""
        return sentences(self.evidence.text, self.language)

    @cached_property
    def forms(self) -> list[frozenset[str]]:
        """The forms of the words of each sentence."""
        found: list[set[str]] = [set() for _ in self.spans]
        number = 0
        for word in self.words:
            while word.start >= self.spans[number].end:
                number += 1
            found[number].add(word.form)
        return [frozenset(each) for each in found]

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first `STEM_LETTERS` letters of every form."""
        return frozenset(word.form[:STEM_LETTERS] for word in self.words)

    def stems(self, sentence: int) -> dict[str, list[str]]:
        """The longer forms of a sentence by their first `STEM_LETTERS` letters."""
        return self._stems[sentence]

    @cached_property
    def _stems(self) -> list[dict[str, list[str]]]:
        found: list[dict[str, list[str]]] = []
        for forms_there in self.forms:
            found.append({})
            for form in forms_there:
                if len(form) >= STEM_LETTERS:
                    found[-1].setdefault(form[:STEM_LETTERS], []).append(form)
        return found

    @cached_property
    def around(self) -> list[str]:
        """The forms of all that stands near: passage, title, author, outlet."""
        article = self.evidence.article
        named = forms(f"{article.title} {article.author} {article.source}", self.language)
        return [*(word.form for word in self.words), *named]

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """The words of the evidence as they are written, in lower case."""
        return frozenset(self.evidence.text.casefold().split())

    @cached_property
    def outlet(self) -> frozenset[str]:
        """The forms of the outlet's and the author's names."""
        return frozenset(forms(f"{self.evidence.article.source} {self.evidence.article.author}", self.language))

    @cached_property
    def stretches(self) -> list[Stretch]:
        """Every stretch that may prove something, shorter ones first."""
        silent = self._silent
        return [
            Stretch(first, first + size)
            for size in range(SPAN_SENTENCES)
            for first in range(len(self.spans) - size)
            if not any(silent[first : first + size + 1])
        ]

    def in_article(self, stretch: Stretch) -> Span:
        """Where `stretch` lies in the article."""
        start = self.evidence.start
        return Span(start + self.spans[stretch.first].start, start + self.spans[stretch.last].end)

    def text(self, stretch: Stretch) -> str:
        """The words of `stretch`, as the article writes them."""
        return self.in_article(stretch).cut(self.evidence.article.text)

    def reading(self, stretch: Stretch) -> Reading:
        """What `stretch` says."""
        if stretch not in self._readings:
            self._readings[stretch] = read(self.text(stretch), self.language, self._common)
        return self._readings[stretch]

    def speakers(self, sentence: int) -> list[Speaker]:
        """Who speaks in a sentence; a pronoun, or a quotation alone, belongs to who spoke or was named before."""
        reading = self.reading(Stretch(sentence, sentence))
        found = speakers(reading)
        named = [speaker for speaker in found if speaker.names or speaker.nouns]
        leans = (found and not named) or (not found and reading.quotations)
        if not leans or sentence == 0:
            return named
        before = self.speakers(sentence - 1)
        names = self.reading(Stretch(sentence - 1, sentence - 1)).names
        return before or [Speaker(0, names)] if names or before else []

    @cached_property
    def _silent(self) -> list[bool]:
        """Which sentences prove nothing: questions, and orders to the writer with the rest of their paragraph."""
        silent: list[bool] = []
        planted = False
        for number, span in enumerate(self.spans):
            text = span.cut(self.evidence.text)
            between = self.evidence.text[self.spans[number - 1].end : span.start] if number else ""
            planted = is_planted(text) or (planted and "\n" not in between)
            silent.append(planted or text.rstrip("”\"'») ").endswith("?"))
        return silent


class Ground:
    """All evidence of one answer, numbered as retrieval numbered it."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self.common: dict[str, set[str]] = {item.article.language: set() for item in evidence}
        self.sources = {item.number: Source(item, self.common[item.article.language]) for item in evidence}
        self._weights: dict[str, float] = {}

    @cached_property
    def _sentences(self) -> Counter[str]:
        every = (forms for source in self.sources.values() for forms in source.forms)
        return Counter(form for forms in every for form in forms)

    @cached_property
    def _count(self) -> int:
        return sum(len(source.forms) for source in self.sources.values())

    def weight(self, form: str) -> float:
        """How much a word tells, by how few of the evidence's sentences hold it."""
        if form not in self._weights:
            sentences_with = self._sentences[form] or min(_UNSEEN_SENTENCES, self._count or 1)
            self._weights[form] = math.log1p(self._count / sentences_with)
        return self._weights[form]


def is_planted(text: str) -> bool:
    """Whether a sentence of an article speaks to the model that reads it, or plays its prompt."""
    orders = (gives_orders(text) or _ORDER.match(text)) and _OBJECT.match(text)
    return speaks_to_writer(text) or any((orders, _ROLE.search(text), _PROHIBITION.match(text)))
