import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.corpus.fields import Draft
from rag.corpus.webpages import web_page
from rag.errors import ArticleError

PARAGRAPHS = [
    "The harbour of the old town opens on Monday, the minister told reporters at the quay.",
    "Ships of up to 300 metres may enter, he said, “if the ice has gone” – which nobody doubts.",
    "The work cost €5 million and took four years & three months, twice as long as planned.",
]
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="%s"><title>Harbour opens | The Daily Example</title>
<meta property="og:title" content="Harbour opens"><meta property="og:site_name" content="The Daily Example">
<meta name="author" content="Anna Berzina; Jo Li">
<meta property="article:published_time" content="2022-01-12T23:30:00-05:00">
<link rel="canonical" href="https://example.org/harbour"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Harbour opens</h1>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]} <a href="/x">More</a></p><p>{PARAGRAPHS[2].replace("&", "&amp;")}</p>
<table><tr><td>Ships</td><td>12</td></tr></table></article>
<footer>Copyright 2024 The Daily Example. All rights reserved.</footer></body></html>"""
ARTICLE = Draft(
    text=f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]} More\n{PARAGRAPHS[2]}\nShips | 12",
    title="Harbour opens",
    source="The Daily Example",
    author="Anna Berzina, Jo Li",
    published=date(2022, 1, 12),
    url="https://example.org/harbour",
)


@pytest.mark.parametrize(("encoding", "declared"), [("utf-8", "utf-8"), ("cp1252", "windows-1252"), ("cp1252", "x")])
def test_an_article_is_found_with_all_its_fields(encoding: str, declared: str) -> None:
    assert web_page((PAGE % declared).encode(encoding)) == ARTICLE


def test_a_bare_paragraph_is_an_article_without_fields() -> None:
    assert web_page(f"<html><body><p>{PARAGRAPHS[0]}</p></body></html>".encode()) == Draft(PARAGRAPHS[0])


def test_a_date_in_the_text_is_not_the_day_of_publication() -> None:
    assert web_page(b"<html><body><p>The treaty was signed on 12 January 2022 in the town.</p></body></html>") == Draft(
        "The treaty was signed on 12 January 2022 in the town."
    )


@pytest.mark.parametrize(
    "page",
    [
        b"<html><head><title>Only a title</title></head><body></body></html>",
        b"<html><body><script>var a = 1;</script></body></html>",
        b"<!--",
        b" \n ",
        b"<div>" * 5_000 + b"words" + b"</div>" * 5_000,
    ],
)
def test_a_page_without_an_article_is_refused(page: bytes) -> None:
    with pytest.raises(ArticleError) as refused:
        web_page(page)
    assert str(refused.value) == "no article is found in the page; save its text as .txt or .md"


def test_nothing_is_printed_about_a_broken_page() -> None:
    program = (
        "from rag.errors import ArticleError\nfrom rag.corpus.webpages import web_page\n"
        "for page in (b'<', b'<!--', b' '):\n    try: web_page(page)\n    except ArticleError: pass"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert (done.stdout, done.stderr) == (b"", b"")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"<>/='\"&;!- \n", "p", "html", "body", "<p>", "</p>", "<table>", "<!--", "&#", "words "])
    )
)
def test_any_page_is_read_or_refused(pieces: list[str]) -> None:
    try:
        draft = web_page("".join(pieces).encode())
    except ArticleError:
        return
    assert draft.text.strip()
