"""The life of the bot's process: it starts, serves, and ends in time."""

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram.error import InvalidToken, TelegramError

from bot.application import Bot, build
from bot.desk import Desk
from bot.health import Health, health_listener
from bot.menu import offer_commands
from bot.polling import ALLOWED_UPDATES, POLL_SECONDS
from bot.settings import BotSettings
from bot.sole import sole_bot
from bot.store import Store
from bot.webhook import Webhook
from rag import RagError, Settings

if TYPE_CHECKING:
    from bot.listening import Listener

# Answers that a model writes wait for it in threads; fifty chats share these, piece by piece.
_THREADS = 32
# A thread that reckons gives way to the event loop after this time, a 25th of Python's own. Each statement of the
# bot's file and each message waits for a turn, some thirty times an answer: with a fifth of Python's own (0.001) 200
# different questions took 3.0 s, with this 2.7 s, with a quarter of this no less.
_SWITCH_SECONDS = 0.0002
# Ended within eight seconds: so long at most for each of its steps, the last three alike.
_FETCHING_ENDS_SECONDS = 1.0
_ANSWERS_END_SECONDS = 3.5
_SENDING_ENDS_SECONDS = 1.0
_REST_ENDS_SECONDS = 0.5
# What is forgotten is a day old at least.
_PRUNE_SECONDS = 6 * 3600.0
# Of all steps together: while a large library is imported each takes longer than its own time.
_END_SECONDS = 7.0
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_log = logging.getLogger(__name__)


async def run(settings: BotSettings, archive_settings: Settings) -> bool:
    """Serve until a signal comes; gives whether every thread has ended. Raises RagError when the bot cannot go on."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="archive"))
    data_dir = archive_settings.data_dir
    with sole_bot(data_dir), Store.open(data_dir, settings) as store:
        bot = build(settings, archive_settings, store)
        return await Life(bot).live()


class Life:
    """The bot from its first call to Telegram to its last."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._settings = bot.parts.settings
        self._ending = asyncio.Event()
        self._webhook: Webhook | None = None
        self._health: Listener | None = None
        self._background: set[asyncio.Task[None]] = set()

    async def live(self) -> bool:
        """Start, serve until a signal comes or Telegram refuses the bot, end; as `run`."""
        for number in _SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, self._ending.set)
        try:
            serving = asyncio.create_task(self._serve())
            ending = asyncio.create_task(self._ending.wait())
            refused = asyncio.create_task(self._bot.reach.refused.wait())
            await asyncio.wait({serving, ending, refused}, return_when=asyncio.FIRST_COMPLETED)
            for task in (serving, ending, refused):
                task.cancel()
            with suppress(asyncio.CancelledError):
                await serving
            if refused.done() and not refused.cancelled():
                raise RagError(_REFUSED)
        finally:
            has_ended = await _bounded(self._end(), _END_SECONDS)
        return has_ended and not self._bot.parts.desk.is_busy

    async def _serve(self) -> None:
        """Everything that the bot does until it is told to end."""
        application, parts = self._bot.application, self._bot.parts
        self._listen()
        parts.indexing.start()
        await self._until_done(application.initialize)
        replayed = self._bot.arrivals.replay(application.bot)
        if replayed:
            _log.info("%d updates were left open, and are taken up again", replayed)
        await application.start()
        await self._until_done(self._receive)
        _log.info("@%s answers", application.bot.username)
        self._background.add(asyncio.create_task(offer_commands(application.bot, self._settings)))
        self._background.add(asyncio.create_task(parts.postponed.give_back(self._bot.arrivals)))
        await parts.desk.open()
        self._background.add(asyncio.create_task(_make_ready(parts.desk)))
        while True:
            parts.store.prune(parts.clock())
            await asyncio.sleep(_PRUNE_SECONDS)

    def _listen(self) -> None:
        if self._settings.health_port:
            self._health = health_listener(self.health)
            self._health.start(self._settings.listen_address, self._settings.health_port)
        if self._settings.webhook_url:
            bot = self._bot
            self._webhook = Webhook(self._settings, bot.application.bot, bot.arrivals, bot.reach)
            self._webhook.listen()

    async def _receive(self) -> None:
        """Begin to take updates in: sent by Telegram where a webhook is named, else fetched."""
        updater = self._bot.application.updater
        if self._webhook is not None:
            await self._webhook.register()
            self._bot.reach.succeeded()
        elif updater is not None:
            await updater.start_polling(timeout=POLL_SECONDS, allowed_updates=ALLOWED_UPDATES)

    async def _until_done(self, action: Callable[[], Awaitable[object]]) -> None:
        """Do what the start needs of Telegram, however long it is away; raises RagError when it refuses the token."""
        while True:
            try:
                await action()
            except InvalidToken as error:
                pause = self._bot.reach.failed(error)
                if self._bot.reach.refused.is_set():
                    raise RagError(_REFUSED) from None
                await asyncio.sleep(pause)
            except TelegramError as error:
                await asyncio.sleep(self._bot.reach.failed(error))
            else:
                return

    def health(self) -> Health:
        """How the bot is now."""
        parts, last = self._bot.parts, self._bot.arrivals.last
        # Nothing need come to a webhook for hours: what Telegram took is taken to hold.
        is_reached = self._bot.reach.is_alive if self._webhook is None else self._bot.reach.answered is not None
        return Health(
            telegram=is_reached,
            index=parts.desk.is_open and parts.indexing.is_ready,
            indexing=parts.indexing.is_running,
            last_update_seconds=None if last is None else round(parts.clock() - last, 1),
            tasks=len(asyncio.all_tasks()),
        )

    async def _end(self) -> None:
        """Take nothing more in, finish what can be finished, and leave the rest in the inbox."""
        bot, application = self._bot, self._bot.application
        for task in self._background:
            task.cancel()
        if application.updater is not None and application.updater.running:
            await _bounded(application.updater.stop(), _FETCHING_ENDS_SECONDS)
        for listener in (self._webhook, self._health):
            if listener is not None:
                await listener.stop()
        await bot.order.close(_ANSWERS_END_SECONDS)
        await bot.parts.sender.settle(_SENDING_ENDS_SECONDS)
        await bot.parts.indexing.stop()
        if application.running:
            await _bounded(application.stop(), _REST_ENDS_SECONDS)
        await _bounded(application.shutdown(), _REST_ENDS_SECONDS)
        await _bounded(bot.parts.desk.close(), _REST_ENDS_SECONDS)
        _log.info("the bot has ended")


_REFUSED = (
    "Telegram does not take the bot's token (TELEGRAM_BOT_TOKEN); ask @BotFather for the right one, and see that "
    "TELEGRAM_API_BASE_URL, if it is set, is the root of a Bot API server."
)


async def _make_ready(desk: Desk) -> None:
    """Make ready what questions would wait for; what stands in the way is told to whoever asks."""
    with suppress(RagError):
        await desk.make_ready()


async def _bounded(step: Awaitable[object], seconds: float) -> bool:
    """Take a step of the end, for `seconds` at most; what it raises stops no other step. Gives whether it was done."""
    try:
        await asyncio.wait_for(step, seconds)
    except Exception as error:  # noqa: BLE001 - the end goes on
        _log.debug("a step of the end was cut short (%s)", type(error).__name__)
        return False
    return True
