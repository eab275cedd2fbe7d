"""A bot that is killed again and again while people ask."""

import random
from collections.abc import Iterator

from benchmarks.bot.figures import Figure
from benchmarks.bot.town import INDEXED, scene
from tests.bot_api.crowd import Asked, ask_all, tally, wait_for_all

KILLS = 10
QUESTIONS_EACH_TIME = 12
_SECONDS = 120.0


def measured(kills: int = KILLS) -> Iterator[Figure]:
    """Ask twelve questions, kill the bot at some moment of answering them, start it, and so on."""
    chance = random.Random(7)  # noqa: S311 - the same moments every time
    asked: list[Asked] = []
    with scene(articles=0) as town:
        seats = [town.telegram.private() for _ in range(QUESTIONS_EACH_TIME // 2)]
        town.bot.start().wait_for_log(INDEXED)
        for _ in range(kills):
            asked += ask_all(town.telegram, seats, 2)
            answered = len(town.telegram.called("sendMessage")) + chance.randrange(QUESTIONS_EACH_TIME)
            town.telegram.world.wait(lambda: len(town.telegram.called("sendMessage")) > answered, 20)  # noqa: B023
            town.bot.kill()
            town.bot.start(wait=False)
        wait_for_all(town.telegram, asked, _SECONDS)
        counted = tally(asked)
    name = f"{kills} kills among {counted.asked} questions"
    yield Figure(f"{name}: lost", counted.lost, 0)
    yield Figure(f"{name}: answered twice, a kill", counted.extra / kills, 1)
    yield Figure(f"{name}: out of order in their chat", counted.out_of_order, 0)
    yield Figure(f"{name}: wrong", counted.wrong, 0)
