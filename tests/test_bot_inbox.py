from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.answers import Answers
from bot.store.conversations import Conversations, Thread
from bot.store.database import BotDatabase
from bot.store.inbox import MOST_STARTS, Inbox, OpenUpdate, Outcome, Sent
from rag import NoAnswer, Turn

DAY = 24 * 3600.0


@pytest.fixture
def database(tmp_path: Path) -> Iterator[BotDatabase]:
    opened = BotDatabase.open(tmp_path / "bot.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def inbox(database: BotDatabase) -> Inbox:
    return Inbox(database)


def test_an_update_is_kept_once(inbox: Inbox) -> None:
    assert [inbox.keep(7, "{}", 1.0), inbox.keep(7, "{}", 2.0)] == [True, False]


def test_another_update_of_the_same_number_is_a_new_one(inbox: Inbox, database: BotDatabase) -> None:
    conversations, answers = Conversations(database, 5, 180), Answers(database)
    inbox.keep(7, "{}", 1.0, "first")
    conversations.add(Thread(5), 7, Turn("q", "a"), 1.0)
    id_ = answers.keep(Thread(5), 7, "q", NoAnswer("No.", 0.0), 1.0)
    inbox.deliver(7, 1, Sent(5, 100))
    inbox.end(7, Outcome.ANSWERED)
    assert [inbox.keep(7, "{}", 2.0, "second"), inbox.keep(7, "{}", 3.0, "second")] == [True, False]
    assert (inbox.outcome(7), inbox.delivered(7, 1)) == (None, None)
    answers.keep(Thread(5), 7, "other", NoAnswer("No.", 0.0), 2.0)
    conversations.add(Thread(5), 7, Turn("other", "b"), 2.0)
    assert answers.find(id_) is not None
    assert conversations.turns(Thread(5), 3.0) == [Turn("q", "a"), Turn("other", "b")]


def test_what_is_open_is_taken_up_in_the_order_it_came(inbox: Inbox) -> None:
    for number in (9, 7, 8):
        inbox.keep(number, f'{{"update_id": {number}}}', float(number))
    inbox.end(8, Outcome.ANSWERED)
    assert inbox.take_up() == [OpenUpdate(7, 7.0, '{"update_id": 7}'), OpenUpdate(9, 9.0, '{"update_id": 9}')]


def test_an_update_has_exactly_one_end(inbox: Inbox) -> None:
    inbox.keep(7, "{}", 1.0)
    assert [inbox.outcome(7), inbox.end(7, Outcome.REFUSED), inbox.end(7, Outcome.FAILED)] == [None, True, False]
    assert inbox.outcome(7) is Outcome.REFUSED
    assert inbox.keep(7, "{}", 2.0) is False


def test_the_text_of_an_update_is_forgotten_at_its_end(inbox: Inbox, database: BotDatabase) -> None:
    inbox.keep(7, '{"text": "secret"}', 1.0)
    inbox.end(7, Outcome.ANSWERED)
    assert database.all("SELECT payload FROM updates") == [(None,)]


def test_an_update_that_kills_the_process_again_and_again_is_given_up(inbox: Inbox) -> None:
    inbox.keep(7, "{}", 1.0)
    assert [inbox.start(7) for _ in range(MOST_STARTS + 1)] == [True] * MOST_STARTS + [False]


def test_an_update_that_only_waited_while_the_process_died_is_never_given_up(inbox: Inbox) -> None:
    inbox.keep(7, "{}", 1.0)
    assert [len(inbox.take_up()) for _ in range(2 * MOST_STARTS)] == [1] * 2 * MOST_STARTS
    assert inbox.start(7)


def test_the_messages_that_are_out_are_known_by_update_and_number(inbox: Inbox) -> None:
    inbox.deliver(7, 1, Sent(5, 100))
    inbox.deliver(7, 2, Sent(5, 101))
    inbox.deliver(7, 2, Sent(5, 102))
    assert [inbox.delivered(7, 1), inbox.delivered(7, 2), inbox.delivered(7, 3)] == [Sent(5, 100), Sent(5, 102), None]


def test_what_was_begun_is_not_yet_out(inbox: Inbox) -> None:
    assert [inbox.begin(7, 1), inbox.begin(7, 1), inbox.delivered(7, 1)] == [True, False, None]
    inbox.deliver(7, 1, Sent(5, 100))
    assert [inbox.begin(7, 1), inbox.delivered(7, 1)] == [False, Sent(5, 100)]


def test_the_ends_are_counted(inbox: Inbox) -> None:
    for number in range(3):
        inbox.keep(number, "{}", 1.0)
    inbox.end(0, Outcome.ANSWERED)
    inbox.end(1, Outcome.ANSWERED)
    assert inbox.count() == {"answered": 2, "open": 1}


def test_what_cannot_come_again_is_forgotten_and_what_is_open_is_not(inbox: Inbox, database: BotDatabase) -> None:
    for number in (1, 2, 3):
        inbox.keep(number, "{}", number * DAY)
        inbox.deliver(number, 1, Sent(5, number))
    inbox.end(1, Outcome.ANSWERED)
    inbox.end(3, Outcome.ANSWERED)
    inbox.prune(9 * DAY)
    assert database.all("SELECT id FROM updates ORDER BY id") == [(2,), (3,)]
    assert database.all("SELECT update_id FROM deliveries ORDER BY 1") == [(2,), (3,)]
