"""Deals out the places where questions are worked out: threads here, and processes beside while many ask."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from rag import Answerer, GoneError

# A question that no model answers is all reckoning: more of them at once only take the turns of the event loop.
_HERE = 2
# Beside a process that answers: with two threads at work here it got its questions so late that it stood idle, and
# 200 questions took 5.0 s instead of 3.0.
_HERE_BESIDE = 1
# One is worked out, and two lie ready: the process does not wait for a turn of this one's threads.
_IN_EACH = 3
# So many questions that wait for a place are a crowd, of which more will come.
_CROWD = 8
# A crowd that has gone comes back soon or not at all; then the memory of its processes is given back.
IDLE_SECONDS = 300.0
# Where a process cannot be had, or ended, it is tried again after this time.
_PAUSE_SECONDS = 60.0
_log = logging.getLogger(__name__)


class Places:
    """Places for questions at work, given out in the order in which they are asked for.

    `start` starts a process that answers, or raises GoneError. At most `most` of them are at work beside this process,
    while there is a crowd, and end after `idle_seconds` without a question.
    """

    def __init__(
        self, start: Callable[[], Answerer] | None = None, most: int = 0, idle_seconds: float = IDLE_SECONDS
    ) -> None:
        self._start = start
        self._most = most
        self._idle_seconds = idle_seconds
        self._free: asyncio.Queue[Answerer | None] = asyncio.Queue()
        self._here = 0
        self._waiting = 0
        self._answerers: list[Answerer] = []
        self._starting: asyncio.Task[None] | None = None
        self._coming: Answerer | None = None
        self._next_start = 0.0
        self._used = 0.0
        self._looking: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Answerer | None]:
        """Wait for a place and hold it: with a process that answers, or, where it is None, in a thread of this one."""
        self._used = asyncio.get_running_loop().time()
        self._waiting += 1
        try:
            self._settle()
            answerer = await self._free.get()
            while answerer is not None and answerer.is_gone:
                answerer = await self._free.get()
        finally:
            self._waiting -= 1
        try:
            yield answerer
        finally:
            self._give_back(answerer)

    def close(self) -> None:
        """End the processes; nothing is started any more."""
        self._most = 0
        if self._looking is not None:
            self._looking.cancel()
        self._end_all()

    def _settle(self) -> None:
        """See who is there to answer, and call for help where a crowd waits."""
        self._answerers = [one for one in self._answerers if not one.is_gone]
        for _ in range(self._here, _HERE_BESIDE if self._answerers else _HERE):
            self._here += 1
            self._free.put_nowait(None)
        loop = asyncio.get_running_loop()
        if (
            self._start is not None
            and self._waiting >= _CROWD
            and self._starting is None
            and len(self._answerers) < self._most
            and loop.time() >= self._next_start
        ):
            # Also where it ends soon, the next one is not started at once.
            self._next_start = loop.time() + _PAUSE_SECONDS
            self._starting = asyncio.create_task(self._begin(self._start), name="starting a process that answers")

    def _give_back(self, answerer: Answerer | None) -> None:
        self._settle()
        if answerer is None and self._answerers and self._here > _HERE_BESIDE:
            self._here -= 1
        elif answerer is None or not answerer.is_gone:
            self._free.put_nowait(answerer)

    async def _begin(self, start: Callable[[], Answerer]) -> None:
        try:
            self._coming = answerer = await asyncio.to_thread(start)
            if not self._most:
                answerer.end()
            await asyncio.to_thread(answerer.wait)
        except GoneError as error:
            if self._most:
                _log.warning("%s All questions are worked out in the bot's own process.", error)
            return
        finally:
            self._starting = self._coming = None
        self._answerers.append(answerer)
        _log.info("process %d helps to answer", answerer.pid)
        for _ in range(_IN_EACH):
            self._free.put_nowait(answerer)
        self._look_later()

    def _look_later(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        self._looking = asyncio.get_running_loop().call_later(self._idle_seconds, self._look)

    def _look(self) -> None:
        """End the processes when nobody has asked for a while."""
        self._looking = None
        if asyncio.get_running_loop().time() - self._used < self._idle_seconds:
            self._look_later()
            return
        _log.info("no crowd any more: what helped to answer is ended")
        self._end_all()

    def _end_all(self) -> None:
        for answerer in (*self._answerers, *([self._coming] if self._coming else [])):
            answerer.end()
        self._answerers.clear()
        self._next_start = 0.0
