"""Stops and kills the Chroma server under questions, and holds that nobody waits and nothing is lost."""

import itertools
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from benchmarks.made_articles import made_articles, made_question
from benchmarks.meanwhile import write_articles
from benchmarks.torture.promise import Findings, Promise, Trial
from rag import Archive, RagError, Settings
from rag.errors import ServerError
from rag.index.layers import ENDLESS
from rag.upkeep.syncing import close_stores, open_stores
from tests.chroma_process import ChromaProcess

_ARTICLES = 200
_LATE_ARTICLES = 50
_QUESTIONS_A_SECOND = 20
_ASKERS = 16
_CALM_SECONDS = 3.0
_AWAY_SECONDS = 12.0
# What is promised: an answer while the server is away, and all of them as before once it is back.
_DEGRADED_SECONDS = 5.0
_BACK_SECONDS = 15.0


@dataclass(slots=True)
class _Asked:
    """Questions asked at a steady pace, whatever the answers do: the seconds of each answer, and what failed."""

    archive: Archive
    questions: list[str]
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def ask_for(self, seconds: float) -> float:
        """Ask for so long; gives the longest time that an answer took."""
        before = len(self.seconds)
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(_ASKERS) as askers:
            waiting: list[Future[None]] = []
            for question in itertools.cycle(self.questions):
                if time.monotonic() >= until:
                    break
                waiting.append(askers.submit(self._ask, question, time.monotonic()))
                time.sleep(1 / _QUESTIONS_A_SECOND)
        return max(self.seconds[before:])

    def _ask(self, question: str, asked: float) -> None:
        try:
            self.archive.ask(question)
        except RagError as error:
            self.failures.append(f"a question failed: {type(error).__name__}: {error}")
        self.seconds.append(time.monotonic() - asked)


def server_away(trial: Trial) -> Findings:
    """Freeze the server, then kill it while articles come in, with twenty questions a second all the time."""
    server = ChromaProcess(trial.folder / "server")
    settings = Settings(corpus_dir=trial.folder / "corpus", data_dir=trial.folder / "data", chroma_url=server.url)
    settings.corpus_dir.mkdir()
    write_articles(settings.corpus_dir, 0, _ARTICLES)
    server.start()
    try:
        with Archive.open(settings) as archive, _Probe(settings) as probe:
            archive.sync()
            questions = [made_question(one, turn) for turn, one in enumerate(made_articles(_ARTICLES))]
            return _tried(_Asked(archive, questions), server, probe)
    finally:
        server.kill()


def _tried(asked: _Asked, server: ChromaProcess, probe: "_Probe") -> Findings:
    archive = asked.archive
    asked.ask_for(_CALM_SECONDS)  # the first ones load models
    calm = asked.ask_for(_CALM_SECONDS)
    server.freeze()
    frozen = asked.ask_for(_AWAY_SECONDS)
    probe.look()
    server.thaw()
    thawed = probe.until_back()
    server.kill()
    write_articles(archive.settings.corpus_dir, _ARTICLES, _ARTICLES + _LATE_ARTICLES)
    syncing = threading.Thread(target=_sync_in_vain, args=(archive,))
    syncing.start()
    killed = asked.ask_for(_AWAY_SECONDS)
    syncing.join()
    probe.look()
    server.start()
    restarted = probe.until_back()
    archive.sync()
    broken = [
        *asked.failures[:3],
        *(f"an answer took {one:.1f} s" for one in (frozen, killed) if one > _DEGRADED_SECONDS),
        *(f"the vectors were back after {one:.1f} s" for one in (thawed, restarted) if one > _BACK_SECONDS),
        *probe.lost(_ARTICLES + _LATE_ARTICLES),
    ]
    figures = (
        f"{len(asked.seconds):,} questions; longest {calm:.2f} s calm, {frozen:.2f} s frozen, {killed:.2f} s killed; "
        f"back after {thawed:.1f} s and {restarted:.1f} s"
    )
    return Findings(figures, tuple(broken))


def _sync_in_vain(archive: Archive) -> None:
    with suppress(ServerError):
        archive.sync(apart=True)


class _Probe:
    """Another reader of the same folder, that looks only at what the server gives."""

    def __init__(self, settings: Settings) -> None:
        self._stores = open_stores(settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        close_stores(self._stores)

    def look(self) -> int:
        """How many of the first articles' passages the server gives now."""
        layers = self._stores.catalogue.layers
        ((_, vector), *_) = layers.newest_rows(layers.model, 1, ENDLESS, 1)
        sent = self._stores.catalogue.count_passages()
        self._stores.vectors.refresh()
        return len(self._stores.vectors.nearest(np.frombuffer(vector, dtype=np.float32), min(sent, _ARTICLES)))

    def until_back(self) -> float:
        """The seconds until the server gives all of them, or twice what is promised."""
        began = time.monotonic()
        while self.look() < _ARTICLES and time.monotonic() - began < 2 * _BACK_SECONDS:
            time.sleep(0.1)
        return time.monotonic() - began

    def lost(self, articles: int) -> list[str]:
        """What is not there as it should be, in words."""
        catalogue, vectors = self._stores.catalogue, self._stores.vectors
        wrong = []
        if catalogue.count_articles() != articles:
            wrong.append(f"{catalogue.count_articles():,} articles answer, not {articles:,}")
        if vectors.keys() != catalogue.layers.keys(catalogue.layers.model):
            wrong.append("vectors are missing on the server")
        return wrong


AWAY_SERVER = Promise(
    "server", "R9", "A Chroma server that hangs or dies holds up no answer over 5 s and loses nothing", server_away
)
