"""Typed access from a handler to everything it needs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.desk import Desk
from bot.examples import Examples
from bot.indexing import Indexing
from bot.postponed import Postponed
from bot.replies import Replies
from bot.sending import Place, Sender
from bot.settings import BotSettings
from bot.stops import Stops
from bot.store import Allowance, KeptAnswer, Outcome, Store, Thread

if TYPE_CHECKING:
    from telegram import Chat, User

# What a chat's or a person's own data would be: the store keeps both.
_Nothing: TypeAlias = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the running bot; `clock` gives seconds since 1970."""

    settings: BotSettings
    store: Store
    desk: Desk
    indexing: Indexing
    sender: Sender
    stops: Stops
    postponed: Postponed
    clock: Callable[[], float]
    examples: Examples = field(default_factory=Examples)


BotApplication: TypeAlias = "Application[ExtBot[None], Context, _Nothing, _Nothing, Parts, None]"


class Context(CallbackContext[ExtBot[None], _Nothing, _Nothing, Parts]):
    """One update at work: the parts of the bot, and what the update says of its chat, thread and person."""

    _update: Update | None = None
    _replies: Replies | None = None

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> Self:
        """The context of an update, as the library makes it."""
        context = super().from_update(update, application)
        context._update = update if isinstance(update, Update) else None  # noqa: SLF001 - this class's own
        return context

    @property
    def settings(self) -> BotSettings:
        """What the bot was told."""
        return self.bot_data.settings

    @property
    def store(self) -> Store:
        """What the bot remembers."""
        return self.bot_data.store

    @property
    def desk(self) -> Desk:
        """The archive."""
        return self.bot_data.desk

    @property
    def indexing(self) -> Indexing:
        """How far the index is."""
        return self.bot_data.indexing

    @property
    def sender(self) -> Sender:
        """The one way out; `replies` is the way to answer this update."""
        return self.bot_data.sender

    @property
    def examples(self) -> Examples:
        """Questions to begin with."""
        return self.bot_data.examples

    @property
    def stops(self) -> Stops:
        """The answers being written."""
        return self.bot_data.stops

    @property
    def postponed(self) -> Postponed:
        """The updates that are answered later."""
        return self.bot_data.postponed

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self.bot_data.clock()

    @property
    def update_id(self) -> int:
        """The number of the update."""
        return self._known.update_id

    @property
    def user(self) -> "User | None":
        """Who wrote, pressed or asked."""
        return self._known.effective_user

    @property
    def chat(self) -> "Chat | None":
        """Where; None for an inline question."""
        return self._known.effective_chat

    @property
    def is_admin(self) -> bool:
        """Whether the person administers this bot."""
        return self.user is not None and self.user.id in self.settings.admin_user_ids

    @property
    def language(self) -> str:
        """The person's language as Telegram tells it (IETF), or ""."""
        return (self.user.language_code if self.user else None) or ""

    @property
    def thread(self) -> Thread:
        """The conversation that the update belongs to; an inline question has one of its own person."""
        chat, user = self.chat, self.user
        if chat is None:
            return Thread(user.id if user else 0)
        return Thread(chat.id, topic_of(self._known), 0 if chat.type == chat.PRIVATE or user is None else user.id)

    @property
    def replies(self) -> Replies:
        """The answers to this update, each sent once."""
        if self._replies is None:
            self._replies = Replies(self.sender, self.store.inbox, self.update_id, place_of(self._known))
        return self._replies

    def answer_behind(self, key: str) -> KeptAnswer | None:
        """The answer that a button belongs to; None where it was forgotten, or sent to another chat."""
        kept = self.store.answers.find(key)
        is_here = kept is not None and self.store.people.moved_to(kept.thread.chat_id) == self.thread.chat_id
        return kept if is_here else None

    def allowance(self) -> Allowance:
        """Count a question of this person; one update counts once."""
        if self.user is None:
            return Allowance.FREE
        return self.store.limits.take(self.user.id, self.update_id, self.now)

    def ended(self, outcome: Outcome) -> None:
        """Write down how the update ended, after its last message is out; only the first outcome counts."""
        self.store.inbox.end(self.update_id, outcome)

    @property
    def _known(self) -> Update:
        if self._update is None:
            raise RuntimeError("there is no update at work in this context")
        return self._update


def topic_of(update: Update) -> int:
    """The topic of the message that the update is of, or 0."""
    message = update.effective_message
    thread = getattr(message, "message_thread_id", None)
    return int(thread) if thread and getattr(message, "is_topic_message", None) else 0


def place_of(update: Update) -> Place:
    """Where an answer to the update goes: the same topic, as a reply to what was asked."""
    chat, message = update.effective_chat, update.effective_message
    if chat is None:
        return Place(update.effective_user.id if update.effective_user else 0)
    is_question = update.message is not None
    return Place(chat.id, topic_of(update), message.message_id if message and is_question else 0)
