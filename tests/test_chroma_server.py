import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from rag import Settings
from rag.errors import ServerError
from rag.index.chroma_server import ChromaServer
from tests.chroma_process import ChromaProcess
from tests.test_vectors import rows

KEY = "open-sesame"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    started = ChromaProcess(tmp_path_factory.mktemp("server") / "data")
    started.start()
    yield started
    started.kill()


@pytest.fixture
def server(process: ChromaProcess, tmp_path: Path) -> Iterator[ChromaServer]:
    opened = ChromaServer(Settings(chroma_url=process.url), f"presscite-{tmp_path.name}")
    yield opened
    opened.close()


def test_what_is_put_is_found_nearest_first_and_counted(server: ChromaServer) -> None:
    vectors = rows(700)
    server.put(list(range(700)), vectors)
    server.put(list(range(700)), vectors)
    found = server.nearest(vectors[7], 3)
    assert (found[0][0], server.count()) == (7, 700)
    assert [cosine for _, cosine in found] == pytest.approx(
        [float(vectors[key] @ vectors[7]) for key, _ in found], abs=1e-5
    )
    assert server.keys() == set(range(700))
    server.remove([*range(10), 9_999])
    assert server.keys() == set(range(10, 700))


def test_a_collection_that_is_missing_holds_nothing_and_is_no_error(server: ChromaServer) -> None:
    assert (server.count(), server.keys(), server.nearest(rows(1)[0], 5)) == (0, set(), [])
    server.remove([1])
    server.delete()


def test_a_collection_that_another_process_made_anew_is_found_again(
    server: ChromaServer, process: ChromaProcess
) -> None:
    server.put([1], rows(1))
    assert server.count() == 1
    other = ChromaServer(Settings(chroma_url=process.url), server.name)
    other.delete()
    other.put([1, 2], rows(2))
    other.close()
    assert (server.count(), [key for key, _ in server.nearest(rows(2)[1], 1)]) == (2, [2])


def test_a_server_that_hangs_holds_up_a_question_for_two_seconds_and_one_that_is_gone_not_at_all(
    server: ChromaServer, process: ChromaProcess
) -> None:
    server.put([1], rows(1))
    server.count()
    process.freeze()
    began = time.monotonic()
    with pytest.raises(ServerError, match="does not serve"):
        server.nearest(rows(1)[0], 1)
    assert 1.5 < time.monotonic() - began < 4
    process.thaw()
    assert server.nearest(rows(1)[0], 1)[0][0] == 1
    process.kill()
    began = time.monotonic()
    with pytest.raises(ServerError, match="see that it runs, and that CHROMA_URL and CHROMA_TOKEN are right"):
        server.count()
    assert time.monotonic() - began < 1
    process.start()
    assert server.count() == 1


class Gateway(BaseHTTPRequestHandler):
    """Refuses whoever brings no key, and keeps the headers."""

    seen: list[dict[str, str]] = []  # noqa: RUF012 - one for the class is what a handler has

    def do_GET(self) -> None:
        Gateway.seen.append(dict(self.headers))
        self.send_response(401)
        self.end_headers()
        self.wfile.write(b'{"error": "Unauthorized", "message": "no key"}')

    def log_message(self, *arguments: object) -> None:
        pass


def test_the_key_goes_in_the_headers_and_in_no_error() -> None:
    gateway = HTTPServer(("127.0.0.1", 0), Gateway)
    Thread(target=gateway.serve_forever, daemon=True).start()
    settings = Settings(chroma_url=f"http://127.0.0.1:{gateway.server_port}", chroma_token=KEY)
    server = ChromaServer(settings, "presscite-1")
    with pytest.raises(ServerError) as refused:
        server.count()
    gateway.shutdown()
    gateway.server_close()
    server.close()
    (headers,) = Gateway.seen
    assert {name.lower(): value for name, value in headers.items()}.items() >= {
        "x-chroma-token": KEY,
        "authorization": f"Bearer {KEY}",
    }.items()
    assert KEY not in str(refused.value)
