from datetime import UTC, datetime
from pathlib import Path

import pytest

from rag import Settings
from rag.errors import DataError
from rag.index.catalogue import NewArticle, NewPassage
from rag.index.embedders import LocalEmbedder
from rag.records import Passage
from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here
from tests.conftest import write_corpus


def test_a_job_is_done_and_its_time_remembered(tmp_path: Path, embedder: LocalEmbedder) -> None:
    write_corpus(tmp_path / "corpus", {"talks.txt": "The envoy spoke of grain at the harbour."})
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    stores = open_stores(settings)
    before = datetime.now(UTC)
    report = sync_here(SyncJob(settings), stores, embedder, lambda done, total: None)
    synced = stores.catalogue.syncs.last()
    close_stores(stores)
    assert report.added == 1
    assert synced is not None
    assert before <= synced <= datetime.now(UTC)


def test_a_file_that_somebody_still_writes_is_left_until_it_is_quiet(tmp_path: Path, embedder: LocalEmbedder) -> None:
    write_corpus(tmp_path / "corpus", {"talks.txt": "The envoy spoke of gra"})
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    stores = open_stores(settings)

    def added(quiet_seconds: float) -> int:
        job = SyncJob(settings, quiet_seconds=quiet_seconds)
        return sync_here(job, stores, embedder, lambda done, total: None).added

    assert (added(3_600), added(0)) == (0, 1)
    close_stores(stores)


def test_a_data_folder_that_cannot_be_made_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataError, match="name another in RAG_DATA_DIR"):
        open_stores(Settings(data_dir=tmp_path / "file" / "data"))


def test_a_job_of_some_paths_leaves_the_rest_once_there_was_a_whole_one(
    tmp_path: Path, embedder: LocalEmbedder
) -> None:
    write_corpus(tmp_path / "corpus", {"talks.txt": "The envoy spoke.", "bridge.txt": "The mayor opened a bridge."})
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    stores = open_stores(settings)

    def synced(*only: str) -> tuple[int, int, int, int]:
        report = sync_here(SyncJob(settings, only=only), stores, embedder, lambda done, total: None)
        return report.added, report.changed, report.removed, report.unchanged

    assert synced("talks.txt") == (2, 0, 0, 0)
    write_corpus(tmp_path / "corpus", {"talks.txt": "The envoy spoke of grain.", "harvest.txt": "Farmers sowed wheat."})
    (tmp_path / "corpus" / "bridge.txt").rename(tmp_path / "corpus" / "bridges.txt")
    assert synced("harvest.txt") == (1, 0, 0, 2)
    assert synced("bridge.txt", "bridges.txt") == (1, 0, 1, 2)
    assert sorted(stores.catalogue.ids()) == ["bridges.txt", "harvest.txt", "talks.txt"]
    assert synced("talks.txt") == (0, 1, 0, 2)
    close_stores(stores)


def test_a_job_of_some_paths_finishes_what_a_stopped_sync_left_there(tmp_path: Path, embedder: LocalEmbedder) -> None:
    write_corpus(tmp_path / "corpus", {"talks.txt": "The envoy spoke.", "bridge.txt": "The mayor opened a bridge."})
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    stores = open_stores(settings)
    catalogue = stores.catalogue

    def synced(*only: str) -> tuple[int, int, int]:
        report = sync_here(SyncJob(settings, only=only), stores, embedder, lambda done, total: None)
        return report.added, report.changed, report.removed

    synced("talks.txt")
    # Killed before an article answered, and after one did, before its file was remembered.
    article = catalogue.article("talks.txt")
    assert article is not None
    with catalogue.writing():
        catalogue.add_pending(NewArticle(article, "talks.txt", "new", (NewPassage(Passage(0, 0, 3), b"none"),)))
        catalogue.files.forget("talks.txt")
        catalogue.files.forget("bridge.txt")
    (tmp_path / "corpus" / "bridge.txt").unlink()
    assert synced("talks.txt") == (0, 0, 0)
    assert catalogue.under_way() == []
    assert synced("bridge.txt") == (0, 0, 1)
    assert [one.id for one in catalogue.articles()] == ["talks.txt"]
    assert stores.lexicon.count() == catalogue.count_passages() == 1
    close_stores(stores)
