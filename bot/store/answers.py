"""Keeps the answers that were sent, with what they cited as it was then, for the buttons under them."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.store.conversations import Thread
from bot.store.database import BotDatabase
from rag import Answer, Article, Citation, NoAnswer

# So much of the paragraph around the quotes is kept: a screen of a telephone shows some 1,000 characters.
_PASSAGE_CHARACTERS = 1_500
# Eight random bytes cannot be guessed, and their 11 letters leave room in the 64 bytes of a button.
_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class KeptCitation:
    """What stood behind one number, as it was sent: a passage of an article, and the sentences quoted from it.

    `quotes` are stretches of `passage` (start, end), in their order; `digest` tells whether the article has changed.
    """

    number: int
    article_id: str
    digest: str
    title: str
    source: str
    published: date | None
    url: str
    passage: str
    quotes: tuple[tuple[int, int], ...]

    def is_of(self, article: Article) -> bool:
        """Whether `article` still says, letter by letter, what it said when this was cited."""
        return self.digest == _digest(article.text)


@dataclass(frozen=True, slots=True)
class KeptHeadline:
    """An article that a refusal named as near: number 1..n, best first."""

    number: int
    article_id: str
    title: str


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer, or a refusal (`answered` False), as it was sent; `sent` is in seconds since 1970."""

    id: str
    thread: Thread
    sent: float
    question: str
    text: str
    answered: bool
    generated: bool
    citations: tuple[KeptCitation, ...] = ()
    nearest: tuple[KeptHeadline, ...] = ()

    def citation(self, number: int) -> KeptCitation | None:
        """The citation of a mark, or None."""
        return next((one for one in self.citations if one.number == number), None)


class Answers:
    """The answers sent, found by the id in their buttons."""

    def __init__(self, database: BotDatabase) -> None:
        self._database = database

    def keep(self, thread: Thread, update_id: int, question: str, reply: Answer | NoAnswer, now: float) -> str:
        """Keep an answer before it is sent, and give the id for its buttons; that of an earlier try is replaced."""
        id_ = secrets.token_urlsafe(_ID_BYTES)
        answered = isinstance(reply, Answer)
        row = (
            *(id_, update_id, thread.chat_id, thread.topic_id, thread.user_id, now, question, answered),
            *((reply.generated, reply.text) if isinstance(reply, Answer) else (False, reply.reason)),
        )
        citations = reply.citations if isinstance(reply, Answer) else ()
        nearest = reply.nearest if isinstance(reply, NoAnswer) else ()
        with self._database.writing():
            self._database.run("DELETE FROM answers WHERE update_id = ?", update_id)
            self._database.run("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", *row)
            self._database.many(
                "INSERT INTO citations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(id_, *_citation_row(number, group)) for number, group in _by_number(citations).items()],
            )
            self._database.many(
                "INSERT INTO headlines VALUES (?, ?, ?, ?)",
                [(id_, number, article.id, article.title) for number, article in enumerate(nearest, start=1)],
            )
        return id_

    def find(self, id_: str) -> KeptAnswer | None:
        """The answer of a button, or None when it was forgotten."""
        row = self._database.one(
            "SELECT id, chat, topic, person, sent, question, text, answered, generated FROM answers WHERE id = ?", id_
        )
        if row is None:
            return None
        citations = self._database.all(
            "SELECT number, article, digest, title, source, published, url, passage, quotes FROM citations "
            "WHERE answer = ? ORDER BY number",
            id_,
        )
        headlines = self._database.all(
            "SELECT number, article, title FROM headlines WHERE answer = ? ORDER BY number", id_
        )
        return KeptAnswer(
            *(row[0], Thread(*row[1:4]), row[4], row[5], row[6], bool(row[7]), bool(row[8])),
            citations=tuple(_citation(one) for one in citations),
            nearest=tuple(KeptHeadline(*one) for one in headlines),
        )

    def sent_as(self, chat_id: int, message_id: int) -> str | None:
        """The id of the answer that a message is, or a part of; None for any other, and for one older than a week."""
        row = self._database.one(
            "SELECT id FROM deliveries JOIN answers USING (update_id) WHERE deliveries.chat = ? AND message = ?",
            *(chat_id, message_id),
        )
        return str(row[0]) if row else None

    def unanswered(self, limit: int) -> list[tuple[float, str]]:
        """The questions that the articles could not answer, newest first, each with its time."""
        return self._database.all(
            "SELECT sent, question FROM answers WHERE answered = 0 ORDER BY sent DESC LIMIT ?", limit
        )

    def count(self) -> tuple[int, int]:
        """How many answers are kept, and how many refusals."""
        row = self._database.one("SELECT coalesce(sum(answered), 0), coalesce(sum(NOT answered), 0) FROM answers")
        return int(row[0]), int(row[1])

    def prune(self, now: float, days: int) -> None:
        """Forget the answers older than `days`, with their votes."""
        self._database.run("DELETE FROM answers WHERE sent < ?", now - days * 24 * 3600.0)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _by_number(citations: Sequence[Citation]) -> dict[int, list[Citation]]:
    groups: dict[int, list[Citation]] = {}
    for citation in sorted(citations, key=lambda one: (one.number, one.start)):
        groups.setdefault(citation.number, []).append(citation)
    return groups


def _citation_row(number: int, group: Sequence[Citation]) -> tuple[object, ...]:
    article = group[0].article
    start, end = _paragraph(article.text, group[0].start, max(one.end for one in group))
    quotes = sorted({(one.start - start, one.end - start) for one in group})
    return (
        *(number, article.id, _digest(article.text), article.title, article.source),
        article.published.isoformat() if article.published else None,
        *(article.url, article.text[start:end], json.dumps(quotes)),
    )


def _citation(row: Any) -> KeptCitation:  # noqa: ANN401 - a row of the table
    number, article_id, digest, title, source, published, url, passage, quotes = row
    day = date.fromisoformat(published) if published else None
    spans = tuple((start, end) for start, end in json.loads(quotes))
    return KeptCitation(number, article_id, digest, title, source, day, url, passage, spans)


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph of `text[start:end]`, cut at spaces where it is longer than a screen; it always holds the quote."""
    room = max(0, _PASSAGE_CHARACTERS - (end - start)) // 2
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if start - first > room:
        space = text.find(" ", start - room, start)
        first = space + 1 if space >= 0 else start
    if last - end > room:
        space = text.rfind(" ", end, end + room)
        last = space if space >= 0 else end
    return first, last
