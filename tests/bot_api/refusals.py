"""What Telegram says when it does not do what was asked."""

from dataclasses import dataclass, field


@dataclass(eq=False)
class Refusal(Exception):  # noqa: N818 - it is Telegram's answer, not a failure of this server
    """An answer with `"ok": false`; `parameters` is Telegram's ResponseParameters."""

    code: int
    description: str
    parameters: dict[str, int] = field(default_factory=dict)


def bad_request(what: str, **parameters: int) -> Refusal:
    return Refusal(400, f"Bad Request: {what}", parameters)


def cannot_parse(why: str) -> Refusal:
    return bad_request(f"can't parse entities: {why}")


def too_many(retry_after: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def conflict() -> Refusal:
    why = "terminated by other getUpdates request; make sure that only one bot instance is running"
    return Refusal(409, f"Conflict: {why}")


def webhook_is_set() -> Refusal:
    why = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    return Refusal(409, f"Conflict: {why}")


def unauthorized() -> Refusal:
    return Refusal(401, "Unauthorized")


def not_found() -> Refusal:
    return Refusal(404, "Not Found")


def blocked() -> Refusal:
    return Refusal(403, "Forbidden: bot was blocked by the user")


def kicked() -> Refusal:
    return Refusal(403, "Forbidden: bot was kicked from the supergroup chat")


def migrated(chat_id: int) -> Refusal:
    return bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat_id)


def not_modified() -> Refusal:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same as a current "
        "content and reply markup of the message"
    )


def query_too_old() -> Refusal:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
