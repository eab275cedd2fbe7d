from collections.abc import Iterator

import pytest

from rag.adding.fetching import Fetcher
from rag.adding.robots import Robots
from tests.web_server import Page, WebServer, web_server


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


def robots() -> Robots:
    return Robots(Fetcher(max_bytes=10_000, allow_private=True))


def test_what_a_site_asks_is_kept_to_and_asked_for_once(server: WebServer) -> None:
    server.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /private/\nCrawl-delay: 3\n")
    wishes = robots()
    allowed = [wishes.allows(f"{server.root}{path}") for path in ("/news/1", "/private/1", "/news/2?a=1")]
    assert (allowed, wishes.pause_seconds(f"{server.root}/news/1")) == ([True, False, True], 3.0)
    assert server.paths == ["/robots.txt"]


def test_a_site_may_name_this_program(server: WebServer) -> None:
    server.pages["/robots.txt"] = Page(b"User-agent: presscite\nDisallow: /\n\nUser-agent: *\nAllow: /\n")
    assert not robots().allows(f"{server.root}/news/1")


def test_a_site_that_asks_nothing_is_free(server: WebServer) -> None:
    wishes = robots()
    assert (wishes.allows(f"{server.root}/a"), wishes.pause_seconds(f"{server.root}/a")) == (True, 0.0)


def test_no_site_may_ask_for_an_endless_pause(server: WebServer) -> None:
    server.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 86400\n")
    assert robots().pause_seconds(f"{server.root}/a") == 30.0
