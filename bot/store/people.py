"""Keeps who has written to the bot, who was turned away, and which chats cannot be written to."""

from dataclasses import dataclass

from bot.store.database import BotDatabase

# A stranger is told once an hour that the bot is not his.
_STRANGER_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may ask; times in seconds since 1970; `questions` are those of whose answers are kept."""

    id: int
    name: str
    language: str
    first_seen: float
    last_seen: float
    questions: int


class People:
    """Persons and chats, by their Telegram ids.

    Which chats moved or are blocked is asked at each message, so that it is held in memory too.
    """

    def __init__(self, database: BotDatabase) -> None:
        self._database = database
        self._blocked: set[int] = {row[0] for row in database.all("SELECT chat FROM blocked")}
        self._moved: dict[int, int] = dict(database.all("SELECT former, chat FROM moved"))

    def see(self, user_id: int, name: str, language: str, now: float) -> None:
        """Write down that a person who may ask wrote."""
        self._database.run(
            "INSERT INTO people VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name, "
            "language = excluded.language, last_seen = excluded.last_seen",
            *(user_id, name, language, now, now),
        )

    def all(self) -> list[Person]:
        """Everybody who asked, the last one first."""
        rows = self._database.all(
            "SELECT id, name, language, first_seen, last_seen, (SELECT count(*) FROM answers "
            "WHERE person = people.id OR (person = 0 AND chat = people.id)) FROM people ORDER BY last_seen DESC"
        )
        return [Person(*row) for row in rows]

    def is_to_be_told(self, user_id: int, now: float) -> bool:
        """Whether a stranger is told now that the bot is not his; True at most once an hour."""
        told = self._database.run(
            "INSERT INTO strangers VALUES (?, ?) ON CONFLICT DO UPDATE SET told = excluded.told WHERE told <= ?",
            *(user_id, now, now - _STRANGER_SECONDS),
        )
        return told == 1

    def block(self, chat_id: int, now: float) -> None:
        """Write down that a chat takes no messages: never write to it again until it writes."""
        self._database.run("INSERT INTO blocked VALUES (?, ?) ON CONFLICT DO NOTHING", chat_id, now)
        self._blocked.add(chat_id)

    def unblock(self, chat_id: int, before: float) -> None:
        """Forget that a chat takes no messages, if it was written down before then."""
        if chat_id in self._blocked and self._database.run(
            "DELETE FROM blocked WHERE chat = ? AND since < ?", chat_id, before
        ):
            self._blocked.discard(chat_id)

    def is_blocked(self, chat_id: int) -> bool:
        """Whether a chat takes no messages."""
        return chat_id in self._blocked

    def move(self, former: int, chat_id: int) -> None:
        """Write down that a group became a supergroup with an id of its own; its conversations come along."""
        with self._database.writing():
            self._database.run("INSERT OR REPLACE INTO moved VALUES (?, ?)", former, chat_id)
            self._database.run("UPDATE turns SET chat = ? WHERE chat = ?", chat_id, former)
        self._moved[former] = chat_id

    def moved_to(self, chat_id: int) -> int:
        """The id that a chat has now."""
        return self._moved.get(chat_id, chat_id)

    def former(self, chat_id: int) -> int | None:
        """The id that a chat had as a plain group, or None."""
        return next((former for former, now in self._moved.items() if now == chat_id), None)
