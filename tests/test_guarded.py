"""Several attempts, one deadline, and texts that are whole."""

import email.utils
import time
from collections.abc import Iterator

import httpx
import openai
import pytest

from rag.ports import Ending
from rag.providers.breaker import Breaker
from rag.providers.guarded import Guarded, Request, pause_after
from rag.providers.patience import Line
from rag.providers.troubles import ModelError, Trouble


class Scripted:
    """Gives the items of one attempt after another; an exception among them is raised."""

    def __init__(self, *attempts: list[str | Ending | Exception]) -> None:
        self.attempts = list(attempts)
        self.made = 0

    def __call__(self, request: Request, line: Line) -> Iterator[str | Ending]:
        self.made += 1
        for item in self.attempts[min(self.made, len(self.attempts)) - 1]:
            if isinstance(item, Exception):
                raise item
            yield item


def busy(after: str) -> openai.APIStatusError:
    response = httpx.Response(429, headers={"Retry-After": after}, request=httpx.Request("POST", "http://127.0.0.1"))
    return openai.APIStatusError("busy", response=response, body=None)


def trouble_of(source: Scripted, seconds: float = 5, breaker: Breaker | None = None) -> Trouble:
    with pytest.raises(ModelError) as raised:
        list(Guarded(source, breaker).stream("rules", "question", seconds))
    return raised.value.trouble


def test_a_whole_text_comes_as_it_is() -> None:
    assert list(Guarded(Scripted(["One", " two.", Ending()])).stream("", "", 5)) == ["One", " two.", Ending()]


@pytest.mark.parametrize(
    ("items", "trouble"),
    [
        ([Ending()], Trouble.EMPTY),
        (["  ", "\n", Ending()], Trouble.EMPTY),
        (["One two"], Trouble.BROKEN_OFF),
        (["word " * 20_000, Ending()], Trouble.ENDLESS),
        (["One", ValueError("no JSON")], Trouble.GARBLED),
        ([ModelError(Trouble.KEY_REFUSED)], Trouble.KEY_REFUSED),
    ],
)
def test_a_text_that_cannot_be_used_is_an_error_at_once(
    items: list[str | Ending | Exception], trouble: Trouble
) -> None:
    source = Scripted(items)
    assert (trouble_of(source), source.made) == (trouble, 1)


def test_an_attempt_that_failed_before_any_text_is_made_again() -> None:
    source = Scripted([busy("0")], ["One.", Ending()])
    assert [item for item in Guarded(source).stream("", "", 5) if item] == ["One.", Ending()]
    assert source.made == 2


def test_three_attempts_are_the_most() -> None:
    source = Scripted([busy("0")])
    assert (trouble_of(source), source.made) == (Trouble.BUSY, 3)


def test_a_pause_longer_than_the_time_left_is_not_made() -> None:
    source = Scripted([busy("300")])
    start = time.monotonic()
    assert (trouble_of(source, seconds=30), source.made) == (Trouble.BUSY, 1)
    assert time.monotonic() - start < 1


def test_failures_open_the_breaker_and_then_nothing_is_tried() -> None:
    source, breaker = Scripted([busy("0")]), Breaker()
    assert [trouble_of(source, breaker=breaker) for _ in range(3)] == [Trouble.BUSY, Trouble.RESTING, Trouble.RESTING]
    assert source.made == 5


def test_what_one_question_brings_about_does_not_open_the_breaker() -> None:
    source, breaker = Scripted([ModelError(Trouble.FILTERED)]), Breaker()
    assert {trouble_of(source, breaker=breaker) for _ in range(7)} == {Trouble.FILTERED}


def test_pauses_grow_and_the_servers_own_goes_first() -> None:
    assert 0.3 < pause_after(ValueError(), 1) < 0.7 < pause_after(ValueError(), 2) < 1.3
    assert pause_after(busy("7"), 1) == 7
    assert pause_after(busy("soon"), 1) < 1
    moment = email.utils.formatdate(time.time() + 60, usegmt=True)
    assert 58 < pause_after(busy(moment), 1) <= 60
