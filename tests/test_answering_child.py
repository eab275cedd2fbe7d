from typing import cast

from rag import Archive, NoAnswer, Turn
from rag.answerer import Question
from rag.answering_child import reply_to
from rag.errors import QuestionError
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
