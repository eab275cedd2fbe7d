"""Tests of bot.handlers.reactions."""

import time
from collections.abc import Callable, Iterator

import pytest

from tests.bot_api import Message, Seat
from tests.bot_talk import Talk

GRAIN = "Who leads the talks on the grain corridor?"


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    with Talk(tmp_path_factory.mktemp("talk")) as made:
        yield made


@pytest.fixture
def anna(talk: Talk) -> Seat:
    talk.bot.parts.store.database.run("DELETE FROM votes")
    return talk.reader()


def soon(is_so: Callable[[], bool]) -> bool:
    """Whether it is so within ten seconds."""
    until = time.monotonic() + 10
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    return is_so()


def votes(talk: Talk) -> list[tuple[int, bool]]:
    return [(opinion.user_id, opinion.liked) for opinion in talk.bot.parts.store.feedback.opinions(10)]


def ask(talk: Talk, seat: Seat, question: str = GRAIN) -> Message:
    """The answer, once the bot knows that it is out."""
    answer = seat.ask(question)
    assert soon(lambda: talk.bot.parts.store.answers.sent_as(seat.chat.id, answer.id) is not None)
    return answer


def react(talk: Talk, seat: Seat, message: Message, *emoji: str) -> None:
    """React, and wait until the bot has done with it."""

    def handled() -> int:
        return talk.bot.parts.store.inbox.count().get("handled", 0)

    before = handled()
    seat.react(message, *emoji)
    assert soon(lambda: handled() > before)


def test_a_thumb_under_an_answer_is_a_vote_that_goes_with_it(talk: Talk, anna: Seat) -> None:
    answer = ask(talk, anna)
    react(talk, anna, answer, "👍")
    assert votes(talk) == [(anna.person.id, True)]
    react(talk, anna, answer, "👎")
    assert votes(talk) == [(anna.person.id, False)]
    (opinion,) = talk.bot.parts.store.feedback.opinions(10)
    assert opinion.question == GRAIN
    react(talk, anna, answer)
    assert votes(talk) == []
    assert len(anna.shown) == 1


def test_a_refusal_can_be_voted_on_too(talk: Talk, anna: Seat) -> None:
    react(talk, anna, ask(talk, anna, "Who won the chess olympiad in Budapest?"), "👎")
    assert votes(talk) == [(anna.person.id, False)]


def test_other_signs_and_both_thumbs_together_say_nothing(talk: Talk, anna: Seat) -> None:
    answer = ask(talk, anna)
    react(talk, anna, answer, "🔥")
    assert votes(talk) == []
    react(talk, anna, answer, "👍", "👎")
    assert votes(talk) == []
    react(talk, anna, answer, "👍", "🔥")
    assert votes(talk) == [(anna.person.id, True)]


def test_a_vote_by_a_button_stays_when_another_reaction_goes(talk: Talk, anna: Seat) -> None:
    answer = ask(talk, anna)
    react(talk, anna, answer, "👍")
    anna.press("👎", answer)
    react(talk, anna, answer)
    assert votes(talk) == [(anna.person.id, False)]


def test_a_thumb_under_another_message_is_no_vote(talk: Talk, anna: Seat) -> None:
    question = anna.say(GRAIN)
    anna.next()
    react(talk, anna, question, "👍")
    react(talk, anna, anna.ask("/help"), "👍")
    assert votes(talk) == []


def test_in_a_group_the_bot_hears_of_it_as_an_administrator(talk: Talk, anna: Seat) -> None:
    group = talk.telegram.group()
    boris, vera = talk.telegram.seat(group), talk.telegram.seat(group)
    answer = ask(talk, boris, f"@{talk.telegram.world.bot.username} {GRAIN}")
    vera.react(answer, "👍")
    group.admins.add(talk.telegram.world.bot.id)
    react(talk, boris, answer, "👎")
    assert votes(talk) == [(boris.person.id, False)]
    assert vera.person.id not in [person.id for person in talk.bot.parts.store.people.all()]
