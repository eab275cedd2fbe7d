"""Turns one file of the corpus into articles."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.corpus.encoding import readable
from rag.corpus.fields import Draft
from rag.corpus.files import SourceFile, file_bytes, source_files
from rag.corpus.formats import drafts
from rag.corpus.languages import language_of
from rag.corpus.titles import title_from
from rag.errors import ArticleError, Fault
from rag.records import Article, FailedFile

__all__ = ["FileContents", "SourceFile", "article_from", "read_file", "source_files"]

# Enough to see what is wrong with a file; a long one in another shape would fill the report with its lines.
_NAMED_FAILURES = 20


@dataclass(frozen=True, slots=True)
class FileContents:
    """What one file holds: `digest` is the SHA-256 of its bytes in hex."""

    digest: str
    articles: tuple[Article, ...]
    failed: tuple[FailedFile, ...]


def read_file(corpus_dir: Path, path: str, *, max_bytes: int) -> FileContents:
    """The articles of the file `path` of the corpus, and what of it cannot be read.

    Whatever its bytes are, nothing is raised: a file that is no article at all has one failure, one with a broken
    line has the other articles and a failure that names the line. Raises ArticleError when the bytes cannot be had:
    the file is gone, leaves the corpus, is above `max_bytes`, or may not be read.
    """
    data = file_bytes(corpus_dir, path, max_bytes=max_bytes)
    articles: list[Article] = []
    failures: list[str] = []
    try:
        for found in _articles(path, data):
            if isinstance(found, Article):
                articles.append(found)
            else:
                failures.append(str(found))
    except ArticleError as error:
        failures.append(str(error))
    if not articles and not failures:
        failures.append("it holds no article; write one in it or delete it")
    failed = tuple(FailedFile(path, reason) for reason in _few(failures))
    return FileContents(hashlib.sha256(data).hexdigest(), tuple(articles), failed)


def _articles(path: str, data: bytes) -> Iterator[Article | ArticleError]:
    places: dict[str, str] = {}
    for draft in drafts(os.path.splitext(path)[1].lower(), data):  # noqa: PTH122 - a path in the corpus, not here
        if isinstance(draft, ArticleError):
            yield draft
            continue
        try:
            article = article_from(f"{path}#{draft.key}" if draft.place else path, draft)
        except ArticleError as error:
            yield draft.failure(str(error))
            continue
        first = places.setdefault(article.id, draft.place)
        if first == draft.place:
            yield article
        else:
            yield draft.failure(f"the id {draft.key!r} is that of {first} too; give each article its own")


def article_from(article_id: str, draft: Draft) -> Article:
    """The article that `draft` becomes under an id; raises ArticleError where it has no text."""
    text = readable(draft.text)
    if not text.strip():
        raise ArticleError("it holds no text, only white space; write the article in it or delete it", Fault.EMPTY)
    language = draft.language or language_of(text)
    return Article(
        id=_line(article_id),
        title=_line(draft.title) or title_from(text, language),
        source=_line(draft.source),
        author=_line(draft.author),
        published=draft.published,
        url=_line(draft.url),
        language=language,
        text=text,
    )


def _line(text: str) -> str:
    return " ".join(readable(text).split())


def _few(failures: list[str]) -> Iterator[str]:
    yield from failures[:_NAMED_FAILURES]
    if len(failures) > _NAMED_FAILURES:
        yield f"{len(failures) - _NAMED_FAILURES:,} more like these; is each line of the file one article?"
