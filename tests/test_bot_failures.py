import asyncio
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from telegram import Update
from telegram.error import NetworkError, TimedOut

from bot.context import Context
from bot.polling import ALLOWED_UPDATES
from bot.settings import Ids
from bot.store import Outcome
from rag import RagError
from tests.bot_api import BotApiServer, Seat
from tests.bot_rooms import room


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


def ended(
    telegram: BotApiServer, folder: Path, seat: Seat, error: Exception, act: Callable[[], object] | None = None
) -> Outcome | None:
    """How a question ends whose handler raises `error`, or another act of a person."""

    async def fail(update: Update, context: Context) -> None:
        raise error

    async def run() -> Outcome | None:
        async with room(telegram, folder, fail, allowed_telegram_user_ids=Ids(everybody=True)) as made:
            (act or (lambda: seat.say("why?")))()
            await made.take_all(telegram)
            return made.store.inbox.outcome(made.seen[0].update_id)

    return asyncio.run(run())


def told(seat: Seat) -> list[str]:
    return [message.text for message in seat.shown]


def test_an_error_nobody_foresaw_is_told_by_an_id_that_stands_in_the_log_with_all_of_it(
    telegram: BotApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    anna = telegram.private()
    assert ended(telegram, tmp_path, anna, ValueError("the inside of it")) is Outcome.FAILED
    (message,) = told(anna)
    found = re.fullmatch(
        r"Something went wrong and was written down \(id ([0-9a-f]{8})\)\. Please try again\.", message
    )
    assert found
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert found[1] in record.getMessage()
    assert "the inside of it" in caplog.text


def test_a_failure_that_was_foreseen_is_told_in_its_own_sentence(
    telegram: BotApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    anna = telegram.private()
    assert ended(telegram, tmp_path, anna, RagError("Ask <less> & try again.")) is Outcome.FAILED
    assert told(anna) == ["Ask <less> & try again."]
    assert "Ask <less>" not in caplog.text


def test_a_vote_that_cannot_be_kept_is_told_to_the_log_alone(
    telegram: BotApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.world.updates.allowed = list(ALLOWED_UPDATES)
    anna = telegram.private()
    question = anna.say("why?")
    telegram.world.updates.waiting.clear()
    assert ended(telegram, tmp_path, anna, ValueError("within"), lambda: anna.react(question, "👍")) is Outcome.FAILED
    assert told(anna) == []
    assert "within" in caplog.text


def test_where_nobody_knows_whether_the_answer_arrived_no_apology_stands_beside_it(
    telegram: BotApiServer, tmp_path: Path
) -> None:
    anna = telegram.private()
    assert ended(telegram, tmp_path, anna, TimedOut()) is Outcome.UNSURE
    assert told(anna) == []


def test_an_answer_that_could_not_reach_telegram_is_no_failure_and_stays_open(
    telegram: BotApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    anna = telegram.private()
    away = NetworkError("httpx.ConnectError")
    away.__cause__ = httpx.ConnectError("refused")
    assert ended(telegram, tmp_path, anna, away) is None
    assert told(anna) == []
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
