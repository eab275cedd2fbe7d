"""Fetches updates, and goes on fetching whatever the way to Telegram does."""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.attempts import Pause

# What the bot asks Telegram for; told each time, for Telegram otherwise keeps to what it was told last.
ALLOWED_UPDATES = ("message", "callback_query", "inline_query", "message_reaction")
# Telegram holds a request so long when there is nothing new.
POLL_SECONDS = 10
# One refusal of the token may be a proxy's hiccup; three in a row are Telegram's word.
_REFUSALS = 3
_REFUSED_PAUSE_SECONDS = 1.0
# After a failure the pauses double from one second to five: nobody notices five seconds at the end of an outage.
_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 5.0
# A trouble that lasts is told again once a minute.
_TELL_AGAIN_SECONDS = 60.0
# No answer for this long, with polls of ten seconds, is an outage.
_ALIVE_SECONDS = 60.0
# What is written in a message that was sent, with its buttons and what it answers, is known here.
_SENDING = frozenset({"sendMessage", "editMessageText"})
_WHERE_IT_STANDS = ("message_id", "date", "chat")
_COPIED = "Another copy of this bot fetches its updates; stop it, and this one goes on by itself."
_HOOKED = "Another program has set a webhook for this bot; stop that program, then start this one again."
# What the library says of an answer that is no JSON: a page of something between the bot and Telegram.
_UNREADABLE = "Invalid server response"
_log = logging.getLogger(__name__)


class Reach:
    """Whether Telegram is reached: when it last answered, what stands in the way, and whether that is the end."""

    def __init__(self) -> None:
        self.answered: float | None = None
        self.refused = asyncio.Event()
        self._failures = 0
        self._refusals = 0
        self._told: tuple[str, float] = ("", 0.0)

    @property
    def is_alive(self) -> bool:
        """Whether Telegram answered lately."""
        return self.answered is not None and time.monotonic() - self.answered < _ALIVE_SECONDS

    def succeeded(self) -> None:
        """Write down that Telegram answered."""
        if self._told[0]:
            _log.info("Telegram answers again.")
        self.answered = time.monotonic()
        self._failures = self._refusals = 0
        self._told = ("", 0.0)

    def failed(self, error: TelegramError) -> float:
        """Write down that it did not, tell the log in a sentence, and give the seconds to pause."""
        self._failures += 1
        self._tell(error)
        if isinstance(error, InvalidToken):
            self._refusals += 1
            if self._refusals >= _REFUSALS:
                self.refused.set()
            return _REFUSED_PAUSE_SECONDS
        self._refusals = 0
        if isinstance(error, RetryAfter):
            after = error.retry_after
            return after.total_seconds() if isinstance(after, timedelta) else float(after)
        return float(min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2 ** (self._failures - 1)))

    def _tell(self, error: TelegramError) -> None:
        said = trouble(error)
        before, at = self._told
        if said != before or time.monotonic() - at > _TELL_AGAIN_SECONDS:
            _log.warning("%s", said)
            self._told = (said, time.monotonic())


def trouble(error: TelegramError) -> str:
    """What keeps Telegram away, in a plain sentence."""
    if isinstance(error, Conflict):
        return _HOOKED if "webhook is active" in str(error).lower() else _COPIED
    if isinstance(error, InvalidToken):
        return "Telegram does not take the bot's token."
    if isinstance(error, RetryAfter):
        return "Telegram asks the bot to wait."
    if isinstance(error, BadRequest):
        return f"Telegram refuses what the bot asks of it ({error}); the bot tries again by itself."
    if isinstance(error, NetworkError):
        said = str(error).partition(". Parsing the server response")[0]  # and then comes all of a gateway's page
        return f"Telegram cannot be reached ({type(error).__name__}: {said}); the bot tries again by itself."
    return f"Telegram's answer cannot be read ({error}); the bot tries again by itself."


class Arrived(Update):
    """An update with its JSON as Telegram wrote it; to write that anew takes longer than to answer some questions."""

    __slots__ = ("_written",)
    _written: str

    def to_json(self) -> str:
        """The JSON, with what the library does not know of in it."""
        return self._written


class PollingBot(ExtBot[None]):
    """A bot whose fetching of updates never fails: it waits, and tries again.

    The library ends it for good at one 401 or 404, and spins without a pause over an update that it cannot read. Of a
    message that it sent it reads where that stands, and no more.
    """

    def __init__(
        self,
        token: str,
        reach: Reach,
        pause: Pause = asyncio.sleep,
        **options: Any,  # noqa: ANN401 - the library's own
    ) -> None:
        super().__init__(token, **options)
        self._reach = reach
        self._pause = pause

    def __repr__(self) -> str:
        return "PollingBot()"

    async def get_updates(
        self,
        offset: int | None = None,
        limit: int | None = None,
        timeout: int | timedelta | None = None,  # noqa: ASYNC109 - Telegram's own parameter
        allowed_updates: Sequence[str] | None = None,
        **options: Any,  # noqa: ANN401 - the library's own
    ) -> tuple[Update, ...]:
        """The updates from `offset` on; none, after a pause, when Telegram cannot be reached.

        One that cannot be read comes as an update with nothing but its number.
        """
        if self._reach.answered is None:
            # The first is answered at once, so that it is known at once whether Telegram is reached.
            timeout = 0
        asked = {"offset": offset, "limit": limit, "timeout": timeout, "allowed_updates": allowed_updates}
        wait = timeout.total_seconds() if isinstance(timeout, timedelta) else float(timeout or 0)
        options.setdefault("read_timeout", (self._request[0].read_timeout or 0) + wait)
        options.pop("rate_limit_args", None)
        try:
            raw = await self._post("getUpdates", asked, **options)
            updates = tuple(readable(one, self) for one in raw)
        except TelegramError as error:
            await self._pause(self._reach.failed(error))
            return ()
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            await self._pause(self._reach.failed(TelegramError(f"no list of updates, {type(error).__name__}")))
            return ()
        self._reach.succeeded()
        return updates

    async def _post(self, endpoint: str, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - the library's own
        try:
            result = await super()._post(endpoint, *given, **named)
        except TelegramError as error:
            if endpoint in _SENDING and (isinstance(error, InvalidToken) or error.message == _UNREADABLE):
                # A proxy's hiccup most likely. If the token is refused for good, fetching finds out; the answer waits.
                raise NetworkError(error.message) from error
            raise
        if endpoint in _SENDING and isinstance(result, dict):
            return {name: result[name] for name in _WHERE_IT_STANDS if name in result}
        return result


def readable(raw: dict[str, Any], bot: ExtBot[None]) -> Update:
    """An update as the library reads it, or one with its number alone; its content is not logged: a stranger wrote it.

    Raises KeyError, TypeError or ValueError where there is not even a number.
    """
    number = raw["update_id"]
    if not isinstance(number, int):
        raise TypeError("the number of an update is no number")
    try:
        update = Arrived.de_json(raw, bot)
        update._written = json.dumps(raw)  # noqa: SLF001 - this room's own class
    except Exception as error:  # noqa: BLE001 - whatever it stumbles over
        _log.warning("update %d cannot be read (%s); it is passed over", number, type(error).__name__)
        return Update(number)
    else:
        return update
