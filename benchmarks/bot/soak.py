"""Two thousand questions, with and without Telegram failing at every third call."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

from benchmarks.bot.figures import Figure
from benchmarks.bot.load import Held, Load, load_of
from benchmarks.bot.town import INDEXED, Scene, scene, start_ready
from tests.bot_api import Fault, Seat, cuts, gateway, refuses
from tests.bot_api.crowd import Asked, ask_all, tally, wait_for_all
from tests.bot_api.ports import free_port
from tests.bot_api.refusals import too_many

WARM_UP = 200
QUESTIONS = 2_000
FAULTS = 0.3
_CHATS = 20
_SECONDS_A_ROUND = 300.0
# Sixteen for messages and one for updates; made as they are needed: after the warm-up some may be missing still.
_CONNECTIONS = 17
# Chroma keeps up to ten connections to a file of its own, each with a thread: four at least after the warm-up.
_FILES_TO_COME = 6
# Those, and a few of pools that start a thread where they are asked for one a moment before one is free again. In
# 6,000 questions the number went up by three, and down again.
_THREADS_TO_COME = _FILES_TO_COME + 3
# What fails as networks and servers do; a message that was delivered and cut off may come twice, marked as such.
_FAULTS: Sequence[Fault] = (gateway(502), gateway(504), cuts(), cuts(done=True), refuses(too_many(1)))


def measured(questions: int = QUESTIONS, faults: float = 0.0, drift: float = 1.10) -> Iterator[Figure]:
    """Ask so many questions in rounds; the memory of each process may grow by `drift` after the warm-up."""
    name = f"{questions:,} questions, {faults:.0%} of the calls failing"
    with scene(HEALTH_PORT=str(free_port())) as town:
        town.bot.start().wait_for_log(INDEXED)
        town.bot.stop()
        start_ready(town.bot)
        seats = [town.telegram.private() for _ in range(_CHATS)]
        asked = _asked(town, seats, WARM_UP)
        warm = load_of(town.bot)
        if faults:
            town.telegram.faults.by_chance(faults, _FAULTS)
        asked += _asked(town, seats, questions - WARM_UP)
        town.telegram.faults.clear()
        wait_for_all(town.telegram, asked, _SECONDS_A_ROUND)
        now = load_of(town.bot)
        yield from _ends(name, town, asked)
        yield from _growth(name, warm, now, drift)


def _asked(town: Scene, seats: Sequence[Seat], questions: int) -> list[Asked]:
    """Rounds of one question a chat, the next one when the last is answered or long in coming."""
    asked: list[Asked] = []
    while len(asked) < questions:
        round_ = ask_all(town.telegram, random.sample(seats, len(seats)), 1)
        wait_for_all(town.telegram, round_, 10)
        asked += round_
    return asked


def _ends(name: str, town: Scene, asked: Sequence[Asked]) -> Iterator[Figure]:
    """What became of the questions."""
    counted = tally(asked)
    twice = sum(len([one for one in question.answers if "↻" not in one.text]) > 1 for question in asked)
    yield Figure(f"{name}: lost", counted.lost, 0)
    yield Figure(f"{name}: answered twice without saying so", twice, 0)
    yield Figure(f"{name}: wrong", counted.wrong, 0)
    yield Figure(f"{name}: without exactly one end in the inbox", _without_end(town, len(asked)), 0)
    yield Figure(f"{name}: errors nobody handled", town.bot.log.count("Traceback"), 0)


def _growth(name: str, warm: Load, now: Load, drift: float) -> Iterator[Figure]:
    """What the processes hold more than after the warm-up."""
    to_come = max(0, _CONNECTIONS - warm.connections) + _FILES_TO_COME
    yield Figure(f"{name}: memory of the bot, of {warm.bot.megabytes:.0f} MB", _grown(warm.bot, now.bot), drift)
    if warm.helper and now.helper:
        grown = _grown(warm.helper, now.helper)
        yield Figure(f"{name}: memory of its helper, of {warm.helper.megabytes:.0f} MB", grown, drift)
    yield Figure(f"{name}: tasks more than before", now.tasks - warm.tasks, 0)
    yield Figure(f"{name}: threads more than before", now.bot.threads - warm.bot.threads, _THREADS_TO_COME)
    yield Figure(f"{name}: files open more than before", now.bot.files - warm.bot.files, to_come)
    yield Figure(f"{name}: connections to Telegram", now.connections, _CONNECTIONS)
    yield Figure(f"{name}: processes more than before", _processes(now) - _processes(warm), 0)


def _grown(before: Held, now: Held) -> float:
    return now.megabytes / before.megabytes


def _processes(load: Load) -> int:
    return (load.helper is not None) + load.others


def _without_end(town: Scene, questions: int) -> int:
    """How many questions more or fewer than were asked have met their end."""
    with closing(sqlite3.connect(town.folder / "data" / "bot.sqlite")) as store:
        (ended,) = store.execute("SELECT count(*) FROM updates WHERE outcome IN ('answered', 'refused')").fetchone()
    return abs(questions - int(ended))
