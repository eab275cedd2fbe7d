from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.conversations import Conversations, Thread
from bot.store.database import BotDatabase
from rag import Turn

HERE = Thread(5)
MINUTE = 60.0


@pytest.fixture
def database(tmp_path: Path) -> Iterator[BotDatabase]:
    opened = BotDatabase.open(tmp_path / "bot.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def conversations(database: BotDatabase) -> Conversations:
    return Conversations(database, size=3, minutes=180)


def turn(number: int) -> Turn:
    return Turn(f"question {number}", f"answer {number}")


def test_the_turns_of_a_thread_come_back_oldest_first_the_last_ones_alone(conversations: Conversations) -> None:
    for number in range(5):
        conversations.add(HERE, number, turn(number), number * MINUTE)
    assert conversations.turns(HERE, 5 * MINUTE) == [turn(2), turn(3), turn(4)]


@pytest.mark.parametrize("there", [Thread(6), Thread(5, topic_id=2), Thread(5, user_id=9)])
def test_each_chat_topic_and_person_has_a_conversation_of_its_own(conversations: Conversations, there: Thread) -> None:
    conversations.add(HERE, 1, turn(1), 0.0)
    conversations.add(there, 2, turn(2), 1.0)
    assert (conversations.turns(HERE, 2.0), conversations.turns(there, 2.0)) == ([turn(1)], [turn(2)])


def test_a_long_silence_begins_a_new_conversation(conversations: Conversations) -> None:
    conversations.add(HERE, 1, turn(1), 0.0)
    conversations.add(HERE, 2, turn(2), 181 * MINUTE)
    assert conversations.turns(HERE, 182 * MINUTE) == [turn(2)]
    assert conversations.turns(HERE, 400 * MINUTE) == []
    assert conversations.last_question(HERE) == "question 2"


def test_an_update_taken_up_again_does_not_see_its_own_turn_and_replaces_it(conversations: Conversations) -> None:
    conversations.add(HERE, 1, turn(1), 0.0)
    conversations.add(HERE, 2, turn(2), 1.0)
    assert conversations.turns(HERE, 2.0, before=2) == [turn(1)]
    conversations.add(HERE, 2, turn(3), 2.0)
    assert conversations.turns(HERE, 3.0) == [turn(1), turn(3)]


def test_forgetting_ends_the_conversation_of_one_thread(conversations: Conversations) -> None:
    conversations.add(HERE, 1, turn(1), 0.0)
    conversations.add(Thread(6), 2, turn(2), 0.0)
    conversations.forget(HERE)
    assert (conversations.turns(HERE, 1.0), conversations.last_question(HERE)) == ([], None)
    assert conversations.turns(Thread(6), 1.0) == [turn(2)]


def test_what_no_conversation_reaches_is_forgotten(conversations: Conversations, database: BotDatabase) -> None:
    conversations.add(HERE, 1, turn(1), 0.0)
    conversations.add(HERE, 2, turn(2), 1_000 * MINUTE)
    conversations.prune(1_001 * MINUTE)
    assert database.all("SELECT update_id FROM turns") == [(2,)]


def test_without_a_history_nothing_is_remembered_for_a_follow_up(database: BotDatabase) -> None:
    conversations = Conversations(database, size=0, minutes=180)
    conversations.add(HERE, 1, turn(1), 0.0)
    assert (conversations.turns(HERE, 1.0), conversations.last_question(HERE)) == ([], "question 1")
