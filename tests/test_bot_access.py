import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from telegram import Chat, ForumTopicCreated, Message, MessageEntity, User

from bot.access import is_addressed
from bot.polling import ALLOWED_UPDATES
from bot.settings import Ids
from bot.store import Outcome
from bot.store.inbox import MOST_STARTS
from tests.bot_api import BotApiServer, Seat
from tests.bot_rooms import room

ALL = Ids(everybody=True)


@pytest.fixture
def telegram() -> Iterator[BotApiServer]:
    with BotApiServer() as server:
        yield server


def let_through(
    telegram: BotApiServer,
    folder: Path,
    *acts: Callable[[], object],
    now: float | None = None,
    outcomes: list[Outcome | None] | None = None,
    **settings: Any,  # noqa: ANN401 - fields of BotSettings
) -> list[str]:
    """The texts of the messages, and the data of the buttons, that reach a handler when people act like that."""

    async def run() -> list[str]:
        async with room(telegram, folder, now=now, **settings) as made:
            for act in acts:
                act()
                await made.take_all(telegram)
            if outcomes is not None:
                ids = [row[0] for row in made.store.database.all("SELECT id FROM updates ORDER BY id")]
                outcomes.extend(made.store.inbox.outcome(id_) for id_ in ids)
            return [
                str(update.message.text if update.message else update.effective_user and update.effective_user.id)
                for update in made.seen
            ]

    return asyncio.run(run())


def told(seat: Seat) -> list[str]:
    return [message.text for message in seat.shown]


def test_a_stranger_is_told_his_id_once_and_costs_nothing_else(telegram: BotApiServer, tmp_path: Path) -> None:
    anna = telegram.private()
    outcomes: list[Outcome | None] = []
    acts = [lambda: anna.say("one"), lambda: anna.say("two")]
    assert let_through(telegram, tmp_path, *acts, outcomes=outcomes) == []
    assert told(anna) == [
        f"This bot answers only people on its list. Your id is {anna.person.id}; give it to whoever runs the bot."
    ]
    assert outcomes == [Outcome.TURNED_AWAY] * 2
    assert {call.method for call in telegram.calls} == {"getme", "sendmessage"}


@pytest.mark.parametrize("who", ["allowed_telegram_user_ids", "admin_user_ids"])
def test_who_is_named_may_ask(telegram: BotApiServer, tmp_path: Path, who: str) -> None:
    anna, boris = telegram.private(), telegram.private(telegram.person("Boris"))
    settings: dict[str, Any] = {who: Ids(frozenset({anna.person.id}))}
    acts = [lambda: anna.say("hers"), lambda: boris.say("his")]
    assert let_through(telegram, tmp_path, *acts, **settings) == ["hers"]


def test_a_group_that_is_named_may_ask_whoever_writes_in_it(telegram: BotApiServer, tmp_path: Path) -> None:
    ours, theirs = telegram.group(privacy=False), telegram.group(privacy=False)
    seats = [telegram.seat(ours), telegram.seat(theirs)]
    acts = [lambda: seats[0].mention("ours"), lambda: seats[1].mention("theirs"), lambda: seats[1].say("not to it")]
    allowed = Ids(frozenset({ours.id}))
    seen = let_through(telegram, tmp_path, *acts, allowed_telegram_group_ids=allowed)
    assert seen == ["@presscite_bot ours"]
    assert [len(told(seat)) for seat in seats] == [0, 1]


def test_talk_in_a_strange_group_that_is_not_meant_for_the_bot_is_left_alone(
    telegram: BotApiServer, tmp_path: Path
) -> None:
    seat = telegram.seat(telegram.group(privacy=False))
    assert let_through(telegram, tmp_path, lambda: seat.say("hello"), lambda: seat.say("/start@other_bot")) == []
    assert told(seat) == []


def test_a_group_that_moved_is_still_the_group_that_was_named(telegram: BotApiServer, tmp_path: Path) -> None:
    former = telegram.group(privacy=False)
    now = telegram.seat(telegram.moves(former))

    async def run() -> int:
        allowed = Ids(frozenset({former.id}))
        async with room(telegram, tmp_path, allowed_telegram_group_ids=allowed) as made:
            made.store.people.move(former.id, now.chat.id)
            now.mention("still us")
            await made.take_all(telegram)
            return len(made.seen)

    assert asyncio.run(run()) == 1


@pytest.mark.parametrize("told_in_the_new", [True, False])
def test_a_group_is_followed_when_telegram_tells_that_it_moved(
    telegram: BotApiServer, tmp_path: Path, told_in_the_new: bool
) -> None:
    former = telegram.seat(telegram.group(privacy=False))
    now = telegram.seat(telegram.moves(former.chat), former.person)
    if told_in_the_new:
        notice: dict[str, Any] = {"migrate_from_chat_id": former.chat.id}
    else:
        notice = {"migrate_to_chat_id": now.chat.id}
    acts = [lambda: (now if told_in_the_new else former).say("", **notice), lambda: now.mention("still us")]
    allowed = Ids(frozenset({former.chat.id}))
    seen = let_through(telegram, tmp_path, *acts, allowed_telegram_group_ids=allowed)
    assert seen[-1] == "@presscite_bot still us"


def test_edits_channels_bots_and_business_are_nobodys_question(telegram: BotApiServer, tmp_path: Path) -> None:
    anna = telegram.private()
    by_bot: dict[str, Any] = {"via_bot": {"id": 9, "is_bot": True, "first_name": "Other"}}
    acts = [
        lambda: telegram.posts(telegram.channel(), "news"),
        lambda: anna.say_as_business("business"),
        lambda: anna.say("through another bot", **by_bot),
        lambda: anna.edit(anna.say("mine"), "mine, edited"),
    ]
    assert let_through(telegram, tmp_path, *acts, allowed_telegram_user_ids=ALL) == ["mine"]
    assert told(anna) == []


def test_only_a_person_who_may_ask_is_heard_by_a_reaction(telegram: BotApiServer, tmp_path: Path) -> None:
    telegram.world.updates.allowed = list(ALLOWED_UPDATES)
    anna, boris = telegram.private(), telegram.private()
    by_anna, by_boris = anna.say("mine"), boris.say("mine")
    telegram.world.updates.waiting.clear()
    hidden = {"chat": anna.chat.as_json(), "message_id": 1, "date": 1_718_000_000, "actor_chat": anna.chat.as_json()}
    acts = [
        lambda: anna.react(by_anna, "👍"),
        lambda: boris.react(by_boris, "👍"),
        lambda: telegram.world.updates.add("message_reaction", {**hidden, "old_reaction": [], "new_reaction": []}),
    ]
    outcomes: list[Outcome | None] = []
    allowed = Ids(frozenset({anna.person.id}))
    seen = let_through(telegram, tmp_path, *acts, outcomes=outcomes, allowed_telegram_user_ids=allowed)
    assert seen == [str(anna.person.id)]
    assert outcomes[1] is Outcome.TURNED_AWAY
    assert (told(anna), told(boris)) == ([], [])


def test_a_question_of_long_ago_gets_an_apology_and_no_answer(telegram: BotApiServer, tmp_path: Path) -> None:
    anna = telegram.private()
    outcomes: list[Outcome | None] = []
    later = time.time() + 16 * 60
    acts = [lambda: anna.say("old")]
    assert let_through(telegram, tmp_path, *acts, now=later, outcomes=outcomes, allowed_telegram_user_ids=ALL) == []
    assert told(anna) == ["I was away and this question is old by now; please ask it again if you still want to know."]
    assert outcomes == [Outcome.STALE]


def test_talk_of_long_ago_in_a_group_gets_no_apology(telegram: BotApiServer, tmp_path: Path) -> None:
    seat = telegram.seat(telegram.group(privacy=False))
    later = time.time() + 16 * 60
    let_through(telegram, tmp_path, lambda: seat.say("old talk"), now=later, allowed_telegram_group_ids=ALL)
    assert told(seat) == []


@pytest.mark.parametrize(
    ("place", "text", "blocked"),
    [("private", "here I am", True), ("private", "/start", False), ("group", "/ask who?", False)],
)
def test_a_chat_is_written_to_again_when_it_shows_that_it_takes_messages(
    telegram: BotApiServer, tmp_path: Path, place: str, text: str, blocked: bool
) -> None:
    seat = telegram.private() if place == "private" else telegram.seat(telegram.group(privacy=False))

    async def run(since: float) -> bool:
        async with room(telegram, tmp_path, allowed_telegram_user_ids=ALL) as made:
            made.store.people.block(seat.chat.id, since)
            seat.say(text)
            await made.take_all(telegram)
            return made.store.people.is_blocked(seat.chat.id)

    assert asyncio.run(run(time.time() - 5)) is blocked


def test_what_was_at_work_each_time_the_process_died_is_given_up_with_a_word(
    telegram: BotApiServer, tmp_path: Path
) -> None:
    anna = telegram.private()

    async def run() -> Outcome | None:
        async with room(telegram, tmp_path, allowed_telegram_user_ids=ALL) as made:
            anna.say("Who?")
            (update,) = telegram.world.updates.waiting
            made.store.inbox.keep(update["update_id"], "{}", 1.0)
            for _ in range(MOST_STARTS):
                made.store.inbox.start(update["update_id"])
            await made.take_all(telegram)
            assert made.seen == []
            return made.store.inbox.outcome(update["update_id"])

    assert asyncio.run(run()) is Outcome.FAILED
    assert [text.startswith("Something went wrong") for text in told(anna)] == [True]


def test_a_stranger_who_presses_a_button_or_asks_inline_does_not_wait_in_vain(
    telegram: BotApiServer, tmp_path: Path
) -> None:
    anna, boris = telegram.private(), telegram.private(telegram.person("Boris"))
    found: list[list[dict[str, Any]]] = []

    async def run() -> None:
        named = Ids(frozenset({anna.person.id}))
        async with room(telegram, tmp_path, allowed_telegram_user_ids=named) as made:
            asking = asyncio.create_task(asyncio.to_thread(telegram.inline, boris.person, "who leads?"))
            while not asking.done():
                await made.take_all(telegram)
                await asyncio.sleep(0.01)
            found.append(await asking)

    asyncio.run(run())
    assert found == [[]]
    (call,) = telegram.called("answerInlineQuery")
    assert call.parameters.number("cache_time") == 300


def test_a_link_to_the_bot_is_for_it_and_the_beginning_of_a_topic_that_it_made_is_not() -> None:
    bot, anna = User(7, "Presscite", is_bot=True), User(8, "Anna", is_bot=False)
    desk, now = Chat(-1, Chat.SUPERGROUP), datetime.now(UTC)
    link = MessageEntity(MessageEntity.TEXT_MENTION, 0, 4, user=bot)
    linked = Message(1, now, desk, from_user=anna, text="Desk, who leads?", entities=[link])
    beginning = Message(2, now, desk, from_user=bot, forum_topic_created=ForumTopicCreated("Talks", 1))
    in_topic = Message(3, now, desk, from_user=anna, text="Who leads?", reply_to_message=beginning)
    assert [is_addressed(one, bot.id, "PressciteBot") for one in (linked, in_topic)] == [True, False]
