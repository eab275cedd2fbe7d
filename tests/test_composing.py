from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rag.adding.composing import composed, fit_to_write
from rag.corpus.articles import article_from, read_file
from rag.corpus.fields import Draft
from rag.errors import ArticleError
from rag.records import Article

ARTICLE = Article(
    id="",
    title='Harbour "opens"',
    source="The Daily Example",
    author="Anna Berzina, Jo Li",
    published=date(2022, 1, 12),
    url="https://example.org/harbour?a=1#b",
    language="en",
    text="The harbour opens on Monday.\n\nShips may enter, he said.\n",
)
# Letters, and what Markdown, YAML and JSON give a meaning.
SIGNS = [
    *"ab \n\\`*_{}[]()#+-.!<>~:|&%@'\",",
    "---\n",
    "```\n",
    "](",
    "https://",
    "\u2028",
    "\ufeff",
    "ā",
    "я",
    "🎉",
    "1.",
]
TEXTS = st.lists(st.sampled_from(SIGNS) | st.characters(codec="utf-8"), max_size=60).map("".join)


def read_back(folder: Path, text: str) -> Article:
    (folder / "a.md").write_text(text, encoding="utf-8", newline="")
    contents = read_file(folder, "a.md", max_bytes=1_000_000)
    assert contents.failed == ()
    return contents.articles[0]


def test_an_article_is_written_as_a_person_would_write_it() -> None:
    assert composed(ARTICLE) == (
        '---\ntitle: "Harbour \\"opens\\""\nsource: "The Daily Example"\nauthor: "Anna Berzina, Jo Li"\n'
        'published: "2022-01-12"\nurl: "https://example.org/harbour?a=1#b"\n---\n\n'
        "The harbour opens on Monday.\n\nShips may enter, he said.\n"
    )


def test_only_lines_that_would_change_are_escaped() -> None:
    written = composed(replace(ARTICLE, text="# 1 in polls\nA 5 * 3 * 2 deal.\n"))
    assert written.endswith("\\# 1 in polls\nA 5 * 3 * 2 deal.\n")


def test_a_language_that_the_text_does_not_tell_is_written() -> None:
    assert 'language: "lv"' in composed(replace(ARTICLE, language="lv"))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    day = draw(st.none() | st.dates(date(1600, 1, 1), date(2100, 1, 1)))
    return Draft(draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(TEXTS), day, draw(TEXTS))


@settings(max_examples=300, deadline=None)
@given(drafts())
@example(Draft("Same\nand more", "Same"))
@example(Draft("```\n# [a](b)\n```", "~", "null", "no", None, "1"))
@example(Draft("<https://a.b/c> \\[a](b) \\<x> \\\\*a*", "t"))
@example(Draft("---\ntitle: x\n---\nbody", "---", "...", "# a", None, "a: b"))
def test_what_is_written_is_read_back_the_same(tmp_path_factory: pytest.TempPathFactory, draft: Draft) -> None:
    try:
        article = fit_to_write(article_from("a.md", draft))
    except ArticleError:
        return
    again = read_back(tmp_path_factory.getbasetemp(), composed(article))
    # How YAML writes that there is nothing is read as nothing, however it is quoted.
    for name in ("source", "author", "url", "title"):
        if getattr(article, name).casefold() in {"~", "null"}:
            article = replace(article, **{name: getattr(again, name)})
    assert replace(again, language=article.language) == article


def test_endless_fields_are_cut() -> None:
    fit = fit_to_write(replace(ARTICLE, title="word " * 1_000, url="https://example.org/" + "a" * 3_000))
    assert (len(fit.title), fit.title[-5:], fit.url) == (500, "word…", "")
