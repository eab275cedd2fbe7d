"""Turns a question, with its history and its time, into numbered evidence."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from rag.corpus.languages import question_language
from rag.errors import Fault, QuestionError
from rag.index.embedders import LocalEmbedder
from rag.index.index_writer import Stores
from rag.index.lexicon import Narrowing
from rag.ports import Embedder
from rag.records import Evidence, Turn
from rag.search.gathering import Gatherer
from rag.search.nearness import WordNearness
from rag.search.once import said_once
from rag.search.question import understood
from rag.timing.timeframe import Bearing, Timeframe, timeframe_in
from rag.words import forms

if TYPE_CHECKING:
    from rag.search.matching import Rarity

# A question longer than a page is not a question; what is pasted by mistake is refused, not searched for.
MAX_QUESTION_CHARACTERS = 2_000
# Signs without width, which a text copied from a web page carries inside its words: nobody asks for them.
_WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# When the latest is asked for, the newer goes first among passages that come this near the best one.
_NEAR_THE_BEST = 0.7
# An index that changes while it is searched is searched again, so often at most.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a question with the conversation before it, and what narrows the search.

    The question loses the signs without width that may stand inside its words.
    """

    question: str
    history: tuple[Turn, ...] = ()
    limit: int = 8
    source: str | None = None
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "question", self.question.translate(_WITHOUT_WIDTH))


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question, asked in `language`: its evidence, best first, and the time it names.

    `rarity` tells how many passages of the archive hold each form the question asks for. `timely` is False when no
    article is of the time that the question itself names; the evidence is then what other times have to say.
    """

    request: Request
    language: str
    timeframe: Timeframe | None
    timely: bool
    rarity: "Rarity"
    evidence: tuple[Evidence, ...]


class Retriever:
    """Finds evidence in one archive."""

    def __init__(self, stores: Stores, embedder: Embedder) -> None:
        self._catalogue = stores.catalogue
        self._vectors = stores.vectors
        self._embedder = embedder
        self._gatherer = Gatherer(stores, embedder)
        self._seen = -1
        self._languages: tuple[str, ...] = ()
        self._sources: tuple[str, ...] = ()
        # Words are compared by the local vectors whatever embeds the passages: a question compares thousands.
        self.nearness = WordNearness(embedder if isinstance(embedder, LocalEmbedder) else LocalEmbedder())

    def find(self, request: Request, today: date) -> Found:
        """The evidence for a request made on `today`.

        All of it comes from the index as it was at one moment: one that changes meanwhile is searched again. Raises
        QuestionError for a question that cannot be asked, RebuildError when another embedder built the index.
        """
        asked = askable(request.question)
        for _ in range(_TRIES):
            generation = self._catalogue.generation
            self._see(generation)
            found = self._find(asked, request, today)
            if self._catalogue.generation == generation:
                break
        return found

    def _see(self, generation: int) -> None:
        """Learn what has changed since the last question."""
        if generation != self._seen:
            self._catalogue.expect_embedding(self._embedder.name)
            self._gatherer.words.refresh()
            self._vectors.refresh()
            self._languages, self._sources = self._catalogue.languages(), self._catalogue.sources()
            self._gatherer.untold = "" in self._languages
            self._seen = generation

    def _find(self, asked: str, request: Request, today: date) -> Found:
        from rag.search.matching import Rarity
        from rag.search.ranking import ranked

        language = question_language(asked, self._languages)
        timeframe = timeframe_in(asked, today)
        query = understood(asked, request.history, language, self._sources)
        words = self._gatherer.words
        rarity = Rarity(words.passages(), {form: words.holding(form) for form in query.weights()})
        asked_for = Narrowing(request.source, request.since, request.until)
        of_its_time = self._gatherer.gather(query, _in_time(asked_for, timeframe))
        found = of_its_time or self._gatherer.gather(query, asked_for)
        copies = self._catalogue.copies.among(one.located.article_key for one in found)
        found = said_once(found, copies, query.outlets)
        gathered = {one.located.key: one for one in found}
        latest = timeframe is not None and timeframe.window.latest and timeframe.bearing is Bearing.ARTICLES
        best = ranked(
            query,
            [one.candidate for one in gathered.values()],
            rarity,
            self.nearness,
            limit=len(gathered) if latest else request.limit,
        )
        if latest:
            best = sorted(
                (one for one in best if one.score >= _NEAR_THE_BEST * best[0].score),
                key=lambda one: gathered[one.key].candidate.published or date.min,
                reverse=True,
            )
        evidence = tuple(
            Evidence(number, located.article, located.passage.start, located.passage.end, min(max(one.score, 0.0), 1.0))
            for number, one in enumerate(best[: request.limit], start=1)
            for located in [gathered[one.key].located]
        )
        return Found(request, language, timeframe, bool(of_its_time), rarity, evidence)


def askable(question: str) -> str:
    """`question` without the white space around it; raises QuestionError where it cannot be asked."""
    asked = question.encode("utf-8", "replace").decode("utf-8").strip()
    if len(asked) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"The question has {len(asked):,} characters; ask it in at most {MAX_QUESTION_CHARACTERS:,}.",
            Fault.QUESTION_LONG,
        )
    if not forms(asked, ""):
        raise QuestionError(
            f"The question {asked[:50]!r} has no words; ask something of the articles.", Fault.QUESTION_EMPTY
        )
    return asked


def _in_time(narrowing: Narrowing, timeframe: Timeframe | None) -> Narrowing:
    """`narrowing`, held to the time that the question names too where that leaves articles out."""
    if timeframe is None or not timeframe.firm:
        return narrowing
    first, last = timeframe.published
    return replace(
        narrowing,
        since=max(filter(None, (narrowing.since, first)), default=None),
        until=min(filter(None, (narrowing.until, last)), default=None),
    )
