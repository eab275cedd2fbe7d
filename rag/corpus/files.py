"""The corpus folder's file system: which files it holds, and their bytes."""
# ruff: noqa: PTH112, PTH114, PTH116, PTH118, PTH122, PTH123 - pathlib takes several times as long for 100,000 files

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, TypeAlias

from rag.corpus.formats import SUFFIXES, not_read
from rag.errors import ArticleError, CorpusError
from rag.records import FailedFile

# Such a name would not fit on a line, or would read like the id of an article inside another file.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|\.jsonl?#", re.IGNORECASE)
_SLASH = re.compile("/")
_LEAVES = "a link that leaves the corpus; put a copy of the file in its place"
_NO_FILE = "it is not a file; articles are files"


class SourceFile(NamedTuple):
    """A file of the corpus: `path` is posix, relative to the corpus, with suffix; `modified_ns` since 1970.

    A tuple, because each sync makes one a file, and a frozen dataclass takes three times as long to make.
    """

    path: str
    size: int
    modified_ns: int


Known: TypeAlias = dict[str, tuple[str, int, int]]
"""Files as they were before, with the fields of a SourceFile, by path."""


def source_files(
    corpus_dir: Path, *, without: Path | None = None, known: Known | None = None
) -> tuple[list[SourceFile], list[FailedFile]]:
    """The files under `corpus_dir` that are read as articles, and what an operator should know is not.

    What is as `known` says is left out; `known` loses all that is met, and so is left with what is gone.

    Both are sorted by path. Hidden files and folders are passed over, and so is a link to what is read under its own
    name; files of another kind are named once a kind. The folder `without`, where it lies inside, is passed over: an
    index kept in its own corpus must not index itself. Raises CorpusError when there is no such folder, or when it is
    `without` itself.
    """
    if not corpus_dir.is_dir():
        state = "is not a folder" if corpus_dir.exists() else "does not exist"
        raise CorpusError(
            f"The corpus folder {str(corpus_dir)!r} {state}: create it and put articles in it,"
            " or name another in RAG_CORPUS_DIR."
        )
    root = os.path.realpath(corpus_dir)
    if without is not None and os.path.realpath(without) == root:
        raise CorpusError(
            f"The folder {str(corpus_dir)!r} is named for the articles and for the index: name another in RAG_DATA_DIR."
        )
    walk = _Walk(root, os.path.realpath(without) if without is not None else "", {} if known is None else known)
    walk.go()
    failed = [*walk.failed, *walk.other_kinds()]
    return sorted(walk.found, key=attrgetter("path")), sorted(failed, key=attrgetter("path"))


def files_at(
    corpus_dir: Path, paths: Iterable[str], *, without: Path | None = None, known: Known | None = None
) -> list[SourceFile] | None:
    """Those of the files of `source_files` that lie at `paths` or under them, sorted; what is gone gives none.

    `paths` are posix, relative to the corpus; `known` as for `source_files`. None where nothing but `source_files` can
    tell: of links, of what is not read or cannot be.
    """
    root = os.path.realpath(corpus_dir)
    walk = _Walk(root, os.path.realpath(without) if without is not None else "", {} if known is None else known)
    if not os.path.isdir(root) or not all(walk.visit(path) for path in _outermost(set(paths))):
        return None
    if walk.failed or walk.others:
        return None
    return sorted(walk.found, key=attrgetter("path"))


def _outermost(paths: set[str]) -> list[str]:
    """Those of `paths` that do not lie under another."""
    return [path for path in paths if not any(path[: at.start()] in paths for at in _SLASH.finditer(path))]


def file_bytes(corpus_dir: Path, path: str, *, max_bytes: int) -> bytes:
    """The bytes of the file `path` of the corpus.

    Raises ArticleError when it is gone, is no file, leaves the corpus, is above `max_bytes` or may not be read.
    """
    root = os.path.realpath(corpus_dir)
    try:
        real = os.path.realpath(os.path.join(root, path), strict=True)
        if not _is_inside(real, root):
            raise ArticleError(_LEAVES)
        status = os.stat(real)
        if not stat.S_ISREG(status.st_mode):
            raise ArticleError(_NO_FILE)
        with open(real, "rb") as file:
            data = file.read(max_bytes + 1) if status.st_size <= max_bytes else b""
    except (OSError, ValueError) as error:
        raise ArticleError(refusal(error)) from error
    size = max(status.st_size, len(data))
    if size > max_bytes:
        raise ArticleError(f"its {size:,} bytes are above the limit of {max_bytes:,}; divide it, or raise the limit")
    return data


def refusal(error: OSError | ValueError) -> str:
    """Why a file or folder cannot be read, with the cure."""
    if isinstance(error, PermissionError):
        return "there is no permission to read it; allow it with chmod, or take it out of the corpus"
    if isinstance(error, FileNotFoundError):
        return "it is gone; put it back or sync again"
    return f"the system cannot read it ({getattr(error, 'strerror', None) or error}); check its name and the disk"


@dataclass(slots=True)
class _Walk:
    """What is met on the way through the folders; links to folders are not followed, so it ends."""

    root: str
    without: str = ""
    known: Known = field(default_factory=dict)
    found: list[SourceFile] = field(default_factory=list)
    failed: list[FailedFile] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)  # paths by suffix

    def visit(self, path: str) -> bool:
        """Go to one path alone; False where it may lead elsewhere than it says."""
        parts = path.split("/")
        if not {"", "..", "."}.isdisjoint(parts) or _UNFIT.search(path):
            return False
        places = [os.path.join(self.root, *parts[:depth]) for depth in range(1, len(parts) + 1)]
        if any(part.startswith(".") for part in parts) or self.without in places:
            return True
        try:
            if any(os.path.islink(place) for place in places):
                return False
            status = os.stat(places[-1])
        except (OSError, ValueError) as error:
            return isinstance(error, FileNotFoundError | NotADirectoryError)
        if stat.S_ISDIR(status.st_mode):
            self.go(f"{path}/")
        else:
            self._take(path, status)
        return True

    def go(self, start: str = "") -> None:
        folders = [start]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(os.path.join(self.root, folder)) as entries:
                    for entry in entries:
                        path = f"{folder}{entry.name}"
                        if self._is_as_known(entry, path) or self._is_passed_over(entry):
                            continue
                        if self._is_folder(entry, path):
                            folders.append(f"{path}/")
            except OSError as error:
                if not folder:
                    raise CorpusError(f"The corpus folder {self.root!r}: {refusal(error)}.") from error
                self.failed.append(FailedFile(folder.rstrip("/"), refusal(error)))

    def _is_as_known(self, entry: "os.DirEntry[str]", path: str) -> bool:
        """Whether a file is what it was: most are, and to tell so first takes half of the time."""
        before = self.known.get(path)
        if before is None or not entry.is_file(follow_symlinks=False):
            return False
        try:
            status = entry.stat()
        except OSError:
            return False
        if status.st_mtime_ns != before[2] or status.st_size != before[1]:
            return False
        del self.known[path]
        return True

    def _is_passed_over(self, entry: "os.DirEntry[str]") -> bool:
        return entry.name.startswith(".") or entry.path == self.without

    def other_kinds(self) -> Iterator[FailedFile]:
        """One row for each kind of file that is not read, at the first of its paths."""
        for suffix, paths in self.others.items():
            more = f"; nor are {len(paths) - 1:,} more here" if len(paths) > 1 else ""
            yield FailedFile(min(paths), f"{not_read(suffix)}{more}")

    def _is_folder(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether `entry` is a folder to go into; a file is taken down on the spot."""
        if _UNFIT.search(entry.name):
            shown = _UNFIT.sub("\ufffd", path)
            self.failed.append(FailedFile(shown, "its name cannot be shown or kept; rename it"))
            return False
        try:
            if entry.is_symlink():
                self._follow(path)
            elif entry.is_dir():
                return True
            else:
                self._take(path, entry.stat())
        except OSError as error:
            self.failed.append(FailedFile(path, refusal(error)))
        return False

    def _follow(self, path: str) -> None:
        try:
            real = os.path.realpath(os.path.join(self.root, path), strict=True)
        except OSError:
            self.failed.append(FailedFile(path, "a link that leads nowhere; mend it or delete it"))
            return
        if not _is_inside(real, self.root):
            self.failed.append(FailedFile(path, _LEAVES))
        elif not os.path.isdir(real) and not _is_read(os.path.relpath(real, self.root)):
            self._take(path, os.stat(real))

    def _take(self, path: str, status: os.stat_result) -> None:
        # A third of the time of os.path.splitext; names that begin with a dot do not come here.
        dot = path.rfind(".")
        suffix = path[dot:].lower() if dot > path.rfind("/") else ""
        if suffix not in SUFFIXES:
            self.others.setdefault(suffix, []).append(path)
        elif not stat.S_ISREG(status.st_mode):
            self.failed.append(FailedFile(path, _NO_FILE))
        else:
            file = SourceFile(path, status.st_size, status.st_mtime_ns)
            if self.known.pop(path, None) != file:
                self.found.append(file)


def _is_inside(real: str, root: str) -> bool:
    return real == root or real.startswith(os.path.join(root, ""))


def _is_read(path: str) -> bool:
    """Whether a file of the corpus is read under this, its own name."""
    hidden = any(part.startswith(".") for part in Path(path).parts)
    return not hidden and not _UNFIT.search(path) and os.path.splitext(path)[1].lower() in SUFFIXES
