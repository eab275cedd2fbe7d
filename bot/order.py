"""Lets many chats be answered at once, and each of them one thing at a time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.buttons import asks
from bot.context import topic_of
from bot.postponed import Postponed
from bot.store import Inbox, Outcome

# Updates at work or waiting for their turn; each is a task of a few kilobytes, and what is beyond waits on the disk.
_AT_ONCE = 1_000
# After being cancelled, a handler may take so long to let go.
_CANCEL_SECONDS = 0.5

_Line = tuple[int, int]


@dataclass(slots=True)
class _Turns:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Order(BaseUpdateProcessor):
    """Processes updates: those of one chat and topic in the order they came, of others at the same time.

    Stopping, votes, and buttons that show what is there already, do not wait for their turn.
    """

    __slots__ = ("_closed", "_inbox", "_lines", "_postponed", "_working")

    def __init__(self, inbox: Inbox, postponed: Postponed) -> None:
        super().__init__(_AT_ONCE)
        self._inbox = inbox
        self._postponed = postponed
        self._lines: dict[_Line, _Turns] = {}
        self._working: set[asyncio.Task[Any]] = set()
        self._closed = False

    async def initialize(self) -> None:
        """Nothing is to be made ready."""

    async def shutdown(self) -> None:
        """Nothing is left to be put away."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Do the work of an update when its turn comes, and see that it has an end."""
        line = line_of(update)
        if line is None:
            await self._work(update, coroutine)
            return
        async with self._turn(line):
            await self._work(update, coroutine)

    async def close(self, seconds: float) -> None:
        """Begin nothing new, wait `seconds` for what is at work, and cancel the rest: it stays open in the inbox."""
        self._closed = True
        if self._working:
            await asyncio.wait(self._working, timeout=seconds)
        for task in self._working:
            task.cancel()
        if self._working:
            await asyncio.wait(self._working, timeout=_CANCEL_SECONDS)

    @asynccontextmanager
    async def _turn(self, line: _Line) -> AsyncIterator[None]:
        turns = self._lines.setdefault(line, _Turns())
        turns.waiting += 1
        try:
            async with turns.lock:
                yield
        finally:
            turns.waiting -= 1
            if not turns.waiting:
                del self._lines[line]

    async def _work(self, update: object, coroutine: Awaitable[Any]) -> None:
        task = asyncio.current_task()
        if self._closed or task is None:
            getattr(coroutine, "close", lambda: None)()
            return
        self._working.add(task)
        try:
            await coroutine
        finally:
            self._working.discard(task)
        if isinstance(update, Update) and not self._postponed.holds(update.update_id):
            self._inbox.end(update.update_id, Outcome.HANDLED)


def line_of(update: object) -> _Line | None:
    """The chat and topic in whose line an update waits; None for what waits for nobody."""
    if not isinstance(update, Update) or update.effective_chat is None:
        return None
    if update.message_reaction is not None:
        return None
    query = update.callback_query
    if query is not None and not asks(query.data):
        return None
    words = (update.message.text or "").split(maxsplit=1) if update.message else []
    if words and words[0].split("@")[0].lower() == "/cancel":
        return None
    return update.effective_chat.id, topic_of(update)
