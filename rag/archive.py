"""Puts the rooms together: the public verbs."""

import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rag.index.embedders import as_embedder, can_name, embedder_for
from rag.index.index_writer import Progress, Stores
from rag.newest import Newest
from rag.records import Additions, Answer, Article, Evidence, NoAnswer, Removal, Status, SyncReport, Turn
from rag.replying import Replying
from rag.search.retrieval import Request, Retriever
from rag.search.threads import one_thread
from rag.settings import Settings
from rag.upkeep.apart import sync_apart
from rag.upkeep.syncing import SyncJob, close_stores, open_stores, sync_here
from rag.upkeep.watching import watched

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.llms import LLM

    from rag import ports
    from rag.adding.adding import Adding
    from rag.ports import Embedder
    from rag.writing.draft import Desk

# The passages that an answer is made from: an answer of three quotes seldom needs more, and each costs a reading.
_EVIDENCE_FOR_AN_ANSWER = 10

Clock = Callable[[], datetime]


def _local_time() -> datetime:
    return datetime.now().astimezone()


def _no_progress(done: int, total: int) -> None:
    """Tell nobody."""


class Archive:
    """A corpus with its index: sync it, search it, ask it. Safe to use from several threads; close it when done."""

    def __init__(
        self,
        settings: Settings,
        stores: Stores,
        embedder: "Embedder",
        generator: "ports.Generator | None" = None,
        clock: Clock = _local_time,
    ) -> None:
        self.settings = settings
        self._stores = stores
        self._embedder = embedder
        self._clock = clock
        self._writing = threading.Lock()
        self._retriever = Retriever(stores, embedder)
        self._newest = Newest(stores.catalogue, self._retriever.nearness)
        self._desk = _desk(generator, settings) if generator is not None else None
        self._replying = Replying(self._retriever, stores.catalogue.holdings, clock, self._desk)

    @classmethod
    def open(
        cls,
        settings: Settings | None = None,
        *,
        embedder: "Embedder | BaseEmbedding | None" = None,
        generator: "ports.Generator | LLM | None" = None,
        clock: Clock | None = None,
    ) -> Self:
        """Open the archive that `settings` name, or the environment where there are none.

        `embedder` is anything with the method of `rag.ports.Embedder`, or a llama-index embedding model; `generator`
        anything with the method of `rag.ports.Generator`, or a llama-index LLM: it writes the answers, which are
        checked; without it, and without a key or server in the settings, they are made of quotes. `clock` gives the
        time that "yesterday" is told from. Raises SettingsError, DataError or SchemaError.
        """
        settings = settings or Settings.from_environment()
        chosen = as_embedder(embedder) if embedder is not None else embedder_for(settings)
        return cls(settings, open_stores(settings), chosen, _chosen(generator, settings), clock or _local_time)

    def close(self) -> None:
        """Let go of all files."""
        if self._desk is not None:
            self._desk.spending.close()
        close_stores(self._stores)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sync(
        self,
        progress: Progress = _no_progress,
        *,
        rebuild: bool = False,
        apart: bool = False,
        only: Iterable[str] | None = None,
    ) -> SyncReport:
        """Bring the index in step with the corpus folder; with `rebuild`, make both search stores again first.

        With `only`, paths of files and folders relative to the corpus folder, nothing else of it is looked at.
        `progress` is told how many files are done, and of how many; what it raises stops the work. With `apart` a
        child process works, so that threads of this one that answer meanwhile are not held up; an embedder that the
        settings cannot name has to work here all the same. Raises BusyError when another process writes, RebuildError
        when another embedding built the index, CorpusError when the corpus cannot be read.
        """
        named = None if only is None else tuple(only)
        return self._sync(SyncJob(self.settings, rebuild, only=named), progress, apart=apart)

    def watch(self, stop: threading.Event, *, apart: bool = False) -> Iterator[SyncReport]:
        """Keep the index in step with the corpus folder until `stop` is set; `apart` as for `sync`.

        The first report comes when the index is in step, and then one each time something changed, a few seconds
        after it did. What a sync raises is reported once as a failed file, by the corpus folder's name, and tried
        again: a folder that is missing now may come back.
        """

        def synced(progress: Progress, quiet_seconds: float, only: tuple[str, ...] | None) -> SyncReport:
            job = SyncJob(self.settings, quiet_seconds=quiet_seconds, only=only)
            return self._sync(job, progress, apart=apart, beat=lambda: progress(0, 0))

        return watched(self.settings, synced, stop)

    def warm(self) -> None:
        """Import and open now what the first question would wait for, some seconds; no model is asked.

        Raises RebuildError when another embedding built the index.
        """
        self.retrieve("news", limit=1)
        if self._desk is not None:
            from rag.providers.openai_client import openai_client

            with openai_client(self.settings) as client:
                _ = client.chat.completions

    def read_newest(self) -> Iterator[int]:
        """Read what is new of the newest passages, so that a first question over them is answered as fast as the next.

        A step gives how many have been read and takes 1 to 2 ms; 2,700 of 1,000 articles took 3 s, and 120 MB.
        """
        return self._newest.read()

    def status(self) -> Status:
        """What the archive holds, when it was last brought up to date, and how it answers."""
        holdings = self._stores.catalogue.holdings()
        model = self.settings.openai_model if self.settings.names_a_server else "model"
        return Status(
            holdings.articles,
            holdings.newest,
            self._stores.catalogue.syncs.last(),
            mode="quotes" if self._desk is None else model,
            vectors=self.settings.chroma_url or "here",
        )

    def add(self, what: str | Path, progress: Progress = _no_progress) -> Additions:
        """Save what a web address (a page or a feed), a file or a folder holds into the corpus; a sync takes it up.

        Of a feed, what was not seen before; `progress` is told how many of its pages are done, and of how many. What
        cannot be read is named in `failed`, what the archive has already in `duplicates`. Raises CorpusError when the
        corpus folder cannot be written.
        """
        return self._adding().add(what, progress)

    def add_address(self, address: str, progress: Progress = _no_progress) -> Additions:
        """Save what a web address holds, as `add` does; whatever `address` says, no file of this machine is read."""
        return self._adding().add_address(address, progress)

    def add_document(self, name: str, content: bytes) -> Additions:
        """Save the articles of a document into the corpus, as `add` does; the end of `name` tells its kind."""
        return self._adding().add_document(name, content)

    def remove(self, article_id: str) -> Removal:
        """Delete an article from the corpus; a sync then takes it out of the index.

        Raises CorpusError when the corpus has no such article or it cannot be deleted.
        """
        from rag.adding.removing import remove

        file = self._stores.catalogue.files.holding(article_id)
        return remove(self.settings.corpus_dir, article_id, file=file, max_bytes=self.settings.max_article_bytes)

    def count(self) -> int:
        """How many articles answer now."""
        return self._stores.catalogue.count_articles()

    def sources(self) -> tuple[str, ...]:
        """The outlets of the articles that answer now, the one with most articles first."""
        return self._stores.catalogue.sources()

    def articles(self, *, source: str | None = None, limit: int | None = None, offset: int = 0) -> list[Article]:
        """The articles that answer now, newest first, those without a date last.

        `source` holds the list to one outlet (case does not matter); at most `limit` come, after the first `offset`.
        """
        return self._stores.catalogue.articles(source, limit, offset)

    def ids(self) -> list[str]:
        """The ids of the articles that answer now, in no order; their texts are not read for it."""
        return self._stores.catalogue.ids()

    def article(self, id_: str) -> Article | None:
        """The article that answers under `id_`, or None."""
        return self._stores.catalogue.article(id_)

    def retrieve(  # noqa: PLR0913 - what narrows a search is given by name
        self,
        question: str,
        *,
        limit: int = 8,
        history: Sequence[Turn] = (),
        source: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> list[Evidence]:
        """The passages that speak most of `question`, best first, at most `limit`; numbered 1..n.

        `history` is the conversation before, oldest turn first. `source` holds the search to one outlet (case does
        not matter), `since` and `until` to articles published in those days, inclusive. Raises QuestionError for a
        question that cannot be asked.
        """
        request = Request(question, tuple(history), limit, source, since, until)
        with one_thread():
            return list(self._retriever.find(request, self._clock().date()).evidence)

    def ask(  # noqa: PLR0913 - what narrows a search is given by name
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        source: str | None = None,
        since: date | None = None,
        until: date | None = None,
        quoted: bool = False,
    ) -> Answer | NoAnswer:
        """Answer `question` from the articles alone, or say that they do not; arguments as for `retrieve`.

        With `quoted` the answer is made of quotes even where a model could write it: at once, and at no cost.
        """
        request = Request(question, tuple(history), _EVIDENCE_FOR_AN_ANSWER, source, since, until)
        return (replace(self._replying, desk=None) if quoted else self._replying).ask(request)

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        source: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> Generator[str | Answer | NoAnswer, None, None]:
        """The text of the answer in pieces as it is made, and last the whole; arguments as for `retrieve`.

        A piece holds only sentences that have been checked: nothing is taken back, the pieces joined are the whole's
        text. While a model thinks, empty pieces come several times a second, so that whoever asks may stop: closing
        the iterator closes the connection to the model. Where a model fails half way, what was shown stays, quotes
        follow, and the whole's `notice` says so.
        """
        request = Request(question, tuple(history), _EVIDENCE_FOR_AN_ANSWER, source, since, until)
        with closing(self._replying.replies(request, live=True)) as replies:
            yield from replies

    def _sync(
        self, job: SyncJob, progress: Progress, *, apart: bool, beat: Callable[[], None] = lambda: None
    ) -> SyncReport:
        with self._writing:
            if apart and can_name(self.settings, self._embedder):
                return sync_apart(job, progress, beat)
            return sync_here(job, self._stores, self._embedder, progress)

    def _adding(self) -> "Adding":
        from rag.adding.adding import Adding

        return Adding(self.settings, self._stores.catalogue)


def _chosen(generator: "ports.Generator | LLM | None", settings: Settings) -> "ports.Generator | None":
    """The model that was given, or that the settings name; the room of models is imported only where there is one."""
    if generator is None and not settings.names_a_server:
        return None
    from rag.providers.chat import as_generator, generator_for

    return as_generator(generator) if generator is not None else generator_for(settings)


def _desk(generator: "ports.Generator", settings: Settings) -> "Desk":
    from rag.index.spending import Spending
    from rag.writing.draft import Desk

    return Desk(generator, Spending.open(settings.data_dir), settings)
