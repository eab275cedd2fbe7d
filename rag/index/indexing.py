"""Finds what changed in the corpus since the last sync, and has it written."""

import logging
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from rag.corpus.articles import SourceFile
from rag.errors import DamagedError, ProviderError, StoreError
from rag.index.catalogue import Catalogue
from rag.index.file_reading import Job, ReaderHere, Reading
from rag.index.index_writer import IndexWriter, Progress
from rag.index.known_files import KnownFile
from rag.index.looking import Corpus, look_at
from rag.index.preparing import PreparedArticle
from rag.index.reading_ahead import reader_for
from rag.passages import PASSAGE_CHARACTERS
from rag.records import FailedFile, SyncReport

# Articles are written in batches of about this many characters, some 3,500 passages: in commits of 3,000 tantivy takes
# half the time of commits of 1,000 (0.47 s of 0.90 for 9,000 passages), and a crash repeats less than four seconds of
# work.
_BATCH_CHARACTERS = 3_000_000
# A file that changed within this time of being read may change again without its time of change telling, so it is
# read again at the next sync. File systems keep time to 2 s at worst.
_RACY_NS = 2_000_000_000
# With the embedder failing for this many articles one after another, it is down: asking on would only take time.
_GIVE_UP_AFTER = 5
# An article is tried so often: of an embedder that fails three times of ten, 97 of a hundred articles come through.
_TRIES = 3

_log = logging.getLogger(__name__)


def sync(corpus: Corpus, catalogue: Catalogue, writer: IndexWriter, progress: Progress) -> SyncReport:
    """Add, replace and remove articles until the index holds what the corpus holds.

    Nothing is embedded or written when nothing changed. A file that cannot be read keeps its last good version
    answering, and is named in the report. A search store that is gone, damaged or lags is made again from the
    catalogue without embedding anything twice; a damaged catalogue is set aside and made again from the corpus.
    `progress` is told the files read. Raises RebuildError when another embedder built the index, CorpusError when the
    corpus cannot be read.
    """
    began = time.monotonic()
    if catalogue.is_doubted():
        _log.warning("the catalogue was found damaged; it is made again from the corpus")
        catalogue.begin_anew()
        corpus = replace(corpus, only=None)
    try:
        report = _mended(corpus, catalogue, writer, progress)
    except DamagedError as error:
        _log.warning("the catalogue is made again from the corpus: %s", error)
        catalogue.begin_anew()
        report = _mended(replace(corpus, only=None), catalogue, writer, progress)
    return replace(report, seconds=time.monotonic() - began)


def _mended(corpus: Corpus, catalogue: Catalogue, writer: IndexWriter, progress: Progress) -> SyncReport:
    """One pass, and where the words are damaged another one after they are made again."""
    writer.claim()
    try:
        return _pass(corpus, catalogue, writer, progress)
    except StoreError as error:
        _log.warning("the word index is made again from the catalogue: %s", error)
        writer.rebuild_words(progress)
        return _pass(corpus, catalogue, writer, progress)


def _pass(corpus: Corpus, catalogue: Catalogue, writer: IndexWriter, progress: Progress) -> SyncReport:
    writer.sweep()
    writer.inspect()
    try:
        report = _Sync(corpus, catalogue, writer).run(progress)
        writer.sweep()
        writer.begin_settling()
        catalogue.copies.find()
        writer.settle()
    finally:
        writer.stop()
    if report.changed or report.removed:
        catalogue.vectors.prune()
    return replace(report, duplicates=catalogue.copies.standing())


@dataclass(frozen=True, slots=True)
class _Change:
    """An article whose new version is to be written."""

    prepared: PreparedArticle
    file: str
    is_new: bool


class _Sync:
    """One pass over the corpus."""

    def __init__(self, corpus: Corpus, catalogue: Catalogue, writer: IndexWriter) -> None:
        self._corpus = corpus
        self._catalogue = catalogue
        self._writer = writer
        self._changes: list[_Change] = []
        self._characters = 0
        self._read: list[tuple[KnownFile, tuple[FailedFile, ...]]] = []
        self._vectors: dict[bytes, bytes] = {}
        self._failed: list[FailedFile] = []
        self._failures_in_a_row = 0
        self._added = self._changed = self._removed = 0

    def run(self, progress: Progress) -> SyncReport:
        look = look_at(self._corpus, self._catalogue.files)
        changed = look.changed
        self._writer.expect(sum(file.size for file in changed) // PASSAGE_CHARACTERS)
        here = ReaderHere(self._corpus.folder, self._corpus.max_article_bytes)
        jobs = (Job(file, self._catalogue.ready_digests(file.path)) for file in changed)
        with closing(reader_for(here, changed, self._writer.embedder).read(jobs)) as readings:
            for done, (job, reading) in enumerate(readings, start=1):
                self._take(job, reading)
                progress(done, len(changed))
        self._flush()
        # Last, so that a file with a new name answers under the old one until it answers under the new.
        for path in look.gone:
            self._remove(path)
        unread = [*look.unread, *self._failed]
        with self._catalogue.writing():
            self._catalogue.files.replace_unread(unread)
        failed = [*self._catalogue.files.failures(), *unread]
        return SyncReport(
            added=self._added,
            changed=self._changed,
            removed=self._removed,
            unchanged=self._catalogue.count_articles() - self._added - self._changed,
            failed=tuple(sorted(failed, key=lambda failure: failure.path)),
        )

    def _remove(self, path: str) -> None:
        """A file that is gone takes its articles with it."""
        ids = list(self._catalogue.ready_digests(path))
        self._writer.retire(ids)
        self._removed += len(ids)
        with self._catalogue.writing():
            self._catalogue.files.forget(path)

    def _take(self, job: Job, reading: Reading) -> None:
        """Queue what of a new or changed file differs from the index."""
        file = job.file
        if reading.unread:
            self._failed.append(FailedFile(file.path, reading.unread))
            return
        self._changes += [_Change(one, file.path, one.article.id not in job.before) for one in reading.changed]
        self._vectors |= reading.vectors
        # A part that cannot be read may be any of the articles missing now: they answer until it can be read.
        gone = [] if reading.failed else [id_ for id_ in job.before if id_ not in reading.ids]
        self._writer.retire(gone)
        self._removed += len(gone)
        self._read.append((_known(file, reading), reading.failed))
        self._characters += sum(len(one.article.text) for one in reading.changed)
        if self._characters >= _BATCH_CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        """Write what is queued; an article the embedder fails on keeps its old version, and its file is read again."""
        refused: set[str] = set()
        try:
            self._write(self._changes)
        except ProviderError:
            refused = self._write_apart()
        with self._catalogue.writing():
            for known, failed in self._read:
                self._catalogue.files.replace_failures(known.path, failed)
                if known.path not in refused:
                    self._catalogue.files.remember(known)
        self._changes, self._read, self._vectors, self._characters = [], [], {}, 0
        # Left to the end it takes a second and a half for 10,000 articles, in which the other cores rest.
        self._catalogue.copies.find()

    def _write_apart(self) -> set[str]:
        """Write what the embedder takes when it is asked for one article after another; gives the others' files.

        The stores are written to once: a commit costs more than many vectors.
        """
        taken: list[_Change] = []
        refused: set[str] = set()
        try:
            for change in self._changes:
                if self._is_embedded(change):
                    taken.append(change)
                else:
                    refused.add(change.file)
        finally:
            # Also where the embedder is given up: what it took before answers.
            self._write(taken)
        return refused

    def _is_embedded(self, change: _Change) -> bool:
        """Whether the embedder takes an article at one of several tries; raises ProviderError when it is down."""
        for left in reversed(range(_TRIES)):
            try:
                self._writer.embed([change.prepared], self._vectors)
            except ProviderError as error:
                if left:
                    continue
                self._failures_in_a_row += 1
                if self._failures_in_a_row >= _GIVE_UP_AFTER:
                    raise
                self._failed.append(FailedFile(change.prepared.article.id, str(error)))
                return False
            break
        self._failures_in_a_row = 0
        return True

    def _write(self, changes: Sequence[_Change]) -> None:
        self._writer.write([(change.prepared, change.file) for change in changes], self._vectors)
        new = sum(change.is_new for change in changes)
        self._added += new
        self._changed += len(changes) - new


def _known(file: SourceFile, reading: Reading) -> KnownFile:
    racy = reading.read_ns - file.modified_ns < _RACY_NS
    return KnownFile(file.path, file.size, 0 if racy else file.modified_ns, reading.digest)
