"""Measures what the bot's processes hold while it runs."""

import json
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil

from tests.bot_api.bot_process import BotProcess

# How `rag.answerer` starts the process that helps to answer.
_HELPS = "answering_child"
# Within this time the last answers' tasks have ended; their number is told apart from that of a moment.
_REST_SECONDS = 10.0
_LOOK_SECONDS = 0.25
_SECONDS_TO_TELL = 10.0


@dataclass(frozen=True, slots=True)
class Held:
    """What one process holds: memory of its own and shared (RSS, in megabytes), open files, threads."""

    megabytes: float
    files: int
    threads: int


@dataclass(frozen=True, slots=True)
class Load:
    """What the bot's process holds, and what the one that helps it to answer, None where there is none.

    `connections` are those to Telegram, which count among the bot's files; one that the other side has cut is a file
    alone. `tasks` are those of its event loop while nobody asks, `others` its processes beside these two.
    """

    bot: Held
    helper: Held | None
    others: int
    connections: int
    tasks: int


def load_of(bot: BotProcess) -> Load:
    """What is held now, when everything asked has been answered. The bot must have a HEALTH_PORT."""
    tasks = min(_tasks(bot))
    process = psutil.Process(bot.process.pid)
    family = {one: " ".join(one.cmdline()) for one in process.children(recursive=True)}
    helpers = [one for one, line in family.items() if _HELPS in line]
    port = urlsplit(bot.telegram.address).port
    connections = sum(bool(one.raddr) and one.raddr.port == port for one in process.net_connections("tcp"))
    others = len(family) - len(helpers)
    return Load(_held(process), _held(helpers[0]) if helpers else None, others, connections, tasks)


def _held(process: psutil.Process) -> Held:
    return Held(process.memory_info().rss / 1_000_000, process.num_fds(), process.num_threads())


def _tasks(bot: BotProcess) -> Iterator[int]:
    """The number of the bot's tasks, looked at for a while."""
    address = f"http://127.0.0.1:{bot.variables['HEALTH_PORT']}/healthz"
    end = time.monotonic() + _REST_SECONDS
    while time.monotonic() < end:
        with urllib.request.urlopen(address, timeout=_SECONDS_TO_TELL) as told:
            yield int(json.load(told)["tasks"])
        time.sleep(_LOOK_SECONDS)
