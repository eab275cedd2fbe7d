"""The methods of the Bot API that this server knows, by their names in small letters."""

import time
from collections.abc import Callable
from typing import Any

from tests.bot_api import message_methods as shown
from tests.bot_api.checks import read_body
from tests.bot_api.parameters import Parameters
from tests.bot_api.refusals import bad_request, query_too_old, webhook_is_set
from tests.bot_api.world import Query, Webhook, World

# Telegram waits so long for the answer to a pressed button or an inline question.
SECONDS_TO_ANSWER = 30.0
MOST_RESULTS = 50
MOST_LETTERS_OF_AN_ANSWER = 200
MOST_BYTES_OF_A_FILE = 20_000_000
_MOST_SECONDS = 50

Method = Callable[[World, Parameters], object]


def get_me(world: World, _: Parameters) -> object:
    can = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
    more = {"can_connect_to_business": False, "has_main_web_app": False, "has_topics_enabled": False}
    return {**world.bot.as_json(), **can, **more, "allows_users_to_create_topics": False}


def get_updates(world: World, parameters: Parameters) -> object:
    if world.webhook.url:
        raise webhook_is_set()
    allowed = parameters.made_of_json("allowed_updates")
    if allowed is not None:
        world.updates.allowed = allowed
    seconds = min(parameters.number("timeout"), _MOST_SECONDS)
    return world.updates.take(parameters.number("offset"), parameters.number("limit", 100), seconds)


def set_webhook(world: World, parameters: Parameters) -> object:
    allowed = parameters.made_of_json("allowed_updates")
    if allowed is not None:
        world.updates.allowed = allowed
    return _listen(world, Webhook(parameters.text("url"), parameters.text("secret_token")), parameters)


def delete_webhook(world: World, parameters: Parameters) -> object:
    return _listen(world, Webhook(), parameters)


def get_webhook_info(world: World, _: Parameters) -> object:
    waiting = len(world.updates.waiting)
    return {"url": world.webhook.url, "has_custom_certificate": False, "pending_update_count": waiting}


def answer_callback_query(world: World, parameters: Parameters) -> object:
    query = _waiting(world, parameters.text("callback_query_id"))
    if len(parameters.text("text")) > MOST_LETTERS_OF_AN_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    return _answered(world, query, {"text": parameters.text("text"), "alert": parameters.flag("show_alert")})


def answer_inline_query(world: World, parameters: Parameters) -> object:
    query = _waiting(world, parameters.text("inline_query_id"))
    results = parameters.made_of_json("results") or []
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({one.get("id") for one in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    for one in results:
        _check_result(one)
    return _answered(world, query, {"results": results, "cache_time": parameters.number("cache_time", 300)})


def get_chat(world: World, parameters: Parameters) -> object:
    chat = world.chat(parameters.number("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    told = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
    return {**chat.as_json(), **told}


def get_chat_member(world: World, parameters: Parameters) -> object:
    chat, user_id = world.chat(parameters.number("chat_id")), parameters.number("user_id")
    user = {"id": user_id, "is_bot": user_id == world.bot.id, "first_name": "Somebody"}
    if user_id in chat.admins:
        return {"status": "creator", "user": user, "is_anonymous": False}
    return {"status": "member" if user_id in chat.members else "left", "user": user}


def get_file(world: World, parameters: Parameters) -> object:
    document = world.files.get(parameters.text("file_id"))
    if document is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(document.content) > MOST_BYTES_OF_A_FILE:
        raise bad_request("file is too big")
    told = document.as_json()
    return {name: told[name] for name in ("file_id", "file_unique_id", "file_size")} | {
        "file_path": f"documents/{document.id}"
    }


def set_commands(world: World, parameters: Parameters) -> object:
    commands = parameters.made_of_json("commands") or []
    for one in commands:
        if not (1 <= len(one["command"]) <= 32 and 1 <= len(one["description"]) <= 256):
            raise bad_request("BOT_COMMAND_INVALID")
    world.commands[_commands_key(parameters)] = commands
    return True


def get_commands(world: World, parameters: Parameters) -> object:
    return world.commands.get(_commands_key(parameters), [])


def delete_commands(world: World, parameters: Parameters) -> object:
    world.commands.pop(_commands_key(parameters), None)
    return True


def _done(_: World, __: Parameters) -> object:
    return True


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendmessage": shown.send_message,
    "senddocument": shown.send_document,
    "sendmessagedraft": shown.send_draft,
    "sendchataction": shown.send_action,
    "editmessagetext": shown.edit_text,
    "editmessagereplymarkup": shown.edit_buttons,
    "deletemessage": shown.delete_message,
    "setmessagereaction": shown.set_reaction,
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getfile": get_file,
    "setmycommands": set_commands,
    "getmycommands": get_commands,
    "deletemycommands": delete_commands,
    "setmydescription": _done,
    "setmyshortdescription": _done,
    "close": _done,
    "logout": _done,
}


def _listen(world: World, webhook: Webhook, parameters: Parameters) -> object:
    with world.changed:
        world.webhook = webhook
        if parameters.flag("drop_pending_updates"):
            world.updates.drop_all()
        world.changed.notify_all()
    return True


def _waiting(world: World, query_id: str) -> Query:
    query = world.queries.get(query_id)
    if query is None or time.monotonic() - query.asked > SECONDS_TO_ANSWER:
        raise query_too_old()
    return query


def _answered(world: World, query: Query, answer: dict[str, Any]) -> object:
    with world.changed:
        if query.answer is not None:
            raise query_too_old()
        query.answer = answer
        world.changed.notify_all()
    return True


def _check_result(raw: dict[str, Any]) -> None:
    if not 1 <= len(str(raw.get("id", "")).encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not raw.get("title"):
        raise bad_request("can't parse inline query result: Can't find field \"title\"")
    content = raw.get("input_message_content") or {}
    texts = {"text": content.get("message_text", ""), "parse_mode": content.get("parse_mode") or ""}
    read_body(Parameters(texts))


def _commands_key(parameters: Parameters) -> tuple[str, str]:
    scope = parameters.made_of_json("scope") or {"type": "default"}
    place = f"{scope['type']}:{scope['chat_id']}" if "chat_id" in scope else str(scope["type"])
    return place, parameters.text("language_code")
