"""Lets in who may ask, once, before any handler sees an update."""

import logging
import re
import secrets

from telegram import Chat, Message, Update, User
from telegram.ext import ApplicationHandlerStop

from bot.context import Context
from bot.sending import Outgoing
from bot.settings import BotSettings
from bot.store import Outcome, People
from bot.texts import texts_for

# A question that waited longer, while the bot was away, may not matter any more: who asked is told, and decides.
_STALE_SECONDS = 15 * 60.0
# What was written before a person blocked the bot comes within this time.
_BLOCKED_SECONDS = 60.0
# Telegram answers a stranger's inline question by itself for so long when it comes again.
_INLINE_SECONDS = 300
_ID_BYTES = 4
_log = logging.getLogger(__name__)


async def gate(update: Update, context: Context) -> None:
    """Stop everything that nobody here is to answer; a person turned away is told so, at most once an hour."""
    if not context.store.inbox.start(context.update_id):
        await _give_up(update, context)
        raise ApplicationHandlerStop
    _follow_a_move(update.message, context.store.people)
    user, chat = update.effective_user, update.effective_chat
    if user is None or not is_from_a_person(update):
        raise ApplicationHandlerStop
    if not may_ask(user, chat, context.settings, context.store.people):
        await _turn_away(update, context, user)
        raise ApplicationHandlerStop
    if update.message is not None:
        context.store.people.unblock(update.message.chat.id, _takes_messages_since(update.message, context.now))
    if _is_for_the_bot(update, context):
        context.store.people.see(user.id, user.full_name, user.language_code or "", context.now)
        await _stop_what_is_stale(update, context)


def _follow_a_move(message: Message | None, people: People) -> None:
    """Learn from Telegram's own notice that a group became a supergroup with another id."""
    if message is not None and message.migrate_to_chat_id:
        people.move(message.chat.id, message.migrate_to_chat_id)
    elif message is not None and message.migrate_from_chat_id:
        people.move(message.migrate_from_chat_id, message.chat.id)


def _takes_messages_since(message: Message, now: float) -> float:
    """The time of which a message proves that what blocked its chat before is over.

    A group that the bot was put out of shows it nothing more. In a private chat what was written before the block still
    comes for a while; /start is what Telegram lets a person send to take it back.
    """
    if (message.text or "").startswith("/start"):
        return now
    # Telegram tells the time in whole seconds: up to a second later it was written.
    written = message.date.timestamp() + 1
    return written - _BLOCKED_SECONDS if message.chat.type == Chat.PRIVATE else written


def is_from_a_person(update: Update) -> bool:
    """Whether a person wrote a new message, pressed a button, asked inline or reacted: no bot, no channel, no edit."""
    message, reaction = update.message, update.message_reaction
    if reaction is not None:
        # Whoever reacts in a channel's or a group's name has no name of their own.
        return reaction.user is not None and not reaction.user.is_bot
    if message is None:
        query = update.callback_query or update.inline_query
        return query is not None and not query.from_user.is_bot
    if message.from_user is None or message.via_bot is not None or message.is_automatic_forward:
        return False
    # An administrator of a group who hides behind it is a person all the same.
    is_hidden_admin = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    return is_hidden_admin or (message.sender_chat is None and not message.from_user.is_bot)


def may_ask(user: User, chat: Chat | None, settings: BotSettings, people: People) -> bool:
    """Whether a person may ask here: by name anywhere, or as anybody in a group that is named."""
    if user.id in settings.admin_user_ids or user.id in settings.allowed_telegram_user_ids:
        return True
    if chat is None or chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return False
    former = people.former(chat.id)
    groups = settings.allowed_telegram_group_ids
    return chat.id in groups or (former is not None and former in groups)


def is_addressed(message: Message, bot_id: int, bot_name: str) -> bool:
    """Whether a message of a group is meant for the bot: a command, a mention of it, or a reply to it."""
    text = message.text or message.caption or ""
    command = re.match(r"/\w+(?:@(\w+))?", text)
    if command:
        return command[1] is None or command[1].lower() == bot_name.lower()
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == bot_id:
        # What is written in a topic answers its beginning, whoever made it.
        return answered.forum_topic_created is None
    entities = message.entities or message.caption_entities
    if any(one.user is not None and one.user.id == bot_id for one in entities):
        return True
    return re.search(rf"@{re.escape(bot_name)}\b", text, re.IGNORECASE) is not None


def _is_for_the_bot(update: Update, context: Context) -> bool:
    message = update.message
    if update.message_reaction is not None:
        # Most are about what other people wrote.
        return False
    if message is None or message.chat.type == Chat.PRIVATE:
        return True
    return is_addressed(message, context.bot.id, context.bot.username)


async def _turn_away(update: Update, context: Context, user: User) -> None:
    context.ended(Outcome.TURNED_AWAY)
    if update.callback_query is not None:
        text = texts_for(context.language).stranger.format(id=user.id)
        await context.sender.note(update.callback_query.id, text, alert=True)
        return
    if update.inline_query is not None:
        await context.sender.offer(update.inline_query.id, [], _INLINE_SECONDS)
        return
    if not _is_for_the_bot(update, context):
        return
    if context.store.people.is_to_be_told(user.id, context.now):
        text = texts_for(context.language).stranger.format(id=user.id)
        await context.replies.send(Outgoing(text))


async def _give_up(update: Update, context: Context) -> None:
    """End an update that may be what kills the process, or cannot be answered, with a sentence to who wrote it."""
    failure = secrets.token_hex(_ID_BYTES)
    _log.error(
        "failure %s: update %d was begun again and again and never ended; it is given up", failure, update.update_id
    )
    if update.message is not None:
        await context.replies.send_instead(Outgoing(texts_for(context.language).failure.format(id=failure)))
    context.ended(Outcome.FAILED)


async def _stop_what_is_stale(update: Update, context: Context) -> None:
    message = update.message
    if message is None or context.now - message.date.timestamp() <= _STALE_SECONDS:
        return
    await context.replies.send(Outgoing(texts_for(context.language).too_late))
    context.ended(Outcome.STALE)
    raise ApplicationHandlerStop
