"""The bot, built over a Bot API server of the tests, for the rooms that need a running application."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from telegram import Update
from telegram.ext import TypeHandler

from bot.access import gate
from bot.application import Bot, build
from bot.context import Context
from bot.failures import failed
from bot.settings import BotSettings
from bot.store import Store
from rag import Settings
from tests.bot_api import BotApiServer

Handle = Callable[[Update, Context], Awaitable[None]]


async def _nothing(update: Update, context: Context) -> None:
    """Handle nothing."""


@dataclass(slots=True)
class Room:
    """A bot whose only handler is `handle`; `seen` keeps what was let through to it."""

    bot: Bot
    store: Store
    handle: Handle
    seen: list[Update] = field(default_factory=list)

    async def take_all(self, telegram: BotApiServer) -> None:
        """Take every update that waits, one after another, as the running bot would."""
        application = self.bot.application
        waiting = telegram.world.updates.waiting
        while waiting:
            raw = waiting.pop(0)
            update = Update.de_json(raw, application.bot)
            self.store.inbox.keep(update.update_id, update.to_json(), self.bot.parts.clock())
            await application.process_update(update)

    def context(self, update: Update) -> Context:
        """The context of an update."""
        return Context.from_update(update, self.bot.application)


@asynccontextmanager
async def room(
    telegram: BotApiServer,
    folder: Path,
    handle: Handle = _nothing,
    *,
    now: float | None = None,
    **settings: Any,  # noqa: ANN401 - fields of BotSettings
) -> AsyncIterator[Room]:
    """A bot that reaches `telegram`, with its data in `folder`; `now` stops its clock."""
    told = BotSettings(telegram_bot_token=telegram.token, telegram_api_base_url=telegram.address, **settings)
    archive = Settings(corpus_dir=folder / "corpus", data_dir=folder / "data")
    archive.corpus_dir.mkdir(parents=True, exist_ok=True)
    with Store.open(archive.data_dir, told) as store:
        bot = build(told, archive, store) if now is None else build(told, archive, store, lambda: now)
        made = Room(bot, store, handle)

        async def through(update: Update, context: Context) -> None:
            made.seen.append(update)
            await made.handle(update, context)

        bot.application.handlers.clear()
        bot.application.error_handlers.clear()
        bot.application.add_handler(TypeHandler(Update, gate), group=-1)
        bot.application.add_handler(TypeHandler(Update, through))
        bot.application.add_error_handler(cast("Any", failed))
        async with bot.application:
            yield made
