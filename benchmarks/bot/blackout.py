"""A minute in which nothing reaches Telegram."""

import time
from collections.abc import Iterator

from benchmarks.bot.figures import Figure
from benchmarks.bot.town import INDEXED, scene
from tests.bot_api.crowd import ask_all, tally, wait_for_all

SECONDS = 60.0
CHATS = 10
_BACK_SECONDS = 30.0
_PATIENCE_SECONDS = 120.0


def measured(seconds: float = SECONDS) -> Iterator[Figure]:
    """Cut every connection and answer nobody for so long; what was asked before and meanwhile is answered after."""
    with scene(articles=0) as town:
        seats = [town.telegram.private() for _ in range(CHATS)]
        town.bot.start().wait_for_log(INDEXED)
        asked = ask_all(town.telegram, seats, 1)
        town.telegram.dark = True
        town.telegram.break_connections()
        asked += ask_all(town.telegram, seats, 1)
        time.sleep(seconds)
        town.telegram.dark = False
        back = time.monotonic()
        asked += ask_all(town.telegram, seats, 1)
        wait_for_all(town.telegram, asked, _PATIENCE_SECONDS)
        took = time.monotonic() - back
        counted = tally(asked)
    name = f"{seconds:.0f} s without Telegram, {counted.asked} questions"
    yield Figure(f"{name}: answered after it is back", took, _BACK_SECONDS, "s")
    yield Figure(f"{name}: lost", counted.lost, 0)
    yield Figure(f"{name}: answered twice", counted.extra, 0)
    yield Figure(f"{name}: wrong", counted.wrong, 0)
    yield Figure(f"{name}: the bot ended", int(town.bot.process.returncode not in {0, None}), 0)
