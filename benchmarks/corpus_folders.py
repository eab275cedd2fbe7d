"""Reads and writes the articles of a corpus folder outside any index."""

import json
from collections.abc import Sequence
from pathlib import Path

from rag.corpus.articles import read_file, source_files
from rag.errors import ArticleError, CorpusError
from rag.records import Article, FailedFile
from rag.settings import MAX_ARTICLE_BYTES

# So many articles of news stay well below the size up to which a file is read.
_ARTICLES_A_FILE = 500


def read_corpus(folder: Path) -> list[Article]:
    """The articles of `folder` with the ids an archive gives them.

    Raises CorpusError where an archive would leave some out: figures over half a corpus would look good.
    """
    files, failed = source_files(folder)
    articles: list[Article] = []
    for file in files:
        try:
            contents = read_file(folder, file.path, max_bytes=MAX_ARTICLE_BYTES)
        except ArticleError as error:
            failed.append(FailedFile(file.path, str(error)))
            continue
        articles += contents.articles
        failed += contents.failed
    if failed:
        raise CorpusError(f"{failed[0].path!r} in {str(folder)!r} cannot be read: {failed[0].reason}")
    return articles


def write_corpus(articles: Sequence[Article], folder: Path) -> list[str]:
    """Write `articles` to `folder`, over what was written there before; gives the id that each has there, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    ids: list[str] = []
    for start in range(0, len(articles), _ARTICLES_A_FILE):
        name = f"articles-{start}.jsonl"
        part = articles[start : start + _ARTICLES_A_FILE]
        lines = [_line(article, str(place)) for place, article in enumerate(part, start)]
        (folder / name).write_text("\n".join(lines), encoding="utf-8", errors="surrogatepass")
        ids += [f"{name}#{place}" for place in range(start, start + len(part))]
    return ids


def _line(article: Article, key: str) -> str:
    fields = {
        "id": key,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published.isoformat() if article.published else "",
        "url": article.url,
        "text": article.text,
    }
    return json.dumps(fields, ensure_ascii=False)
