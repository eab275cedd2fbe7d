"""Checks whether the index is whole, and what the corpus and the settings say."""

import os
from collections.abc import Iterator
from contextlib import closing
from functools import partial

from rag.commands.checks import Check, TroubleError, checked, unread
from rag.commands.server_checks import served
from rag.corpus.files import SourceFile, source_files
from rag.errors import BusyError, RagError, StoreError
from rag.index.catalogue import Catalogue
from rag.index.embedders import embedder_for
from rag.index.index_writer import Places
from rag.index.layer_writer import place, told_of
from rag.index.lexicon import Lexicon
from rag.index.lock import writer_lock
from rag.index.schema import SCHEMA
from rag.index.soundness import look
from rag.index.trial import audited
from rag.settings import Settings

_SYNC = "Run: rag sync"
_REBUILD = "Run: rag sync --rebuild"
_WAIT = "Another process is writing to the index now; look again when it is done."


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
    """Every layer is compared with the catalogue, vector by vector, by a child process: opening one can end it."""
    places, layers = Places(settings.data_dir), catalogue.layers
    lacking = catalogue.vectors.count_missing(layers.model)
    if lacking:
        raise TroubleError(f"{lacking:,} passages have no vector", _soon(settings, _REBUILD))
    if settings.chroma_url:
        return served(settings, catalogue)
    folded = 0
    for layer in layers.all():
        folder = place(places.vectors, layer.name)
        try:
            look(folder)
            drift = audited(folder, places.catalogue, layer.name)
        except StoreError as error:
            raise TroubleError(f"the vector store is damaged ({error})", _soon(settings)) from error
        if not drift.clean:
            raise TroubleError(f"the vector store has drifted: {told_of(drift)}", _soon(settings))
        folded += layers.count(layer.model, layer.first, layer.last)
    loose = catalogue.count_passages() - folded
    more = f", {loose:,} of them not folded yet" if loose else ""
    return f"{folded + loose:,} vectors, one a passage{more}; the store answers"


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
