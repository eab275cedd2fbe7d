"""Files of questions with known answers, put to an archive one after another."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from rag.errors import QuestionError
from rag.records import Answer, Article, Evidence, NoAnswer, Turn

# Passages looked at for the articles found: enough for ten articles when several passages of one come first.
_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Case:
    """A question whose answer is known.

    `answers` are strings any of which a right quote holds, empty where only the articles are known; `articles` are
    the ids of the articles that answer.
    """

    id: str
    question: str
    history: tuple[Turn, ...]
    answers: tuple[str, ...]
    articles: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case.

    `found` are the articles' ids, best first, each once; `reply` took `seconds`; `verbatim` says of each quote in
    turn whether the archive's article holds it at its place.
    """

    found: tuple[str, ...]
    reply: Answer | NoAnswer
    seconds: float
    verbatim: tuple[bool, ...] = ()


class Subject(Protocol):
    """What is evaluated: an archive, or anything that answers as one."""

    def retrieve(self, question: str, *, limit: int, history: Sequence[Turn]) -> list[Evidence]:
        """The evidence for a question."""

    def ask(self, question: str, *, history: Sequence[Turn]) -> Answer | NoAnswer:
        """The answer to a question."""

    def article(self, id_: str) -> Article | None:
        """The article of an id."""


def read_cases(path: Path) -> list[Case]:
    """The questions of a JSON Lines file; empty lines are passed over.

    Raises QuestionError, naming the line (counted from 1), for one that is no question.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise QuestionError(f"The question file {str(path)!r} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"The question file {str(path)!r} is not UTF-8; save it as UTF-8.") from error
    cases = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                cases.append(_case(line, str(number)))
            except ValueError as error:
                raise QuestionError(f"Line {number} of {str(path)!r} is no question: {error}.") from error
    if not cases:
        raise QuestionError(f"The question file {str(path)!r} holds no question; give one JSON object a line.")
    return cases


def measure(
    subject: Subject,
    cases: Sequence[Case],
    progress: Callable[[int, int], None],
    clock: Callable[[], float] = time.perf_counter,
) -> list[Outcome]:
    """Put every case to `subject`, in order; `progress` is told how many are done, and of how many.

    The first question is asked once before the clock runs, so that no model is loaded on its time. A question that
    cannot be asked counts as refused with confidence 0.
    """
    if cases:
        _reply(subject, cases[0])
    outcomes = []
    for done, case in enumerate(cases, start=1):
        began = clock()
        reply = _reply(subject, case)
        seconds = clock() - began
        outcomes.append(Outcome(_found(subject, case), reply, seconds, _verbatim(subject, reply)))
        progress(done, len(cases))
    return outcomes


def _reply(subject: Subject, case: Case) -> Answer | NoAnswer:
    try:
        return subject.ask(case.question, history=case.history)
    except QuestionError as error:
        return NoAnswer(str(error), 0.0)


def _found(subject: Subject, case: Case) -> tuple[str, ...]:
    try:
        evidence = subject.retrieve(case.question, limit=_DEPTH, history=case.history)
    except QuestionError:
        return ()
    return tuple(dict.fromkeys(one.article.id for one in evidence))


def _verbatim(subject: Subject, reply: Answer | NoAnswer) -> tuple[bool, ...]:
    if isinstance(reply, NoAnswer):
        return ()
    kept = [(citation, subject.article(citation.article.id)) for citation in reply.citations]
    return tuple(
        article is not None and bool(one.quote) and article.text[one.start : one.end] == one.quote
        for one, article in kept
    )


def _case(line: str, default_id: str) -> Case:
    """A line as a Case; raises ValueError with the reason."""
    try:
        read = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is not JSON ({error})") from None
    if not isinstance(read, dict):
        raise ValueError("it is not a JSON object")  # noqa: TRY004 - one kind of error for every bad line
    if not _text(read, "question").strip():
        raise ValueError("its 'question' is missing or empty")
    answerable = read.get("answerable", True)
    if not isinstance(answerable, bool):
        raise ValueError(f"its 'answerable' is {answerable!r}, not true or false")  # noqa: TRY004 - as above
    return Case(
        id=str(read.get("id", default_id)),
        question=_text(read, "question"),
        history=tuple(Turn(_text(turn, "question"), _text(turn, "answer")) for turn in _listed(read, "history", dict)),
        answers=tuple(cast("list[str]", _listed(read, "answers", str))),
        articles=tuple(cast("list[str]", _listed(read, "articles", str))),
        answerable=answerable,
    )


def _text(read: object, key: str) -> str:
    value = cast("dict[str, object]", read).get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"its {key!r} is {value!r}, not a string")  # noqa: TRY004 - as above
    return value


def _listed(read: dict[str, object], key: str, kind: type) -> list[object]:
    value = read.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, kind) for item in value):
        raise ValueError(f"its {key!r} is not a list of {'strings' if kind is str else 'objects'}")
    return value
