"""Deals out the places where questions are worked out: in processes beside this one, and in threads here."""

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rag import Answerer, GoneError

# A question that no model answers is all reckoning: more of them at once only take the turns of the event loop.
_HERE = 2
# Beside a process that answers: with two threads at work here it got its questions so late that it stood idle, and
# 200 questions took 5.0 s instead of 3.0.
_HERE_BESIDE = 1
# One is worked out, and two lie ready: the process does not wait for a turn of this one's threads.
_LYING_READY = 2
# What reckons beside leaves the event loop its turns; what lies ready there waits longer than what is begun here.
_RANK_BESIDE, _RANK_HERE, _RANK_LYING_READY = range(3)
# Where a process cannot be had, or ended, it is tried again after this time.
_PAUSE_SECONDS = 60.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where a question can be worked out; of those that are free the one of the lowest `rank` is taken."""

    rank: int
    number: int
    answerer: Answerer | None = field(compare=False)


class Places:
    """Places for questions at work, given out in the order in which they are asked for.

    `start` starts a process that answers, or raises GoneError. At most `most` of them stand by from `open` or the first
    question on; one that ends is started anew.
    """

    def __init__(self, start: Callable[[], Answerer] | None = None, most: int = 0) -> None:
        self._start = start
        self._most = most
        self._free: asyncio.PriorityQueue[_Place] = asyncio.PriorityQueue()
        self._numbers = itertools.count()
        self._here = 0
        self._held = 0
        self._answerers: list[Answerer] = []
        self._starting: asyncio.Task[None] | None = None
        self._coming: Answerer | None = None
        self._next_start = 0.0

    def open(self) -> None:
        """See who is there to answer, and start who is missing."""
        self._answerers = [one for one in self._answerers if not one.is_gone]
        for _ in range(self._here, _HERE_BESIDE if self._answerers else _HERE):
            self._here += 1
            self._offer(_RANK_HERE, None)
        loop = asyncio.get_running_loop()
        is_missing = self._starting is None and len(self._answerers) < self._most
        if self._start is not None and is_missing and loop.time() >= self._next_start:
            # Also where it ends soon, the next one is not started at once.
            self._next_start = loop.time() + _PAUSE_SECONDS
            self._starting = asyncio.create_task(self._begin(self._start), name="starting a process that answers")

    @property
    def is_idle(self) -> bool:
        """Whether nobody holds a place, nor is a process on its way."""
        return self._held == 0 and self._starting is None

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Answerer | None]:
        """Wait for a place and hold it: with a process that answers, or, where it is None, in a thread of this one."""
        self.open()
        place = await self._free.get()
        while place.answerer is not None and place.answerer.is_gone:
            place = await self._free.get()
        self._held += 1
        try:
            yield place.answerer
        finally:
            self._held -= 1
            self._give_back(place)

    def close(self) -> None:
        """End the processes; nothing is started any more."""
        self._most = 0
        for answerer in (*self._answerers, *([self._coming] if self._coming else [])):
            answerer.end()

    def _offer(self, rank: int, answerer: Answerer | None) -> None:
        self._free.put_nowait(_Place(rank, next(self._numbers), answerer))

    def _give_back(self, place: _Place) -> None:
        self.open()
        if place.answerer is None and self._answerers and self._here > _HERE_BESIDE:
            self._here -= 1
        elif place.answerer is None or not place.answerer.is_gone:
            self._free.put_nowait(place)

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
        self._offer(_RANK_BESIDE, answerer)
        for _ in range(_LYING_READY):
            self._offer(_RANK_LYING_READY, answerer)
