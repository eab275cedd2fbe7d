import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from rag import Archive, Settings
from rag.errors import DataError
from rag.index.catalogue import Catalogue
from rag.upkeep.backup import back_up
from tests.conftest import OpenArchive, write_corpus
from tests.test_damage import Forbidden

FILES = {f"{n}.txt": f"Report number {n} tells of the weather in town. It rained for {n} days." for n in range(40)}
QUESTION = "How long did it rain?"


def rows(path: Path) -> list[object]:
    """Articles, passages and vectors, as they lie in a catalogue."""
    with closing(Catalogue.open(path)) as catalogue:
        found = catalogue.located_after(0, 10_000)
        vectors = catalogue.vectors.of_passages(catalogue.embedding, [one.key for one in found])
        return [(one.key, one.article, one.passage, vectors[one.key]) for one in found]


def test_a_backup_restored_elsewhere_is_identical_and_costs_no_embedding(
    open_archive: OpenArchive, tmp_path: Path
) -> None:
    archive = open_archive(FILES)
    archive.sync()
    before = archive.retrieve(QUESTION)
    copy = back_up(archive.settings, tmp_path / "backup")
    restored = Settings(corpus_dir=tmp_path / "corpus", data_dir=copy.parent)
    assert rows(copy) == rows(tmp_path / "data" / "catalogue.sqlite")
    with Archive.open(restored, embedder=Forbidden()) as other:
        assert other.sync().unchanged == 40
        assert other.retrieve(QUESTION) == before


def test_a_backup_made_while_others_write_is_of_one_moment(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive(FILES)
    archive.sync()
    done = threading.Event()

    def write() -> None:
        for number in range(40, 140, 20):
            write_corpus(archive.settings.corpus_dir, {f"{n}.txt": f"{n} of them" for n in range(number, number + 20)})
            archive.sync()
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    copies = 0
    while not done.is_set() or not copies:
        copy = back_up(archive.settings, tmp_path / f"backup-{copies}")
        copies += 1
        with closing(Catalogue.open(copy)) as catalogue:
            ready = catalogue.count_passages()
            assert len(rows(copy)) == ready >= 40
        time.sleep(0.2)
    writer.join()


def test_a_backup_never_takes_the_place_of_another(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive(FILES)
    with pytest.raises(DataError, match="name an empty folder"):
        back_up(archive.settings, tmp_path / "data")
    with pytest.raises(DataError, match="Nothing is indexed"):
        back_up(Settings(data_dir=tmp_path / "none"), tmp_path / "backup")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataError, match="cannot be written"):
        back_up(archive.settings, tmp_path / "file" / "backup")
