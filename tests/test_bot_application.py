import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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
