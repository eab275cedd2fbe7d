"""Tests of rag.commands.evaluation."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest

from rag.commands.evaluation import Case, Outcome, measure, read_cases
from rag.errors import QuestionError
from rag.records import Answer, Article, Citation, Evidence, NoAnswer, Turn

ARTICLES = {
    name: Article(name, name, "", "", None, "", "en", "The port opened. The mayor came.") for name in ("a", "b")
}
QUESTION = Case("1", "Who came?", (Turn("What opened?", "The port."),), ("The mayor",), ("a",), answerable=True)


class OneAnswer:
    """Answers everything with the second sentence of article a; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []

    def retrieve(self, question: str, *, limit: int, history: Sequence[Turn]) -> list[Evidence]:
        self.asked.append((question, tuple(history)))
        found = [("a", 17, 32), ("b", 0, 16), ("a", 0, 16)]
        return [Evidence(n, ARTICLES[name], start, end, 1 / n) for n, (name, start, end) in enumerate(found, 1)][:limit]

    def ask(self, question: str, *, history: Sequence[Turn]) -> Answer | NoAnswer:
        if "?" not in question:
            raise QuestionError("That is no question.")
        self.asked.append((question, tuple(history)))
        return Answer("“The mayor came.” [1]", (Citation(1, ARTICLES["a"], 17, 32),), 0.9, generated=False)

    def article(self, id_: str) -> Article | None:
        return ARTICLES.get(id_)


def unheard(done: int, total: int) -> None:
    assert done <= total


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_is_a_case(tmp_path: Path) -> None:
    line = (
        '{"id": 1, "question": "Who came?", "history": [{"question": "What opened?", "answer": "The port."}],'
        ' "answers": ["The mayor"], "articles": ["a"], "answerable": true, "type": "more is passed over"}'
    )
    assert read_cases(written(tmp_path, f"\ufeff{line}\r\n\n")) == [QUESTION]


def test_what_a_line_leaves_out_is_empty(tmp_path: Path) -> None:
    assert read_cases(written(tmp_path, '\n{"question": "Who?"}')) == [Case("2", "Who?", (), (), (), answerable=True)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "it is not JSON"),
        ("[" * 5000, "it is not JSON"),
        ("[1]", "it is not a JSON object"),
        ("{}", "its 'question' is missing or empty"),
        ('{"question": " "}', "its 'question' is missing or empty"),
        ('{"question": 3}', "its 'question' is 3, not a string"),
        ('{"question": "Who?", "answers": "Anna"}', "its 'answers' is not a list of strings"),
        ('{"question": "Who?", "articles": [1]}', "its 'articles' is not a list of strings"),
        ('{"question": "Who?", "history": ["Hi"]}', "its 'history' is not a list of objects"),
        ('{"question": "Who?", "answerable": "yes"}', "its 'answerable' is 'yes', not true or false"),
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: str, reason: str) -> None:
    path = written(tmp_path, f'{{"question": "Who?"}}\n{line}\n')
    with pytest.raises(QuestionError) as raised:
        read_cases(path)
    assert str(raised.value).startswith(f"Line 2 of {str(path)!r} is no question: {reason}")


def test_a_file_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="holds no question"):
        read_cases(written(tmp_path, "\n\n"))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="cannot be read"):
        read_cases(tmp_path / "missing.jsonl")
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b"\xe9")
    with pytest.raises(QuestionError, match="is not UTF-8"):
        read_cases(path)


def test_a_case_is_asked_with_its_history_and_timed() -> None:
    told: list[tuple[int, int]] = []
    ticks = count()
    subject = OneAnswer()
    outcomes = measure(subject, [QUESTION], lambda *done: told.append(done), lambda: float(next(ticks)))
    reply = Answer("“The mayor came.” [1]", (Citation(1, ARTICLES["a"], 17, 32),), 0.9, generated=False)
    assert outcomes == [Outcome(("a", "b"), reply, 1.0, (True,))]
    assert told == [(1, 1)]
    assert set(subject.asked) == {(QUESTION.question, QUESTION.history)}


def test_a_question_that_cannot_be_asked_counts_as_refused() -> None:
    outcomes = measure(OneAnswer(), [Case("1", "Hm", (), (), (), answerable=False)], unheard)
    assert [outcome.reply for outcome in outcomes] == [NoAnswer("That is no question.", 0.0)]


def test_a_quote_that_the_archive_does_not_hold_is_not_verbatim() -> None:
    class Inventor(OneAnswer):
        def article(self, id_: str) -> Article | None:
            return Article(id_, "", "", "", None, "", "en", "Something else entirely, and longer.")

    (outcome,) = measure(Inventor(), [QUESTION], unheard)
    assert outcome.verbatim == (False,)


def test_no_cases_have_no_outcomes() -> None:
    assert measure(OneAnswer(), [], unheard) == []
