"""What Telegram knows: who there is, what was written where, what waits for the bot."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from threading import Condition
from typing import Any

from tests.bot_api.entities import Formatted
from tests.bot_api.nouns import Button, Chat, Document, Draft, Message, User, message_json
from tests.bot_api.refusals import bad_request
from tests.bot_api.updates import UpdateQueue

GENERAL_TOPIC = 1


@dataclass(slots=True)
class Query:
    """A pressed button or an inline question that waits for the bot's answer; `answer` is what it gave."""

    id: str
    asked: float
    answer: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are posted to; "" for nowhere."""

    url: str = ""
    secret: str = ""


@dataclass(slots=True)
class World:
    """Everything behind one lock; `changed` is told of every change."""

    bot: User
    clock: Callable[[], float] = time.time
    changed: Condition = field(default_factory=Condition)
    chats: dict[int, Chat] = field(default_factory=dict)
    messages: dict[tuple[int, int], Message] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    files: dict[str, Document] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    actions: list[tuple[int, str, float]] = field(default_factory=list)
    webhook: Webhook = Webhook()
    first_update_id: int = 700_000_001
    updates: UpdateQueue = field(init=False)
    _last_ids: dict[int, int] = field(default_factory=dict)
    _queries: int = 0

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self.changed, self.first_update_id)

    def add_chat(self, chat: Chat) -> Chat:
        with self.changed:
            return self.chats.setdefault(chat.id, chat)

    def chat(self, chat_id: int) -> Chat:
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        return self.chats[chat_id]

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """The message, unless there is none or it was deleted."""
        found = self.messages.get((chat_id, message_id))
        return None if found is None or found.deleted else found

    def write(self, chat: Chat, sender: User | None, body: Formatted, **more: Any) -> Message:  # noqa: ANN401 - fields of Message
        """Put a message at the end of a chat."""
        with self.changed:
            # Private chats and small groups share one numbering; large groups and channels have each their own.
            numbering = chat.id if chat.kind in {"supergroup", "channel"} else 0
            self._last_ids[numbering] = self._last_ids.get(numbering, GENERAL_TOPIC) + 1
            now = self.clock()
            return self.put(
                Message(chat, self._last_ids[numbering], sender, int(now), body, written=now, changed=now, **more)
            )

    def put(self, message: Message) -> Message:
        """Let a message stand as it is now."""
        with self.changed:
            self.messages[message.chat.id, message.id] = message
            self.changed.notify_all()
            return message

    def edit(self, message: Message, body: Formatted, rows: Sequence[tuple[Button, ...]]) -> Message:
        before = (*message.before, message.text)
        return self.put(replace(message, body=body, rows=tuple(rows), before=before, changed=self.clock()))

    def json_of(self, message: Message) -> dict[str, Any]:
        return message_json(message, self.message(message.chat.id, message.reply_to))

    def new_query(self) -> Query:
        with self.changed:
            self._queries += 1
            query = Query(f"{self._queries:019d}", time.monotonic())
            self.queries[query.id] = query
            return query

    def keep_file(self, name: str, kind: str, content: bytes) -> Document:
        with self.changed:
            document = Document(f"BQACAgI{len(self.files):06d}", name, kind, content)
            self.files[document.id] = document
            return document

    def wait(self, seen: Callable[[], bool], seconds: float) -> bool:
        """Whether `seen` became true within so long."""
        with self.changed:
            return self.changed.wait_for(seen, seconds)
