import asyncio
from collections.abc import Sequence

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.attempts import HeldBackError, attempt, is_answered, is_cut, never_arrived


def caused(error: NetworkError, cause: Exception) -> NetworkError:
    error.__cause__ = cause
    return error


def no_connection() -> NetworkError:
    return caused(NetworkError("no"), httpx.ConnectError("no"))


def cut() -> NetworkError:
    return caused(NetworkError("cut"), httpx.ReadError("cut"))


def timed_out() -> NetworkError:
    return caused(TimedOut(), httpx.ReadTimeout("slow"))


def gateway() -> NetworkError:
    return NetworkError("Bad Gateway")


class Call:
    """Fails as it is told, then succeeds; keeps the pauses before each try."""

    def __init__(self, *failures: TelegramError) -> None:
        self.failures = list(failures)
        self.tries = 0
        self.pauses: list[float] = []

    async def __call__(self) -> str:
        self.tries += 1
        if self.failures:
            raise self.failures.pop(0)
        return "done"

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def made(self, *, repeatable: bool = False, patient: bool = True) -> str:
        return asyncio.run(attempt(self, repeatable=repeatable, patient=patient, pause=self.pause))


def test_a_call_that_works_is_made_once() -> None:
    call = Call()
    assert (call.made(), call.tries, call.pauses) == ("done", 1, [])


def test_held_back_it_waits_as_long_as_told_and_is_made_once() -> None:
    call = Call(RetryAfter(5))
    assert (call.made(), call.tries, call.pauses) == ("done", 2, [5.2])


def test_held_back_for_too_long_it_gives_up() -> None:
    call = Call(RetryAfter(40), RetryAfter(40))
    with pytest.raises(RetryAfter):
        call.made()
    assert call.pauses == [40.2]


def test_whoever_does_not_want_to_wait_is_told_how_long() -> None:
    call = Call(RetryAfter(7))
    with pytest.raises(HeldBackError) as held:
        call.made(patient=False)
    assert (held.value.seconds, call.pauses) == (7.0, [])


@pytest.mark.parametrize("failure", [no_connection, gateway])
def test_what_surely_did_not_arrive_is_made_again_with_growing_pauses(failure: type[TelegramError]) -> None:
    call = Call(*(failure() for _ in range(3)))  # type: ignore[call-arg]
    assert (call.made(), call.tries, call.pauses) == ("done", 4, [1.0, 2.0, 4.0])


def test_after_four_tries_it_gives_up() -> None:
    call = Call(*(gateway() for _ in range(9)))
    with pytest.raises(NetworkError):
        call.made()
    assert call.tries == 4


@pytest.mark.parametrize("failure", [cut, timed_out])
def test_what_may_have_arrived_is_made_again_only_where_that_does_no_harm(failure: type[TelegramError]) -> None:
    once, again = Call(failure()), Call(failure())  # type: ignore[call-arg]
    with pytest.raises(NetworkError):
        once.made()
    assert (once.tries, again.made(repeatable=True), again.tries) == (1, "done", 2)


@pytest.mark.parametrize("failure", [BadRequest("chat not found"), Forbidden("bot was blocked by the user")])
def test_what_telegram_refused_is_not_made_again(failure: TelegramError) -> None:
    call = Call(failure)
    with pytest.raises(type(failure)):
        call.made(repeatable=True)
    assert call.tries == 1


@pytest.mark.parametrize(
    ("error", "kinds"),
    [
        (no_connection(), (True, False, False)),
        (gateway(), (False, True, False)),
        (cut(), (False, False, True)),
        (timed_out(), (False, False, False)),
        (caused(TimedOut(), httpx.PoolTimeout("full")), (True, False, False)),
    ],
)
def test_failures_are_told_apart(error: NetworkError, kinds: Sequence[bool]) -> None:
    assert (never_arrived(error), is_answered(error), is_cut(error)) == kinds
