import asyncio
from collections.abc import Iterator

import pytest
from telegram import Bot

from bot.menu import offer_commands
from bot.settings import BotSettings, Ids
from tests.bot_api import TOKEN, BotApiServer, refuses
from tests.bot_api.refusals import bad_request


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


def offered(telegram: BotApiServer, *admins: int) -> dict[tuple[str, str], list[str]]:
    async def run() -> None:
        async with Bot(TOKEN, base_url=f"{telegram.address}/bot") as bot:
            await offer_commands(bot, BotSettings(admin_user_ids=Ids(frozenset(admins))))

    asyncio.run(run())
    return {scope: [one["command"] for one in commands] for scope, commands in telegram.world.commands.items()}


def test_persons_groups_and_admins_are_offered_what_is_for_them_in_each_language(telegram: BotApiServer) -> None:
    admin = telegram.private()
    menus = offered(telegram, admin.chat.id)
    assert len(menus) == 9
    assert {len(set(map(tuple, [menu for scope, menu in menus.items() if scope[0] == name]))) for name, _ in menus} == {
        1
    }
    lengths = sorted({tuple(menu) for menu in menus.values()}, key=len)
    assert ["article" in menu for menu in lengths] == [False, True, True]
    assert ["reindex" in menu for menu in lengths] == [False, False, True]
    told = {commands[0]["description"] for commands in telegram.world.commands.values()}
    assert len(told) == 3


def test_an_admin_who_never_wrote_to_the_bot_stops_nothing(telegram: BotApiServer) -> None:
    telegram.faults.plan("setMyCommands", refuses(bad_request("chat not found")), times=2)
    assert len(offered(telegram)) == 4
