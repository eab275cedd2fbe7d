"""How a person uses the bot: writes, presses, sends a file, and waits for what comes back."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tests.bot_api.entities import written
from tests.bot_api.nouns import Button, Chat, Message, User
from tests.bot_api.world import World

# Generous: a loaded machine is slow, and a test that waits in vain fails anyway.
SECONDS = 60.0
# Telegram shows a draft for so long.
SECONDS_OF_A_DRAFT = 30.0


class Town:
    """The people and the places around one bot."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._ids = itertools.count(501)

    def person(self, name: str = "Anna", language: str = "en") -> User:
        return User(next(self._ids), name, language, name.lower())

    def private(self, person: User | None = None) -> "Seat":
        """The chat of a person with the bot."""
        who = person or self.person()
        return Seat(self.world, self.world.add_chat(Chat(who.id, "private", who.first_name)), who)

    def group(self, title: str = "Desk", *, topics: bool = False, privacy: bool = True) -> Chat:
        """A group with the bot in it; with `privacy` the bot is shown only what is meant for it."""
        chat_id = -1_000_000_000_000 - next(self._ids)
        return self.world.add_chat(Chat(chat_id, "supergroup", title, topics, privacy, members={self.world.bot.id}))

    def channel(self, title: str = "Wire") -> Chat:
        return self.world.add_chat(Chat(-1_000_000_000_000 - next(self._ids), "channel", title))

    def seat(self, chat: Chat, person: User | None = None, topic: int = 0) -> "Seat":
        """The place of a person in a group, or in a topic of it."""
        who = person or self.person()
        chat.members.add(who.id)
        return Seat(self.world, chat, who, topic)

    def moves(self, chat: Chat) -> Chat:
        """Make a larger group of a group: the old one refuses, and tells of the new one."""
        larger = replace(chat, id=-1_000_000_000_000 - next(self._ids))
        chat.moved_to = larger.id
        return self.world.add_chat(larger)

    def posts(self, channel: Chat, text: str) -> Message:
        message = self.world.write(channel, None, written(text))
        self.world.updates.add("channel_post", self.world.json_of(message))
        return message

    def inline(self, person: User, text: str, seconds: float = SECONDS) -> list[dict[str, Any]]:
        """The results that the bot offers somebody who types its name and `text` in any chat."""
        query = self.world.new_query()
        told = {"id": query.id, "from": person.as_json(), "query": text, "offset": "", "chat_type": "private"}
        self.world.updates.add("inline_query", told)
        if not self.world.wait(lambda: query.answer is not None, seconds):
            raise TimeoutError(f"no answer to the inline question {text!r}")
        assert query.answer is not None
        return list(query.answer["results"])


@dataclass(slots=True, eq=False)
class Seat:
    """A person in a chat, or in a topic of it."""

    world: World
    chat: Chat
    person: User
    topic: int = 0
    _read: set[int] = field(default_factory=set)
    _reactions: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def shown(self) -> list[Message]:
        """The bot's messages here, as they stand, oldest first; deleted ones are left out."""
        with self.world.changed:
            return [
                message
                for message in self.world.messages.values()
                if message.chat.id == self.chat.id
                and message.sender == self.world.bot
                and message.topic == self.topic
                and not message.deleted
            ]

    @property
    def drafts(self) -> list[str]:
        """What the bot has shown here of messages that it was writing, oldest first."""
        with self.world.changed:
            return [one.text for one in self.world.drafts if (one.chat_id, one.topic) == (self.chat.id, self.topic)]

    @property
    def draft(self) -> str | None:
        """The draft that stands here now: thirty seconds at most, and until the bot's next message."""
        with self.world.changed:
            own = [one for one in self.world.drafts if (one.chat_id, one.topic) == (self.chat.id, self.topic)]
            last = max((one.written for one in self.shown), default=0.0)
            stands = own and own[-1].shown > max(last, self.world.clock() - SECONDS_OF_A_DRAFT)
            return own[-1].text if stands else None

    def say(self, text: str, *, reply_to: Message | None = None, **extra: Any) -> Message:  # noqa: ANN401 - JSON
        """Write; `extra` is what else Telegram says of the message."""
        body = written(text)
        message = self.world.write(
            self.chat, self.person, body, topic=self.topic, reply_to=reply_to.id if reply_to else 0, extra=extra
        )
        if self._is_shown_to_bot(message, reply_to):
            self.world.updates.add("message", self.world.json_of(message))
        return message

    def mention(self, text: str, *, reply_to: Message | None = None) -> Message:
        return self.say(f"@{self.world.bot.username} {text}", reply_to=reply_to)

    def upload(self, name: str, content: bytes, kind: str = "text/plain", caption: str = "") -> Message:
        """Send a file."""
        document = self.world.keep_file(name, kind, content)
        message = self.world.write(self.chat, self.person, written(caption), topic=self.topic, document=document)
        self.world.updates.add("message", self.world.json_of(message))
        return message

    def edit(self, message: Message, text: str) -> Message:
        """Change what one wrote."""
        edited = self.world.edit(message, written(text), ())
        self.world.updates.add("edited_message", {**self.world.json_of(edited), "edit_date": int(time.time())})
        return edited

    def say_as_business(self, text: str) -> Message:
        """Write to somebody whose account the bot serves."""
        message = self.world.write(self.chat, self.person, written(text), extra={"business_connection_id": "b1"})
        self.world.updates.add("business_message", self.world.json_of(message))
        return message

    def press(self, label: str, message: Message | None = None, seconds: float = SECONDS) -> dict[str, Any]:
        """Press a button, by default the newest one with that label, and wait for the bot's answer to the press."""
        chosen = message or next((one for one in reversed(self.shown) if label in one.labels), None)
        assert chosen is not None, f"no button {label!r} among {[one.labels for one in self.shown]}"
        return self.press_button(chosen, next(one for one in chosen.buttons if one.label == label), seconds)

    def press_button(self, message: Message, button: Button, seconds: float = SECONDS) -> dict[str, Any]:
        query = self.world.new_query()
        told = {"id": query.id, "from": self.person.as_json(), "chat_instance": "1", "data": button.data}
        self.world.updates.add("callback_query", {**told, "message": self.world.json_of(message)})
        if not self.world.wait(lambda: query.answer is not None, seconds):
            raise TimeoutError(f"the bot did not answer the press of {button.label!r}")
        return dict(query.answer or {})

    def react(self, message: Message, *emoji: str) -> None:
        """Put emoji under a message, in place of those before; none takes them away.

        In a group the bot is told of it as an administrator alone.
        """
        told = {"chat": self.chat.as_json(), "message_id": message.id, "user": self.person.as_json()}
        before = self._reactions.get(message.id, ())
        self._reactions[message.id] = emoji
        old, new = ([{"type": "emoji", "emoji": one} for one in each] for each in (before, emoji))
        if self.chat.is_private or self.world.bot.id in self.chat.admins:
            more = {"date": int(time.time()), "old_reaction": old, "new_reaction": new}
            self.world.updates.add("message_reaction", {**told, **more})

    def next(self, seconds: float = SECONDS) -> Message:
        """The bot's first message here that was not read yet, as it stands."""
        if not self.world.wait(lambda: bool(self._unread()), seconds):
            raise TimeoutError(f"nothing new came; shown is {[one.text for one in self.shown]}")
        message = self._unread()[0]
        self._read.add(message.id)
        return message

    def next_where(self, seen: Callable[[Message], bool], seconds: float = SECONDS) -> Message:
        """The bot's first message here that is as `seen` says, now or after an edit."""
        if not self.world.wait(lambda: any(map(seen, self.shown)), seconds):
            raise TimeoutError(f"it did not come; shown is {[one.text for one in self.shown]}")
        message = next(one for one in self.shown if seen(one))
        self._read.add(message.id)
        return message

    def ask(self, text: str, seconds: float = SECONDS) -> Message:
        """Write, and wait for the first new message."""
        self.skip()
        self.say(text)
        return self.next(seconds)

    def replies(self, question: Message) -> list[Message]:
        """What the bot answered to one message."""
        return [one for one in self.shown if one.reply_to == question.id]

    def now(self, message: Message) -> Message:
        """A message as it stands now."""
        return self.world.messages[message.chat.id, message.id]

    def skip(self) -> None:
        """Count everything here as read."""
        self._read.update(one.id for one in self.shown)

    def is_silent(self, seconds: float) -> bool:
        """Whether the bot writes nothing new for so long."""
        return not self.world.wait(lambda: bool(self._unread()), seconds)

    def _unread(self) -> list[Message]:
        return [one for one in self.shown if one.id not in self._read]

    def _is_shown_to_bot(self, message: Message, reply_to: Message | None) -> bool:
        if self.chat.is_private or not self.chat.privacy:
            return True
        replies = reply_to is not None and reply_to.sender == self.world.bot
        return replies or message.text.startswith("/") or f"@{self.world.bot.username}" in message.text
