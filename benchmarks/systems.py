"""The systems that are measured side by side."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.stock_llama_index import stock_llama_index
from benchmarks.vectors_alone import vectors_alone
from benchmarks.words_alone import words_alone
from rag import Archive, Settings
from rag.commands.evaluation import Subject
from rag.errors import CorpusError
from rag.settings import Embedding


@dataclass(frozen=True, slots=True)
class System:
    """A way to find and to answer.

    `open` indexes a corpus folder, may keep files in a data folder, and gives what is asked; `quotes` is False for
    one that finds passages and answers nothing.
    """

    name: str
    title: str
    quotes: bool
    open: Callable[[Path, Path], AbstractContextManager[Subject]]


@contextmanager
def this_system(corpus: Path, data: Path) -> Iterator[Archive]:
    """The archive as its users open it, brought up to date; a data folder that is there already is kept."""
    with Archive.open(_settings(corpus, data)) as archive:
        report = archive.sync()
        if report.failed:
            raise CorpusError(f"{report.failed[0].path!r} was not indexed: {report.failed[0].reason}")
        yield archive


def _settings(corpus: Path, data: Path) -> Settings:
    told = Settings.from_environment()
    if told.embedding is Embedding.OPENAI:
        return replace(told, corpus_dir=corpus, data_dir=data)
    # Nothing else of the environment, so that a key that lies in it does not let a model write the answers.
    return Settings(corpus_dir=corpus, data_dir=data, embedding=told.embedding)


THIS = System("presscite", "this system", quotes=True, open=this_system)
SYSTEMS = (
    THIS,
    System("words", "its BM25 alone", quotes=True, open=words_alone),
    System("vectors", "its vectors alone", quotes=True, open=vectors_alone),
    System("llama-index", "stock llama-index", quotes=False, open=stock_llama_index),
)


def system_of(name: str) -> System:
    """The system called `name`; raises KeyError."""
    return {system.name: system for system in SYSTEMS}[name]
