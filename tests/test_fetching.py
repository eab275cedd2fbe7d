import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from rag.adding.addresses import web_address
from rag.adding.fetching import Fetched, Fetcher
from rag.errors import AddressError, BusyServerError
from tests.test_connections import answers
from tests.web_server import Page, WebServer, web_server

LIMIT = 100_000


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


def fetch(address: str, *, seconds: float = 5.0, etag: str = "", modified: str = "") -> Fetched:
    return Fetcher(max_bytes=LIMIT, allow_private=True, seconds=seconds).fetch(address, etag=etag, modified=modified)


def refusal(address: str, *, seconds: float = 5.0) -> str:
    with pytest.raises(AddressError) as refused:
        fetch(address, seconds=seconds)
    return str(refused.value)


def test_a_page_is_fetched_with_what_is_told_of_it(server: WebServer) -> None:
    head = {"Content-Type": "Text/HTML; charset=windows-1252", "ETag": '"1"', "Last-Modified": "Wed, 12 Jan 2022"}
    server.pages["/a?b=1"] = Page(b"<p>\xe9</p>", head)
    assert fetch(f"{server.root}/a?b=1#part") == Fetched(
        web_address(f"{server.root}/a?b=1"),
        "text/html",
        "windows-1252",
        b"<p>\xe9</p>",
        '"1"',
        "Wed, 12 Jan 2022",
    )


def test_the_server_is_told_who_asks_and_gets_no_cookie_back(server: WebServer) -> None:
    server.pages["/"] = Page(b"", {"Location": "/b", "Set-Cookie": "id=1"}, 302)
    server.pages["/b"] = Page(b"found")
    assert fetch(server.root).content == b"found"
    assert [sorted(headers) for _, headers in server.asked] == [
        ["accept", "accept-encoding", "connection", "host", "user-agent"]
    ] * 2
    assert server.asked[0][1]["host"] == server.root.removeprefix("http://")


def test_a_proxy_of_the_environment_is_not_asked(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages["/a"] = Page(b"found")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(f"{server.root}/a").content == b"found"


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
def test_a_packed_page_is_unpacked(server: WebServer, encoding: str) -> None:
    server.pages["/a"] = Page(gzip.compress(b"found"), {"Content-Encoding": encoding})
    assert (fetch(f"{server.root}/a").content, fetch(f"{server.root}/a").media_type) == (b"found", "")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page(b"a" * (LIMIT + 1)), "it is larger than the limit of 100,000 bytes (RAG_MAX_ARTICLE_BYTES)"),
        (
            Page(gzip.compress(b"a" * 100_000_000), {"Content-Encoding": "gzip"}),
            "it is larger than the limit of 100,000 bytes (RAG_MAX_ARTICLE_BYTES)",
        ),
        (
            Page(gzip.compress(gzip.compress(b"a" * 1_000)), {"Content-Encoding": "gzip, gzip"}),
            "it is packed as 'gzip, gzip', which was not asked for",
        ),
        (Page(b"a", {"Content-Encoding": "br"}), "it is packed as 'br', which was not asked for"),
        (Page(b"not gzip", {"Content-Encoding": "gzip"}), "it is packed as gzip and broken; try again later"),
        (Page(gzip.compress(b"a" * 99)[:-9], {"Content-Encoding": "gzip"}), "it ended too early; try again later"),
        (Page(status=404), "the server has no page there (status 404); see that the address is spelt right"),
        (
            Page(status=403),
            "the server does not give it to this program (status 403); save the page yourself and add the file",
        ),
        (Page(status=500), "the server failed (status 500); try again later"),
        (Page(b"", {"Location": "/a"}, 301), "it leads from page to page more than 5 times"),
        (
            Page(b"", {"Location": "file:///etc/passwd"}, 302),
            "only addresses that begin with http:// or https:// are fetched",
        ),
        (Page(b"", {"Location": "http://me:secret@127.0.0.1/"}, 307), "it holds a name or a password; take them out"),
        (Page(b"", {"Location": "http://127.0.0.1:22/"}, 308), "its port 22 belongs to another service than the web"),
    ],
)
def test_what_cannot_be_had_is_a_plain_sentence(server: WebServer, page: Page, reason: str) -> None:
    server.pages["/a"] = page
    assert refusal(f"{server.root}/a") == reason


def test_a_redirect_is_checked_as_the_first_address_was(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.adding.connections.is_public", lambda number: number == "127.0.0.1")
    fetcher = Fetcher(max_bytes=LIMIT)
    for target in ("http://169.254.169.254/latest/meta-data", "http://[::1]:8000/", "http://10.0.0.1:8080/admin"):
        server.pages["/a"] = Page(b"", {"Location": target}, 302)
        with pytest.raises(AddressError, match="is not on the public internet"):
            fetcher.fetch(f"{server.root}/a")


def test_this_machine_is_not_asked_unless_that_is_allowed(server: WebServer) -> None:
    with pytest.raises(AddressError, match=r"its host '127\.0\.0\.1' is not on the public internet"):
        Fetcher(max_bytes=LIMIT).fetch(server.root)
    assert server.asked == []


def test_an_unchanged_page_is_not_sent_again(server: WebServer) -> None:
    server.pages["/a"] = Page(b"", {}, 304)
    found = fetch(f"{server.root}/a", etag='"1"', modified="Wed, 12 Jan 2022")
    assert (found.changed, found.content) == (False, b"")
    told = server.asked[0][1]
    assert (told["if-none-match"], told["if-modified-since"]) == ('"1"', "Wed, 12 Jan 2022")


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("120", 120), ("", 60), ("soon", 60), ("Wed, 12 Jan 2022 10:00:00 GMT", 0), ("9" * 30, 86_400)],
)
def test_a_busy_server_says_for_how_long(server: WebServer, told: str, seconds: float) -> None:
    server.pages["/a"] = Page(b"", {"Retry-After": told}, 429)
    with pytest.raises(BusyServerError) as busy:
        fetch(f"{server.root}/a")
    assert busy.value.seconds == seconds


def test_a_certificate_must_be_that_of_the_name_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    hello: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        answers(monkeypatch, "127.0.0.1")

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                hello.append(connection.recv(4_096))

        thread = threading.Thread(target=answer)
        thread.start()
        assert refusal(f"https://pinned.example:{port}/").startswith("the connection failed (")
        thread.join()
    assert b"pinned.example" in hello[0]
    tls = Fetcher(max_bytes=LIMIT)._tls  # noqa: SLF001 - what decides it
    assert (tls.verify_mode, tls.check_hostname) == (ssl.CERT_REQUIRED, True)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """Sends a byte now and then, each well within any limit of a single wait."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(200):
        try:
            handler.wfile.write(b"a")
        except OSError:
            return
        time.sleep(0.05)


def silent(handler: BaseHTTPRequestHandler) -> None:
    del handler
    time.sleep(1.5)


def torn(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    try:
        while True:
            handler.wfile.write(b"a" * 10_000)
    except OSError:
        return


def nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (dripping, "the server took too long; try again later"),
        (silent, "the server took too long; try again later"),
        (torn, "the connection failed ("),
        (endless, "it is larger than the limit of 100,000 bytes (RAG_MAX_ARTICLE_BYTES)"),
        (nonsense, "the connection failed ("),
    ],
)
def test_a_server_that_misbehaves_is_left(server: WebServer, answer: object, reason: str) -> None:
    server.pages["/a"] = answer  # type: ignore[assignment]
    began = time.monotonic()
    assert refusal(f"{server.root}/a", seconds=0.7).startswith(reason)
    assert time.monotonic() - began < 4
