"""People, chats and messages, as Telegram tells of them."""

from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.entities import Formatted


@dataclass(frozen=True, slots=True)
class User:
    """Somebody, or a bot."""

    id: int
    first_name: str
    language: str = "en"
    username: str = ""
    is_bot: bool = False

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            told["username"] = self.username
        return told if self.is_bot or not self.language else {**told, "language_code": self.language}


@dataclass(slots=True)
class Chat:
    """A place for messages; `kind` is Telegram's `type`, `blocked` that the bot may not write there any more."""

    id: int
    kind: str
    title: str
    topics: bool = False
    privacy: bool = True
    blocked: bool = False
    moved_to: int = 0
    admins: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "type": self.kind}
        told |= {"first_name": self.title} if self.is_private else {"title": self.title}
        return {**told, "is_forum": True} if self.topics else told


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `data` for a press, or `url`."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file in a message."""

    id: str
    name: str
    kind: str
    content: bytes = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        told = {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_name": self.name, "mime_type": self.kind}
        return {**told, "file_size": len(self.content)}


@dataclass(frozen=True, slots=True)
class Draft:
    """What the bot shows of a message that it is writing; `shown` in seconds of the epoch."""

    chat_id: int
    id: int
    text: str
    topic: int
    shown: float


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands; `before` are the texts it had until it was edited, oldest first.

    `date`, `written` and `changed` (last) in seconds of the epoch; `topic` 0 outside topics; `extra` whatever else
    Telegram would say of it.
    """

    chat: Chat
    id: int
    sender: User | None
    date: int
    body: Formatted
    topic: int = 0
    reply_to: int = 0
    rows: tuple[tuple[Button, ...], ...] = ()
    document: Document | None = None
    before: tuple[str, ...] = ()
    written: float = 0.0
    changed: float = 0.0
    deleted: bool = False
    reactions: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.body.text

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(button for row in self.rows for button in row)

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]


def message_json(message: Message, replied: Message | None = None) -> dict[str, Any]:
    """Telegram's JSON of a message; `replied` is the message it answers."""
    told: dict[str, Any] = {"message_id": message.id, "date": message.date, "chat": message.chat.as_json()}
    if message.sender is not None:
        told["from"] = message.sender.as_json()
    else:
        told["sender_chat"] = message.chat.as_json()
    told |= _content(message)
    if message.topic:
        told |= {"message_thread_id": message.topic, "is_topic_message": True}
    if replied is not None:
        told["reply_to_message"] = message_json(replied)
    if message.rows:
        told["reply_markup"] = {"inline_keyboard": [[_button(one) for one in row] for row in message.rows]}
    return {**told, **message.extra}


def _content(message: Message) -> dict[str, Any]:
    entities = [one.as_json() for one in message.body.entities]
    if message.document is None:
        return {"text": message.text, **({"entities": entities} if entities else {})}
    told: dict[str, Any] = {"document": message.document.as_json()}
    if message.text:
        told |= {"caption": message.text, **({"caption_entities": entities} if entities else {})}
    return told


def _button(button: Button) -> dict[str, str]:
    kind = {"url": button.url} if button.url else {"callback_data": button.data}
    return {"text": button.label, **kind}
