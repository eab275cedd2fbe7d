import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from telegram import Update

from bot.context import Context
from bot.sending import Place
from bot.settings import Ids
from bot.store import Allowance, Outcome, Thread
from tests.bot_api import BotApiServer
from tests.bot_rooms import Room, room

Given = TypeVar("Given")


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


def seen(telegram: BotApiServer, folder: Path, look: Callable[[Room, Context], Given]) -> Given:
    """What `look` sees in the context of the one update that waits."""

    async def run() -> Given:
        async with room(telegram, folder, now=100.0, admin_user_ids=Ids(frozenset({501}))) as made:
            (raw,) = telegram.world.updates.waiting
            update = Update.de_json(raw, made.bot.application.bot)
            made.store.inbox.keep(update.update_id, "{}", 100.0)
            return look(made, made.context(update))

    return asyncio.run(run())


def test_a_private_chat_is_one_conversation_and_its_answers_are_replies(telegram: BotApiServer, tmp_path: Path) -> None:
    anna = telegram.private(telegram.person(language="lv"))
    asked = anna.say("why?")
    facts = seen(telegram, tmp_path, lambda _, c: (c.thread, c.replies.place, c.language, c.is_admin, c.now))
    assert facts == (Thread(anna.chat.id), Place(anna.chat.id, 0, asked.id), "lv", True, 100.0)


def test_in_a_topic_of_a_group_each_person_has_a_conversation_and_answers_are_replies(
    telegram: BotApiServer, tmp_path: Path
) -> None:
    seat = telegram.seat(telegram.group(topics=True), topic=7)
    asked = seat.mention("why?")
    facts = seen(telegram, tmp_path, lambda _, c: (c.thread, c.replies.place))
    assert facts == (Thread(seat.chat.id, 7, seat.person.id), Place(seat.chat.id, 7, asked.id))


def test_an_update_counts_once_and_ends_once(telegram: BotApiServer, tmp_path: Path) -> None:
    telegram.private().say("why?")

    def look(made: Room, context: Context) -> tuple[list[Allowance], Outcome | None]:
        counted = [context.allowance() for _ in range(20)]
        context.ended(Outcome.REFUSED)
        context.ended(Outcome.ANSWERED)
        return counted, made.store.inbox.outcome(context.update_id)

    assert seen(telegram, tmp_path, look) == ([Allowance.FREE] * 20, Outcome.REFUSED)


def test_every_part_is_at_hand(telegram: BotApiServer, tmp_path: Path) -> None:
    telegram.private().say("why?")

    def look(made: Room, context: Context) -> list[bool]:
        parts = made.bot.parts
        return [
            *(context.settings is parts.settings, context.store is parts.store, context.desk is parts.desk),
            *(context.sender is parts.sender, context.stops is parts.stops, context.indexing is parts.indexing),
            context.replies is context.replies,
        ]

    assert all(seen(telegram, tmp_path, look))


def test_without_an_update_nothing_is_said_of_one(telegram: BotApiServer, tmp_path: Path) -> None:
    telegram.private().say("why?")

    def look(made: Room, context: Context) -> None:
        with pytest.raises(RuntimeError, match="no update at work"):
            _ = Context(made.bot.application).thread

    seen(telegram, tmp_path, look)
