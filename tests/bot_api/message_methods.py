"""The methods that show something in a chat."""

from dataclasses import replace
from typing import Any

from tests.bot_api.checks import MOST_UNITS_OF_A_CAPTION, read_body, read_rows
from tests.bot_api.entities import Formatted
from tests.bot_api.nouns import Chat, Draft, Message
from tests.bot_api.parameters import Parameters
from tests.bot_api.refusals import bad_request, blocked, kicked, migrated, not_modified
from tests.bot_api.world import GENERAL_TOPIC, World

_ACTIONS = frozenset({"typing", "upload_document", "choose_sticker", "find_location"})
_REACTIONS = frozenset("👍 👎 ❤ 🔥 🎉 🤔 😁 🙏 👌 💯 👀 🤝 ✍ 🫡 😢 🤷 ⚡ 🏆 🆒".split())


def send_message(world: World, parameters: Parameters) -> object:
    chat = writable(world, parameters)
    body = read_body(parameters, entities=parameters.made_of_json("entities"))
    return _said(world, parameters, chat, body)


def send_document(world: World, parameters: Parameters) -> object:
    chat = writable(world, parameters)
    raw = parameters.text("document").removeprefix("attach://")
    upload = parameters.files.get(raw or "document")
    if upload is None:
        raise bad_request("there is no document in the request")
    caption = read_body(parameters, "caption", most=MOST_UNITS_OF_A_CAPTION, empty=True)
    document = world.keep_file(upload.name, "application/octet-stream", upload.content)
    return _said(world, parameters, chat, caption, document=document)


def send_draft(world: World, parameters: Parameters) -> object:
    chat = writable(world, parameters)
    if not chat.is_private:
        raise bad_request("message drafts can be sent only to private chats")
    if not parameters.number("draft_id"):
        raise bad_request("draft_id must be non-zero")
    if parameters.made_of_json("reply_markup"):
        raise bad_request("a draft has no buttons")  # Telegram passes over them; here nobody would see that
    body, topic = (
        read_body(parameters, entities=parameters.made_of_json("entities"), empty=True),
        _topic(chat, parameters),
    )
    with world.changed:
        world.drafts.append(Draft(chat.id, parameters.number("draft_id"), body.text, topic, world.clock()))
        world.changed.notify_all()
    return True


def send_action(world: World, parameters: Parameters) -> object:
    chat = writable(world, parameters)
    if parameters.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    _topic(chat, parameters)
    with world.changed:
        world.actions.append((chat.id, parameters.text("action"), world.clock()))
        world.changed.notify_all()
    return True


def edit_text(world: World, parameters: Parameters) -> object:
    if parameters.text("inline_message_id"):
        read_body(parameters)
        return True
    message = _own(world, parameters, "edit")
    body = read_body(parameters, entities=parameters.made_of_json("entities"))
    return _edited(world, message, body, parameters)


def edit_buttons(world: World, parameters: Parameters) -> object:
    message = _own(world, parameters, "edit")
    return _edited(world, message, message.body, parameters)


def delete_message(world: World, parameters: Parameters) -> object:
    chat = writable(world, parameters)
    message = world.message(chat.id, parameters.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if message.sender != world.bot and not (chat.is_private or world.bot.id in chat.admins):
        raise bad_request("message can't be deleted")
    world.put(replace(message, deleted=True))
    return True


def set_reaction(world: World, parameters: Parameters) -> object:
    chat = writable(world, parameters)
    message = world.message(chat.id, parameters.number("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    emoji = tuple(one.get("emoji", "") for one in parameters.made_of_json("reaction") or [])
    if len(emoji) > 1 or not set(emoji) <= _REACTIONS:
        raise bad_request("REACTION_INVALID")
    world.put(replace(message, reactions=emoji))
    return True


def writable(world: World, parameters: Parameters) -> Chat:
    """The chat a method names; raises Refusal where the bot may not write."""
    chat = world.chat(parameters.number("chat_id"))
    if chat.moved_to:
        raise migrated(chat.moved_to)
    if chat.blocked:
        raise blocked() if chat.is_private else kicked()
    return chat


def _said(world: World, parameters: Parameters, chat: Chat, body: Formatted, **more: Any) -> object:  # noqa: ANN401 - fields of Message
    rows, topic = read_rows(parameters.made_of_json("reply_markup")), _topic(chat, parameters)
    with world.changed:
        reply_to = _replied(world, chat, parameters)
        message = world.write(chat, world.bot, body, rows=rows, topic=topic, reply_to=reply_to, **more)
        return world.json_of(message)


def _topic(chat: Chat, parameters: Parameters) -> int:
    topic = parameters.number("message_thread_id")
    # The general topic is named by naming none.
    if topic and (topic == GENERAL_TOPIC or not chat.topics):
        raise bad_request("message thread not found")
    return topic


def _replied(world: World, chat: Chat, parameters: Parameters) -> int:
    asked = parameters.made_of_json("reply_parameters") or {}
    reply_to = int(asked.get("message_id") or parameters.number("reply_to_message_id"))
    if not reply_to or world.message(int(asked.get("chat_id") or chat.id), reply_to):
        return reply_to
    if asked.get("allow_sending_without_reply") or parameters.flag("allow_sending_without_reply"):
        return 0
    raise bad_request("message to be replied not found")


def _own(world: World, parameters: Parameters, purpose: str) -> Message:
    chat = writable(world, parameters)
    message = world.message(chat.id, parameters.number("message_id"))
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    if message.sender != world.bot:
        raise bad_request(f"message can't be {purpose}ed")
    return message


def _edited(world: World, message: Message, body: Formatted, parameters: Parameters) -> object:
    rows = read_rows(parameters.made_of_json("reply_markup"))
    with world.changed:
        if (body, rows) == (message.body, message.rows):
            raise not_modified()
        edited = world.edit(message, body, rows)
        return {**world.json_of(edited), "edit_date": int(world.clock())}
