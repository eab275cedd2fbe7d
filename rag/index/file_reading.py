"""Reads a file of the corpus as the index takes it: what of it is new, ready to be written."""

import time
from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rag.corpus.articles import SourceFile, read_file
from rag.errors import ArticleError
from rag.index.embedders import unit_vectors
from rag.index.preparing import PreparedArticle, article_digest, embedded_text, prepared
from rag.records import FailedFile

if TYPE_CHECKING:
    from rag.ports import Embedder


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read; `before` holds the digest of each of its articles that answers now, by id."""

    file: SourceFile
    before: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds.

    `digest` is the SHA-256 of its bytes, `ids` are all its articles, `changed` those that differ from what answered
    before. `vectors` are those of the changed passages, as float32 bytes by digest, where they were made on the way.
    `unread` says why the bytes could not be had, "" where they could; `read_ns` is when they were, since 1970.
    """

    digest: str = ""
    read_ns: int = 0
    ids: tuple[str, ...] = ()
    changed: tuple[PreparedArticle, ...] = ()
    failed: tuple[FailedFile, ...] = ()
    vectors: Mapping[bytes, bytes] = field(default_factory=dict)
    unread: str = ""


class FileReader(Protocol):
    """Reads files in the order in which they are given."""

    def read(self, jobs: Iterable[Job]) -> Generator[tuple[Job, Reading], None, None]:
        """Each job with what its file holds; jobs may be drawn ahead of what is given."""


@dataclass(frozen=True, slots=True)
class ReaderHere:
    """Reads the corpus `folder` in this process; with an `embedder`, makes the vectors on the way."""

    folder: Path
    max_bytes: int
    embedder: "Embedder | None" = None

    def read(self, jobs: Iterable[Job]) -> Generator[tuple[Job, Reading], None, None]:
        """Each job with what its file holds."""
        return ((job, self.reading(job)) for job in jobs)

    def reading(self, job: Job) -> Reading:
        """What one file holds."""
        read_ns = time.time_ns()
        try:
            contents = read_file(self.folder, job.file.path, max_bytes=self.max_bytes)
        except ArticleError as error:
            return Reading(unread=str(error))
        digests = {article.id: article_digest(article) for article in contents.articles}
        changed = tuple(
            prepared(article, digests[article.id])
            for article in contents.articles
            if job.before.get(article.id) != digests[article.id]
        )
        vectors = _vectors(changed, self.embedder) if self.embedder is not None else {}
        return Reading(contents.digest, read_ns, tuple(digests), changed, contents.failed, vectors)


def _vectors(articles: Iterable[PreparedArticle], embedder: "Embedder") -> dict[bytes, bytes]:
    texts = {each.digest: embedded_text(one.article, each.passage) for one in articles for each in one.passages}
    rows = unit_vectors(embedder, list(texts.values())) if texts else ()
    return {digest: row.tobytes() for digest, row in zip(texts, rows, strict=True)}
