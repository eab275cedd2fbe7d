"""The truth about what is indexed: files, articles, passages and vectors, in one SQLite file.

An article's row has a state. `pending`: its passages are on their way into the search stores. `ready`: it answers.
`retired`: a newer version answers, or its file is gone; its passages are on their way out of the stores. A search
store may hold passages of any state, or of none; only those of ready articles are ever given out.
"""

import time
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from rag.errors import RebuildError
from rag.index.copies import Copies
from rag.index.database import Database, pieces
from rag.index.kept_vectors import KeptVectors
from rag.index.known_files import KnownFiles
from rag.index.layers import Layers
from rag.index.migrations import MIGRATIONS
from rag.index.narrowed import Narrowed
from rag.index.schema import SCHEMA, TABLES
from rag.index.sent import Sent
from rag.index.sync_times import SyncTimes
from rag.records import Article, Passage

# The name of no embedder: version 1 wrote it while it made the search stores again.
_UNFINISHED = "(unfinished)"
_ARTICLE = "id, title, source, author, published, url, language, text"


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to be written: `digest` names its vector, the hash of the text that was embedded."""

    passage: Passage
    digest: bytes


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article to be written, with the file that holds it and the digest of all its fields."""

    article: Article
    file: str
    digest: str
    passages: tuple[NewPassage, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A passage that answers now: its key in the stores, its article's key, and both records."""

    key: int
    article_key: int
    article: Article
    passage: Passage


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many articles answer, how many of them carry no date, and the day of the newest."""

    articles: int
    undated: int
    newest: date | None = None


class Catalogue:
    """The tables of the index; several threads may use it, and each write that belongs together is one `writing`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.is_doubted = database.is_doubted
        self.files = KnownFiles(database)
        self.vectors = KeptVectors(database)
        self.layers = Layers(database)
        self.sent = Sent(database)
        self.within = Narrowed(database)
        self.copies = Copies(database)
        self.syncs = SyncTimes(database)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the catalogue at `path`, made where it is missing and brought up to date where it is older.

        One that can only be read is only read. Raises SchemaError, DamagedError or another DataError.
        """
        return cls(Database.open(path, TABLES, SCHEMA, MIGRATIONS))

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self._database.close()

    def writing(self) -> AbstractContextManager[None]:
        """A transaction: everything inside is written, or nothing."""
        return self._database.writing()

    def reading(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment, whatever another process writes meanwhile."""
        return self._database.reading()

    def begin_anew(self) -> None:
        """Set this catalogue aside, as damaged, and go on with an empty one, none of whose generations was before."""
        self._database.begin_anew()
        self._state("generation", str(time.time_ns()))

    # What the whole index is.

    @property
    def embedding(self) -> str:
        """The name of the embedder whose vectors the store holds, or "" where nothing is yet."""
        return self._fact("embedding")

    def name_embedding(self, name: str) -> None:
        """Write whose vectors the store holds from now on."""
        self._state("embedding", name)

    def expect_embedding(self, name: str) -> None:
        """Raise RebuildError when the store holds another embedder's vectors, or is half made."""
        if self.embedding == _UNFINISHED:
            raise RebuildError("Making the search stores again was stopped half way; finish it: rag sync --rebuild")
        if self.embedding not in {"", name}:
            raise RebuildError(
                f"The index was built with the embedding {self.embedding!r}, the settings name {name!r}. "
                "Set RAG_EMBEDDING back, or build it again: rag sync --rebuild"
            )

    @property
    def generation(self) -> int:
        """Counts the states of the index that answer: raised by one with each change of what is ready."""
        self._database.catch_up()
        return int(self._fact("generation") or 0)

    def count_articles(self) -> int:
        """How many articles are ready."""
        return int(self._database.one("SELECT count(*) FROM articles WHERE state = 'ready'")[0])

    def holdings(self) -> Holdings:
        """How many articles are ready, how many of them carry no date, and the day of the newest."""
        articles, undated, newest = self._database.one(
            "SELECT count(*), count(*) - count(published), max(published) FROM articles INDEXED BY articles_newest"
            " WHERE state = 'ready'"
        )
        return Holdings(articles, undated, date.fromisoformat(newest) if newest else None)

    def count_passages(self) -> int:
        """How many passages ready articles have."""
        return int(
            # All but the few under way: a third of the time of counting those of ready articles.
            self._database.one(
                "SELECT (SELECT count(*) FROM passages) - (SELECT count(*) FROM articles a"
                " CROSS JOIN passages p ON p.article = a.key WHERE a.state <> 'ready')"
            )[0]
        )

    def sources(self) -> tuple[str, ...]:
        """The outlets of ready articles, the most frequent first."""
        return self._distinct("source", "articles_of_source")

    def languages(self) -> tuple[str, ...]:
        """The languages of ready articles, the most frequent first."""
        return self._distinct("language", "articles_newest")

    # Articles and passages.

    def ready_digests(self, file: str) -> dict[str, str]:
        """The digest of each ready article of `file`, by id."""
        return dict(self._database.all("SELECT id, digest FROM articles WHERE file = ? AND state = 'ready'", file))

    def add_pending(self, new: NewArticle) -> tuple[int, list[int]]:
        """Write an article as pending; gives its key and its passages' keys. Keys are never used twice."""
        a = new.article
        published = a.published.isoformat() if a.published else None
        key = self._database.run(
            f"INSERT INTO articles (file, digest, state, {_ARTICLE}) VALUES (?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?)",
            *(new.file, new.digest, a.id, a.title, a.source, a.author, published, a.url, a.language, a.text),
        )
        keys = [
            self._database.run(
                "INSERT INTO passages (article, number, start, stop, digest) VALUES (?, ?, ?, ?, ?)",
                *(key, p.passage.number, p.passage.start, p.passage.end, p.digest),
            )
            for p in new.passages
        ]
        return key, keys

    def make_ready(self, keys: Sequence[int]) -> None:
        """Let pending articles answer, and retire the versions they replace, at once."""
        for marks, piece in pieces(keys):
            self._database.run(
                "UPDATE articles SET state = 'retired' WHERE state = 'ready' AND id IN"
                f" (SELECT id FROM articles WHERE key IN ({marks}))",
                *piece,
            )
            self._database.run(f"UPDATE articles SET state = 'ready' WHERE key IN ({marks})", *piece)
        self._raise_generation()

    def retire(self, ids: Sequence[str]) -> None:
        """Stop ready articles from answering."""
        for marks, piece in pieces(ids):
            self._database.run(
                f"UPDATE articles SET state = 'retired' WHERE state = 'ready' AND id IN ({marks})",
                *piece,
            )
        self._raise_generation()

    def under_way(self) -> list[tuple[int, list[int]]]:
        """The articles that are pending or retired: their keys, each with its passages' keys."""
        found: dict[int, list[int]] = {}
        for article, passage in self._database.all(
            "SELECT a.key, p.key FROM articles a LEFT JOIN passages p ON p.article = a.key WHERE a.state <> 'ready'"
        ):
            found.setdefault(article, []).extend([passage] if passage is not None else [])
        return list(found.items())

    def drop(self, keys: Sequence[int]) -> None:
        """Delete articles that do not answer, with their passages."""
        self.copies.forget(keys)
        for marks, piece in pieces(keys):
            self._database.run(f"DELETE FROM articles WHERE state <> 'ready' AND key IN ({marks})", *piece)

    def located(self, keys: Iterable[int]) -> dict[int, Located]:
        """The passages of `keys` that answer now, by key; the others are left out."""
        found: dict[int, Located] = {}
        for marks, piece in pieces(list(keys)):
            for row in self._database.all(
                f"SELECT p.key, p.article, p.number, p.start, p.stop, {_ARTICLE} FROM passages p"
                f" JOIN articles a ON a.key = p.article WHERE a.state = 'ready' AND p.key IN ({marks})",
                *piece,
            ):
                found[row[0]] = Located(row[0], row[1], _article(row[5:]), Passage(*row[2:5]))
        return found

    def articles(self, source: str | None = None, limit: int | None = None, offset: int = 0) -> list[Article]:
        """The ready articles of `source`, newest first, those without a date last; of one day by id.

        At most `limit` of them, after the first `offset`: only their texts are read.
        """
        where, values = self.within.conditions(source)
        rows = self._database.all(
            f"SELECT {_ARTICLE} FROM articles a WHERE state = 'ready'{where} ORDER BY published DESC, id"
            " LIMIT ? OFFSET ?",
            *values,
            -1 if limit is None else max(limit, 0),
            max(offset, 0),
        )
        return [_article(row) for row in rows]

    def ids(self) -> list[str]:
        """The ids of ready articles."""
        return [row[0] for row in self._database.all("SELECT id FROM articles WHERE state = 'ready'")]

    def article(self, id_: str) -> Article | None:
        """The article that answers under `id_`, or None."""
        row = self._database.one(f"SELECT {_ARTICLE} FROM articles WHERE state = 'ready' AND id = ?", id_)
        return _article(row) if row else None

    def located_after(self, key: int, limit: int) -> list[Located]:
        """The next `limit` ready passages above `key`, in order."""
        rows = self._database.all(
            "SELECT p.key FROM passages p JOIN articles a ON a.key = p.article"
            " WHERE a.state = 'ready' AND p.key > ? ORDER BY p.key LIMIT ?",
            key,
            limit,
        )
        found = self.located([row[0] for row in rows])
        return [found[key] for key in sorted(found)]

    def _distinct(self, column: str, index: str) -> tuple[str, ...]:
        rows = self._database.all(
            f"SELECT {column} FROM articles INDEXED BY {index} WHERE state = 'ready' AND {column} <> ''"
            f" GROUP BY {column} ORDER BY count(*) DESC, {column}"
        )
        return tuple(row[0] for row in rows)

    def _raise_generation(self) -> None:
        self._state("generation", str(self.generation + 1))

    def _fact(self, name: str) -> str:
        row = self._database.one("SELECT value FROM meta WHERE name = ?", name)
        return str(row[0]) if row else ""

    def _state(self, name: str, value: str) -> None:
        self._database.run(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value
        )


def _article(row: Sequence[Any]) -> Article:
    id_, title, source, author, published, url, language, text = row
    day = date.fromisoformat(published) if published else None
    return Article(id_, title, source, author, day, url, language, text)
