"""Builds the bot: its parts, and its handlers in one visible list."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from bot.access import gate
from bot.arrivals import Arrivals
from bot.connections import Connections
from bot.context import BotApplication, Context, Parts
from bot.desk import Desk
from bot.failures import failed
from bot.handlers import handlers
from bot.indexing import Indexing
from bot.order import Order
from bot.places import Places
from bot.polling import PollingBot, Reach
from bot.postponed import Postponed
from bot.sending import Sender
from bot.settings import BotSettings
from bot.stops import Stops
from bot.store import Store
from rag import Answerer, Archive, Settings

# So many connections carry some 200 requests a second to Telegram, more than it takes.
_CONNECTIONS = 16
# Before the handlers that answer.
_GATE = -1


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot, built and not yet running."""

    application: BotApplication
    parts: Parts
    arrivals: Arrivals
    order: Order
    reach: Reach


class _Forgetful(Application[Any, Any, Any, Any, Any, Any]):
    """The library's, which remembers whoever ever wrote, a stranger too, for a store of its own that is not used."""

    __slots__ = ()

    def _mark_for_persistence_update(self, **_: object) -> None:
        """Remember nobody."""


def build(
    settings: BotSettings, archive_settings: Settings, store: Store, clock: Callable[[], float] = time.time
) -> Bot:
    """Put the bot together; nothing is opened or sent yet. To be called inside the event loop."""
    reach = Reach()
    bot = PollingBot(
        settings.telegram_bot_token,
        reach,
        base_url=f"{settings.telegram_api_base_url}/bot",
        base_file_url=f"{settings.telegram_api_base_url}/file/bot",
        request=Connections(_CONNECTIONS),
        get_updates_request=Connections(1),
    )
    places = Places(lambda: Answerer.start(archive_settings), _processes(settings))
    desk = Desk(lambda: Archive.open(archive_settings), archive_settings.answer_seconds, places)
    indexing = Indexing(desk, watch=settings.watch)
    postponed = Postponed(reach, bot.get_me if settings.webhook_url else None)
    parts = Parts(settings, store, desk, indexing, Sender(bot, store.people, clock), Stops(), postponed, clock)
    arrivals, order = Arrivals(store.inbox, clock), Order(store.inbox, postponed)
    application = cast(
        "BotApplication",
        ApplicationBuilder()
        .application_class(_Forgetful)
        .bot(bot)
        .context_types(ContextTypes(context=Context, bot_data=cast("Any", lambda: parts)))
        .update_queue(arrivals)
        .concurrent_updates(order)
        .job_queue(None)
        .build(),
    )
    register(application)
    return Bot(application, parts, arrivals, order, reach)


def _processes(settings: BotSettings) -> int:
    """How many processes may answer beside this one: as many as are named, if there are cores for them."""
    return min(settings.answering_processes, (os.cpu_count() or 1) - 1)


def register(application: BotApplication) -> None:
    """Every handler of the bot, in the order in which an update is offered to them."""
    application.add_handler(TypeHandler(Update, gate), group=_GATE)
    for handler in handlers():
        application.add_handler(handler)
    application.add_error_handler(cast("Any", failed))
