"""Reads documents that lie outside the corpus into articles: bytes with a name, files, folders."""

import os
from collections.abc import Iterator
from pathlib import Path

from rag.corpus.articles import article_from, source_files
from rag.corpus.files import file_bytes
from rag.corpus.formats import drafts
from rag.errors import ArticleError, CorpusError, Fault
from rag.records import Article, FailedFile

# What a person sends under this name, or a longer one, is named by its end.
_LONGEST_NAME = 200


def document_articles(name: str, content: bytes, *, max_bytes: int) -> Iterator[Article | FailedFile]:
    """The articles of a document, without ids, and what of it cannot be read.

    The end of `name` (".txt") says how `content` is read; nothing else is made of it.
    """
    shown = name[-_LONGEST_NAME:]
    if len(content) > max_bytes:
        yield FailedFile(
            shown, f"its {len(content):,} bytes are above the limit of {max_bytes:,}; divide it", Fault.LARGE
        )
        return
    held = False
    try:
        for draft in drafts(os.path.splitext(name)[1].lower(), content):  # noqa: PTH122 - a name, not a path here
            held = True
            if isinstance(draft, ArticleError):
                yield FailedFile.of(shown, draft)
                continue
            try:
                yield article_from("", draft)
            except ArticleError as error:
                yield FailedFile(shown, str(draft.failure(str(error))), error.fault)
    except ArticleError as error:
        yield FailedFile.of(shown, error)
    else:
        if not held:
            yield FailedFile(shown, "it holds no article", Fault.EMPTY)


def path_articles(path: Path, *, max_bytes: int) -> Iterator[Article | FailedFile]:
    """The articles of a file, or of every file in a folder and the folders in it; as `document_articles`.

    A link that is named is followed; one that is met in a folder may not lead out of it.
    """
    if not path.exists():
        yield FailedFile(str(path), "there is no such file or folder; a web address begins with https://")
        return
    if not path.is_dir():
        real = path.resolve()
        yield from _file_articles(path, real.parent, real.name, max_bytes)
        return
    try:
        files, failed = source_files(path)
    except CorpusError as error:
        yield FailedFile.of(str(path), error)
        return
    yield from (FailedFile(str(path / one.path), one.reason) for one in failed)
    for file in files:
        yield from _file_articles(path / file.path, path, file.path, max_bytes)


def _file_articles(shown: Path, folder: Path, name: str, max_bytes: int) -> Iterator[Article | FailedFile]:
    try:
        content = file_bytes(folder, name, max_bytes=max_bytes)
    except ArticleError as error:
        yield FailedFile.of(str(shown), error)
    else:
        yield from document_articles(str(shown), content, max_bytes=max_bytes)
