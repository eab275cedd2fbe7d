"""Tests of bot.growing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from telegram import InlineKeyboardMarkup

from bot.buttons import stop_button
from bot.growing import Growing, Manner
from bot.markup import Run
from bot.replies import Replies
from bot.sending import Outgoing, Place
from bot.texts_english import ENGLISH
from tests.bot_api import BotApiServer, Seat, refuses
from tests.bot_api.refusals import bad_request, not_found, too_many
from tests.bot_rooms import room

FAST = 0.05
STOP: InlineKeyboardMarkup = stop_button(ENGLISH)
EDITED = Manner(lambda text: [Run(text + " …")], STOP, FAST)
DRAFTED = replace(EDITED, draft=lambda text: [Run(text + " /cancel")])


@asynccontextmanager
async def growing_in(
    telegram: BotApiServer, folder: Path, seat: Seat, manner: Manner = EDITED
) -> AsyncIterator[Growing]:
    async with room(telegram, folder) as made:
        replies = Replies(made.bot.parts.sender, made.store.inbox, 1, Place(seat.chat.id))
        async with Growing(replies, manner) as growing:
            yield growing


async def shown(seat: Seat, text: str) -> None:
    await asyncio.to_thread(seat.next_where, lambda message: message.text == text)


async def grows(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    async with growing_in(telegram, folder, seat) as growing:
        growing.text = "One."
        await shown(seat, "One. …")
        assert seat.shown[0].labels == [ENGLISH.stop]
        growing.text = "One. Two."
        await shown(seat, "One. Two. …")
        await growing.finish([Outgoing("One. Two. Three."), Outgoing("Four.")])


async def is_quick(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    async with growing_in(telegram, folder, seat) as growing:
        growing.text = "One."
        await growing.finish([Outgoing("One.")])


async def is_stopped(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    async with growing_in(telegram, folder, seat) as growing:
        growing.text = "One."
        await shown(seat, "One. …")
        await growing.stop("Stopped.")


async def is_held_back(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    async with growing_in(telegram, folder, seat) as growing:
        growing.text = "One."
        await shown(seat, "One. …")
        telegram.faults.plan("editMessageText", refuses(too_many(1)))
        growing.text = "One. Two."
        await asyncio.to_thread(telegram.world.wait, lambda: len(telegram.called("editMessageText")) == 1, 10)
        growing.text = "One. Two. Three."
        await asyncio.sleep(4 * FAST)
        assert len(telegram.called("editMessageText")) == 1
        await growing.finish([Outgoing("Whole.")])


async def fails(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    async with growing_in(telegram, folder, seat):
        await shown(seat, " …".strip())
        raise ValueError


@pytest.mark.parametrize(
    ("course", "left"),
    [
        (grows, ["One. Two. Three.", "Four."]),
        (is_quick, ["One."]),
        (is_stopped, ["One.\n\nStopped."]),
        (is_held_back, ["Whole."]),
    ],
)
def test_the_message_grows_and_ends_as_it_should(course, left: list[str], tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with BotApiServer() as telegram:
        seat = telegram.private()
        asyncio.run(course(telegram, tmp_path, seat))
        assert [message.text for message in seat.shown] == left
        assert all(message.labels == [] for message in seat.shown)
        at = [call.at for call in telegram.called("editMessageText")]
        assert course is is_stopped or all(later - earlier >= FAST for earlier, later in pairwise(at))


def test_an_answer_that_fails_leaves_nothing_half_said(tmp_path: Path) -> None:
    with BotApiServer() as telegram:
        seat = telegram.private()
        with pytest.raises(ValueError, match=r"^$"):
            asyncio.run(fails(telegram, tmp_path, seat))
        assert seat.shown == []


async def drafted(telegram: BotApiServer, text: str) -> None:
    seen = await asyncio.to_thread(
        telegram.world.wait, lambda: any(one.text == text for one in telegram.world.drafts), 20
    )
    assert seen, text


async def is_drafted(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    async with growing_in(telegram, folder, seat, DRAFTED) as growing:
        growing.text = "One."
        await drafted(telegram, "One. /cancel")
        growing.text = "One. Two."
        await drafted(telegram, "One. Two. /cancel")
        assert (seat.draft, seat.shown) == ("One. Two. /cancel", [])
        await growing.finish([Outgoing("One. Two. Three."), Outgoing("Four.")])


async def is_drafted_and_stopped(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    async with growing_in(telegram, folder, seat, DRAFTED) as growing:
        growing.text = "One."
        await drafted(telegram, "One. /cancel")
        await growing.stop("Stopped.")


async def is_refused_a_draft(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    telegram.faults.plan("sendMessageDraft", refuses(bad_request("TEXTDRAFT_PEER_INVALID")))
    async with growing_in(telegram, folder, seat, DRAFTED) as growing:
        growing.text = "One."
        await shown(seat, "One. …")
        assert seat.shown[0].labels == [ENGLISH.stop]
        growing.text = "One. Two."
        await shown(seat, "One. Two. …")
        await growing.finish([Outgoing("Whole.")])


async def is_unknown_to_the_server(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    telegram.faults.plan("sendMessageDraft", refuses(not_found()))
    async with growing_in(telegram, folder, seat, DRAFTED) as growing:
        growing.text = "One."
        await shown(seat, "One. …")
        await growing.finish([Outgoing("Whole.")])


async def is_held_back_as_a_draft(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    telegram.faults.plan("sendMessageDraft", refuses(too_many(1)))
    async with growing_in(telegram, folder, seat, DRAFTED) as growing:
        growing.text = "One."
        await asyncio.to_thread(telegram.world.wait, lambda: len(telegram.called("sendMessageDraft")) == 1, 20)
        await asyncio.sleep(4 * FAST)
        assert (len(telegram.called("sendMessageDraft")), seat.shown) == (1, [])
        await growing.finish([Outgoing("Whole.")])


@pytest.mark.parametrize(
    ("course", "drafts", "left"),
    [
        (is_drafted, ["One. /cancel", "One. Two. /cancel"], ["One. Two. Three.", "Four."]),
        (is_drafted_and_stopped, ["One. /cancel"], ["One.\n\nStopped."]),
        (is_refused_a_draft, [], ["Whole."]),
        (is_unknown_to_the_server, [], ["Whole."]),
        (is_held_back_as_a_draft, [], ["Whole."]),
    ],
)
def test_a_draft_grows_and_a_message_takes_its_place(  # type: ignore[no-untyped-def]
    course,  # noqa: ANN001
    drafts: list[str],
    left: list[str],
    tmp_path: Path,
) -> None:
    with BotApiServer() as telegram:
        seat = telegram.private()
        asyncio.run(course(telegram, tmp_path, seat))
        assert [message.text for message in seat.shown] == left
        assert (seat.drafts, seat.draft) == (drafts, None)
        assert len({one.id for one in telegram.world.drafts}) == bool(drafts)


async def thinks_for_long(telegram: BotApiServer, folder: Path, seat: Seat) -> None:
    async with growing_in(telegram, folder, seat, replace(DRAFTED, refresh_seconds=2 * FAST)) as growing:
        growing.text = "One."
        await asyncio.to_thread(telegram.world.wait, lambda: len(telegram.world.drafts) == 3, 20)
        await growing.finish([Outgoing("Whole.")])


def test_a_draft_that_does_not_grow_is_shown_again_before_it_fades(tmp_path: Path) -> None:
    with BotApiServer() as telegram:
        seat = telegram.private()
        asyncio.run(thinks_for_long(telegram, tmp_path, seat))
        assert seat.drafts[:3] == ["One. /cancel"] * 3
