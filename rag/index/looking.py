"""Finds the files of a corpus that differ from what was read of them last."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.corpus.articles import SourceFile, source_files
from rag.corpus.files import files_at
from rag.index.known_files import KnownFiles
from rag.records import FailedFile

# To look at a named path takes ten times as long as at one of a whole folder: with more, everything is looked at.
MOST_NAMED = 1_000


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of articles; a file of more than `max_article_bytes` is reported, not read.

    The data folder is no part of it, even where it lies inside. A file that changed within the last `quiet_seconds`
    may be half written, and is left for the next sync. With `only`, paths of files and folders relative to it, nothing
    else of it is looked at.
    """

    folder: Path
    data_dir: Path
    max_article_bytes: int
    quiet_seconds: float = 0.0
    only: tuple[str, ...] | None = None

    def is_whole(self, file: SourceFile) -> bool:
        """Whether nobody wrote to `file` of late; a time to come tells nothing, and counts as long ago."""
        age = (time.time_ns() - file.modified_ns) / 1e9
        return not 0 <= age < self.quiet_seconds


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be done: files to read, paths whose articles go, and what cannot be read at all."""

    changed: list[SourceFile]
    gone: list[str]
    unread: list[FailedFile]


def look_at(corpus: Corpus, known: KnownFiles) -> Look:
    """Compare the corpus with what is known of it, or those of its paths that it is held to.

    Where a path of those is none that can be told of alone, everything is looked at. Raises CorpusError when the
    corpus cannot be read.
    """
    only = corpus.only if corpus.only is not None and len(corpus.only) <= MOST_NAMED else None
    stamps = known.stamps(only)
    files = files_at(corpus.folder, only, without=corpus.data_dir, known=stamps) if only is not None else None
    if only is None or files is None:
        if only is not None:
            only, stamps = None, known.stamps()
        files, unread = source_files(corpus.folder, without=corpus.data_dir, known=stamps)
    else:
        unread = [one for one in known.unread() if not _lies_at(one.path, only)]
    missing = {*stamps, *known.unremembered(only)}.difference(one.path for one in files)
    # What lies in a folder that cannot be read is not known to be gone.
    closed = [one.path for one in unread]
    gone = sorted(path for path in missing if not _lies_at(path, closed))
    return Look([one for one in files if corpus.is_whole(one)], gone, unread)


def _lies_at(path: str, places: Sequence[str]) -> bool:
    """Whether a file, or an article in it, is one of some paths or lies under one."""
    return any(path == place or path.startswith((f"{place}/", f"{place}#")) for place in places)
