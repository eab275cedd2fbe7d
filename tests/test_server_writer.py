from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Settings
from rag.errors import ServerError
from rag.index.server_collections import ServerCollections
from rag.index.server_rest import ServerRest
from rag.index.server_writer import ServerWriter, Standing
from tests.chroma_process import ChromaProcess
from tests.test_vectors import MODEL, Shelf, rows


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    started = ChromaProcess(tmp_path_factory.mktemp("server") / "data")
    started.start()
    yield started
    started.kill()


class Desk:
    """A writer with the catalogue it works for; it forgets that the server failed."""

    def __init__(self, folder: Path, url: str) -> None:
        self.shelf = Shelf(folder)
        self.collections = ServerCollections(Settings(chroma_url=url), self.shelf.catalogue.sent)

    @property
    def writer(self) -> ServerWriter:
        catalogue = self.shelf.catalogue
        return ServerWriter(catalogue.layers, catalogue.sent, self.collections, ServerRest())

    def held(self) -> set[int]:
        return self.collections.of(MODEL).keys()


@pytest.fixture
def desk(process: ChromaProcess, tmp_path: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path, process.url)
    yield opened
    opened.collections.close()
    opened.shelf.store.close()


def test_what_waits_is_sent_once(desk: Desk) -> None:
    keys = desk.shelf.add(rows(40))
    assert desk.writer.standing() == Standing(0, 0, 40)
    desk.writer.settle(whole=True)
    desk.writer.settle(whole=True)
    assert desk.writer.standing() == Standing(40, 40, 0)
    assert desk.held() == set(keys)


def test_what_is_removed_while_the_server_is_away_is_removed_when_it_is_back(
    desk: Desk, process: ChromaProcess
) -> None:
    keys = desk.shelf.add(rows(10))
    desk.writer.settle(whole=True)
    process.kill()
    desk.shelf.retire(0, 1)
    desk.writer.remove(keys[:2])
    desk.writer.inspect()
    process.start()
    assert desk.held() == set(keys)
    desk.writer.inspect()
    assert desk.held() == set(keys[2:])


def test_what_the_server_lost_is_sent_again(desk: Desk, process: ChromaProcess) -> None:
    keys = desk.shelf.add(rows(10))
    desk.writer.settle(whole=True)
    process.empty()
    process.start()
    desk.writer.inspect()
    assert desk.writer.standing() == Standing(0, 0, 10)
    desk.writer.settle(whole=True)
    assert desk.held() == set(keys)


def test_a_stopped_sending_goes_on_where_it_was(desk: Desk, process: ChromaProcess) -> None:
    keys = desk.shelf.add(rows(10))
    process.kill()
    desk.writer.settle(whole=False)
    with pytest.raises(ServerError, match="Everything is indexed and answers, but vectors wait"):
        desk.writer.settle(whole=True)
    process.start()
    desk.writer.settle(whole=True)
    assert desk.held() == set(keys)


def test_another_model_gets_a_collection_and_the_one_before_is_deleted(desk: Desk) -> None:
    keys = desk.shelf.add(rows(10))
    desk.writer.settle(whole=True)
    vectors = desk.shelf.catalogue.vectors
    vectors.keep(
        "large", {row.tobytes()[:16]: large.tobytes() for row, large in zip(rows(10), rows(10, 32), strict=True)}
    )
    desk.writer.replace("large")
    assert desk.collections.of("large").keys() == set(keys)
    assert desk.held() == set()
