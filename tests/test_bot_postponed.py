import asyncio
from dataclasses import dataclass

import httpx
import pytest
from telegram import Update
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.polling import Reach
from bot.postponed import Postponed, is_away


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


def test_an_update_is_given_back_once_when_telegram_has_answered_since() -> None:
    reach, clock = Reach(), Clock()
    reach.answered = 99.0
    postponed = Postponed(reach, clock=clock)
    second, first = Update(2), Update(1)
    postponed.keep(second)
    postponed.keep(first)
    assert postponed.due() == []
    assert (postponed.holds(1), postponed.holds(3)) == (True, False)
    reach.answered = 101.0
    assert postponed.due() == [first, second]
    assert postponed.due() == []
    assert not postponed.holds(1)


def test_however_long_an_outage_is_nothing_is_tried_before_telegram_answers() -> None:
    reach, clock = Reach(), Clock()
    reach.answered = 99.0
    postponed = Postponed(reach, clock=clock)
    postponed.keep(update := Update(1))
    clock.now += 600
    assert postponed.due() == []
    reach.answered = clock.now
    assert postponed.due() == [update]


def test_what_is_due_comes_into_the_queue_again() -> None:
    reach = Reach()
    postponed = Postponed(reach, clock=Clock())
    postponed.keep(update := Update(1))
    reach.answered = 101.0

    async def first() -> object:
        queue: asyncio.Queue[object] = asyncio.Queue()
        giving = asyncio.create_task(postponed.give_back(queue))
        try:
            return await asyncio.wait_for(queue.get(), 10)
        finally:
            giving.cancel()

    assert asyncio.run(first()) is update


def test_where_nothing_is_fetched_telegram_is_asked_until_it_answers_while_something_waits() -> None:
    reach = Reach()
    answers: list[TelegramError | None] = [NetworkError("away"), NetworkError("away"), None]
    asked: list[float] = []

    async def ask() -> None:
        asked.append(asyncio.get_running_loop().time())
        if (error := answers.pop(0)) is not None:
            raise error

    async def story() -> None:
        queue: asyncio.Queue[object] = asyncio.Queue()
        postponed = Postponed(reach, ask)
        giving = asyncio.create_task(postponed.give_back(queue))
        try:
            await asyncio.sleep(0.01)
            assert asked == []
            postponed.keep(update := Update(1))
            assert await asyncio.wait_for(queue.get(), 30) is update
        finally:
            giving.cancel()

    asyncio.run(story())
    assert (answers, len(asked), reach.is_alive) == ([], 3, True)


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (caused(NetworkError("refused"), httpx.ConnectError("")), True),
        (caused(TimedOut(), httpx.ConnectTimeout("")), True),
        (caused(NetworkError("cut"), httpx.RemoteProtocolError("")), True),
        (caused(TimedOut(), httpx.ReadTimeout("")), False),
        (NetworkError("502"), True),
        (BadRequest("no"), False),
        (TelegramError("no"), False),
        (ValueError("no"), False),
    ],
)
def test_only_what_telegram_did_not_answer_is_said_later(error: Exception, away: bool) -> None:
    assert is_away(error) is away
