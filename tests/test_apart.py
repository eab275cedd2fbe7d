import logging
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from rag import Archive, Settings, SyncReport
from rag.errors import BusyError, CorpusError, DataError, RebuildError
from rag.index.catalogue import Catalogue
from rag.index.embedders import LocalEmbedder
from rag.upkeep.apart import sync_apart
from rag.upkeep.syncing import SyncJob
from tests.conftest import write_corpus
from tests.test_lock import HOLD

# The language is told: no child has to load the model that guesses one.
HEAD = "---\nlanguage: en\n---\n"
TALKS = f"{HEAD}The envoy spoke of grain at the harbour."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_corpus(tmp_path / "corpus", {"talks.md": TALKS})
    return Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data", openai_api_key="secret-key")


@pytest.fixture
def followed(settings: Settings, embedder: LocalEmbedder) -> Settings:
    """An index that is there, and one article more to take up: a child need not open Chroma for it."""
    write_corpus(settings.corpus_dir, {f"{n}.md": f"{HEAD}Report {n} tells of the weather." for n in range(8)})
    with Archive.open(settings, embedder=embedder) as archive:
        archive.sync()
    write_corpus(settings.corpus_dir, {"bridge.md": f"{HEAD}The mayor opened a bridge of steel."})
    return settings


def unheard(done: int, total: int) -> None:
    pass


# What other tests have left running in this process: it is no child of a sync.
LEFT: set[psutil.Process] = set()


@pytest.fixture(autouse=True)
def what_others_left() -> None:
    LEFT.clear()
    LEFT.update(psutil.Process().children(recursive=True))


def children() -> list[psutil.Process]:
    return [one for one in psutil.Process().children(recursive=True) if one not in LEFT]


def test_a_child_does_the_work_and_tells_of_it(settings: Settings) -> None:
    told: list[tuple[int, int]] = []
    report = sync_apart(SyncJob(settings), lambda done, total: told.append((done, total)))
    assert report == SyncReport(added=1, seconds=report.seconds)
    assert told[-1] == (1, 1)
    assert children() == []


def test_errors_come_back_as_themselves(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"corpus folder .*nowhere' does not exist"):
        sync_apart(SyncJob(replace(settings, corpus_dir=tmp_path / "nowhere")), unheard)
    catalogue = Catalogue.open(tmp_path / "data" / "catalogue.sqlite")
    catalogue.name_embedding("another")
    catalogue.close()
    with pytest.raises(RebuildError, match="rag sync --rebuild"):
        sync_apart(SyncJob(settings), unheard)


def test_a_second_writer_is_named_through_the_child(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    command = [sys.executable, "-c", HOLD, str(tmp_path / "data")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=rf"process {holder.pid}: "):
            sync_apart(SyncJob(settings), unheard)
        holder.communicate("")


def test_what_the_child_logs_is_logged_here(
    followed: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for file in (tmp_path / "data" / "words").iterdir():
        file.unlink()
    with caplog.at_level(logging.WARNING):
        assert sync_apart(SyncJob(followed), unheard).failed == ()
    assert ("rag.index.indexing", logging.WARNING) in {(one.name, one.levelno) for one in caplog.records}


def test_raising_from_the_progress_stops_the_child(followed: Settings) -> None:
    class EnoughError(Exception):
        pass

    def enough(done: int, total: int) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        sync_apart(SyncJob(followed), enough)
    assert children() == []
    assert sync_apart(SyncJob(followed), unheard).failed == ()


def test_the_caller_may_stop_it_before_there_is_progress(settings: Settings) -> None:
    class EnoughError(Exception):
        pass

    def enough() -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        sync_apart(SyncJob(settings), unheard, enough)
    assert children() == []


def test_no_secret_stands_on_a_command_line(followed: Settings) -> None:
    lines: list[str] = []

    def look(done: int, total: int) -> None:
        lines.extend(" ".join(child.cmdline()) for child in children())

    sync_apart(SyncJob(followed), look)
    assert lines
    assert not any("secret-key" in line for line in lines)


def test_a_child_that_is_killed_is_told_of_in_a_plain_sentence(followed: Settings) -> None:
    def kill(done: int, total: int) -> None:
        for child in children():
            child.kill()

    with pytest.raises(DataError, match="was ended by SIGKILL; the last whole state goes on answering"):
        sync_apart(SyncJob(followed), kill)
    assert sync_apart(SyncJob(followed), unheard).failed == ()


ORPHAN = """
import sys, os
from rag import Settings
from rag.upkeep.apart import sync_apart
from rag.upkeep.syncing import SyncJob
import psutil

def say(done, total):
    print(*(child.pid for child in psutil.Process().children()), flush=True)
    os.kill(os.getpid(), 9)

sync_apart(SyncJob(Settings(corpus_dir=sys.argv[1], data_dir=sys.argv[2])), say)
"""


def test_the_child_dies_with_its_parent(followed: Settings) -> None:
    command = [sys.executable, "-c", ORPHAN, str(followed.corpus_dir), str(followed.data_dir)]
    parent = subprocess.run(command, capture_output=True, text=True, check=False)
    pids = [int(pid) for pid in parent.stdout.split()]
    assert (parent.returncode, len(pids)) == (-9, 1)
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pids[0]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not psutil.pid_exists(pids[0])
