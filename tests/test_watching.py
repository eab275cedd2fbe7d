import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rag import Archive, Settings, SyncReport
from rag.index.embedders import LocalEmbedder
from rag.index.lock import writer_lock
from rag.upkeep.watching import watched
from tests.conftest import OpenArchive, write_corpus

if TYPE_CHECKING:
    from rag.ports import Vectors

TALKS = "The envoy spoke of grain at the harbour."
# A change is to be found within five seconds; a loaded machine may take longer without anything being wrong.
PATIENCE = 120


class Watcher:
    """Watches an archive in a thread of its own, and keeps the reports."""

    def __init__(self, archive: Archive, *, apart: bool = False) -> None:
        self.reports: list[SyncReport] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, args=(archive, apart))
        self._thread.start()

    def _watch(self, archive: Archive, apart: bool) -> None:
        for report in archive.watch(self._stop, apart=apart):
            self.reports.append(report)

    def counts(self) -> list[tuple[int, int, int]]:
        return [(report.added, report.changed, report.removed) for report in self.reports]

    def wait(self, reports: int) -> None:
        until(lambda: len(self.reports) >= reports)

    def end(self) -> float:
        began = time.monotonic()
        self._stop.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return time.monotonic() - began


Watch = Callable[..., Watcher]


def long_ago(archive: Archive) -> Archive:
    """Let what is in the corpus be old enough to be whole."""
    for file in archive.settings.corpus_dir.iterdir():
        os.utime(file, (1_600_000_000, 1_600_000_000))
    return archive


@pytest.fixture
def watch() -> Iterator[Watch]:
    begun: list[Watcher] = []

    def begin(archive: Archive, *, apart: bool = False) -> Watcher:
        begun.append(Watcher(archive, apart=apart))
        return begun[-1]

    yield begin
    for watcher in begun:
        watcher.end()


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


class Counted(LocalEmbedder):
    """The local embedder, counting the texts it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = 0

    def embed(self, texts: Sequence[str]) -> "Vectors":
        self.texts += len(texts)
        return super().embed(texts)


def test_new_changed_renamed_and_deleted_files_are_found_within_seconds(
    open_archive: OpenArchive, watch: Watch
) -> None:
    archive = long_ago(open_archive({"talks.txt": TALKS}))
    corpus = archive.settings.corpus_dir
    watcher = watch(archive)
    watcher.wait(1)
    write_corpus(corpus, {"bridge.txt": "The mayor opened a bridge."})
    watcher.wait(2)
    write_corpus(corpus, {"bridge.txt": "The mayor opened a bridge of steel."})
    watcher.wait(3)
    (corpus / "bridge.txt").rename(corpus / "bridges.txt")
    watcher.wait(4)
    (corpus / "bridges.txt").unlink()
    watcher.wait(5)
    assert watcher.counts() == [(1, 0, 0), (1, 0, 0), (0, 1, 0), (1, 0, 1), (0, 0, 1)]
    assert [article.id for article in archive.articles()] == ["talks.txt"]


def test_a_file_is_taken_when_it_is_whole(open_archive: OpenArchive, watch: Watch) -> None:
    archive = long_ago(open_archive({"talks.txt": TALKS}))
    corpus = archive.settings.corpus_dir
    watcher = watch(archive)
    watcher.wait(1)
    with (corpus / "long.txt").open("w") as growing:
        for number in range(8):
            growing.write(f"This is sentence number {number} of a long report. ")
            growing.flush()
            time.sleep(0.25)
    watcher.wait(2)
    assert watcher.counts() == [(1, 0, 0), (1, 0, 0)]
    article = archive.article("long.txt")
    assert article is not None
    assert "number 7" in article.text


def test_a_file_moved_into_place_is_taken_with_the_time_it_brings(open_archive: OpenArchive, watch: Watch) -> None:
    archive = long_ago(open_archive({"talks.txt": TALKS}))
    outside = archive.settings.data_dir.parent / "bridge.txt"
    outside.write_text("The mayor opened a bridge.")
    os.utime(outside, (1_600_000_000, 1_600_000_000))
    watcher = watch(archive)
    watcher.wait(1)
    outside.rename(archive.settings.corpus_dir / "bridge.txt")
    watcher.wait(2)
    assert watcher.counts() == [(1, 0, 0), (1, 0, 0)]


def test_a_corpus_folder_that_goes_is_told_of_once_and_its_articles_answer_until_it_is_back(
    open_archive: OpenArchive, watch: Watch
) -> None:
    archive = long_ago(open_archive({"talks.txt": TALKS}))
    corpus = archive.settings.corpus_dir
    watcher = watch(archive)
    watcher.wait(1)
    corpus.rename(corpus.parent / "away")
    watcher.wait(2)
    assert [failed.path for failed in watcher.reports[1].failed] == [str(corpus)]
    assert "does not exist: create it" in watcher.reports[1].failed[0].reason
    assert archive.count() == 1
    write_corpus(corpus.parent / "away", {"bridge.txt": "The mayor opened a bridge."})
    (corpus.parent / "away").rename(corpus)
    until(lambda: archive.count() == 2)
    watcher.end()
    assert watcher.reports[-1].failed == ()


def test_what_was_written_just_before_the_watch_began_is_taken_too(open_archive: OpenArchive, watch: Watch) -> None:
    watcher = watch(open_archive({"talks.txt": TALKS}))
    watcher.wait(2)
    assert watcher.counts() == [(0, 0, 0), (1, 0, 0)]


def test_watching_begins_before_there_is_a_corpus(open_archive: OpenArchive, watch: Watch) -> None:
    archive = open_archive({})
    archive.settings.corpus_dir.rmdir()
    watcher = watch(archive)
    watcher.wait(1)
    write_corpus(archive.settings.corpus_dir, {"talks.txt": TALKS})
    until(lambda: archive.count() == 1)


def test_another_writer_is_waited_for(open_archive: OpenArchive, watch: Watch) -> None:
    archive = long_ago(open_archive({"talks.txt": TALKS}))
    archive.sync()
    with writer_lock(archive.settings.data_dir):
        watcher = watch(archive)
        write_corpus(archive.settings.corpus_dir, {"bridge.txt": "The mayor opened a bridge."})
        time.sleep(1)
        assert watcher.reports == []
    watcher.wait(1)
    assert watcher.counts() == [(1, 0, 0)]


def test_a_rename_embeds_nothing(tmp_path: Path, watch: Watch) -> None:
    embedder = Counted()
    write_corpus(tmp_path / "corpus", {"talks.txt": TALKS})
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    with Archive.open(settings, embedder=embedder) as archive:
        archive.sync()
        embedded = embedder.texts
        (tmp_path / "corpus" / "talks.txt").rename(tmp_path / "corpus" / "the-talks.txt")
        report = archive.sync()
        ids = [article.id for article in archive.articles()]
    assert (report.added, report.removed, ids) == (1, 1, ["the-talks.txt"])
    assert embedder.texts == embedded


def test_a_folder_of_articles_may_come_change_its_name_and_go(tmp_path: Path, watch: Watch) -> None:
    embedder = Counted()
    write_corpus(tmp_path / "corpus", {"talks.txt": TALKS})
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    with Archive.open(settings, embedder=embedder) as archive:
        watcher = watch(long_ago(archive))
        watcher.wait(1)
        write_corpus(tmp_path / "new", {f"{n}.txt": f"The mayor opened bridge {n}." for n in range(3)})
        (tmp_path / "new").rename(tmp_path / "corpus" / "bridges")
        until(lambda: archive.count() == 4)
        embedded = embedder.texts
        (tmp_path / "corpus" / "bridges").rename(tmp_path / "corpus" / "old")
        until(lambda: "old/2.txt" in archive.ids())
        until(lambda: archive.count() == 4)
        assert sorted(archive.ids()) == ["old/0.txt", "old/1.txt", "old/2.txt", "talks.txt"]
        assert embedder.texts == embedded
        (tmp_path / "corpus" / "old").rename(tmp_path / "new")
        until(lambda: archive.ids() == ["talks.txt"])
        watcher.end()


def test_after_a_change_only_what_changed_is_looked_at(open_archive: OpenArchive, tmp_path: Path) -> None:
    asked: list[tuple[str, ...] | None] = []
    stop = threading.Event()
    settings = open_archive({"talks.txt": TALKS}).settings

    def synced(progress: object, quiet_seconds: float, only: tuple[str, ...] | None) -> SyncReport:
        asked.append(only)
        return SyncReport(added=1)

    thread = threading.Thread(target=lambda: list(watched(settings, synced, stop)))
    thread.start()
    # What was written just before the beginning is looked for twice.
    until(lambda: len(asked) == 2)
    write_corpus(tmp_path / "corpus", {"2024/bridge.txt": "The mayor opened a bridge."})
    until(lambda: len(asked) == 3)
    (tmp_path / "corpus" / "talks.txt").rename(tmp_path / "corpus" / "grain.txt")
    until(lambda: asked[-1] is not None and "grain.txt" in asked[-1])
    stop.set()
    thread.join(PATIENCE)
    assert asked[:2] == [None, None]
    assert set(asked[2] or ()) <= {"2024", "2024/bridge.txt"}
    assert asked[-1] is not None
    assert {"talks.txt", "grain.txt"} <= set(asked[-1])


def test_a_child_may_do_the_work_and_what_it_wrote_answers_here(open_archive: OpenArchive, watch: Watch) -> None:
    archive = long_ago(open_archive({"talks.txt": TALKS}))
    watcher = watch(archive, apart=True)
    watcher.wait(1)
    assert [found.article.id for found in archive.retrieve("Who spoke of grain?")] == ["talks.txt"]
    write_corpus(archive.settings.corpus_dir, {"bridge.txt": "The mayor opened a bridge."})
    watcher.wait(2)
    assert [found.article.id for found in archive.retrieve("Who opened a bridge?", limit=1)] == ["bridge.txt"]
    assert watcher.end() < 10
