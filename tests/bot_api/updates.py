"""The queue of updates: kept until the bot confirms them, handed to one reader at a time."""

import time
from threading import Condition
from typing import Any

from tests.bot_api.refusals import conflict

# Telegram sends these kinds only to those who name them.
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_MOST_AT_ONCE = 100

Update = dict[str, Any]


class UpdateQueue:
    """Updates in the order in which they happened; `changed` is told of every change, `reads` counts the readers."""

    def __init__(self, changed: Condition, first_id: int) -> None:
        self.changed = changed
        self.waiting: list[Update] = []
        self.allowed: list[str] | None = None
        self.closed = False
        self._next_id = first_id
        self.reads = 0

    def add(self, kind: str, content: object) -> int:
        """Put an update at the end, unless the bot does not want its kind; its id, or 0."""
        with self.changed:
            if not self._is_wanted(kind):
                return 0
            return self.put({"update_id": self._next_id, kind: content})

    def put(self, update: Update) -> int:
        """Put an update in as it is, whatever it is; the next one has a larger id."""
        with self.changed:
            self.waiting.append(update)
            self._next_id = max(self._next_id, int(update["update_id"])) + 1
            self.changed.notify_all()
            return int(update["update_id"])

    def take(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """What getUpdates gives: updates from `offset` on, those before it are confirmed.

        Waits so long for a first one. Raises Refusal when somebody else begins to read meanwhile.
        """
        with self.changed:
            self.reads += 1
            mine = self.reads
            self.changed.notify_all()
            self._confirm(offset)
            until = time.monotonic() + seconds
            while not self.waiting and not self.closed and mine == self.reads:
                left = until - time.monotonic()
                if left <= 0:
                    break
                self.changed.wait(left)
            if mine != self.reads:
                raise conflict()
            return list(self.waiting[: max(1, min(limit, _MOST_AT_ONCE))])

    def confirm(self, update_id: int) -> None:
        """Forget one update: it was delivered."""
        with self.changed:
            self.waiting = [update for update in self.waiting if update["update_id"] != update_id]
            self.changed.notify_all()

    def drop_all(self) -> None:
        with self.changed:
            self.waiting.clear()
            self.changed.notify_all()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        self.changed.notify_all()

    def _is_wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in _ON_REQUEST
