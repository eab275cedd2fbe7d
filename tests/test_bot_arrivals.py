import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import Bot, Update

from bot.arrivals import Arrivals
from bot.settings import BotSettings
from bot.store import Outcome, Store

BOT = Bot("1:abc")
PERSON = {"id": 5, "is_bot": False, "first_name": "Anna"}
CHAT = {"id": 5, "type": "private", "first_name": "Anna"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, BotSettings()) as opened:
        yield opened


def message(number: int, text: str = "why?") -> Update:
    content = {"message_id": number, "date": 1_718_000_000, "chat": CHAT, "from": PERSON, "text": text, "unheard_of": 1}
    return Update.de_json({"update_id": number, "message": content}, BOT)


def press(number: int) -> Update:
    query = {"id": "9", "from": PERSON, "chat_instance": "1", "data": "x"}
    return Update.de_json({"update_id": number, "callback_query": query}, BOT)


def react(number: int, message_id: int = 3) -> Update:
    thumb = {"type": "emoji", "emoji": "👍"}
    told = {"chat": CHAT, "message_id": message_id, "date": 1_718_000_000, "user": PERSON}
    content = {**told, "old_reaction": [], "new_reaction": [thumb]}
    return Update.de_json({"update_id": number, "message_reaction": content}, BOT)


def taken(store: Store, *updates: object, now: float = 0.0) -> list[object]:
    """What comes out of a queue that takes these in."""

    async def run() -> list[object]:
        queue = Arrivals(store.inbox, lambda: now)
        for update in updates:
            await queue.put(update)
        return [queue.get_nowait() for _ in range(queue.qsize())]

    return asyncio.run(run())


def replayed(store: Store, now: float = 0.0) -> list[Update]:
    """What a process that starts anew takes up."""

    async def run() -> list[Update]:
        queue = Arrivals(store.inbox, lambda: now)
        count = queue.replay(BOT)
        found = [queue.get_nowait() for _ in range(queue.qsize())]
        assert count == len(found)
        return [update for update in found if isinstance(update, Update)]

    return asyncio.run(run())


def test_an_update_is_written_down_before_anybody_has_worked_on_it(store: Store) -> None:
    taken(store, message(7))
    assert store.inbox.count() == {"open": 1}


def test_an_update_seen_before_is_dropped(store: Store) -> None:
    assert taken(store, message(7), message(7), message(8)) == [message(7), message(8)]
    assert taken(store, message(7)) == []


def test_another_update_of_the_same_number_is_no_repeat(store: Store) -> None:
    assert taken(store, message(7, "one")) == [message(7, "one")]
    store.inbox.end(7, Outcome.ANSWERED)
    assert taken(store, message(7, "two"), press(7)) == [message(7, "two"), press(7)]


def test_what_is_no_update_passes_through(store: Store) -> None:
    signal = object()
    assert taken(store, signal) == [signal]


def test_what_was_left_open_is_taken_up_whole_and_in_its_order(store: Store) -> None:
    taken(store, message(7, "one"), message(8, "two"), message(9, "three"))
    store.inbox.end(8, Outcome.ANSWERED)
    updates = replayed(store)
    assert [update.to_dict() for update in updates] == [message(7, "one").to_dict(), message(9, "three").to_dict()]


def test_a_button_pressed_long_ago_is_left_alone(store: Store) -> None:
    taken(store, press(7))
    taken(store, press(8), now=100.0)
    assert [update.update_id for update in replayed(store, now=120.0)] == [8]
    assert store.inbox.outcome(7) is Outcome.STALE


def test_a_vote_of_long_ago_still_counts(store: Store) -> None:
    taken(store, react(7))
    assert [update.update_id for update in replayed(store, now=3_600.0)] == [7]


def test_a_vote_on_another_message_is_no_repeat_of_its_number(store: Store) -> None:
    assert len(taken(store, react(7, 3), react(7, 3), react(7, 4))) == 2


def test_a_kept_update_that_cannot_be_read_stops_nobody(store: Store) -> None:
    store.inbox.keep(6, "{half", 0.0)
    taken(store, message(7))
    assert [update.update_id for update in replayed(store)] == [7]
    assert store.inbox.outcome(6) is Outcome.UNREADABLE


def test_where_nothing_can_be_written_down_the_question_is_answered_all_the_same(store: Store) -> None:
    store.database.run("DROP TABLE updates")
    assert taken(store, message(7)) == [message(7)]
