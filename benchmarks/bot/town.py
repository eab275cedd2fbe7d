"""Sets the scene of a measurement: a corpus, a Bot API server, and the bot in its own process."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_articles import made_articles
from bot.settings import ANSWERING_PROCESSES
from tests.bot_api import BotApiServer
from tests.bot_api.bot_process import BotProcess
from tests.bot_api.newsroom import write_newsroom

# Enough that a question has something to search, and little enough to be indexed in some seconds.
ARTICLES = 1_000
# What the bot writes when its index is in step with the corpus.
INDEXED = "bot.indexing: indexed:"
# What it writes, and the process beside it, when it is as ready as it will be, some ten seconds after the start.
_READY = "passages are read"
_SECONDS_TO_BE_READY = 120.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A bot that is not started yet, and what it talks to."""

    telegram: BotApiServer
    bot: BotProcess
    folder: Path


@contextmanager
def scene(articles: int = ARTICLES, **variables: str) -> Iterator[Scene]:
    """The bot over made-up news in a folder of its own; ended, and everything removed, at the end."""
    with tempfile.TemporaryDirectory(prefix="bot-") as scratch, BotApiServer() as telegram:
        folder = Path(scratch)
        corpus = write_newsroom(folder / "corpus")
        write_made(corpus / "made.jsonl", articles)
        told = {"RAG_CORPUS_DIR": str(corpus), "BOT_LOG_LEVEL": "INFO", **variables}
        told.setdefault("BOT_ANSWERING_PROCESSES", str(ANSWERING_PROCESSES))
        bot = BotProcess(telegram, folder, **told)
        try:
            yield Scene(telegram, bot, folder)
        finally:
            bot.__exit__()


def start_ready(bot: BotProcess) -> None:
    """Start the bot over a finished index, and wait until it and the process beside it have read the articles."""
    # Where there is one core alone, nothing answers beside the bot.
    beside = min(int(bot.variables["BOT_ANSWERING_PROCESSES"]), (os.cpu_count() or 1) - 1)
    bot.start().wait_for_log(_READY, _SECONDS_TO_BE_READY, times=1 + beside)


def write_made(file: Path, articles: int) -> None:
    """Made-up articles, a line each."""
    with file.open("w", encoding="utf-8") as lines:
        for article in made_articles(articles):
            told = {"title": article.title, "source": article.source, "date": str(article.published)}
            lines.write(json.dumps({**told, "text": article.text}) + "\n")
