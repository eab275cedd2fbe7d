import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag import Additions, Article, Duplicate, FailedFile
from rag.adding.fetching import Fetcher
from rag.adding.followed_feeds import FollowedFeeds
from rag.adding.following import Following, Politeness
from rag.errors import BusyServerError
from tests.web_server import Page, WebServer, web_server

WORDS = "The harbour of the old town opens on Monday, the minister told reporters at the quay, and ships may enter. "
WHOLE = WORDS * 8
Run = Callable[..., Additions]


class Recorded:
    """A shelf that keeps what it is given, and has `there` from before."""

    def __init__(self, there: str = "") -> None:
        self.there = there
        self.articles: list[tuple[str, Article]] = []

    def known(self, address: str) -> str | None:
        return "there.md" if address == self.there else None

    def keep(self, what: str, article: Article) -> Additions:
        self.articles.append((what, article))
        return Additions(saved=(article,))


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


@pytest.fixture
def run(tmp_path: Path, server: WebServer) -> Run:
    """One run over the feed of the server; what was seen is remembered between runs."""

    def run_one(shelf: Recorded | None = None, most_items: int = 50, pause: float = 0.0) -> Additions:
        feeds = FollowedFeeds.open(tmp_path)
        fetcher = Fetcher(max_bytes=100_000, allow_private=True)
        following = Following(fetcher, feeds, shelf or Recorded(), Politeness(pause, most_items))
        try:
            found = following.fetch(f"{server.root}/feed.xml")
            return following.take(f"{server.root}/feed.xml", found, lambda *_: None) if found.changed else Additions()
        finally:
            feeds.close()

    return run_one


def page(title: str) -> Page:
    return Page(f"<html><head><title>{title}</title></head><body><article><p>{WORDS * 2}</p></article></body>".encode())


def feed(*items: str, text: str = "", etag: str = "") -> Page:
    parts = "".join(
        f"<item><title>{one}</title><link>/{one}</link><pubDate>12 Jan 2022</pubDate><author>Jo Li</author>"
        f"<description>{text}</description></item>"
        for one in items
    )
    head = {"Content-Type": "application/rss+xml", **({"ETag": etag} if etag else {})}
    return Page(f'<rss version="2.0"><channel><title>Post</title>{parts}</channel></rss>'.encode(), head)


def titles(additions: Additions) -> list[str]:
    return [article.title for article in additions.saved]


def test_the_pages_of_a_feed_are_saved_once(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed("a", "b"), "/a": page("a"), "/b": page("b")}
    shelf = Recorded()
    assert titles(run(shelf)) == ["a", "b"]
    assert [what for what, _ in shelf.articles] == [f"{server.root}/a", f"{server.root}/b"]
    assert str(shelf.articles[0][1].published) == "2022-01-12"
    server.pages["/feed.xml"] = feed("c", "a", "b")
    server.pages["/c"] = page("c")
    assert titles(run()) == ["c"]
    assert server.paths.count("/a") == 1


def test_a_feed_that_has_not_changed_is_not_read_again(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed("a", etag='"1"'), "/a": page("a")}
    run()
    server.pages["/feed.xml"] = Page(b"", {}, 304)
    assert run() == Additions()
    assert server.asked[-1][1]["if-none-match"] == '"1"'


def test_the_rest_of_a_long_feed_comes_with_the_next_run(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed("a", "b", "c", etag='"1"'), **{f"/{one}": page(one) for one in "abc"}}
    assert titles(run(most_items=2)) == ["a", "b"]
    assert titles(run(most_items=2)) == ["c"]
    assert "if-none-match" not in server.asked[-2][1]


def test_a_page_that_fails_is_named_and_tried_again(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed("a", "b", etag='"1"'), "/b": page("b")}
    failed = FailedFile(
        f"{server.root}/a", "the server has no page there (status 404); see that the address is spelt right"
    )
    first = run()
    assert (titles(first), first.failed) == (["b"], (failed,))
    server.pages["/a"] = page("a")
    assert titles(run()) == ["a"]


def test_a_page_without_an_article_is_not_asked_for_again(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed("a"), "/a": Page(b"<html><body></body></html>")}
    assert len(run().failed) == 1
    assert run() == Additions()


def test_a_feed_that_gives_the_whole_article_stands_in_for_its_page(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed("a", text=WHOLE)}
    (article,) = run().saved
    assert (article.title, article.source, article.author, str(article.published), article.url, article.text) == (
        *("a", "Post", "Jo Li", "2022-01-12"),
        f"{server.root}/a",
        WHOLE.strip(),
    )


def test_what_is_there_already_is_not_fetched(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed("a"), "/a": page("a")}
    address = f"{server.root}/a"
    assert run(Recorded(there=address)).duplicates == (Duplicate(address, "there.md"),)
    assert server.paths == ["/feed.xml"]


def test_what_a_site_does_not_want_fetched_is_not(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed("a"), "/a": page("a"), "/robots.txt": Page(b"User-agent: *\nDisallow: /a\n")}
    assert run().failed == (FailedFile(f"{server.root}/a", "its site asks programs not to fetch it (robots.txt)"),)
    assert "/a" not in server.paths


def test_a_busy_server_is_left_alone_until_it_said(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed("a", "b"), "/a": Page(b"", {"Retry-After": "300"}, 429), "/b": page("b")}
    assert run().failed == (FailedFile(f"{server.root}/feed.xml", "the server is busy; try again in 300 seconds"),)
    with pytest.raises(BusyServerError, match="the server is busy; try again in"):
        run()
    assert server.paths == ["/feed.xml", "/robots.txt", "/a"]


def test_a_site_that_is_down_is_not_asked_for_every_page(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed(*"abcdef")}
    assert len(run().failed) == 3
    assert len(server.paths) == 5


def test_two_pages_are_asked_for_with_a_pause(server: WebServer, run: Run) -> None:
    server.pages |= {"/feed.xml": feed("a", "b"), "/a": page("a"), "/b": page("b")}
    began = time.monotonic()
    run(pause=0.3)
    assert time.monotonic() - began >= 0.3
