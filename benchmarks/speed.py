"""Measures time and memory on corpora of made-up news."""

import tempfile
import time
from pathlib import Path

from benchmarks.corpus_folders import write_corpus
from benchmarks.made_articles import made_articles, made_question
from benchmarks.measuring import peak_megabytes
from benchmarks.rows import Figures, Row
from benchmarks.systems import THIS
from rag.commands.scores import percentile

_QUESTIONS = 200
# Asked before the clock runs, so that models are loaded and files are read.
_WARMING = 10


def measured_speed(articles: int) -> Row:
    """Time and memory of this system at a number of articles."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        corpus = Path(scratch) / "corpus"
        write_corpus(list(made_articles(articles)), corpus)
        began = time.perf_counter()
        with THIS.open(corpus, Path(scratch) / "data") as subject:
            index_seconds = time.perf_counter() - began
            seconds = []
            for turn, question in enumerate(_questions(articles)):
                began = time.perf_counter()
                subject.ask(question, history=())
                if turn >= _WARMING:
                    seconds.append(time.perf_counter() - began)
    milliseconds = [1_000 * one for one in seconds]
    return Row(
        f"made-up news, {articles:,}",
        THIS.name,
        articles,
        len(seconds),
        Figures(
            questions_per_second=len(seconds) / sum(seconds),
            p50_ms=percentile(milliseconds, 0.50),
            p95_ms=percentile(milliseconds, 0.95),
            index_seconds=index_seconds,
            peak_megabytes=peak_megabytes(),
        ),
    )


def _questions(articles: int) -> list[str]:
    """Questions about articles all over the corpus, those of the warming first."""
    wanted = _QUESTIONS + _WARMING
    step = max(1, articles // wanted)
    asked = [article for place, article in enumerate(made_articles(articles)) if place % step == 0]
    return [made_question(asked[turn % len(asked)], turn) for turn in range(wanted)]
