"""The queue of updates that outlives the process: what is taken in is kept until it has met its end."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable

from telegram import Bot, Update

from bot.store import Inbox, Outcome
from rag import RagError

# A pressed button or an inline question of a minute ago: whoever waited for it has pressed or typed again.
_PASSING_SECONDS = 60.0
# Two updates of one number: eight bytes tell them apart.
_IDENTITY_BYTES = 8
_log = logging.getLogger(__name__)


class Arrivals(asyncio.Queue[object]):
    """The library's queue of updates, each written down before Telegram is told that it arrived.

    An update whose number was seen before is dropped.
    """

    def __init__(self, inbox: Inbox, clock: Callable[[], float]) -> None:
        super().__init__()
        self._inbox = inbox
        self._clock = clock
        self.last: float | None = None

    async def put(self, item: object) -> None:
        """Take an update in. Where the disk takes nothing it is answered all the same, from memory alone."""
        if isinstance(item, Update):
            self.last = self._clock()
            try:
                if not self._inbox.keep(item.update_id, item.to_json(), self.last, identity(item)):
                    _log.info("update %d was seen before", item.update_id)
                    return
            except RagError as error:
                _log.warning("update %d is not kept: %s", item.update_id, error)
        await super().put(item)

    def replay(self, bot: Bot) -> int:
        """Take up what the process before left open, oldest first; gives how many there are."""
        taken = 0
        for kept in self._inbox.take_up():
            update = _read(kept.payload, bot)
            if update is None:
                self._inbox.end(kept.id, Outcome.UNREADABLE)
            elif not _keeps(update) and self._clock() - kept.received > _PASSING_SECONDS:
                self._inbox.end(kept.id, Outcome.STALE)
            else:
                self.put_nowait(update)
                taken += 1
        return taken


def identity(update: Update) -> str:
    """What tells an update from another of its number, and stays when Telegram sends the same one again."""
    message, query = update.message, update.callback_query or update.inline_query
    facts: tuple[str, ...] = (query.id,) if query else ()
    reaction = update.message_reaction
    if reaction is not None:
        facts = (str(reaction.chat.id), str(reaction.message_id), reaction.date.isoformat())
    if message is not None:
        facts = (str(message.chat.id), str(message.message_id), message.date.isoformat(), message.text or "")
    return hashlib.blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=_IDENTITY_BYTES).hexdigest()


def _keeps(update: Update) -> bool:
    """Whether an update is worth doing late: what was written, and a vote."""
    return update.message is not None or update.message_reaction is not None


def _read(payload: str, bot: Bot) -> Update | None:
    try:
        return Update.de_json(json.loads(payload), bot)
    except Exception as error:  # noqa: BLE001 - whatever the library makes of it, one update must not stop the start
        _log.warning("a kept update cannot be read (%s)", type(error).__name__)
        return None
