"""The real bot when many ask different things at once: a process of its own helps, and whatever becomes of it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.bot_api import BotApiServer, Seat
from tests.bot_api.bot_process import BotProcess
from tests.bot_api.crowd import Asked, tally, wait_for_all
from tests.bot_api.newsroom import ANSWERED, index_newsroom

SECONDS = 60.0
HELPS = "helps to answer"


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


@pytest.fixture
def bot(telegram: BotApiServer, tmp_path: Path) -> Iterator[BotProcess]:
    told = {"RAG_CORPUS_DIR": str(index_newsroom(tmp_path)), "BOT_LOG_LEVEL": "INFO", "BOT_ANSWERING_PROCESSES": "1"}
    with BotProcess(telegram, tmp_path, **told) as process:
        yield process


def helpers(bot: BotProcess) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        children = psutil.Process(bot.process.pid).children()
        return [child for child in children if "answering_child" in " ".join(child.cmdline())]
    return []


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not seen():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def ask_different(telegram: BotApiServer, seats: list[Seat], first: int) -> list[Asked]:
    """Let everybody ask something that nobody else asks: by the number of question marks."""
    with telegram.world.changed:
        return [
            Asked(seat, seat.say(question.rstrip("?") + "?" * (first + number)), word)
            for number, seat in enumerate(seats)
            for question, word in ANSWERED.items()
        ]


def test_a_crowd_is_answered_with_a_process_beside_whatever_becomes_of_it(
    telegram: BotApiServer, bot: BotProcess
) -> None:
    seats = [telegram.private() for _ in range(12)]
    asked = ask_different(telegram, seats, 1)
    if (os.cpu_count() or 1) > 1:  # on a single core none is started, and everything else holds the same
        bot.wait_for_log(HELPS)
        (helper,) = helpers(bot)
        helper.suspend()  # so that it holds questions when it is killed
        asked += ask_different(telegram, seats, 20)
        telegram.world.wait(lambda: False, 0.5)
        helper.kill()
    wait_for_all(telegram, asked, SECONDS)
    counted = tally(asked)
    assert (counted.lost, counted.extra, counted.wrong, counted.out_of_order) == (0, 0, 0, 0)
    assert helpers(bot) == []
    assert bot.stop() == 0
    assert not any(question.message.text in bot.log for question in asked)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_process_beside_ends_with_the_bot(telegram: BotApiServer, bot: BotProcess, number: signal.Signals) -> None:
    if (os.cpu_count() or 1) > 1:
        bot.wait_for_log(HELPS)
    beside = helpers(bot)
    began = time.monotonic()
    bot.process.send_signal(number)
    assert bot.ends() == (0 if number == signal.SIGTERM else -number)
    assert time.monotonic() - began < 8
    until(lambda: not any(helper.is_running() for helper in beside))
