from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.answers import Answers
from bot.store.conversations import Conversations, Thread
from bot.store.database import BotDatabase
from bot.store.people import People, Person
from rag import NoAnswer, Turn


@pytest.fixture
def database(tmp_path: Path) -> Iterator[BotDatabase]:
    opened = BotDatabase.open(tmp_path / "bot.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def people(database: BotDatabase) -> People:
    return People(database)


def test_who_wrote_is_listed_the_last_one_first_with_how_much_was_asked(people: People, database: BotDatabase) -> None:
    people.see(5, "Anna", "lv", 1.0)
    people.see(6, "Boris", "ru", 2.0)
    people.see(5, "Anna B.", "lv", 3.0)
    answers = Answers(database)
    for number, thread in enumerate([Thread(5), Thread(-100, 0, 5), Thread(-100, 0, 6), Thread(7)]):
        answers.keep(thread, number, "?", NoAnswer("No.", 0.0), 0.0)
    assert people.all() == [Person(5, "Anna B.", "lv", 1.0, 3.0, 2), Person(6, "Boris", "ru", 2.0, 2.0, 1)]


def test_a_stranger_is_told_once_an_hour(people: People) -> None:
    assert [people.is_to_be_told(5, now) for now in (0.0, 10.0, 3_599.0, 3_600.0, 3_700.0)] == [
        *(True, False, False, True, False)
    ]
    assert people.is_to_be_told(6, 10.0)


def test_a_chat_that_takes_no_messages_is_known_until_it_is_shown_that_it_does(people: People) -> None:
    people.block(5, 100.0)
    people.block(5, 200.0)
    assert [people.is_blocked(5), people.is_blocked(6)] == [True, False]
    people.unblock(5, 100.0)
    assert people.is_blocked(5)
    people.unblock(5, 101.0)
    assert not people.is_blocked(5)


def test_a_group_that_moved_takes_its_conversations_along(people: People, database: BotDatabase) -> None:
    conversations = Conversations(database, 3, 180)
    conversations.add(Thread(-5, 0, 9), 1, Turn("q", "a"), 0.0)
    people.move(-5, -1005)
    assert [people.moved_to(-5), people.moved_to(7), people.former(-1005), people.former(7)] == [-1005, 7, -5, None]
    assert conversations.turns(Thread(-1005, 0, 9), 1.0) == [Turn("q", "a")]
