"""Knows by what Telegram refuses a message that its chat takes none now."""

import logging

# A group, a topic or its administrators let the bot write nothing, or nobody is there any more. That may change at any
# time and Telegram tells nobody: the next question tries again.
_NO_LEAVE = (
    "chat not found",
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "topic_closed",
    "group chat was deactivated",
    "peer_id_invalid",
    "user_is_blocked",
)
_log = logging.getLogger(__name__)


def takes_nothing(refusal: str, chat_id: int) -> bool:
    """Whether a refusal (in lower case) means that no message can stand in the chat now; it is told in the log."""
    reason = next((reason for reason in _NO_LEAVE if reason in refusal), None)
    if reason is not None:
        _log.info("chat %d takes no message now (%s)", chat_id, reason)
    return reason is not None
