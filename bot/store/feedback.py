"""Keeps what people thought of the answers."""

from dataclasses import dataclass

from bot.store.database import BotDatabase


@dataclass(frozen=True, slots=True)
class Opinion:
    """One person's vote on one answer; `given` is in seconds since 1970."""

    given: float
    user_id: int
    liked: bool
    question: str
    answer: str


class Feedback:
    """The votes under answers; a person has one an answer, the last."""

    def __init__(self, database: BotDatabase) -> None:
        self._database = database

    def give(self, answer_id: str, user_id: int, liked: bool, now: float) -> bool:
        """Keep a vote; False when the answer was forgotten."""
        kept = self._database.run(
            "INSERT OR REPLACE INTO votes SELECT id, ?, ?, ? FROM answers WHERE id = ?",
            *(user_id, liked, now, answer_id),
        )
        return kept > 0

    def take_back(self, answer_id: str, user_id: int, *, liked: bool) -> None:
        """Forget a person's vote on an answer, unless it has become another since."""
        self._database.run(
            "DELETE FROM votes WHERE answer = ? AND person = ? AND liked = ?", *(answer_id, user_id, liked)
        )

    def opinions(self, limit: int) -> list[Opinion]:
        """The newest votes, each with the question and the answer it was given for."""
        rows = self._database.all(
            "SELECT given, votes.person, liked, question, text FROM votes JOIN answers ON id = answer "
            "ORDER BY given DESC LIMIT ?",
            limit,
        )
        return [Opinion(given, person, bool(liked), question, text) for given, person, liked, question, text in rows]

    def count(self) -> tuple[int, int]:
        """How many votes were for, and how many against."""
        row = self._database.one("SELECT coalesce(sum(liked), 0), coalesce(sum(NOT liked), 0) FROM votes")
        return int(row[0]), int(row[1])
