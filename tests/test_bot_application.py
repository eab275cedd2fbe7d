import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from telegram import Chat, Message, Update, User
from telegram.ext import Application

from bot.application import Bot, build
from bot.settings import BotSettings
from bot.store import Store
from rag import Settings
from tests.bot_api import TOKEN, BotApiServer


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


def built(telegram: BotApiServer, folder: Path) -> Bot:
    async def run() -> Bot:
        settings = BotSettings(telegram_bot_token=TOKEN, telegram_api_base_url=telegram.address + "/")
        with Store.open(folder, settings) as store:
            return build(settings, Settings(data_dir=folder), store)

    return asyncio.run(run())


def test_the_parts_fit_together_and_nothing_is_sent_yet(telegram: BotApiServer, tmp_path: Path) -> None:
    bot = built(telegram, tmp_path)
    assert bot.application.update_queue is bot.arrivals
    assert bot.application.update_processor is bot.order
    assert bot.application.bot_data is bot.parts
    assert bot.application.bot.base_url == f"{telegram.address}/bot{TOKEN}"
    assert bot.application.bot.base_file_url == f"{telegram.address}/file/bot{TOKEN}"
    assert telegram.calls == []
    assert not bot.parts.desk.is_open


def test_the_gate_stands_before_every_handler(telegram: BotApiServer, tmp_path: Path) -> None:
    groups: dict[int, list[Any]] = built(telegram, tmp_path).application.handlers
    assert min(groups) == -1
    assert [handler.callback.__name__ for handler in groups[-1]] == ["gate"]


def test_no_part_shows_the_token(telegram: BotApiServer, tmp_path: Path) -> None:
    bot = built(telegram, tmp_path)
    shown = repr(bot) + repr(bot.parts) + repr(bot.application) + repr(bot.application.bot)
    assert TOKEN.partition(":")[2] not in shown


def test_whoever_wrote_is_held_in_no_memory(telegram: BotApiServer, tmp_path: Path) -> None:
    async def run() -> dict[str, int]:
        settings = BotSettings(telegram_bot_token=TOKEN, telegram_api_base_url=telegram.address)
        with Store.open(tmp_path, settings) as store:
            application = build(settings, Settings(data_dir=tmp_path), store).application
            await application.initialize()
            for number in range(1, 4):
                await application.process_update(written_by(number))
            await application.shutdown()
            held = {name: getattr(application, name) for name in Application.__slots__ if hasattr(application, name)}
            return {
                name: len(value) for name, value in held.items() if isinstance(value, (set, dict, MappingProxyType))
            }

    held = asyncio.run(run())

    assert held.pop("handlers") > 0
    assert held.pop("error_handlers") == 1
    assert set(held) >= {"chat_data", "user_data", "_chat_ids_to_be_updated_in_persistence"}
    assert set(held.values()) == {0}


def written_by(number: int) -> Update:
    """What a stranger writes."""
    user = User(id=number, first_name="Anna", is_bot=False)
    chat = Chat(id=number, type=Chat.PRIVATE)
    return Update(number, Message(1, datetime.now(UTC), chat, from_user=user, text="Who leads the talks?"))
