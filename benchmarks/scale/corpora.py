"""Writes made-up corpora as a newsroom keeps them: one file an article, a folder a month."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.made_articles import made_articles, made_question
from rag.records import Article

QUESTIONS = 300


def write_made(count: int, corpus: Path, questions: Path) -> None:
    """Write `count` articles under `corpus`, and questions about articles all over it, a JSON string a line."""
    step = max(1, count // QUESTIONS)
    asked: list[str] = []
    for place, article in enumerate(made_articles(count)):
        write_article(article, corpus)
        if place % step == 0:
            asked.append(made_question(article, len(asked)))
    questions.write_text("\n".join(json.dumps(one) for one in asked), encoding="utf-8")


def read_questions(file: Path) -> list[str]:
    """The questions that `write_made` wrote."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def write_article(article: Article, corpus: Path) -> Path:
    """Write one article as Markdown with a header, as `rag add` does; gives its file."""
    folder = corpus / (f"{article.published:%Y/%m}" if article.published else "undated")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{article.id}.md"
    file.write_text("\n".join(_lines(article)), encoding="utf-8")
    return file


def write_articles(articles: Iterable[Article], corpus: Path) -> None:
    """Write articles of any corpus under names that are theirs alone."""
    from dataclasses import replace

    for place, article in enumerate(articles):
        write_article(replace(article, id=f"{place}"), corpus)


def _lines(article: Article) -> Iterator[str]:
    yield "---"
    for name in ("title", "source", "author", "url", "language"):
        value = getattr(article, name)
        if value:
            yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
    if article.published:
        yield f"published: {article.published}"
    yield "---"
    yield article.text
