import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from rag.corpus.articles import source_files
from rag.index import reading_ahead
from rag.index.embedders import LocalEmbedder
from rag.index.file_reading import Job, ReaderHere, Reading
from rag.index.reading_ahead import ReaderAhead, reader_for
from tests.conftest import OpenArchive, write_corpus

# The language is told: no child has to load the model that guesses one.
HEAD = "---\nlanguage: en\n---\n"
FILES = {f"{n:03}.md": HEAD + f"Ship {n} left the port of Odesa with grain. " * 5 for n in range(120)}


@pytest.fixture
def here(tmp_path: Path) -> ReaderHere:
    write_corpus(tmp_path / "corpus", FILES)
    return ReaderHere(tmp_path / "corpus", 100_000)


def jobs(here: ReaderHere) -> list[Job]:
    return [Job(file, {}) for file in source_files(here.folder)[0]]


def children() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "reading_child" in " ".join(one.cmdline())]


def without_time(reading: Reading) -> tuple[object, ...]:
    return (reading.digest, reading.ids, reading.changed, reading.failed, reading.vectors, reading.unread)


def test_children_read_what_this_process_would_in_the_same_order(here: ReaderHere, embedder: LocalEmbedder) -> None:
    with_vectors = ReaderHere(here.folder, here.max_bytes, embedder)
    read = list(ReaderAhead(here, embeds=True, children=2).read(iter(jobs(here))))
    assert [job.file.path for job, _ in read] == sorted(FILES)
    assert [without_time(one) for _, one in read] == [without_time(with_vectors.reading(job)) for job in jobs(here)]
    assert children() == []


def test_a_child_that_dies_is_stood_in_for(here: ReaderHere) -> None:
    read = []
    readings = ReaderAhead(here, embeds=False, children=2).read(iter(jobs(here)))
    for job, reading in readings:
        read.append((job.file.path, reading.ids))
        if len(read) == 3:
            child = children()[0]
            os.kill(child.pid, signal.SIGKILL)
            child.wait(10)
    assert read == [(path, (path,)) for path in sorted(FILES)]


def test_a_child_ends_with_whoever_stops_asking(here: ReaderHere) -> None:
    readings = ReaderAhead(here, embeds=False).read(iter(jobs(here)))
    next(readings)
    assert len(children()) == 1
    readings.close()
    assert children() == []


def test_where_no_child_can_be_started_this_process_reads(here: ReaderHere, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(here.folder / "nothing"))
    assert len(list(ReaderAhead(here, embeds=False).read(iter(jobs(here))))) == len(FILES)


def test_a_few_files_are_not_worth_a_child(here: ReaderHere, embedder: LocalEmbedder) -> None:
    files = source_files(here.folder)[0]
    assert reader_for(here, files, embedder) is here
    many = reader_for(here, files * 100, embedder)
    assert isinstance(many, ReaderAhead)
    assert (many.here, many.embeds) == (here, True)
    assert 1 <= many.children <= 4


def test_a_sync_with_a_child_ends_like_one_without(open_archive: OpenArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "_WORTH_A_CHILD", 0)
    archive = open_archive(FILES)
    assert archive.sync().added == len(FILES)
    monkeypatch.setattr(reading_ahead, "_WORTH_A_CHILD", 10**9)
    assert archive.sync(rebuild=True).unchanged == len(FILES)
    assert archive.retrieve("grain of Odesa", limit=1)[0].article.text.startswith("Ship")


def test_a_program_without_a_guard_may_sync_many_files(here: ReaderHere, tmp_path: Path) -> None:
    """A child made by multiprocessing would run the whole program again."""
    program = tmp_path / "program.py"
    program.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent.parent)!r})\n"
        "from rag import Archive, Settings\nfrom rag.index import reading_ahead\n"
        "reading_ahead._WORTH_A_CHILD = 0\n"
        f"archive = Archive.open(Settings(corpus_dir={str(here.folder)!r}, data_dir={str(tmp_path / 'data')!r}))\n"
        "print(archive.sync().added)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.stdout, done.returncode) == (f"{len(FILES)}\n", 0), done.stderr
