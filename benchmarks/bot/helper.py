"""The process that helps the bot to answer, asked three thousand different questions."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from benchmarks.bot.figures import Figure
from benchmarks.bot.town import ARTICLES, write_made
from benchmarks.made_articles import made_articles, made_question
from rag import Answer, Answerer, Archive, Settings

# Whoever asks about each article once has had all of the archive read, which is kept: that is the warm-up.
_ROUNDS = 3
_DRIFT = 1.05
_SECONDS = 60.0


def measured() -> Iterator[Figure]:
    """Ask it about every article, and then again, each time something else."""
    with tempfile.TemporaryDirectory(prefix="helper-") as scratch:
        settings = Settings(corpus_dir=Path(scratch) / "corpus", data_dir=Path(scratch) / "data")
        settings.corpus_dir.mkdir()
        write_made(settings.corpus_dir / "made.jsonl", ARTICLES)
        with Archive.open(settings) as archive:
            archive.sync()
        answerer = Answerer.start(settings)
        try:
            answerer.wait()
            held = [_held(answerer, turn) for turn in range(_ROUNDS)]
        finally:
            answerer.end()
    warm, answered = held[0]
    name = f"{ARTICLES * _ROUNDS:,} different questions to the helper"
    yield Figure(f"{name}: not answered", ARTICLES - answered, ARTICLES // 10)
    yield Figure(f"{name}: memory, of {warm:.0f} MB after {ARTICLES:,}", held[-1][0] / warm, _DRIFT)


def _held(answerer: Answerer, turn: int) -> tuple[float, int]:
    """Its megabytes after a question about each article, and how many of them it answered."""
    replies = [answerer.ask(question, seconds=_SECONDS) for question in _questions(turn)]
    memory = psutil.Process(answerer.pid).memory_info().rss / 1_000_000
    return memory, sum(isinstance(reply, Answer) for reply in replies)


def _questions(turn: int) -> Sequence[str]:
    return [made_question(article, number + turn * ARTICLES) for number, article in enumerate(made_articles(ARTICLES))]
