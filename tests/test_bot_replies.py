import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import Bot

from bot.replies import Replies
from bot.sending import AGAIN, Outgoing, Place, Sender
from bot.settings import BotSettings
from bot.store import Sent, Store
from tests.bot_api import TOKEN, BotApiServer, refuses
from tests.bot_api.refusals import blocked


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, BotSettings()) as opened:
        yield opened


def replied(telegram: BotApiServer, store: Store, chat_id: int, *texts: str) -> list[Sent | None]:
    """Answer update 7 with these messages, as a process does that has just taken it up."""

    async def run() -> list[Sent | None]:
        async with Bot(TOKEN, base_url=f"{telegram.address}/bot") as bot:
            replies = Replies(Sender(bot, store.people, lambda: 0.0), store.inbox, 7, Place(chat_id))
            return [await replies.send(Outgoing(text)) for text in texts]

    return asyncio.run(run())


def test_an_update_taken_up_again_changes_what_is_out_and_sends_the_rest(telegram: BotApiServer, store: Store) -> None:
    anna = telegram.private()
    first = replied(telegram, store, anna.chat.id, "One.")
    again = replied(telegram, store, anna.chat.id, "One, again.", "Two.")
    assert [message.text for message in anna.shown] == ["One, again.", "Two."]
    assert again[0] == first[0]


def test_the_same_answer_again_leaves_what_is_out_as_it_is(telegram: BotApiServer, store: Store) -> None:
    anna = telegram.private()
    for _ in range(2):
        replied(telegram, store, anna.chat.id, "One.", "Two.")
    assert [message.text for message in anna.shown] == ["One.", "Two."]


def test_where_nobody_knows_whether_a_message_arrived_it_is_sent_again_and_marked(
    telegram: BotApiServer, store: Store
) -> None:
    anna = telegram.private()
    store.inbox.begin(7, 1)
    replied(telegram, store, anna.chat.id, "One.", "Two.")
    assert [message.text for message in anna.shown] == [f"{AGAIN}One.", "Two."]


def test_what_nobody_can_get_is_not_written_down_as_out(telegram: BotApiServer, store: Store) -> None:
    anna = telegram.private()
    telegram.faults.plan("sendMessage", refuses(blocked()))
    assert replied(telegram, store, anna.chat.id, "One.") == [None]
    assert store.inbox.delivered(7, 1) is None


def test_a_message_is_sent_though_the_disk_takes_nothing_more(telegram: BotApiServer, store: Store) -> None:
    anna = telegram.private()
    store.database.run("DROP INDEX deliveries_by_message")
    store.database.run("ALTER TABLE deliveries DROP COLUMN message")
    store.database.run("ALTER TABLE deliveries ADD COLUMN message INTEGER CHECK (message < 0)")
    assert replied(telegram, store, anna.chat.id, "One.") != [None]
    assert [message.text for message in anna.shown] == ["One."]


def test_what_comes_in_the_place_of_a_message_that_was_refused_bears_no_mark(
    telegram: BotApiServer, store: Store
) -> None:
    anna = telegram.private()
    store.inbox.begin(7, 1)

    async def run() -> None:
        async with Bot(TOKEN, base_url=f"{telegram.address}/bot") as bot:
            replies = Replies(Sender(bot, store.people, lambda: 0.0), store.inbox, 7, Place(anna.chat.id))
            await replies.send_instead(Outgoing("Something went wrong."))

    asyncio.run(run())
    assert [message.text for message in anna.shown] == ["Something went wrong."]
