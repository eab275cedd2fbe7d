import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from telegram import Message, Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.attempts import is_answered
from bot.polling import PollingBot, Reach, readable, trouble
from tests.bot_api import TOKEN, BotApiServer, cuts, garbage, gateway, refuses
from tests.bot_api.faults import Fault
from tests.bot_api.refusals import conflict, not_found, too_many, unauthorized, webhook_is_set


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


def polled(telegram: BotApiServer, work: Callable[[PollingBot, Reach], Awaitable[Any]]) -> Any:  # noqa: ANN401
    async def no_pause(seconds: float) -> None:
        assert seconds > 0

    async def run() -> object:
        reach = Reach()
        request = HTTPXRequest(read_timeout=0.3)
        bot = PollingBot(TOKEN, reach, no_pause, base_url=f"{telegram.address}/bot", get_updates_request=request)
        async with bot:
            return await work(bot, reach)

    return asyncio.run(run())


@pytest.mark.parametrize(
    "fault",
    [
        *(refuses(unauthorized()), refuses(not_found()), refuses(conflict()), refuses(too_many(1))),
        *(gateway(502), garbage(), cuts(), cuts(seconds=1.0)),
    ],
)
def test_a_failure_on_the_way_costs_a_pause_and_nothing_else(telegram: BotApiServer, fault: Fault) -> None:
    anna = telegram.private()
    telegram.faults.plan("getUpdates", fault)
    anna.say("still there?")

    async def work(bot: PollingBot, reach: Reach) -> tuple[int, list[str | None], bool, bool]:
        first = await bot.get_updates(timeout=0)
        second = await bot.get_updates(timeout=0)
        texts = [update.message.text if update.message else None for update in second]
        return len(first), texts, reach.is_alive, reach.refused.is_set()

    assert polled(telegram, work) == (0, ["still there?"], True, False)


def test_a_token_that_is_refused_three_times_in_a_row_is_the_end(telegram: BotApiServer) -> None:
    telegram.faults.plan("getUpdates", refuses(unauthorized()), times=3)

    async def work(bot: PollingBot, reach: Reach) -> list[bool]:
        refused = []
        for _ in range(3):
            await bot.get_updates(timeout=0)
            refused.append(reach.refused.is_set())
        return refused

    assert polled(telegram, work) == [False, False, True]


def test_an_update_that_cannot_be_read_comes_with_its_number_alone_and_is_not_logged(
    telegram: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    anna = telegram.private()
    anna.say("before")
    telegram.world.updates.put({"update_id": 700_000_009, "message": {"text": "a stranger's words", "date": "soon"}})
    anna.say("after")

    async def work(bot: PollingBot, reach: Reach) -> list[tuple[int, bool]]:
        updates = await bot.get_updates(timeout=0)
        return [(update.update_id, update.message is not None) for update in updates]

    with caplog.at_level(logging.INFO):
        assert polled(telegram, work) == [(700_000_001, True), (700_000_009, False), (700_000_010, True)]
    assert "update 700000009 cannot be read" in caplog.text
    assert "words" not in caplog.text


def test_what_is_asked_for_is_passed_on(telegram: BotApiServer) -> None:
    async def work(bot: PollingBot, reach: Reach) -> None:
        await bot.get_updates(offset=5, timeout=0, allowed_updates=["message"], limit=3)

    polled(telegram, work)
    (call,) = telegram.called("getUpdates")
    assert call.parameters.texts == {"offset": "5", "timeout": "0", "allowed_updates": '["message"]', "limit": "3"}


def test_pauses_grow_to_five_seconds_and_shrink_after_a_success() -> None:
    async def run() -> list[float]:
        reach = Reach()
        pauses = [reach.failed(NetworkError("down")) for _ in range(5)]
        reach.succeeded()
        return [*pauses, reach.failed(NetworkError("down")), reach.failed(RetryAfter(9))]

    assert asyncio.run(run()) == [1.0, 2.0, 4.0, 5.0, 5.0, 1.0, 9.0]


def test_a_trouble_is_told_once_until_it_changes_or_ends(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        reach = Reach()
        for error in (Conflict("x"), Conflict("x"), NetworkError("down")):
            reach.failed(error)
        reach.succeeded()
        reach.succeeded()

    with caplog.at_level(logging.INFO):
        asyncio.run(run())
    assert [record.getMessage() for record in caplog.records] == [
        "Another copy of this bot fetches its updates; stop it, and this one goes on by itself.",
        "Telegram cannot be reached (NetworkError: down); the bot tries again by itself.",
        "Telegram answers again.",
    ]


def test_every_trouble_is_a_sentence() -> None:
    for error in (Conflict("x"), InvalidToken(), RetryAfter(3), NetworkError("x"), TelegramError("x"), BadRequest("x")):
        assert trouble(error).endswith(".")


def test_a_webhook_of_somebody_else_is_told_apart_from_another_copy() -> None:
    assert trouble(Conflict(webhook_is_set().description)) == (
        "Another program has set a webhook for this bot; stop that program, then start this one again."
    )


def test_a_gateways_page_is_not_told() -> None:
    error = NetworkError("Bad Gateway (502). Parsing the server response b'<html>' failed")
    assert (
        trouble(error) == "Telegram cannot be reached (NetworkError: Bad Gateway (502)); the bot tries again by itself."
    )


def test_a_bot_shows_its_token_to_nobody() -> None:
    async def run() -> str:
        return repr(PollingBot(TOKEN, Reach()))

    assert asyncio.run(run()) == "PollingBot()"


def test_what_has_not_even_a_number_is_no_update() -> None:
    async def run() -> None:
        readable({"message": {}}, PollingBot(TOKEN, Reach()))

    with pytest.raises(KeyError):
        asyncio.run(run())


def test_an_update_with_new_fields_is_read_as_far_as_it_is_known() -> None:
    async def run() -> Update:
        return readable({"update_id": 5, "from_the_future": {"a": 1}}, PollingBot(TOKEN, Reach()))

    assert asyncio.run(run()).update_id == 5


def test_an_update_keeps_the_json_that_telegram_wrote() -> None:
    raw = {"update_id": 5, "from_the_future": {"a": "é"}}

    async def run() -> Update:
        return readable(raw, PollingBot(TOKEN, Reach()))

    assert json.loads(asyncio.run(run()).to_json()) == raw


def test_of_a_message_that_is_out_only_its_place_is_read(telegram: BotApiServer) -> None:
    anna = telegram.private()

    async def work(bot: PollingBot, reach: Reach) -> list[tuple[int, int, str | None]]:
        message = await bot.send_message(anna.chat.id, "one")
        edited = await bot.edit_message_text("two", chat_id=anna.chat.id, message_id=message.message_id)
        assert isinstance(edited, Message)
        return [(one.chat_id, one.message_id, one.text) for one in (message, edited)]

    assert polled(telegram, work) == [(anna.chat.id, anna.shown[0].id, None)] * 2
    assert anna.shown[0].text == "two"


@pytest.mark.parametrize("fault", [refuses(unauthorized()), refuses(not_found()), garbage()])
def test_a_message_that_meets_a_refused_token_or_a_page_is_one_that_can_be_sent_again(
    telegram: BotApiServer, fault: Fault
) -> None:
    telegram.faults.plan("sendMessage", fault)
    anna = telegram.private()

    async def work(bot: PollingBot, reach: Reach) -> tuple[bool, bool]:
        with pytest.raises(NetworkError) as refused:
            await bot.send_message(anna.chat.id, "one")
        return is_answered(refused.value), reach.refused.is_set()

    assert polled(telegram, work) == (True, False)
