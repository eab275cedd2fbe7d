"""Answers with the sentences that a plain search ranks first, for systems to compare with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.passages import passages, sentences
from rag.records import Answer, Article, Citation, Evidence, NoAnswer, Span, Turn

_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article that can be found: a passage or a sentence."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """The stretch."""
        return self.article.text[self.start : self.end]

    @property
    def described(self) -> str:
        """The stretch behind its article's title, outlet and date."""
        published = self.article.published.isoformat() if self.article.published else ""
        return "\n".join(filter(None, [self.article.title, self.article.source, published, self.text]))


class Search(Protocol):
    """A plain way to find pieces, by their places in the lists it was made from."""

    def passages(self, question: str, limit: int) -> list[tuple[int, float]]:
        """The passages nearest to `question`, best first, each with its score."""

    def sentences(self, question: str, limit: int) -> list[tuple[int, float]]:
        """The sentences nearest to `question`, best first, each with its score."""

    def confidence(self, question: str, sentence: Piece, score: float) -> float:
        """How sure it is (0..1) that `sentence`, found with `score`, answers."""


class SentenceAnswers:
    """Quotes the three best sentences, whatever they are; refuses only where nothing is found.

    The conversation before a question is not looked at.
    """

    def __init__(self, articles: Sequence[Article], pieces: "Pieces", search: Search) -> None:
        self._articles = {article.id: article for article in articles}
        self._pieces = pieces
        self._search = search

    def retrieve(self, question: str, *, limit: int, history: Sequence[Turn]) -> list[Evidence]:  # noqa: ARG002
        """The best passages."""
        found = [(self._pieces.passages[place], score) for place, score in self._search.passages(question, limit)]
        return [
            Evidence(number, piece.article, piece.start, piece.end, score)
            for number, (piece, score) in enumerate(found, start=1)
        ]

    def ask(self, question: str, *, history: Sequence[Turn]) -> Answer | NoAnswer:  # noqa: ARG002
        """The best sentences as quotes."""
        hits = self._search.sentences(question, _QUOTES)
        if not hits:
            return NoAnswer("Nothing was found.", 0.0)
        found = [self._pieces.sentences[place] for place, _ in hits]
        return Answer(
            text="\n".join(f"“{piece.text}” [{number}]" for number, piece in enumerate(found, start=1)),
            citations=tuple(
                Citation(number, piece.article, piece.start, piece.end) for number, piece in enumerate(found, start=1)
            ),
            confidence=self._search.confidence(question, found[0], hits[0][1]),
            generated=False,
        )

    def article(self, id_: str) -> Article | None:
        """The article of an id."""
        return self._articles.get(id_)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The passages and the sentences of a corpus."""

    passages: tuple[Piece, ...]
    sentences: tuple[Piece, ...]


def pieces_of(articles: Sequence[Article]) -> Pieces:
    """Cut `articles` as the archive cuts them."""

    def cut(article: Article, spans: Sequence[Span]) -> list[Piece]:
        return [Piece(article, span.start, span.end) for span in spans]

    return Pieces(
        passages=tuple(
            Piece(article, passage.start, passage.end) for article in articles for passage in passages(article)
        ),
        sentences=tuple(
            piece for article in articles for piece in cut(article, sentences(article.text, article.language))
        ),
    )
