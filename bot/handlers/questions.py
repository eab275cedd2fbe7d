"""Finds the question in a message."""

import re

from telegram import Message, MessageEntity

# Of a message that is asked about; a news sentence or three.
_ABOUT_CHARACTERS = 500
# What stands between a mention and the question: "@bot, who …", "@bot: who …".
_SEPARATORS = " \t\n,:;–—-"


def behind_command(message: Message) -> str:
    """What a command is followed by; where that is nothing, the text of the message that it answers."""
    text = (message.text or message.caption or "").strip()
    _, _, written = text.partition(" ")
    first, newline, rest = text.partition("\n")
    if newline and " " not in first.strip():
        written = rest
    return written.strip() or _answered_text(message, None)


def captioned(message: Message, username: str) -> str | None:
    """What a picture's or a file's caption asks with /ask; the library reads commands in texts alone. Else None."""
    command = re.match(r"/ask(?:@(\w+))?(?!\S)", message.caption or "", re.IGNORECASE)
    if command is None or (command[1] is not None and command[1].lower() != username.lower()):
        return None
    return behind_command(message)


def meant_for(message: Message, bot_id: int, username: str) -> str | None:
    """The question that a message of a group asks the bot: by a mention, or by answering what the bot wrote.

    None where it is not meant for the bot. A mention in an answer to somebody asks about that somebody's message. The
    question is "" where nothing but the mention was written.
    """
    text = message.text or message.caption or ""
    mentioned, rest = _without_mention(message, text, bot_id, username)
    if mentioned:
        about = _answered_text(message, bot_id)
        return " ".join(filter(None, (rest, about)))
    answered = message.reply_to_message
    if answered is not None and answered.forum_topic_created is None and answered.from_user is not None:
        return rest if answered.from_user.id == bot_id else None
    return None


def _without_mention(message: Message, text: str, bot_id: int, username: str) -> tuple[bool, str]:
    """Whether the bot is mentioned, by its name or by a link to it, and the text without that."""
    by_name = re.compile(rf"(?<![\w@])@{re.escape(username)}(?!\w)", re.IGNORECASE)
    meant = [match for match in by_name.finditer(text) if not _is_code(message, text, match.start())]
    kinds: list[str | None] = [MessageEntity.TEXT_MENTION]
    links = message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds) if text else {}
    linked = [written for entity, written in links.items() if entity.user is not None and entity.user.id == bot_id]
    if not meant and not linked:
        return False, text.strip()
    rest = by_name.sub(" ", text)
    for written in linked:
        rest = rest.replace(written, " ", 1)
    return True, re.sub(r"[ \t]{2,}", " ", rest).strip(_SEPARATORS)


def _is_code(message: Message, text: str, at: int) -> bool:
    """Whether the letter at an offset stands in code, where Telegram sees no mention."""
    unit = len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
    entities = message.entities or message.caption_entities
    code = (one for one in entities if one.type in {MessageEntity.CODE, MessageEntity.PRE})
    return any(one.offset <= unit < one.offset + one.length for one in code)


def _answered_text(message: Message, bot_id: int | None) -> str:
    """The text of the message that this one answers, shortened; "" where there is none, or the bot wrote it."""
    answered = message.reply_to_message
    if answered is None or (answered.from_user is not None and answered.from_user.id == bot_id):
        return ""
    return (answered.text or answered.caption or "")[:_ABOUT_CHARACTERS].strip()
