"""Keeps what was asked and answered in each thread, for follow-ups."""

from dataclasses import dataclass

from bot.store.database import BotDatabase
from rag import Turn


@dataclass(frozen=True, slots=True)
class Thread:
    """Where a conversation is held: a chat, its topic (0: none), and in a group the person (0: in a private chat)."""

    chat_id: int
    topic_id: int = 0
    user_id: int = 0


class Conversations:
    """The turns of each thread; a silence of `minutes` begins a new conversation, `size` turns are remembered."""

    def __init__(self, database: BotDatabase, size: int, minutes: int) -> None:
        self._database = database
        self._size = size
        self._seconds = minutes * 60.0

    def add(self, thread: Thread, update_id: int, turn: Turn, now: float) -> None:
        """Remember a turn; the one of the same update is replaced."""
        self._database.run(
            "INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(update_id, thread.chat_id, thread.topic_id, thread.user_id, now, turn.question, turn.answer),
        )

    def turns(self, thread: Thread, now: float, *, before: int | None = None) -> list[Turn]:
        """The turns of the conversation that goes on, oldest first.

        `before` is the update at work, whose own turn, of an earlier try, is left out.
        """
        rows = self._database.all(
            "SELECT asked, question, answer FROM turns WHERE chat = ? AND topic = ? AND person = ? "
            "AND update_id IS NOT ? ORDER BY asked DESC, update_id DESC LIMIT ?",
            *(thread.chat_id, thread.topic_id, thread.user_id, before, self._size),
        )
        going_on, last = [], now
        for asked, question, answer in rows:
            if last - asked > self._seconds:
                break
            going_on.append(Turn(question, answer))
            last = asked
        return going_on[::-1]

    def last_question(self, thread: Thread) -> str | None:
        """What was asked last in a thread, however long ago."""
        row = self._database.one(
            "SELECT question FROM turns WHERE chat = ? AND topic = ? AND person = ? "
            "ORDER BY asked DESC, update_id DESC LIMIT 1",
            *(thread.chat_id, thread.topic_id, thread.user_id),
        )
        return str(row[0]) if row else None

    def forget(self, thread: Thread) -> None:
        """Begin a new conversation."""
        self._database.run(
            "DELETE FROM turns WHERE chat = ? AND topic = ? AND person = ?",
            *(thread.chat_id, thread.topic_id, thread.user_id),
        )

    def prune(self, now: float) -> None:
        """Forget the turns that no conversation can reach any more."""
        self._database.run("DELETE FROM turns WHERE asked < ?", now - self._seconds * max(1, self._size))
