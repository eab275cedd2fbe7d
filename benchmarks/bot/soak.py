"""Two thousand questions, with and without Telegram failing at every third call."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

from benchmarks.bot.figures import Figure
from benchmarks.bot.town import INDEXED, Load, Scene, load_of, scene
from tests.bot_api import Fault, Seat, cuts, gateway, refuses
from tests.bot_api.crowd import Asked, ask_all, tally, wait_for_all
from tests.bot_api.refusals import too_many

WARM_UP = 200
QUESTIONS = 2_000
FAULTS = 0.3
_CHATS = 20
_SECONDS_A_ROUND = 300.0
# Sixteen for messages and one for updates; made as they are needed: after the warm-up some may be missing still.
_CONNECTIONS = 17
# What fails as networks and servers do; a message that was delivered and cut off may come twice, marked as such.
_FAULTS: Sequence[Fault] = (gateway(502), gateway(504), cuts(), cuts(done=True), refuses(too_many(1)))


def measured(questions: int = QUESTIONS, faults: float = 0.0, drift: float = 1.10) -> Iterator[Figure]:
    """Ask so many questions in rounds; memory may grow by `drift` after the warm-up."""
    name = f"{questions:,} questions, {faults:.0%} of the calls failing"
    with scene() as town:
        town.bot.start().wait_for_log(INDEXED)
        seats = [town.telegram.private() for _ in range(_CHATS)]
        asked, warm = _asked(town, seats, WARM_UP), load_of(town.bot)
        if faults:
            town.telegram.faults.by_chance(faults, _FAULTS)
        asked += _asked(town, seats, questions - WARM_UP)
        town.telegram.faults.clear()
        wait_for_all(town.telegram, asked, _SECONDS_A_ROUND)
        yield from _figures(name, town, asked, (warm, load_of(town.bot)), drift)


def _asked(town: Scene, seats: Sequence[Seat], questions: int) -> list[Asked]:
    """Rounds of one question a chat, the next one when the last is answered or long in coming."""
    asked: list[Asked] = []
    while len(asked) < questions:
        round_ = ask_all(town.telegram, random.sample(seats, len(seats)), 1)
        wait_for_all(town.telegram, round_, 10)
        asked += round_
    return asked


def _figures(
    name: str, town: Scene, asked: Sequence[Asked], loads: tuple[Load, Load], drift: float
) -> Iterator[Figure]:
    counted, (warm, now) = tally(asked), loads
    to_come = max(0, _CONNECTIONS - warm.connections)
    twice = sum(len([one for one in question.answers if "↻" not in one.text]) > 1 for question in asked)
    yield Figure(f"{name}: lost", counted.lost, 0)
    yield Figure(f"{name}: answered twice without saying so", twice, 0)
    yield Figure(f"{name}: wrong", counted.wrong, 0)
    yield Figure(f"{name}: without exactly one end in the inbox", _without_end(town, len(asked)), 0)
    yield Figure(f"{name}: memory, of what it was after {WARM_UP}", now.megabytes / warm.megabytes, drift)
    yield Figure(f"{name}: more files open than before", now.files - warm.files, 2 + to_come)
    yield Figure(f"{name}: connections to Telegram", now.connections, _CONNECTIONS)
    yield Figure(f"{name}: errors nobody handled", town.bot.log.count("Traceback"), 0)


def _without_end(town: Scene, questions: int) -> int:
    """How many questions more or fewer than were asked have met their end."""
    with closing(sqlite3.connect(town.folder / "data" / "bot.sqlite")) as store:
        (ended,) = store.execute("SELECT count(*) FROM updates WHERE outcome IN ('answered', 'refused')").fetchone()
    return abs(questions - int(ended))
