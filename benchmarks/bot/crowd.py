"""Fifty chats that ask four questions each at the same moment."""

import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.bot.figures import Figure
from benchmarks.bot.town import ARTICLES, INDEXED, Scene, scene
from benchmarks.made_articles import made_articles, made_question
from rag import Answer, Archive, Settings
from tests.bot_api import Seat
from tests.bot_api.crowd import Asked, ask_all, tally, wait_for_all

CHATS = 50
QUESTIONS_EACH = 4
_SECONDS = 120.0
_P95_SECONDS = 3.0
# From the start of the process to the first message that answers a question.
_FIRST_ANSWER_SECONDS = 6.0


def measured() -> Iterator[Figure]:
    """Start the bot twice (the second time over a finished index), then let everybody ask at once."""
    with scene() as town:
        anna = town.telegram.private()
        town.bot.start().wait_for_log(INDEXED)
        town.bot.stop()
        different = _different_questions(town, 2 * CHATS * QUESTIONS_EACH)
        began = time.monotonic()
        anna.say("How much did the bridge over the Selm cost?")
        town.bot.start(wait=False)
        anna.next(_SECONDS)
        yield Figure("start to the first answered message", time.monotonic() - began, _FIRST_ANSWER_SECONDS, "s")
        yield from _figures("of six kinds", town, lambda seats: ask_all(town.telegram, seats, QUESTIONS_EACH))
        # The first crowd finds one process, which has answered next to nothing; the second what the first left.
        half = len(different) // 2
        for kind, questions in (("all different", different[:half]), ("different again", different[half:])):
            yield from _figures(kind, town, lambda seats, questions=questions: _ask(town, seats, questions))  # type: ignore[misc]


def _different_questions(town: Scene, count: int) -> list[tuple[str, str]]:
    """Questions of which no two are the same, each with the sentence that the archive alone quotes first in answer."""
    found: list[tuple[str, str]] = []
    settings = Settings(corpus_dir=town.folder / "corpus", data_dir=town.folder / "data")
    with Archive.open(settings) as archive:
        for number, article in enumerate(made_articles(ARTICLES)):
            question = made_question(article, number)
            reply = archive.ask(question)
            if isinstance(reply, Answer):
                found.append((question, reply.citations[0].quote))
            if len(found) == count:
                break
    return found


def _ask(town: Scene, seats: Sequence[Seat], questions: Sequence[tuple[str, str]]) -> list[Asked]:
    """Let everybody ask what nobody else asks: nothing is worked out for two at once."""
    with town.telegram.world.changed:
        return [
            Asked(seats[number % len(seats)], seats[number % len(seats)].say(question), sentence)
            for number, (question, sentence) in enumerate(questions)
        ]


def _figures(kind: str, town: Scene, ask: Callable[[Sequence[Seat]], list[Asked]]) -> Iterator[Figure]:
    asked = ask([town.telegram.private() for _ in range(CHATS)])
    wait_for_all(town.telegram, asked, _SECONDS)
    counted = tally(asked)
    name = f"{CHATS} chats x {QUESTIONS_EACH} questions at once, {kind}"
    yield Figure(f"{name}: lost", counted.lost, 0)
    yield Figure(f"{name}: answered twice", counted.extra, 0)
    yield Figure(f"{name}: wrong", counted.wrong, 0)
    yield Figure(f"{name}: out of order in their chat", counted.out_of_order, 0)
    yield Figure(f"{name}: p95 of the answer", counted.p95, _P95_SECONDS, "s")
