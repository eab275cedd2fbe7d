"""Sets the scene of a measurement: a corpus, a Bot API server, and the bot in its own process."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from benchmarks.made_articles import made_articles
from bot.settings import ANSWERING_PROCESSES
from tests.bot_api import BotApiServer
from tests.bot_api.bot_process import BotProcess
from tests.bot_api.newsroom import write_newsroom

# Enough that a question has something to search, and little enough to be indexed in some seconds.
ARTICLES = 1_000
# What the bot writes when its index is in step with the corpus.
INDEXED = "bot.indexing: indexed:"


@dataclass(frozen=True, slots=True)
class Scene:
    """A bot that is not started yet, and what it talks to."""

    telegram: BotApiServer
    bot: BotProcess
    folder: Path


@dataclass(frozen=True, slots=True)
class Load:
    """What the bot's process holds: memory in megabytes (with its children), open files, connections to Telegram.

    A connection is one of the open files; one that the other side has cut is a file alone.
    """

    megabytes: float
    files: int
    connections: int


@contextmanager
def scene(articles: int = ARTICLES, **variables: str) -> Iterator[Scene]:
    """The bot over made-up news in a folder of its own; ended, and everything removed, at the end."""
    with tempfile.TemporaryDirectory(prefix="bot-") as scratch, BotApiServer() as telegram:
        folder = Path(scratch)
        corpus = write_newsroom(folder / "corpus")
        _write_made(corpus / "made.jsonl", articles)
        told = {"RAG_CORPUS_DIR": str(corpus), "BOT_LOG_LEVEL": "INFO", **variables}
        told.setdefault("BOT_ANSWERING_PROCESSES", str(ANSWERING_PROCESSES))
        bot = BotProcess(telegram, folder, **told)
        try:
            yield Scene(telegram, bot, folder)
        finally:
            bot.__exit__()


def _write_made(file: Path, articles: int) -> None:
    """Made-up articles, a line each."""
    with file.open("w", encoding="utf-8") as lines:
        for article in made_articles(articles):
            told = {"title": article.title, "source": article.source, "date": str(article.published)}
            lines.write(json.dumps({**told, "text": article.text}) + "\n")


def load_of(bot: BotProcess) -> Load:
    """What the process holds now."""
    process = psutil.Process(bot.process.pid)
    family = [process, *process.children(recursive=True)]
    memory = sum(one.memory_info().rss for one in family)
    port = urlsplit(bot.telegram.address).port
    connections = sum(bool(one.raddr) and one.raddr.port == port for one in process.net_connections("tcp"))
    return Load(memory / 1_000_000, process.num_fds(), connections)
