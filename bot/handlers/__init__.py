"""Answers to what people write and press."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

from bot.buttons import Deed
from bot.context import Context
from bot.handlers import administering, asking, collecting, conversation, proof, reactions, reading, starting
from bot.handlers.inline import inline
from bot.handlers.only_admins import only_admins

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]
# New messages alone: the library's handlers take edited ones too, unless told.
_NEW = filters.UpdateType.MESSAGE
_TEXT = _NEW & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
_PRIVATE = filters.ChatType.PRIVATE


def handlers() -> "list[BaseHandler[Any, Any, Any]]":
    """Every handler, in the order in which an update is offered to them."""
    return [
        _command("start", starting.start),
        _command("help", starting.help_),
        _command("status", starting.status),
        _command("ask", asking.by_command),
        _command("retry", asking.again),
        _command("new", conversation.begin_anew),
        _command("reset", conversation.begin_anew),
        _command("cancel", conversation.cancel),
        _command("sources", reading.sources),
        _command("latest", reading.latest),
        _command("article", reading.article),
        # Reading a large corpus takes minutes, in which other messages of the chat are answered.
        _command("reindex", only_admins(administering.reindex), block=False),
        _command("stats", only_admins(administering.stats)),
        _command("users", only_admins(administering.users)),
        _command("add", only_admins(collecting.add)),
        _command("remove", only_admins(collecting.remove)),
        _buttons(asking.by_button, Deed.ASK, Deed.NEAREST),
        _buttons(proof.passage, Deed.PASSAGE),
        _buttons(proof.vote, Deed.LIKE, Deed.DISLIKE),
        _buttons(conversation.stop_button, Deed.STOP),
        _buttons(reading.turn_page, Deed.ARTICLE, Deed.SOURCES, Deed.OUTLETS),
        _buttons(only_admins(collecting.remove_for_good), Deed.REMOVE, Deed.KEEP),
        CallbackQueryHandler(proof.forgotten),
        InlineQueryHandler(inline),
        MessageReactionHandler(reactions.vote, message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED),
        MessageHandler(_NEW & _PRIVATE & filters.Document.ALL, only_admins(collecting.add_document)),
        MessageHandler(_TEXT & _PRIVATE, asking.in_private),
        MessageHandler(_TEXT & filters.ChatType.GROUPS, asking.in_group),
        MessageHandler(_NEW & _PRIVATE & filters.COMMAND, asking.unknown_command),
        MessageHandler(_NEW & _PRIVATE & ~filters.StatusUpdate.ALL, asking.nothing_to_read),
    ]


def _command(name: str, handler: Handler, *, block: bool = True) -> "BaseHandler[Any, Any, Any]":
    return CommandHandler(name, handler, filters=_NEW, block=block)


def _buttons(handler: Handler, *deeds: Deed) -> "BaseHandler[Any, Any, Any]":
    return CallbackQueryHandler(handler, pattern=rf"^[{''.join(deeds)}]:[\w-]*:\d{{1,9}}$")
