"""Tests of bot.drafts; how a draft grows stands in test_bot_growing.py."""

import asyncio

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.attempts import HeldBackError
from bot.drafts import REFRESH_SECONDS, draft_id_of, shown
from tests.bot_api.people import SECONDS_OF_A_DRAFT


async def no_pause(_: float) -> None:
    """Wait for nothing."""


def show(error: TelegramError | None) -> bool:
    async def call() -> None:
        if error is not None:
            raise error

    return asyncio.run(shown(call, no_pause))


def test_a_draft_that_telegram_refuses_is_no_failure() -> None:
    assert show(None)
    assert not show(BadRequest("TEXTDRAFT_PEER_INVALID"))
    assert not show(InvalidToken("Not Found"))


def test_what_no_other_message_would_do_better_is_raised() -> None:
    with pytest.raises(HeldBackError):
        show(RetryAfter(5))
    with pytest.raises(Forbidden):
        show(Forbidden("bot was blocked by the user"))


@pytest.mark.parametrize("update_id", [0, 700_000_001, 2**31 - 2, 2**31 - 1, 2**40])
def test_the_id_of_a_draft_is_a_whole_number_that_is_not_zero(update_id: int) -> None:
    assert 0 < draft_id_of(update_id) < 2**31
    assert draft_id_of(update_id) == draft_id_of(update_id)


def test_a_draft_is_shown_again_in_time() -> None:
    assert REFRESH_SECONDS < SECONDS_OF_A_DRAFT
