"""Measures how an asker fares while articles come in: how long the event loop is held up, how long answers take."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_articles import made_articles, made_question
from rag import Archive, Settings

# The loop is to wake up so often; what it comes late, it was held up.
_TICK_SECONDS = 0.005
_QUESTIONS = 60


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Seconds that the loop was held up and that answers took, idle and while `articles` came in."""

    articles: int
    sync_seconds: float
    stalls: tuple[float, ...]
    idle: tuple[float, ...]
    busy: tuple[float, ...]

    @property
    def stall_p95(self) -> float:
        """The loop is held up no longer in 95 of 100 ticks."""
        return p95(self.stalls)

    @property
    def stall_most(self) -> float:
        """The longest time that the loop was held up."""
        return max(self.stalls)

    @property
    def slower(self) -> float:
        """How many times as long an answer takes (at p95) while articles come in."""
        return p95(self.busy) / p95(self.idle)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=20)[-1]


@dataclass(frozen=True, slots=True)
class Asking:
    """At least so many questions are asked, idle and then, with so many seconds of rest after each."""

    questions: int = _QUESTIONS
    rest: float = 0.0


def measured(folder: Path, before: int, coming: int, asking: Asking | None = None, *, apart: bool = True) -> Meanwhile:
    """Index `before` articles under `folder`, then ask while `coming` more come in, as the bot does."""
    settings = Settings(corpus_dir=folder / "corpus", data_dir=folder / "data")
    settings.corpus_dir.mkdir(parents=True)
    write_articles(settings.corpus_dir, 0, before)
    with Archive.open(settings) as archive:
        archive.sync(apart=True)
        return asyncio.run(_ask_meanwhile(archive, (before, before + coming), asking or Asking(), apart=apart))


async def _ask_meanwhile(archive: Archive, coming: tuple[int, int], asking: Asking, *, apart: bool) -> Meanwhile:
    questions = itertools.cycle([made_question(one, turn) for turn, one in enumerate(made_articles(coming[0]))])
    least, rest = asking.questions, asking.rest
    await _asked(archive, questions, rest, lambda turn: turn < least)  # the first ones load models
    idle = await _asked(archive, questions, rest, lambda turn: turn < least)
    await asyncio.to_thread(write_articles, archive.settings.corpus_dir, *coming)
    stalls: list[float] = []
    ticking = asyncio.create_task(_tick(stalls))
    began = time.perf_counter()
    syncing = asyncio.create_task(asyncio.to_thread(archive.sync, apart=apart))
    busy = await _asked(archive, questions, rest, lambda turn: not syncing.done() or turn < least)
    report = await syncing
    ticking.cancel()
    with suppress(asyncio.CancelledError):
        await ticking
    assert report.added == coming[1] - coming[0], report  # noqa: S101 - a measure of anything else means nothing
    return Meanwhile(report.added, time.perf_counter() - began, tuple(stalls), tuple(idle), tuple(busy))


async def _asked(
    archive: Archive, questions: "itertools.cycle[str]", rest: float, go_on: Callable[[int], bool]
) -> list[float]:
    """The seconds that each question took, asked one after another for as long as `go_on` says."""
    took: list[float] = []
    while go_on(len(took)):
        began = time.perf_counter()
        await asyncio.to_thread(archive.ask, next(questions))
        took.append(time.perf_counter() - began)
        await asyncio.sleep(rest)
    return took


async def _tick(stalls: list[float]) -> None:
    while True:
        began = time.perf_counter()
        await asyncio.sleep(_TICK_SECONDS)
        stalls.append(max(time.perf_counter() - began - _TICK_SECONDS, 0.0))


def write_articles(folder: Path, first: int, last: int) -> None:
    """Write the made-up articles from number `first` to before `last` as files of a corpus."""
    for article in itertools.islice(made_articles(last), first, None):
        header = f"---\ntitle: {article.title}\nsource: {article.source}\npublished: {article.published}\n---\n"
        (folder / f"{article.id}.md").write_text(header + article.text, encoding="utf-8")
