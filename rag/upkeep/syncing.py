"""Brings an index up to date in this process."""

from dataclasses import dataclass
from datetime import UTC, datetime

from rag.errors import DamagedError, DataError
from rag.index.catalogue import Catalogue
from rag.index.index_writer import IndexWriter, Places, Progress, Stores
from rag.index.indexing import sync
from rag.index.lexicon import Lexicon
from rag.index.lock import writer_lock
from rag.index.looking import Corpus
from rag.index.sqlite_files import set_aside
from rag.index.vector_server import VectorServer
from rag.index.vectors import VectorStore
from rag.ports import Embedder
from rag.records import SyncReport
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class SyncJob:
    """What is to be brought up to date; with `rebuild`, both search stores are made again first.

    A file that changed within the last `quiet_seconds` is left for later: it may be half written. With `only`, paths of
    files and folders relative to the corpus, nothing else is looked at, once a whole sync has been made.
    """

    settings: Settings
    rebuild: bool = False
    quiet_seconds: float = 0.0
    only: tuple[str, ...] | None = None


def open_stores(settings: Settings) -> Stores:
    """The stores of a data folder, which is made where it is missing; raises DataError or SchemaError."""
    data_dir = settings.data_dir
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(
            f"The data folder {str(data_dir)!r} cannot be made ({error.strerror}); name another in RAG_DATA_DIR."
        ) from error
    places = Places(data_dir)
    try:
        catalogue = Catalogue.open(places.catalogue)
    except DamagedError:
        catalogue = _made_anew(places)
    vectors = (
        VectorServer(settings, catalogue.layers, catalogue.sent)
        if settings.chroma_url
        else VectorStore(places.vectors, catalogue.layers, places.catalogue)
    )
    return Stores(catalogue, vectors, Lexicon(places.words))


def close_stores(stores: Stores) -> None:
    """Let go of all files."""
    stores.vectors.close()
    stores.catalogue.close()


def sync_here(job: SyncJob, stores: Stores, embedder: Embedder, progress: Progress) -> SyncReport:
    """Do `job` as the one writer of its data folder.

    Raises BusyError when another process writes, RebuildError when another embedding built the index, CorpusError
    when the corpus cannot be read.
    """
    settings = job.settings
    with writer_lock(settings.data_dir):
        writer = IndexWriter(stores, embedder)
        if job.rebuild:
            writer.rebuild(progress)
        only = job.only if stores.catalogue.syncs.last() is not None else None
        corpus = Corpus(settings.corpus_dir, settings.data_dir, settings.max_article_bytes, job.quiet_seconds, only)
        report = sync(corpus, stores.catalogue, writer, progress)
        stores.catalogue.syncs.ended(datetime.now(UTC))
        return report


def _made_anew(places: Places) -> Catalogue:
    """An empty catalogue in place of one that cannot be opened; the next sync fills it."""
    with writer_lock(places.data_dir):
        try:
            # Another process may have made it meanwhile.
            return Catalogue.open(places.catalogue)
        except DamagedError:
            set_aside(places.catalogue)
            return Catalogue.open(places.catalogue)
