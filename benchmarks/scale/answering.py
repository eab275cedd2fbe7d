"""Measures an index in use: questions, narrowed searches, a new article coming in."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from benchmarks.made_articles import made_articles
from benchmarks.scale.corpora import read_questions, write_article
from benchmarks.scale.indexing import Folders, peak_megabytes
from benchmarks.scale.rows import Sizes
from rag import Archive
from rag.commands.scores import percentile
from rag.errors import CorpusError

# Asked before the clock runs, so that models are loaded and files are read.
_WARMING = 20
_RETRIEVED = 150
# What no made-up article says.
_NEW = "The quokka Vesterholm won the lighthouse lottery on Tuesday. Keepers cheered."


def answered(folders: Folders) -> Sizes:
    """Ask all questions, search within outlets and years, add an article to the corpus and wait for it to answer."""
    questions = read_questions(folders.questions)
    with Archive.open(folders.settings) as archive:
        for question in questions[:_WARMING]:
            archive.ask(question)
        asking = _times([(lambda one=one: archive.ask(one)) for one in questions[_WARMING:]])  # type: ignore[misc]
        retrieving = _times(
            [(lambda one=one: archive.retrieve(one)) for one in questions[_WARMING:][:_RETRIEVED]]  # type: ignore[misc]
        )
        within = _times(_narrowed(archive, questions[_WARMING:][:_RETRIEVED]))
        added = _added(folders, archive, named=False)
        named = _added(folders, archive, named=True)
    return Sizes(
        folders.articles,
        p50_ms=percentile(asking, 0.5),
        p95_ms=percentile(asking, 0.95),
        retrieval_p95_ms=percentile(retrieving, 0.95),
        filtered_p95_ms=percentile(within, 0.95),
        added_seconds=added,
        named_seconds=named,
        answer_megabytes=peak_megabytes(),
    )


def _times(work: Sequence[Callable[[], object]]) -> list[float]:
    """Milliseconds of each piece of work."""
    taken: list[float] = []
    for one in work:
        began = time.perf_counter()
        one()
        taken.append(1_000 * (time.perf_counter() - began))
    return taken


def _narrowed(archive: Archive, questions: Sequence[str]) -> list[Callable[[], object]]:
    """Each question within one outlet, the large and the small in turn, or within one year."""
    outlets = archive.sources()
    work: list[Callable[[], object]] = []
    for turn, question in enumerate(questions):
        if turn % 2:
            outlet = outlets[turn % len(outlets)]
            work.append(lambda question=question, outlet=outlet: archive.retrieve(question, source=outlet))  # type: ignore[misc]
        else:
            year = 2015 + turn % 9
            work.append(
                lambda question=question, year=year: archive.retrieve(  # type: ignore[misc]
                    question, since=date(year, 1, 1), until=date(year, 12, 31)
                )
            )
    return work


def _added(folders: Folders, archive: Archive, *, named: bool) -> float:
    """Seconds from a file in the corpus until its article is evidence, in an archive that is open.

    A sync is `named` the new file, as one that a watch makes is, or has to find it among all.
    """
    (article,) = made_articles(1)
    # Once before, so that what is loaded for the first writing is not counted: a running bot has long done it.
    file = write_article(replace(article, id="warming"), folders.corpus)
    archive.sync()
    new = write_article(replace(article, id="new", title="Lottery", text=_NEW), folders.corpus)
    only = [new.relative_to(folders.corpus).as_posix()] if named else None
    began = time.perf_counter()
    archive.sync(only=only)
    found = archive.retrieve("Who won the lighthouse lottery?", limit=1)
    seconds = time.perf_counter() - began
    if not found or not found[0].article.id.endswith("new.md"):
        raise CorpusError("The new article was not found after a sync.")
    for one in (file, new):
        one.unlink()
    archive.sync()
    return seconds
