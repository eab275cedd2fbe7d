"""Repeats a call to Telegram where repeating can do no harm."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

_Result = TypeVar("_Result")
Pause = Callable[[float], Awaitable[None]]

# The first try and three more: what four tries over some seven seconds do not reach is down for longer.
_REPEATS = 3
_FIRST_PAUSE_SECONDS = 1.0
# Telegram asks for 1 to 35 seconds as a rule; whoever has waited longer has gone away.
_LONGEST_HOLD_SECONDS = 60.0
# Telegram counts in whole seconds: asked again on the stroke, it refuses again.
_SLACK_SECONDS = 0.2


class HeldBackError(Exception):
    """Telegram takes nothing more for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"held back for {seconds:g} s")
        self.seconds = seconds


async def attempt(
    call: Callable[[], Awaitable[_Result]],
    *,
    repeatable: bool,
    patient: bool = True,
    pause: Pause = asyncio.sleep,
) -> _Result:
    """Make a call, and make it again after a failure that it may survive.

    Refused for its rate (429), not delivered for certain (no connection) or answered by a broken server (5xx), it is
    made again. Cut or timed out on the way it may have arrived: it is made again only where it is `repeatable`. Not
    `patient`, it raises HeldBackError instead of waiting. Raises what Telegram answered, when that is the end.
    """
    tries, held = 0, 0.0
    while True:
        try:
            return await call()
        except RetryAfter as error:
            seconds = _seconds(error)
            if not patient:
                raise HeldBackError(seconds) from error
            held += seconds
            if held > _LONGEST_HOLD_SECONDS:
                raise
            await pause(seconds + _SLACK_SECONDS)
        except BadRequest:
            raise
        except NetworkError as error:
            tries += 1
            if tries > _REPEATS or not (repeatable or never_arrived(error) or is_answered(error)):
                raise
            await pause(_FIRST_PAUSE_SECONDS * 2 ** (tries - 1))


def never_arrived(error: NetworkError) -> bool:
    """Whether a call failed before anything was sent."""
    return isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


def is_answered(error: NetworkError) -> bool:
    """Whether a server answered at all, if with a failure of its own."""
    return not isinstance(error.__cause__, httpx.HTTPError) and not isinstance(error, TimedOut)


def is_cut(error: NetworkError) -> bool:
    """Whether the connection broke on the way, so that the call may have arrived or not."""
    return not is_answered(error) and not never_arrived(error) and not isinstance(error, TimedOut)


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
