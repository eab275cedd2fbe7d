"""Tells by a look at the files whether a Chroma folder is what it was, and whether it is torn.

Opening a torn folder can end the process, and its next write can make a file of terabytes: so nothing is opened here.
The file formats are those of Chroma 1.5.9; a folder of another version is not taken for whole.
"""

import io
import pickle
import struct
from pathlib import Path

from rag.errors import StoreError
from rag.index.sqlite_files import facts
from rag.index.trial import tried

_SQLITE = "chroma.sqlite3"
# What `rag.index.rough` lays beside Chroma's files.
_TABLES = "*.npy"
# The changes of its tables that Chroma 1.5.9 writes down when it makes a database; another version has more or fewer.
_CHANGES_OF_TABLES = 18
# Every write through Chroma lengthens its queue; opening and searching leave it alone.
_FACTS = (
    "SELECT count(*), coalesce(max(seq_id), 0) FROM embeddings_queue",
    "SELECT count(*) FROM embeddings",
)
# Where the header of the vector index has its number of vectors, and the bytes that each takes in data_level0.bin:
# unsigned integers of 8 bytes.
_COUNT_AT = 20
_BYTES_EACH_AT = 28
_HEADER_BYTES = 36
# With 32 neighbours a vector of the level above the lowest takes 132 bytes and one of 31 stands there: 8.5 bytes a
# vector were measured at 3,000. A torn file is larger by far.
_LINK_BYTES_A_VECTOR = 200
_LENGTH_BYTES = 4
# An index has room for so many vectors before it has them.
_LEAST_ROOM = 100
# The list of ids of ten million vectors takes some 300 MB; what is larger is no such list.
_MOST_PICKLE_BYTES = 1_000_000_000

# Folders that passed the trial, with the marks they had then: a process tries each once.
_found_sound: dict[Path, str] = {}


def mark_of(folder: Path) -> str:
    """What tells a folder from one that was written to since: sizes and times of its files, counts of its database.

    Raises StoreError where the folder or its database is gone or cannot be read.
    """
    path = folder / _SQLITE
    if not path.is_file():
        raise StoreError(f"The vector store {str(folder)!r} is gone; a sync makes it again: rag sync")
    parts = [" ".join(str(value) for value in facts(path, statement)) for statement in _FACTS]
    files = [file for index in _index_folders(folder) for file in sorted(index.iterdir())]
    for file in [*files, *sorted(folder.glob(_TABLES))]:
        told = file.stat()
        parts.append(f"{file.relative_to(folder).as_posix()} {told.st_size} {told.st_mtime_ns}")
    return "\n".join(parts)


def look(folder: Path) -> None:
    """Raise StoreError, saying what is wrong, where the files cannot be those of a whole folder."""
    path = folder / _SQLITE
    if not path.is_file():
        raise StoreError(f"{_SQLITE} is missing")
    # It is read whole by SQLite itself, which finds a page that is none.
    if facts(path, "PRAGMA quick_check(1)") != ("ok",):
        raise StoreError(f"{_SQLITE} is damaged")
    (changes,) = facts(path, "SELECT count(*) FROM migrations")
    if changes != _CHANGES_OF_TABLES:
        raise StoreError(f"another version of Chroma wrote it ({changes} changes of tables, not {_CHANGES_OF_TABLES})")
    for index in _index_folders(folder):
        _look_at_index(index)


def assure(folder: Path, mark: str) -> None:
    """Raise StoreError unless `folder` may be opened in this process.

    One that carries its mark may; one that does not must look whole and be opened once in a child process.
    """
    found = mark_of(folder)
    if found == mark or _found_sound.get(folder) == found:
        return
    try:
        look(folder)
        tried(folder)
    except StoreError as error:
        raise StoreError(
            f"The vector store {str(folder)!r} is damaged ({error}); a sync makes it again: rag sync"
        ) from error
    _found_sound[folder] = mark_of(folder)


def _look_at_index(index: Path) -> None:
    header = _bytes_of(index / "header.bin")
    if len(header) < _HEADER_BYTES:
        raise StoreError(f"header.bin has {len(header)} bytes")
    (count,), (bytes_each,) = (struct.unpack_from("<Q", header, at) for at in (_COUNT_AT, _BYTES_EACH_AT))
    listed = _listed(index / "index_metadata.pickle") if count or (index / "index_metadata.pickle").exists() else 0
    if count != listed:
        raise StoreError(f"header.bin counts {count:,} vectors, index_metadata.pickle {listed:,}")
    room = max(count, _LEAST_ROOM)
    for name, wanted in (("data_level0.bin", bytes_each * room), ("length.bin", _LENGTH_BYTES * room)):
        size = _size_of(index / name)
        if size != wanted:
            raise StoreError(f"{name} has {size:,} bytes for {count:,} vectors, not {wanted:,}")
    links = _size_of(index / "link_lists.bin")
    if links > _LINK_BYTES_A_VECTOR * max(count, 1):
        raise StoreError(f"link_lists.bin has {links:,} bytes for {count:,} vectors")


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path.name} cannot be read ({error.strerror})") from error


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise StoreError(f"{path.name} cannot be read ({error.strerror})") from error


def _index_folders(folder: Path) -> list[Path]:
    return sorted(one for one in folder.iterdir() if one.is_dir())


def _listed(path: Path) -> int:
    """The number of vectors that the list of ids tells of."""
    if _size_of(path) > _MOST_PICKLE_BYTES:
        raise StoreError(f"{path.name} has {_size_of(path):,} bytes")
    try:
        return int(_Plain(io.BytesIO(_bytes_of(path))).load()["total_elements_added"])
    except StoreError:
        raise
    except Exception as error:  # whatever a damaged list makes the reader raise
        raise StoreError(f"{path.name} cannot be read ({type(error).__name__})") from error


class _Plain(pickle.Unpickler):
    """Reads numbers, texts, lists and dictionaries; whatever else a pickle asks for is refused."""

    def find_class(self, module: str, name: str) -> object:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")
