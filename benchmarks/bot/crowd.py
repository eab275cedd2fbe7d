"""Fifty chats that ask four questions each at the same moment."""

import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.bot.figures import Figure
from benchmarks.bot.town import ARTICLES, INDEXED, Scene, scene, start_ready
from benchmarks.made_articles import made_articles, made_question
from rag import Answer, Archive, Settings
from tests.bot_api import Seat
from tests.bot_api.crowd import Asked, ask_all, tally, wait_for_all

CHATS = 50
QUESTIONS_EACH = 4
_SECONDS = 120.0
_P95_SECONDS = 3.0
# From the start of the process to the first message that answers a question. A crowd at that very moment is answered
# by a process that is still loading: it is held to no more than the start is.
_FIRST_ANSWER_SECONDS = 6.0


def measured() -> Iterator[Figure]:
    """Start the bot over a finished index, and let everybody ask at once: as it starts, and when it is ready."""
    with scene() as town:
        anna = town.telegram.private()
        town.bot.start().wait_for_log(INDEXED)
        town.bot.stop()
        crowd = CHATS * QUESTIONS_EACH
        different = _different_questions(town, 3 * crowd)
        began = time.monotonic()
        anna.say("How much did the bridge over the Selm cost?")
        town.bot.start(wait=False)
        anna.next(_SECONDS)
        yield Figure("start to the first answered message", time.monotonic() - began, _FIRST_ANSWER_SECONDS, "s")
        yield from _all_different("all different, as it starts", town, different[:crowd], _FIRST_ANSWER_SECONDS)
        town.bot.stop()
        start_ready(town.bot)
        yield from _figures("of six kinds", town, lambda seats: ask_all(town.telegram, seats, QUESTIONS_EACH))
        yield from _all_different("all different", town, different[crowd : 2 * crowd])
        yield from _all_different("different again", town, different[2 * crowd :])


def _all_different(
    kind: str, town: Scene, questions: Sequence[tuple[str, str]], p95: float = _P95_SECONDS
) -> Iterator[Figure]:
    return _figures(kind, town, lambda seats: _ask(town, seats, questions), p95)


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


def _figures(
    kind: str, town: Scene, ask: Callable[[Sequence[Seat]], list[Asked]], p95: float = _P95_SECONDS
) -> Iterator[Figure]:
    asked = ask([town.telegram.private() for _ in range(CHATS)])
    wait_for_all(town.telegram, asked, _SECONDS)
    counted = tally(asked)
    name = f"{CHATS} chats x {QUESTIONS_EACH} questions at once, {kind}"
    yield Figure(f"{name}: lost", counted.lost, 0)
    yield Figure(f"{name}: answered twice", counted.extra, 0)
    yield Figure(f"{name}: wrong", counted.wrong, 0)
    yield Figure(f"{name}: out of order in their chat", counted.out_of_order, 0)
    yield Figure(f"{name}: p95 of the answer", counted.p95, p95, "s")
