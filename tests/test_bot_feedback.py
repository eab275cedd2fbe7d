from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.answers import Answers
from bot.store.conversations import Thread
from bot.store.database import BotDatabase
from bot.store.feedback import Feedback, Opinion
from rag import Answer


@pytest.fixture
def database(tmp_path: Path) -> Iterator[BotDatabase]:
    opened = BotDatabase.open(tmp_path / "bot.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def answer(database: BotDatabase) -> str:
    reply = Answer("Because.", (), confidence=0.9, generated=False)
    return Answers(database).keep(Thread(5), 1, "Why?", reply, 0.0)


def test_a_vote_is_kept_with_the_question_and_the_answer(database: BotDatabase, answer: str) -> None:
    feedback = Feedback(database)
    assert feedback.give(answer, 9, liked=True, now=1.0)
    assert feedback.opinions(10) == [Opinion(1.0, 9, liked=True, question="Why?", answer="Because.")]


def test_a_person_has_one_vote_an_answer_the_last(database: BotDatabase, answer: str) -> None:
    feedback = Feedback(database)
    for now, liked in enumerate([True, False]):
        feedback.give(answer, 9, liked=liked, now=float(now))
    feedback.give(answer, 10, liked=True, now=5.0)
    assert [opinion.user_id for opinion in feedback.opinions(10)] == [10, 9]
    assert feedback.count() == (1, 1)
    feedback.take_back(answer, 10, liked=False)
    assert feedback.count() == (1, 1)
    feedback.take_back(answer, 10, liked=True)
    assert feedback.count() == (0, 1)


def test_a_vote_on_an_answer_that_was_forgotten_is_refused(database: BotDatabase) -> None:
    feedback = Feedback(database)
    assert not feedback.give("gone", 9, liked=True, now=1.0)
    assert feedback.count() == (0, 0)
