"""Keeps each update from the moment it arrives until it has met its end."""

from dataclasses import dataclass
from enum import StrEnum

from bot.store.database import BotDatabase

# An update that was begun so often and met no end is most likely what kills the process. It is counted with all that
# were at work beside it: after ten kills in a row some had been begun four times for no fault of theirs, and
# ten kills must lose no question. Those that only waited for their turn do not count.
MOST_STARTS = 12
# Telegram holds an update for a day; a number seen within a week cannot come as something new.
_SEEN_SECONDS = 7 * 24 * 3600.0
_NEW_UPDATE = "INSERT INTO updates (id, received, payload, identity) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"


class Outcome(StrEnum):
    """How an update ended; each has exactly one."""

    ANSWERED = "answered"
    REFUSED = "refused"  # the articles do not say
    LIMITED = "limited"  # the person had asked too much
    STALE = "stale"  # too old to be worth an answer
    CANCELLED = "cancelled"  # stopped by the person
    FAILED = "failed"
    UNSURE = "unsure"  # sent, and nobody knows whether it arrived
    TURNED_AWAY = "turned away"  # a stranger
    UNREADABLE = "unreadable"
    HANDLED = "handled"  # no question


@dataclass(frozen=True, slots=True)
class OpenUpdate:
    """An update that has not met its end: when it came, in seconds since 1970, and its JSON as Telegram wrote it."""

    id: int
    received: float
    payload: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that is out."""

    chat_id: int
    message_id: int


class Inbox:
    """The updates and the messages that answer them."""

    def __init__(self, database: BotDatabase) -> None:
        self._database = database

    def keep(self, update_id: int, payload: str, now: float, identity: str = "") -> bool:
        """Keep an update on its arrival; False when it was seen before, and is not to be answered again.

        `identity` tells it from another of the same number: a new token, or another Bot API server, counts anew.
        """
        new = (update_id, now, payload, identity)
        if self._database.run(_NEW_UPDATE, *new):
            return True
        with self._database.writing():
            row = self._database.one("SELECT identity FROM updates WHERE id = ?", update_id)
            if row is not None and row[0] in {"", identity}:
                return False
            self._forget(update_id)
            self._database.run(_NEW_UPDATE, *new)
        return True

    def _forget(self, update_id: int) -> None:
        """Free a number for another update: what the former left behind gets a number that Telegram never gives."""
        self._database.run("DELETE FROM updates WHERE id = ?", update_id)
        self._database.run("DELETE FROM deliveries WHERE update_id = ?", update_id)
        for table in ("turns", "answers", "questions"):
            free = f"(SELECT min(min(update_id), 0) - 1 FROM {table})"  # noqa: S608 - constant names
            self._database.run(f"UPDATE {table} SET update_id = {free} WHERE update_id = ?", update_id)  # noqa: S608

    def end(self, update_id: int, outcome: Outcome) -> bool:
        """Write down how an update ended, once; False when it had already ended. Its text is forgotten."""
        ended = self._database.run(
            "UPDATE updates SET outcome = ?, payload = NULL WHERE id = ? AND outcome IS NULL", outcome, update_id
        )
        return ended == 1

    def outcome(self, update_id: int) -> Outcome | None:
        """How an update ended; None while it is open, or when it is not known."""
        row = self._database.one("SELECT outcome FROM updates WHERE id = ?", update_id)
        return Outcome(row[0]) if row and row[0] else None

    def take_up(self) -> list[OpenUpdate]:
        """The updates that a process before left open, in the order they came."""
        rows = self._database.all("SELECT id, received, payload FROM updates WHERE outcome IS NULL ORDER BY id")
        return [OpenUpdate(*row) for row in rows]

    def start(self, update_id: int) -> bool:
        """Count that the work on an update begins; False when it began too often: it would kill this process too."""
        self._database.run("UPDATE updates SET starts = starts + 1 WHERE id = ?", update_id)
        row = self._database.one("SELECT starts FROM updates WHERE id = ?", update_id)
        return row is None or int(row[0]) <= MOST_STARTS

    def begin(self, update_id: int, number: int) -> bool:
        """Write down that the message `number` is about to be sent; False when it was before, and nobody knows more."""
        begun = self._database.run(
            "INSERT INTO deliveries VALUES (?, ?, 0, 0) ON CONFLICT DO NOTHING", update_id, number
        )
        return begun == 1

    def deliver(self, update_id: int, number: int, sent: Sent) -> None:
        """Write down that the message `number` (1..n) of an update's answer is out."""
        self._database.run(
            "INSERT INTO deliveries VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET chat = excluded.chat, "
            "message = excluded.message",
            update_id,
            number,
            sent.chat_id,
            sent.message_id,
        )

    def delivered(self, update_id: int, number: int) -> Sent | None:
        """The message that is out for certain, from before the process died."""
        row = self._database.one(
            "SELECT chat, message FROM deliveries WHERE update_id = ? AND number = ? AND message <> 0",
            *(update_id, number),
        )
        return Sent(*row) if row else None

    def count(self) -> dict[str, int]:
        """How many updates met each end; "open" are those at work."""
        rows = self._database.all("SELECT coalesce(outcome, 'open'), count(*) FROM updates GROUP BY 1 ORDER BY 1")
        return dict(rows)

    def prune(self, now: float) -> None:
        """Forget the numbers of updates that cannot come again."""
        with self._database.writing():
            self._database.run("DELETE FROM updates WHERE outcome IS NOT NULL AND received < ?", now - _SEEN_SECONDS)
            self._database.run("DELETE FROM deliveries WHERE update_id NOT IN (SELECT id FROM updates)")
