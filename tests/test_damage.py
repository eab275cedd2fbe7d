"""What is damaged is noticed, told and made again, through the door a person uses."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag import Answer, Archive, Settings
from rag.errors import DataError
from rag.index.embedders import LocalEmbedder
from rag.index.index_writer import Places
from tests.conftest import OpenArchive, write_corpus

if TYPE_CHECKING:
    from rag.ports import Vectors

FILES = {
    "talks.md": "---\ntitle: Talks\n---\nThe envoy spoke of grain at the harbour.\n",
    **{f"{n}.txt": f"Report number {n} tells of the weather in town. It rained for {n} days." for n in range(60)},
}
QUESTION = "What did the envoy speak of?"
QUOTE = "The envoy spoke of grain at the harbour."


class Forbidden(LocalEmbedder):
    """The local embedder, which embeds no passage, whose text stands in a line of its own: that was done before."""

    def embed(self, texts: Sequence[str]) -> "Vectors":
        assert not any("\n" in text for text in texts), "embedded again"
        return super().embed(texts)


def answers(archive: Archive) -> bool:
    reply = archive.ask(QUESTION)
    return isinstance(reply, Answer) and reply.citations[0].quote == QUOTE


def indexed(open_archive: OpenArchive) -> Path:
    with open_archive(FILES) as archive:
        archive.sync()
        return archive.settings.data_dir


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def no_database(path: Path) -> None:
    path.write_bytes(b"not a database " * 1_000)


def halved(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def overwritten(path: Path) -> None:
    with path.open("r+b") as file:
        for start in range(0, path.stat().st_size, 4_096):
            file.seek(start + 200)
            file.write(b"\xff" * 3_000)


@pytest.mark.parametrize("damage", [emptied, no_database, halved, overwritten])
def test_a_damaged_catalogue_is_set_aside_and_made_again(
    open_archive: OpenArchive, damage: Callable[[Path], None]
) -> None:
    data = indexed(open_archive)
    damage(Places(data).catalogue)
    with open_archive() as archive:
        archive.sync()
        assert (archive.count(), answers(archive)) == (61, True)
        report = archive.sync()
        assert (report.added, report.unchanged, report.failed) == (0, 61, ())
    kept = [path.name for path in data.glob("catalogue.sqlite.damaged-*") if not path.name.endswith(("-wal", "-shm"))]
    assert len(kept) == (0 if damage is emptied else 1)


def test_an_open_archive_goes_over_to_the_catalogue_that_another_process_made_again(open_archive: OpenArchive) -> None:
    data = indexed(open_archive)
    reader, writer = open_archive(), open_archive()
    assert answers(reader)
    writer._stores.catalogue.begin_anew()  # noqa: SLF001 - as a sync does that meets damage
    writer.sync()
    assert (reader.count(), answers(reader), reader.status().articles) == (61, True, 61)
    assert len(list(data.glob("catalogue.sqlite.damaged-*"))) >= 1


def test_damage_that_a_question_meets_is_mended_by_the_next_sync(open_archive: OpenArchive) -> None:
    data = indexed(open_archive)
    overwritten(Places(data).catalogue)
    (data / "catalogue.sqlite.doubted").touch()
    with open_archive() as archive:
        archive.sync()
        assert (archive.count(), answers(archive)) == (61, True)
    assert not (data / "catalogue.sqlite.doubted").exists()


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


def each_halved(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            halved(path)


def each_emptied(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            emptied(path)


def each_overwritten(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".lock":
            path.write_bytes(b"\xff" * max(path.stat().st_size, 1))


ALL_DAMAGE = [gone, each_halved, each_emptied, each_overwritten]


@pytest.mark.parametrize("damage", ALL_DAMAGE)
def test_damaged_vectors_cost_no_answer_and_are_made_again_without_embedding(
    open_archive: OpenArchive, tmp_path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    data = indexed(open_archive)
    damage(Places(data).vectors)
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=data)
    with Archive.open(settings, embedder=Forbidden()) as archive:
        assert answers(archive)
        archive.sync()
        assert answers(archive)
        assert "folded anew from the catalogue" in caplog.text
        caplog.clear()
        archive.sync()
        assert "anew" not in caplog.text


@pytest.mark.parametrize("damage", ALL_DAMAGE)
def test_damaged_words_are_made_again_without_embedding(
    open_archive: OpenArchive, tmp_path: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    data = indexed(open_archive)
    damage(Places(data).words)
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=data)
    with Archive.open(settings, embedder=Forbidden()) as archive:
        archive.sync()
        assert answers(archive)
        assert "word index is made again" in caplog.text


@pytest.mark.parametrize("damage", ALL_DAMAGE)
def test_damaged_words_cost_no_answer_either(
    open_archive: OpenArchive, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    damage(Places(indexed(open_archive)).words)
    with open_archive() as archive:
        assert answers(archive)
        assert answers(archive)
        warned = [record for record in caplog.records if "meaning alone answers" in record.message]
        # A folder that is gone is an empty index, and nothing to warn of.
        assert len(warned) == int(damage is not gone)
        archive.sync()
        assert archive.retrieve("What does report number 7 tell of?", limit=1)[0].article.id == "7.txt"


def test_where_nothing_can_be_written_a_sync_says_so_and_the_old_state_answers(
    open_archive: OpenArchive, tmp_path: Path
) -> None:
    data = indexed(open_archive)
    shutil.rmtree(Places(data).words.with_name("words.new"), ignore_errors=True)
    write_corpus(tmp_path / "corpus", {f"new{n}.txt": f"News {n} of the day, told at length." for n in range(60)})
    shutil.rmtree(Places(data).vectors)
    Places(data).vectors.write_text("a file where the folder should be")
    with open_archive() as archive:
        with pytest.raises(DataError, match="cannot be written"):
            archive.sync()
        assert answers(archive)
        Places(data).vectors.unlink()
        assert archive.sync().failed == ()
        assert archive.count() == 121
