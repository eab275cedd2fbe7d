"""Checks whether the index is whole, and what the corpus and the settings say."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from rag.commands.checks import Check, TroubleError, checked, unread
from rag.corpus.files import SourceFile, source_files
from rag.errors import BusyError, RagError
from rag.index.catalogue import Catalogue
from rag.index.embedders import embedder_for
from rag.index.index_writer import Places
from rag.index.lexicon import Lexicon
from rag.index.lock import writer_lock
from rag.index.schema import SCHEMA
from rag.settings import Settings

_SYNC = "Run: rag sync"
_REBUILD = "Run: rag sync --rebuild"
_WAIT = "Another process is writing to the index now; look again when it is done."
# Opening a store of 300,000 vectors and asking it once took 1.6 s; a minute is a store that hangs.
_CHILD_SECONDS = 60
# Run apart, because opening a damaged store can end the process that does it. Reads one stored vector in hex.
_COUNT_VECTORS = """
import sys
from pathlib import Path
import numpy
from rag.index.vectors import VectorStore
store = VectorStore(Path(sys.argv[1]))
print(store.count())
vector = numpy.frombuffer(bytes.fromhex(sys.stdin.read()), dtype=numpy.float32)
if len(vector):
    store.nearest(vector, 1)
store.close()
"""

_log = logging.getLogger(__name__)


def index_checks(settings: Settings) -> Iterator[Check]:
    """The checks of what is indexed, each made when it is asked for; without an index, or a readable one, just one."""
    path = Places(settings.data_dir).catalogue
    if not os.path.exists(path):  # noqa: PTH110 - a folder that may not be entered is no reason to stop
        yield Check("index", ok=False, says=f"nothing is indexed in {str(settings.data_dir)!r} yet", cure=_SYNC)
        return
    try:
        catalogue = Catalogue.open(path)
    except RagError as error:
        cure = "The index can always be made again: name an empty folder in RAG_DATA_DIR, then run: rag sync"
        yield Check("catalogue", ok=False, says=str(error), cure=cure)
        return
    with closing(catalogue):
        looks = (
            ("catalogue", _counts, f"Delete the folder {str(settings.data_dir)!r}, then run: rag sync"),
            ("index and corpus", _in_step, _SYNC),
            ("articles read", _read, _SYNC),
            ("index and embedding", _built_with, _REBUILD),
            ("vectors", _vectors, _REBUILD),
            ("words", _words, _REBUILD),
        )
        for name, look, cure in looks:
            yield checked(name, partial(look, settings, catalogue), cure)


def _counts(settings: Settings, catalogue: Catalogue) -> str:  # noqa: ARG001 - one signature for all of these checks
    return f"{catalogue.count_articles():,} articles, {catalogue.count_passages():,} passages (schema {SCHEMA})"


def _in_step(settings: Settings, catalogue: Catalogue) -> str:
    files, _ = source_files(settings.corpus_dir, without=settings.data_dir)
    known = catalogue.files.all()
    new = sum(file.path not in known for file in files)
    changed = sum(
        file.path in known and _differs(file, known[file.path].size, known[file.path].modified_ns) for file in files
    )
    gone = len(known.keys() - {file.path for file in files})
    if new or changed or gone:
        raise TroubleError(
            f"{new:,} files new, {changed:,} changed, {gone:,} gone since the last sync", _soon(settings)
        )
    return f"in step, {len(files):,} files"


def _differs(file: SourceFile, size: int, modified_ns: int) -> bool:
    # A time of 0 was not kept, since the file was written just before it was read: its size alone can tell.
    return file.size != size or modified_ns not in (0, file.modified_ns)


def _read(settings: Settings, catalogue: Catalogue) -> str:  # noqa: ARG001 - as above
    failures = catalogue.files.failures()
    if failures:
        raise unread(failures)
    return "everything in the files could be read"


def _built_with(settings: Settings, catalogue: Catalogue) -> str:
    built, wanted = catalogue.embedding, embedder_for(settings).name
    if built != wanted:
        raise TroubleError(f"the index was built with {built or 'none'!r}, the settings name {wanted!r}", _REBUILD)
    return f"the index was built with {built!r}"


def _vectors(settings: Settings, catalogue: Catalogue) -> str:
    folder = Places(settings.data_dir).vectors
    passages = catalogue.count_passages()
    if not folder.exists() and passages:
        raise TroubleError("the vector store is missing", _REBUILD)
    count = _count_vectors(folder, catalogue) if folder.exists() else 0
    if count != passages:
        raise TroubleError(f"{count:,} vectors for {passages:,} passages", _soon(settings, _REBUILD))
    return f"{count:,} vectors, one a passage; the store answers"


def _count_vectors(folder: Path, catalogue: Catalogue) -> int:
    """How many vectors the store holds, told by a child process that has also asked it something."""
    first = [located.key for located in catalogue.located_after(0, 1)]
    stored = list(catalogue.vectors.of_passages(catalogue.embedding, first).values())
    package = Path(__file__).parent.parent.parent
    start = f"import sys; sys.path.append({str(package)!r})\n"
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, our own lines
            [sys.executable, "-P", "-c", start + _COUNT_VECTORS, str(folder)],
            input=stored[0].hex() if stored else "",
            capture_output=True, check=False, encoding="utf-8", errors="replace", timeout=_CHILD_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TroubleError(f"the vector store did not open in {_CHILD_SECONDS} s", _REBUILD) from None
    if child.returncode != 0 or not child.stdout.strip().isdigit():
        _log.debug("opening the vector store ended with %s: %s", child.returncode, child.stderr)
        last = (child.stderr.strip().splitlines() or [f"the process ended with {child.returncode}"])[-1]
        raise TroubleError(f"the vector store cannot be opened ({last[:300]})", _REBUILD)
    return int(child.stdout)


def _words(settings: Settings, catalogue: Catalogue) -> str:
    folder = Places(settings.data_dir).words
    passages = catalogue.count_passages()
    if not folder.exists() and passages:
        raise TroubleError("the word index is missing", _REBUILD)
    count = Lexicon(folder).count() if folder.exists() else 0
    if count != passages:
        raise TroubleError(f"{count:,} entries for {passages:,} passages", _soon(settings, _REBUILD))
    return f"{count:,} entries, one a passage"


def _soon(settings: Settings, cure: str = _SYNC) -> str:
    """The cure, or to wait where a writer is at work on it."""
    try:
        with writer_lock(settings.data_dir):
            return cure
    except (BusyError, OSError):
        return _WAIT
