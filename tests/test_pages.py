import json
import time
from datetime import date

import pytest

from rag.adding.addresses import web_address
from rag.adding.fetching import Fetched
from rag.adding.pages import is_feed, page_article
from rag.errors import ArticleError

TEXT = (
    "The harbour of the old town opens on Monday, the minister told reporters at the quay. Ships of up to 300 metres"
    " may enter, he said, if the ice has gone, which nobody in the town doubts any more."
)
HEAD = (
    '<html><head><title>Harbour opens</title><meta property="og:site_name" content="The Daily Example">'
    '<meta name="author" content="Anna Berzina"><meta property="article:published_time" content="2022-01-12">'
)


def found(content: bytes | str, media_type: str = "text/html", charset: str = "") -> Fetched:
    body = content.encode() if isinstance(content, str) else content
    return Fetched(web_address("https://www.example.org/news/1?from=feed"), media_type, charset, body)


def page(head: str = HEAD, text: str = TEXT) -> str:
    return f"{head}</head><body><article><h1>Harbour opens</h1><p>{text}</p></article></body></html>"


def refusal(fetched: Fetched) -> str:
    with pytest.raises(ArticleError) as refused:
        page_article(fetched)
    return str(refused.value)


def test_a_page_gives_its_article_with_all_fields() -> None:
    article = page_article(found(page(f'{HEAD}<link rel="canonical" href="https://example.org/news/1">')))
    assert (article.id, article.title, article.source, article.author, article.published, article.url) == (
        "",
        "Harbour opens",
        "The Daily Example",
        "Anna Berzina",
        date(2022, 1, 12),
        "https://example.org/news/1",
    )
    assert article.text == TEXT


def test_a_page_cannot_pass_for_that_of_another_host() -> None:
    article = page_article(found(page(f'{HEAD}<link rel="canonical" href="https://great-outlet.example/news/1">')))
    assert article.url == "https://www.example.org/news/1?from=feed"


def test_a_page_that_names_no_outlet_is_of_its_host() -> None:
    article = page_article(found(page("<html><head><title>Harbour opens</title>")))
    assert (article.source, article.url) == ("example.org", "https://www.example.org/news/1?from=feed")


def test_the_servers_word_for_the_encoding_counts() -> None:
    text = TEXT.replace("harbour", "café")
    article = page_article(found(page(text=text).encode("cp1252"), charset="windows-1252"))
    assert article.text == text


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (TEXT, "text/plain"),
        (f"---\ntitle: Harbour\n---\n{TEXT}", "text/markdown"),
        (json.dumps({"text": TEXT}), "application/json"),
        (page(), ""),
    ],
)
def test_other_kinds_of_text_are_read_too(content: str, media_type: str) -> None:
    assert page_article(found(content, media_type)).text == TEXT


@pytest.mark.parametrize(
    ("fetched", "reason"),
    [
        (found("<html><body></body></html>"), "no article is found in the page; save its text as .txt or .md"),
        (found(page(text="Page not found.")), "no article is found in the page, only a few words"),
        (found(b"%PDF-1.7", "application/pdf"), "it is a PDF document; save its text as .txt or .md and add that"),
        (found(b"%PDF-1.7"), "it is a PDF document; save its text as .txt or .md and add that"),
        (
            found(b"PK", "application/zip"),
            "it is of the kind 'application/zip', which is not read; a page or a feed is",
        ),
        (
            found(json.dumps([{"text": TEXT}] * 2), "application/json"),
            "it holds 2 articles; save it as a file and add that",
        ),
        (
            found(page(f'{HEAD}<script type="application/ld+json">{{"isAccessibleForFree": "False"}}</script>')),
            "the page shows only the beginning to those who have not paid; add the text as a file",
        ),
        (
            found(page(text=f"{TEXT} Subscribe now to continue reading.")),
            "the page shows only the beginning to those who have not paid; add the text as a file",
        ),
        (
            found('<html><head><link type="application/rss+xml" href="/feed.xml"></head><body></body></html>'),
            "no article is found in the page; save its text as .txt or .md; its feed is https://www.example.org/feed.xml",
        ),
    ],
)
def test_a_page_without_an_article_is_a_plain_sentence(fetched: Fetched, reason: str) -> None:
    assert refusal(fetched) == reason


def test_a_page_of_nothing_but_tags_is_soon_read() -> None:
    began = time.monotonic()
    assert refusal(found("<html><body>" + "<link " * 100_000)).startswith("no article is found in the page")
    assert time.monotonic() - began < 20


def test_a_long_article_that_ends_with_an_offer_is_an_article() -> None:
    text = " ".join([TEXT] * 7) + " Subscribe to keep reading."
    assert page_article(found(page(text=text))).text == text


@pytest.mark.parametrize(
    ("start", "is_one"),
    [
        ('<?xml version="1.0"?>\n<!-- made -->\n<rss version="2.0">', True),
        ('\ufeff<feed xmlns="http://www.w3.org/2005/Atom">', True),
        ("<rdf:RDF>", True),
        ("<!DOCTYPE html><html><rss>", False),
        ('<?xml version="1.0"?><html>', False),
        ("<!---->" * 500, False),  # which a careless pattern takes for ever to read
        ("", False),
    ],
)
def test_a_feed_is_told_by_its_first_tag(start: str, is_one: bool) -> None:
    assert is_feed(found(start, "text/xml")) is is_one
