from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rag import Archive, Settings
from rag.commands.checks import Check, TroubleError, checked
from rag.commands.index_checks import index_checks
from rag.commands.server_checks import served
from rag.index.catalogue import Catalogue
from rag.index.embedders import LocalEmbedder
from rag.index.server_collections import ServerCollections
from tests.chroma_process import ChromaProcess
from tests.conftest import write_corpus


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    started = ChromaProcess(tmp_path_factory.mktemp("server") / "data")
    started.start()
    yield started
    started.kill()


@pytest.fixture
def settings(tmp_path: Path, process: ChromaProcess, embedder: LocalEmbedder) -> Settings:
    write_corpus(tmp_path / "corpus", {"talks.md": "The envoy spoke of grain at the harbour."})
    made = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data", chroma_url=process.url)
    with Archive.open(made, embedder=embedder) as archive:
        archive.sync()
    return made


def vectors(settings: Settings) -> Check:
    return next(check for check in index_checks(settings) if check.name == "vectors")


def test_a_server_in_order_says_how_many_it_holds_and_how_fast_it_is(
    settings: Settings, process: ChromaProcess
) -> None:
    check = vectors(settings)
    assert check.ok
    assert check.says.startswith(f"1 vectors, one a passage, on {process.url!r}; it answers in ")


def test_a_server_that_is_away_is_told_of_with_the_cure(settings: Settings, process: ChromaProcess) -> None:
    process.kill()
    check = vectors(settings)
    process.start()
    assert not check.ok
    assert check.says.startswith("words alone answer: The Chroma server ")
    assert check.cure == "Start the server, or set CHROMA_URL right; then run: rag sync"


def test_what_the_server_lost_or_never_got_is_counted(settings: Settings) -> None:
    with closing(Catalogue.open(settings.data_dir / "catalogue.sqlite")) as catalogue:
        collections = ServerCollections(settings, catalogue.sent)
        model = catalogue.layers.model
        collections.of(model).delete()
        with pytest.raises(TroubleError, match=r"0 vectors on .*, 1 were sent"):
            served(settings, catalogue)
        catalogue.sent.reach(collections.place(model), 0)
        check = checked("vectors", lambda: served(settings, catalogue), "")
        assert (check.ok, check.cure) == (False, "Run: rag sync")
        assert check.says.endswith("1 wait to be sent")
        collections.close()
