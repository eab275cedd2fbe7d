import asyncio
from collections.abc import Awaitable, Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, Update

from bot.order import Order, line_of
from bot.polling import Reach
from bot.postponed import Postponed
from bot.settings import BotSettings
from bot.store import Outcome, Store

BOT = Bot("1:abc")
PERSON = {"id": 5, "is_bot": False, "first_name": "Anna"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, BotSettings()) as opened:
        yield opened


def message(number: int, chat: int = 5, text: str = "why?", **more: Any) -> Update:  # noqa: ANN401 - JSON
    about = {"id": chat, "type": "private"}
    content = {"message_id": number, "date": 1_718_000_000, "chat": about, "from": PERSON, "text": text, **more}
    return Update.de_json({"update_id": number, "message": content}, BOT)


def press(data: str) -> Update:
    about = {"message_id": 1, "date": 1_718_000_000, "chat": {"id": 5, "type": "private"}}
    query = {"id": "9", "from": PERSON, "chat_instance": "1", "data": data, "message": about}
    return Update.de_json({"update_id": 1, "callback_query": query}, BOT)


def react() -> Update:
    thumb = {"type": "emoji", "emoji": "👍"}
    told = {"chat": {"id": 5, "type": "private"}, "message_id": 3, "date": 1_718_000_000, "user": PERSON}
    return Update.de_json(
        {"update_id": 1, "message_reaction": {**told, "old_reaction": [], "new_reaction": [thumb]}}, BOT
    )


@pytest.mark.parametrize(
    ("update", "line"),
    [
        (message(1), (5, 0)),
        (message(1, message_thread_id=7, is_topic_message=True), (5, 7)),
        (message(1, message_thread_id=7), (5, 0)),
        (message(1, text="   "), (5, 0)),
        (message(1, text="/cancel"), None),
        (message(1, text="/cancel@presscite_bot now"), None),
        (message(1, text="/cancelled"), (5, 0)),
        (press("p:abc:1"), None),
        (press("q:abc:0"), (5, 0)),
        (press("n:abc:1"), (5, 0)),
        (react(), None),
        (Update(1), None),
        (object(), None),
    ],
)
def test_questions_wait_in_the_line_of_their_chat_and_topic_and_the_rest_does_not(
    update: object, line: tuple[int, int] | None
) -> None:
    assert line_of(update) == line


class Work:
    """Handlers that note their beginning and end, and go on when they are let."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.may_end = asyncio.Event()

    async def do(self, name: str) -> None:
        self.noted.append(f"+{name}")
        await self.may_end.wait()
        self.noted.append(f"-{name}")


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


def test_a_chat_is_answered_in_order_and_others_at_the_same_time(store: Store) -> None:
    async def run() -> list[str]:
        order, work = Order(store.inbox, Postponed(Reach())), Work()
        tasks = [
            asyncio.create_task(order.process_update(message(number, chat), work.do(f"{chat}.{number}")))
            for number, chat in [(1, 5), (2, 5), (3, 6)]
        ]
        await settled()
        work.noted.append("let")
        work.may_end.set()
        await asyncio.gather(*tasks)
        return work.noted

    assert asyncio.run(run()) == ["+5.1", "+6.3", "let", "-5.1", "-6.3", "+5.2", "-5.2"]


def test_every_update_has_an_end(store: Store) -> None:
    async def nothing() -> None:
        """Handle nothing."""

    async def answer() -> None:
        store.inbox.end(8, Outcome.ANSWERED)

    async def run() -> None:
        order = Order(store.inbox, Postponed(Reach()))
        for number, work in [(7, nothing()), (8, answer())]:
            store.inbox.keep(number, "{}", 0.0)
            await order.process_update(message(number), work)

    asyncio.run(run())
    assert [store.inbox.outcome(7), store.inbox.outcome(8)] == [Outcome.HANDLED, Outcome.ANSWERED]


def test_at_the_end_what_can_finish_finishes_and_the_rest_stays_open(store: Store) -> None:
    async def soon() -> None:
        await asyncio.sleep(0.05)

    async def never() -> None:
        await asyncio.Event().wait()

    async def run() -> None:
        order = Order(store.inbox, Postponed(Reach()))
        works: list[tuple[int, int, Awaitable[None]]] = [(1, 5, soon()), (2, 5, soon()), (3, 6, never())]
        tasks = []
        for number, chat, work in works:
            store.inbox.keep(number, "{}", 0.0)
            tasks.append(asyncio.create_task(order.process_update(message(number, chat), work)))
        await settled()
        await order.close(0.5)
        await asyncio.wait(tasks, timeout=5)

    asyncio.run(run())
    assert [store.inbox.outcome(number) for number in (1, 2, 3)] == [Outcome.HANDLED, None, None]
