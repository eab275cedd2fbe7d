import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from rag import Answer, Answerer, Archive, Fault, GoneError, Lack, Missing, NoAnswer, Settings, Turn
from rag.errors import QuestionError
from rag.index.embedders import LocalEmbedder
from tests.conftest import write_corpus

# Generous: a loaded machine is slow, and who waits in vain fails anyway.
SECONDS = 60.0
NEWS = {
    "port.md": "# The port\n\nThe harbour of Riga opens on Monday. Its director is Anna Berzina.\n",
    "bridge.md": "---\nsource: City Ledger\n---\n# The bridge\n\nThe bridge over the Selm cost 84 million crowns.\n",
}
DIRECTOR = "Who is the director of the harbour of Riga?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("answerer")
    write_corpus(folder / "corpus", NEWS)
    settings = Settings(corpus_dir=folder / "corpus", data_dir=folder / "data")
    with Archive.open(settings, embedder=LocalEmbedder()) as opened:
        opened.sync()
        yield opened


@pytest.fixture(scope="module")
def answerer(archive: Archive) -> Iterator[Answerer]:
    """One that no test ends."""
    started = Answerer.start(archive.settings)
    started.wait(SECONDS)
    yield started
    started.end()


@pytest.fixture
def own(archive: Archive) -> Iterator[Answerer]:
    """One that the test may end, asked before it is ready: it would answer as soon as it is."""
    started = Answerer.start(archive.settings)
    yield started
    started.end()


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not seen():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_the_child_answers_what_the_archive_answers(archive: Archive, answerer: Answerer) -> None:
    reply = answerer.ask(DIRECTOR, seconds=SECONDS)
    assert isinstance(reply, Answer)
    assert reply == archive.ask(DIRECTOR)
    history = [Turn("What did the bridge over the Selm cost?", "84 million crowns. [1]")]
    assert answerer.ask("And in crowns?", history=history, seconds=SECONDS) == archive.ask(
        "And in crowns?", history=history
    )
    assert answerer.ask(DIRECTOR, source="City Ledger", seconds=SECONDS) == archive.ask(DIRECTOR, source="City Ledger")


def test_the_child_says_why_it_has_no_answer_by_the_same_record(archive: Archive, answerer: Answerer) -> None:
    reply = answerer.ask("What did Ilona Vass say of the harbour?", seconds=SECONDS)
    assert isinstance(reply, NoAnswer)
    assert reply.missing == Missing(Lack.NAMES, ("Ilona Vass",))
    assert reply == archive.ask("What did Ilona Vass say of the harbour?")


def test_several_threads_get_each_its_own_answer(archive: Archive, answerer: Answerer) -> None:
    questions = [DIRECTOR, "What did the bridge over the Selm cost?", "When does the harbour open?"] * 4
    with ThreadPoolExecutor(4) as threads:
        replies = list(threads.map(lambda question: answerer.ask(question, seconds=SECONDS), questions))
    assert replies == [archive.ask(question) for question in questions]


def test_an_error_for_the_person_comes_as_itself(answerer: Answerer) -> None:
    with pytest.raises(QuestionError, match=r"The question '' has no words; ask something of the articles\.") as told:
        answerer.ask("  ", seconds=SECONDS)
    assert told.value.fault is Fault.QUESTION_EMPTY


def test_what_was_indexed_meanwhile_is_seen_within_two_seconds(archive: Archive, answerer: Answerer) -> None:
    folder = archive.settings.corpus_dir
    write_corpus(folder, {"lynx.md": "# Lynx\n\nOda Fenn photographed a lynx in the Karda hills.\n"})
    archive.sync()
    synced = time.monotonic()
    until(lambda: isinstance(answerer.ask("Who photographed a lynx in the Karda hills?", seconds=SECONDS), Answer))
    assert time.monotonic() - synced < 2


def test_it_works_on_when_a_service_manager_tells_everybody_to_end(answerer: Answerer) -> None:
    os.kill(answerer.pid, signal.SIGTERM)
    assert isinstance(answerer.ask(DIRECTOR, seconds=SECONDS), Answer)


def test_no_settings_stand_on_the_command_line(archive: Archive, answerer: Answerer) -> None:
    line = " ".join(psutil.Process(answerer.pid).cmdline())
    assert "rag.answering_child" in line
    assert str(archive.settings.data_dir) not in line


def test_who_waits_for_a_child_that_is_killed_is_told(own: Answerer, caplog: pytest.LogCaptureFixture) -> None:
    os.kill(own.pid, signal.SIGSTOP)
    with ThreadPoolExecutor(2) as threads, caplog.at_level(logging.INFO):
        waiting = [threads.submit(own.ask, DIRECTOR, seconds=SECONDS) for _ in range(2)]
        os.kill(own.pid, signal.SIGKILL)
        for one in waiting:
            with pytest.raises(GoneError, match="has ended"):
                one.result(SECONDS)
    with pytest.raises(GoneError):
        own.ask(DIRECTOR, seconds=SECONDS)
    assert own.is_gone
    assert [message for _, _, message in caplog.record_tuples] == [
        "the process that helps to answer ended by SIGKILL; its questions are answered without it"
    ]


def test_a_child_that_hangs_is_given_up_and_ended(own: Answerer, caplog: pytest.LogCaptureFixture) -> None:
    os.kill(own.pid, signal.SIGSTOP)
    with pytest.raises(TimeoutError):
        own.ask(DIRECTOR, seconds=0.1)
    until(lambda: not psutil.pid_exists(own.pid))
    assert own.is_gone
    assert "Riga" not in caplog.text


def test_a_question_too_long_for_the_pipe_of_a_child_that_hangs_holds_up_nobody_for_good(own: Answerer) -> None:
    os.kill(own.pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(own.ask, "Who? " * 100_000, seconds=SECONDS)
        time.sleep(0.1)
        own.end()
        with pytest.raises(GoneError):
            waiting.result(SECONDS)


def test_a_process_that_cannot_be_started_is_told_of(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(GoneError, match=r"No process to answer questions can be started \(No such file"):
        Answerer.start(archive.settings)


def test_a_child_that_cannot_open_the_archive_ends_and_says_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data").write_text("no folder")
    answerer = Answerer.start(Settings(corpus_dir=tmp_path, data_dir=tmp_path / "data"))
    with pytest.raises(GoneError, match="has ended"):
        answerer.wait(SECONDS)
    assert "The data folder" in caplog.text


def test_a_child_that_is_not_ready_in_time_is_ended(archive: Archive) -> None:
    answerer = Answerer.start(archive.settings)
    with pytest.raises(GoneError, match=r"not ready within 0\.01 seconds"):
        answerer.wait(0.01)
    until(lambda: not psutil.pid_exists(answerer.pid))


ORPHAN = """
import os, sys
from rag import Answerer, Settings

answerer = Answerer.start(Settings(corpus_dir=sys.argv[1], data_dir=sys.argv[2]))
answerer.wait()
print(answerer.pid, flush=True)
os.kill(os.getpid(), 9)
"""


def test_the_child_ends_with_a_parent_that_is_killed(archive: Archive) -> None:
    settings = archive.settings
    command = [sys.executable, "-c", ORPHAN, str(settings.corpus_dir), str(settings.data_dir)]
    parent = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert parent.returncode == -signal.SIGKILL
    until(lambda: not psutil.pid_exists(int(parent.stdout)))


def test_no_thread_and_no_process_is_left_behind(archive: Archive) -> None:
    threads, files = threading.active_count(), psutil.Process().num_fds()
    answerer = Answerer.start(archive.settings)
    answerer.end()
    until(lambda: threading.active_count() == threads and psutil.Process().num_fds() == files)
    assert not psutil.pid_exists(answerer.pid)
