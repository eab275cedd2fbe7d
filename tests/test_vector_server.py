import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag import Answer, Archive, Settings
from rag.errors import ServerError
from rag.index.embedders import LocalEmbedder
from rag.index.vector_server import VectorServer
from tests.chroma_process import ChromaProcess
from tests.conftest import write_corpus
from tests.test_vectors import Shelf, rows

TALKS = "---\ntitle: Talks\n---\nThe envoy spoke of grain at the harbour.\n"
BRIDGE = "---\ntitle: Bridge\n---\nThe mayor opened a bridge of steel.\n"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    started = ChromaProcess(tmp_path_factory.mktemp("server") / "data")
    started.start()
    yield started
    started.kill()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    opened = Shelf(tmp_path)
    yield opened
    opened.store.close()


@pytest.fixture
def server(process: ChromaProcess, shelf: Shelf) -> Iterator[VectorServer]:
    opened = VectorServer(Settings(chroma_url=process.url), shelf.catalogue.layers, shelf.catalogue.sent)
    yield opened
    opened.close()


def test_the_results_are_those_of_vectors_kept_here(shelf: Shelf, server: VectorServer) -> None:
    shelf.add(rows(600))
    server.settle()
    shelf.add(rows(620)[600:], first=600)
    server.refresh()
    assert server.standing().waiting == 20
    for vector in rows(620)[::100]:
        here, there = shelf.store.nearest(vector, 10), server.nearest(vector, 10)
        assert [key for key, _ in there] == [key for key, _ in here]
        assert [cosine for _, cosine in there] == pytest.approx([cosine for _, cosine in here], abs=1e-5)
    assert server.keys() == shelf.store.keys()
    assert server.nearest(np.zeros(16, dtype=np.float32), 5) == []


def test_what_no_longer_answers_is_left_out_though_the_server_holds_it(shelf: Shelf, server: VectorServer) -> None:
    keys = shelf.add(rows(60))
    server.settle()
    nearest = [key for key, _ in server.nearest(rows(60)[0], 40)]
    retired = [keys.index(key) for key in nearest[:20]]
    shelf.retire(*retired)
    assert [key for key, _ in server.nearest(rows(60)[0], 20)] == nearest[20:]


def test_while_the_server_is_away_what_it_does_not_hold_yet_is_found(
    shelf: Shelf, server: VectorServer, process: ChromaProcess
) -> None:
    sent = shelf.add(rows(5))
    server.settle()
    waiting = shelf.add(rows(10)[5:], first=5)
    server.refresh()
    process.freeze()
    began = time.monotonic()
    assert {key for key, _ in server.nearest(rows(10)[0], 10)} == set(waiting)
    assert time.monotonic() - began < 5
    began = time.monotonic()
    server.nearest(rows(10)[0], 10)
    assert time.monotonic() - began < 1
    process.thaw()
    deadline = time.monotonic() + 15
    while {key for key, _ in server.nearest(rows(10)[0], 10)} != {*sent, *waiting}:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_an_archive_answers_and_takes_articles_in_while_its_server_is_away(
    tmp_path: Path, process: ChromaProcess, embedder: LocalEmbedder
) -> None:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS})
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data", chroma_url=process.url)
    with Archive.open(settings, embedder=embedder) as archive:
        assert archive.sync().added == 1
        assert archive.status().vectors == process.url
        process.kill()
        assert isinstance(archive.ask("What did the envoy speak of?"), Answer)
        write_corpus(tmp_path / "corpus", {"bridge.md": BRIDGE})
        with pytest.raises(ServerError, match="vectors wait for the next sync"):
            archive.sync()
        assert isinstance(archive.ask("What did the mayor open?"), Answer)
        process.start()
        assert archive.sync().unchanged == 2
        assert isinstance(archive.ask("What did the mayor open?"), Answer)


def test_several_archives_share_a_server(tmp_path: Path, process: ChromaProcess, embedder: LocalEmbedder) -> None:
    for name, text in (("one", TALKS), ("other", BRIDGE)):
        write_corpus(tmp_path / name / "corpus", {"a.md": text})
        settings = Settings(
            corpus_dir=tmp_path / name / "corpus", data_dir=tmp_path / name / "data", chroma_url=process.url
        )
        with Archive.open(settings, embedder=embedder) as archive:
            archive.sync(apart=True)
            titles = {found.article.title for found in archive.retrieve("What did the envoy or the mayor do?")}
            assert titles == {"Talks" if name == "one" else "Bridge"}
