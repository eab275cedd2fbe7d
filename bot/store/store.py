"""Opens the bot's file and hands out its rooms."""

from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.settings import BotSettings
from bot.store.answers import Answers
from bot.store.conversations import Conversations
from bot.store.database import BotDatabase
from bot.store.feedback import Feedback
from bot.store.inbox import Inbox
from bot.store.limits import Limits
from bot.store.people import People
from bot.store.pointers import Pointers

# In the data folder, in a file of its own: the index beside it can be deleted and made again, this one cannot.
FILE = "bot.sqlite"


@dataclass(frozen=True, slots=True)
class Store:
    """What the bot remembers, by room. Used by the event loop's thread alone."""

    database: BotDatabase
    inbox: Inbox
    conversations: Conversations
    answers: Answers
    feedback: Feedback
    limits: Limits
    people: People
    pointers: Pointers
    keep_answers_days: int

    @classmethod
    def open(cls, data_dir: Path, settings: BotSettings) -> Self:
        """Open the file in `data_dir`, made where it is missing; raises RagError."""
        database = BotDatabase.open(data_dir / FILE)
        return cls(
            database,
            Inbox(database),
            Conversations(database, settings.max_history_size, settings.max_conversation_age_minutes),
            Answers(database),
            Feedback(database),
            Limits(database, settings.questions_per_minute, settings.questions_per_day),
            People(database),
            Pointers(database),
            settings.keep_answers_days,
        )

    def prune(self, now: float) -> None:
        """Forget what nobody can ask for any more."""
        self.inbox.prune(now)
        self.conversations.prune(now)
        self.limits.prune(now)
        self.pointers.prune(now)
        self.answers.prune(now, self.keep_answers_days)

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
