import queue
import threading
from collections.abc import Iterator
from typing import cast

import pytest

from rag import Archive, NoAnswer, Turn, answering_child
from rag.answerer import Question
from rag.answering_child import next_of, reply_to
from rag.errors import DataError, QuestionError
from rag.upkeep.telling import Failed


class Asked:
    """An archive that remembers how it was asked, and answers so or fails."""

    def __init__(self, answers: NoAnswer | Exception) -> None:
        self.answers = answers
        self.asked: list[tuple[object, ...]] = []

    def ask(self, question: str, **how: object) -> NoAnswer:
        self.asked.append((question, *how.items()))
        if isinstance(self.answers, Exception):
            raise self.answers
        return self.answers


class Read(Asked):
    """An archive of which three passages can be read each time, or none."""

    def __init__(self, times: int) -> None:
        super().__init__(NoAnswer("Nothing.", 0.0, ()))
        self.times = times
        self.read = 0

    def read_newest(self) -> Iterator[int]:
        if self.times:
            self.times -= 1
            for self.read in range(1, 4):
                yield self.read
        elif self.read:
            raise DataError("The archive was closed.")


def replied(archive: Asked) -> object:
    question = Question(7, "Who leads?", (Turn("What?", "Talks."),), "The Post")
    return reply_to(question, cast("Archive", archive))


def test_the_archive_is_asked_with_everything_and_for_quotes_alone() -> None:
    archive = Asked(NoAnswer("Nothing.", 0.0, ()))
    assert replied(archive) == NoAnswer("Nothing.", 0.0, ())
    assert archive.asked == [
        ("Who leads?", ("history", (Turn("What?", "Talks."),)), ("source", "The Post"), ("quoted", True))
    ]


def test_an_error_for_the_person_goes_back_by_its_name() -> None:
    assert replied(Asked(QuestionError("Ask in words."))) == Failed("QuestionError", "Ask in words.")


def test_an_unforeseen_error_tells_where_it_was_and_nothing_of_what_was_asked() -> None:
    reply = replied(Asked(ValueError("cannot read 'Who leads?'")))
    assert isinstance(reply, Failed)
    assert (reply.name, reply.text.splitlines()[-1]) == ("", "ValueError")
    assert "in ask\n" in reply.text
    assert "Who leads?" not in reply.text


def test_while_nobody_asks_the_newest_articles_are_read_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering_child, "LOOK_SECONDS", 0.01)
    archive, asked = Read(times=2), queue.SimpleQueue[Question]()
    question = Question(7, "Who leads?", (), None)
    threading.Timer(0.6, asked.put, [question]).start()
    assert next_of(asked, cast("Archive", archive)) == question
    assert (archive.times, archive.read) == (0, 3)


def test_a_question_goes_before_the_reading() -> None:
    archive, asked = Read(times=1), queue.SimpleQueue[Question]()
    question = Question(7, "Who leads?", (), None)
    asked.put(question)
    assert next_of(asked, cast("Archive", archive)) == question
    assert archive.read == 0
