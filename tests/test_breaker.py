"""When a server is left alone."""

import pytest

from rag.providers.breaker import FAILURES, REST_SECONDS, Breaker
from rag.providers.troubles import ModelError, Trouble


class Clock:
    """Seconds that a test moves on."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def lets_through(breaker: Breaker) -> bool:
    try:
        breaker.enter()
    except ModelError as error:
        return error.trouble is not Trouble.RESTING
    return True


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_breaker(clock: Clock) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert lets_through(breaker)
        breaker.failed()
    return breaker


def test_five_failures_in_a_row_open_it(open_breaker: Breaker) -> None:
    assert FAILURES == 5
    assert not lets_through(open_breaker)


def test_a_success_between_failures_keeps_it_closed(clock: Clock) -> None:
    breaker = Breaker(clock)
    for _ in range(3 * FAILURES):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
        assert lets_through(breaker)


def test_one_attempt_is_let_through_after_thirty_seconds(open_breaker: Breaker, clock: Clock) -> None:
    clock.seconds += REST_SECONDS - 0.1
    assert not lets_through(open_breaker)
    clock.seconds += 0.2
    assert [lets_through(open_breaker), lets_through(open_breaker)] == [True, False]


def test_a_probe_that_fails_leaves_it_open(open_breaker: Breaker, clock: Clock) -> None:
    clock.seconds += REST_SECONDS
    assert lets_through(open_breaker)
    open_breaker.failed()
    clock.seconds += REST_SECONDS - 0.1
    assert not lets_through(open_breaker)


def test_a_probe_that_succeeds_closes_it(open_breaker: Breaker, clock: Clock) -> None:
    clock.seconds += REST_SECONDS
    assert lets_through(open_breaker)
    open_breaker.succeeded()
    assert [lets_through(open_breaker), lets_through(open_breaker)] == [True, True]
