"""Tells Telegram which commands to offer: to persons, in groups, to admins, in each language."""

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.settings import BotSettings
from bot.texts import Texts, texts_for

_PRIVATE = ("ask", "new", "retry", "cancel", "latest", "sources", "article", "status", "help")
_GROUP = ("ask", "new", "retry", "cancel", "latest", "sources", "status", "help")
_ADMIN = (*_PRIVATE, "reindex", "add", "remove", "stats", "users")
# "" is for everybody whose language is none of the others.
_LANGUAGES = ("", "lv", "ru")
_log = logging.getLogger(__name__)


async def offer_commands(bot: Bot, settings: BotSettings) -> None:
    """Register the commands; what Telegram refuses is told to the log, and can still be typed."""
    scopes: list[tuple[BotCommandScope, tuple[str, ...]]] = [
        (BotCommandScopeAllPrivateChats(), _PRIVATE),
        (BotCommandScopeAllGroupChats(), _GROUP),
        *((BotCommandScopeChat(admin), _ADMIN) for admin in sorted(settings.admin_user_ids.ids)),
    ]
    for scope, names in scopes:
        for language in _LANGUAGES:
            try:
                await bot.set_my_commands(commands(names, texts_for(language)), scope, language or None)
            except TelegramError as error:
                # An admin who never wrote to the bot has no chat with it yet.
                _log.debug("the commands of %s were not taken (%s)", scope.type, error)


def commands(names: tuple[str, ...], texts: Texts) -> list[BotCommand]:
    """Each command with what it does."""
    return [BotCommand(name, getattr(texts, f"menu_{name}")) for name in names]
