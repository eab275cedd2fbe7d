"""Counts how much each person asks."""

from enum import StrEnum

from bot.store.database import BotDatabase

_MINUTE = 60.0
_DAY = 24 * 3600.0
# Whoever goes on asking is told that he asks too much no oftener: a flood of questions would be a flood of answers.
_TELL_AGAIN_SECONDS = 10.0


class Allowance(StrEnum):
    """Whether a person may ask one more question, or which limit was reached."""

    FREE = "free"
    MINUTE = "minute"
    DAY = "day"


class Limits:
    """Questions a minute and a day, each person's own."""

    def __init__(self, database: BotDatabase, a_minute: int, a_day: int) -> None:
        self._database = database
        self._a_minute = a_minute
        self._a_day = a_day
        self._told: dict[int, float] = {}

    def take(self, user_id: int, update_id: int, now: float) -> Allowance:
        """Count a question, once an update, unless a limit is reached; one that is refused does not count."""
        asked = self._database.one(
            "SELECT count(*), coalesce(sum(asked > ?), 0) FROM questions "
            "WHERE person = ? AND asked > ? AND update_id <> ?",
            *(now - _MINUTE, user_id, now - _DAY, update_id),
        )
        if asked[0] >= self._a_day:
            return Allowance.DAY
        if asked[1] >= self._a_minute:
            return Allowance.MINUTE
        self._database.run("INSERT OR REPLACE INTO questions VALUES (?, ?, ?)", update_id, user_id, now)
        return Allowance.FREE

    def is_to_be_told(self, user_id: int, now: float) -> bool:
        """Whether a person who asked too much is told so now; True at most once in ten seconds."""
        if now - self._told.get(user_id, now - _TELL_AGAIN_SECONDS) < _TELL_AGAIN_SECONDS:
            return False
        self._told = {one: since for one, since in self._told.items() if now - since < _TELL_AGAIN_SECONDS}
        self._told[user_id] = now
        return True

    def prune(self, now: float) -> None:
        """Forget the questions that no limit counts any more."""
        self._database.run("DELETE FROM questions WHERE asked < ?", now - _DAY)
