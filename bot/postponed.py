"""Keeps the updates whose answers did not reach Telegram, until it is reached again."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.attempts import never_arrived
from bot.polling import Reach

# Soon enough after an outage that nobody has given up, and no work beside an answer.
_LOOK_SECONDS = 1.0
_log = logging.getLogger(__name__)


class Postponed:
    """Updates that stay open, and are answered anew when Telegram has answered since.

    They stay open in the inbox too: a process that ends first leaves them to the next one, and there each is begun a
    few times at most. Where nothing is fetched, nothing tells whether Telegram is reached: then `ask` asks it something
    while an update is kept, ever more seldom, and raises TelegramError where it does not answer.
    """

    def __init__(
        self,
        reach: Reach,
        ask: Callable[[], Awaitable[object]] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reach = reach
        self._ask = ask
        self._clock = clock
        self._since: dict[int, tuple[float, Update]] = {}

    def keep(self, update: Update) -> None:
        """Answer an update later."""
        _log.info("update %d waits until Telegram is reached again", update.update_id)
        self._since[update.update_id] = (self._clock(), update)

    def holds(self, update_id: int) -> bool:
        """Whether an update is still to be answered."""
        return update_id in self._since

    def due(self) -> list[Update]:
        """The updates that can be answered now, oldest first; they are given once."""
        answered = self._reach.answered
        ready = [number for number, (since, _) in self._since.items() if answered is not None and answered > since]
        return [self._since.pop(number)[1] for number in sorted(ready)]

    async def give_back(self, queue: "asyncio.Queue[object]") -> None:
        """Put what can be answered back into the queue of updates, for as long as the bot runs."""
        while True:
            if self._since and self._ask is not None:
                await self._look(self._ask)
            for update in self.due():
                # Not as if it arrived: it is known there.
                queue.put_nowait(update)
            await asyncio.sleep(_LOOK_SECONDS)

    async def _look(self, ask: Callable[[], Awaitable[object]]) -> None:
        """See whether Telegram answers, and pause where it does not."""
        try:
            await ask()
        except TelegramError as error:
            await asyncio.sleep(self._reach.failed(error))
        else:
            self._reach.succeeded()


def is_away(error: Exception) -> bool:
    """Whether Telegram was not reached, broke down, or the way to it did: what was to be said may be said later.

    A message that timed out may have arrived.
    """
    if not isinstance(error, NetworkError) or isinstance(error, BadRequest):
        return False
    return never_arrived(error) or not isinstance(error, TimedOut)
