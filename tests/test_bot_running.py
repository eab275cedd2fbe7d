import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from bot.settings import BotSettings
from bot.store import Store, Thread
from rag import Answer, NoAnswer
from tests.bot_api import BotApiServer, cuts, refuses
from tests.bot_api.bot_process import BotProcess
from tests.bot_api.ports import free_port
from tests.bot_api.refusals import conflict

# Generous: the machine may be busy.
SECONDS = 60


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


@pytest.fixture
def process(telegram: BotApiServer, tmp_path: Path) -> Iterator[BotProcess]:
    """A bot over an empty corpus, not yet started."""
    (tmp_path / "corpus").mkdir()
    made = BotProcess(telegram, tmp_path, RAG_CORPUS_DIR=str(tmp_path / "corpus"), RAG_WATCH="0", BOT_LOG_LEVEL="INFO")
    yield made
    with suppress(AssertionError):  # it was never started
        made.kill()


@pytest.mark.parametrize("token", ["", "not a token"])
def test_without_a_token_it_says_where_to_get_one(tmp_path: Path, token: str) -> None:
    env = {**os.environ, "TELEGRAM_BOT_TOKEN": token, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-m", "bot"], capture_output=True, text=True, cwd=tmp_path, env=env, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "@BotFather" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_tells_how_it_is_and_ends_in_time_when_asked(telegram: BotApiServer, process: BotProcess) -> None:
    port = free_port()
    process.variables["HEALTH_PORT"] = str(port)
    process.start()
    end, status = time.monotonic() + SECONDS, 0
    while status != 200 and time.monotonic() < end:
        status = httpx.get(f"http://127.0.0.1:{port}/healthz").status_code
    assert status == 200
    assert httpx.get(f"http://127.0.0.1:{port}/healthz").json()["tasks"] > 0
    began = time.monotonic()
    assert process.stop(SECONDS) == 0
    assert time.monotonic() - began < 8
    assert process.log.endswith("the bot has ended\n")


def test_another_copy_of_the_bot_is_named_and_ctrl_c_ends_this_one(telegram: BotApiServer, process: BotProcess) -> None:
    telegram.faults.plan("getUpdates", refuses(conflict()))
    process.start()
    assert telegram.world.wait(lambda: len(telegram.called("getUpdates")) > 1, SECONDS)
    process.process.send_signal(signal.SIGINT)
    assert process.ends(SECONDS) == 0
    assert "Another copy of this bot fetches its updates" in process.log


def test_a_stop_while_telegram_is_away_is_heard(telegram: BotApiServer, process: BotProcess) -> None:
    telegram.faults.plan("getMe", cuts(), times=99)
    process.start(wait=False)
    end = time.monotonic() + SECONDS
    while "the bot tries again by itself" not in process.log and time.monotonic() < end:
        time.sleep(0.05)
    assert process.stop(SECONDS) == 0


def test_a_port_that_is_taken_ends_the_start_with_a_sentence(telegram: BotApiServer, process: BotProcess) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process.variables["HEALTH_PORT"] = str(taken.getsockname()[1])
        process.start(wait=False)
        assert process.ends(SECONDS) == 1
    assert "cannot be listened on" in process.log
    assert "Traceback" not in process.log


def test_votes_and_questions_without_an_answer_are_printed(tmp_path: Path) -> None:
    with Store.open(tmp_path, BotSettings()) as store:
        answer = Answer("In Riga.", (), confidence=0.9, generated=False)
        id_ = store.answers.keep(Thread(5), 1, "Where?", answer, 1_718_000_000.0)
        store.answers.keep(Thread(5), 2, "Why?", NoAnswer("No.", 0.0), 1_718_000_000.0)
        store.feedback.give(id_, 5, liked=True, now=1_718_000_000.0)
    env = {**os.environ, "RAG_DATA_DIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-m", "bot", "feedback"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=env, check=True)
    assert done.stdout == (
        "1 answers, 1 questions without one; 1 votes for, 0 against\n\n"
        "2024-06-10 06:13  👍  Where?\n    In Riga.\n\n"
        "Not answered:\n2024-06-10 06:13  Why?\n"
    )
