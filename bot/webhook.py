"""Takes the updates that Telegram sends, instead of fetching them."""

import hashlib
import hmac
import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest
from telegram.ext import ExtBot
from tornado.web import RequestHandler

from bot.listening import Listener
from bot.polling import ALLOWED_UPDATES, Reach, readable
from bot.settings import BotSettings
from rag import RagError

if TYPE_CHECKING:
    from asyncio import Queue

# An update is a few kilobytes; a hundred times that is no update.
_MOST_BYTES = 1_000_000
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_log = logging.getLogger(__name__)


class Webhook:
    """Listens for updates on any path: what proves them is the secret in their header."""

    def __init__(self, settings: BotSettings, bot: ExtBot[None], updates: "Queue[object]", reach: Reach) -> None:
        self._settings = settings
        self._bot = bot
        self._secret = settings.webhook_secret or secret_of(settings.telegram_bot_token)
        self._listener = Listener(
            [(r"/.*", _Door, {"bot": bot, "updates": updates, "secret": self._secret, "reach": reach})], _MOST_BYTES
        )

    def listen(self) -> None:
        """Listen; raises RagError when the port is taken."""
        self._listener.start(self._settings.listen_address, self._settings.webhook_port)

    async def register(self) -> None:
        """Tell Telegram where to send updates; raises TelegramError, or RagError where it cannot be sent there."""
        url = self._settings.webhook_url
        try:
            await self._bot.set_webhook(url, allowed_updates=ALLOWED_UPDATES, secret_token=self._secret)
        except BadRequest as error:
            if "resolve" in str(error).lower():
                # A name may be found again; an address that is wrong stays wrong.
                raise
            raise RagError(
                f"Telegram does not take WEBHOOK_URL, {url!r} ({error.message}); give an https address at port 443, "
                "80, 88 or 8443."
            ) from error

    async def stop(self) -> None:
        """Stop listening; Telegram keeps what comes until the bot listens again."""
        await self._listener.stop()


def secret_of(token: str) -> str:
    """A secret for Telegram to send along, that nobody guesses who does not know the token."""
    return hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()


class _Door(RequestHandler):
    """One update: refused without the secret, kept before Telegram is told that it arrived."""

    def initialize(self, bot: ExtBot[None], updates: "Queue[object]", secret: str, reach: Reach) -> None:
        self.bot = bot
        self.updates = updates
        self.secret = secret
        self.reach = reach

    async def post(self) -> None:
        if not hmac.compare_digest(self.request.headers.get(_SECRET_HEADER, "").encode(), self.secret.encode()):
            self.set_status(HTTPStatus.FORBIDDEN)
            return
        try:
            update = readable(json.loads(self.request.body), self.bot)
        except (ValueError, TypeError, KeyError, AttributeError):
            # Told that it failed, Telegram would send it again for a day.
            _log.warning("Telegram sent what is no update; it is passed over")
            return
        self.reach.succeeded()
        await self.updates.put(update)

    def log_exception(self, *about: Any) -> None:  # noqa: ANN401 - the library's own
        """Write that a request failed, without what was in it."""
        _log.warning("a request to the webhook failed (%s)", getattr(about[0], "__name__", "unknown"))
