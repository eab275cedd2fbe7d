import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest
from telegram import Update
from telegram.error import BadRequest

from bot.polling import ALLOWED_UPDATES, PollingBot, Reach
from bot.settings import BotSettings
from bot.webhook import Webhook, secret_of
from rag import RagError
from tests.bot_api import TOKEN, BotApiServer, refuses
from tests.bot_api.ports import free_port
from tests.bot_api.refusals import bad_request

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


def listened(
    telegram: BotApiServer, work: Callable[[Webhook, "asyncio.Queue[object]", str], Awaitable[Any]], secret: str = ""
) -> Any:  # noqa: ANN401 - whatever the work gives
    async def run() -> object:
        port = free_port()
        url = f"http://127.0.0.1:{port}/hook"
        settings = BotSettings(telegram_bot_token=TOKEN, webhook_url=url, webhook_port=port, webhook_secret=secret)
        queue: asyncio.Queue[object] = asyncio.Queue()
        async with PollingBot(TOKEN, Reach(), base_url=f"{telegram.address}/bot") as bot:
            webhook = Webhook(settings, bot, queue, Reach())
            webhook.listen()
            try:
                return await work(webhook, queue, url)
            finally:
                await webhook.stop()

    return asyncio.run(run())


def test_what_telegram_sends_is_taken_in(telegram: BotApiServer) -> None:
    anna = telegram.private()

    async def work(webhook: Webhook, queue: "asyncio.Queue[object]", url: str) -> object:
        await webhook.register()
        anna.say("by post")
        return await asyncio.wait_for(queue.get(), 20)

    update = listened(telegram, work)
    assert isinstance(update, Update)
    assert update.message is not None
    assert update.message.text == "by post"
    (call,) = telegram.called("setWebhook")
    assert json.loads(call.parameters.text("allowed_updates")) == list(ALLOWED_UPDATES)


@pytest.mark.parametrize("header", [{}, {HEADER: "guessed"}, {HEADER: "ä".encode().decode("latin-1")}])
def test_what_comes_without_the_secret_is_refused(telegram: BotApiServer, header: dict[str, str]) -> None:
    async def work(webhook: Webhook, queue: "asyncio.Queue[object]", url: str) -> tuple[int, int]:
        async with httpx.AsyncClient() as client:
            raw = {name.encode(): value.encode("latin-1") for name, value in header.items()}
            answer = await client.post(url, json={"update_id": 1}, headers=list(raw.items()))
        return answer.status_code, queue.qsize()

    assert listened(telegram, work, secret="right") == (403, 0)  # noqa: S106 - no secret


@pytest.mark.parametrize("body", [b"{half", b"[]", b'{"message": {}}', b"7", b'{"update_id": "x"}'])
def test_what_is_no_update_is_passed_over_so_that_it_does_not_come_again(telegram: BotApiServer, body: bytes) -> None:
    async def work(webhook: Webhook, queue: "asyncio.Queue[object]", url: str) -> tuple[int, int]:
        async with httpx.AsyncClient() as client:
            answer = await client.post(url, content=body, headers={HEADER: "right"})
        return answer.status_code, queue.qsize()

    assert listened(telegram, work, secret="right") == (200, 0)  # noqa: S106 - no secret


def test_without_a_secret_of_ones_own_one_is_made_of_the_token(telegram: BotApiServer) -> None:
    made = secret_of(TOKEN)
    assert len(made) == 64
    assert made != secret_of(TOKEN + "x")
    assert TOKEN.partition(":")[2] not in made


async def _register(webhook: Webhook, _queue: "asyncio.Queue[object]", _url: str) -> None:
    await webhook.register()


def test_an_address_that_telegram_never_takes_is_an_error_of_its_own(telegram: BotApiServer) -> None:
    telegram.faults.plan("setWebhook", refuses(bad_request("bad webhook: An HTTPS URL must be provided for webhook")))
    with pytest.raises(RagError, match=r"^Telegram does not take WEBHOOK_URL, 'http://.*; give an https address"):
        listened(telegram, _register)


def test_an_address_whose_name_is_not_found_now_may_be_tried_again(telegram: BotApiServer) -> None:
    telegram.faults.plan("setWebhook", refuses(bad_request("bad webhook: Failed to resolve host")))
    with pytest.raises(BadRequest):
        listened(telegram, _register)
