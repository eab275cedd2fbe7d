"""Writes files whole: a reader finds all of one, or none."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from rag.errors import CorpusError


def write_new(path: Path, data: bytes) -> bool:
    """Write `data` into a new file at `path`; False, with nothing written, where anything has that name already.

    Raises CorpusError when the folder cannot be written.
    """
    try:
        part = _written_beside(path, data)
        try:
            # Unlike a rename, a link never replaces what is there: not even what comes there at this moment.
            os.link(part, path)
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            if os.path.lexists(path):
                return False
            part.replace(path)
        finally:
            with suppress(FileNotFoundError):
                part.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error
    return True


def replace_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at `path`; raises CorpusError when it cannot be written."""
    try:
        part = _written_beside(path, data)
        part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _written_beside(path: Path, data: bytes) -> Path:
    """A file with `data` next to `path`, under a hidden name, which a sync passes over."""
    part = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
    return part


def _unwritable(path: Path, error: OSError) -> CorpusError:
    return CorpusError(
        f"The file {str(path)!r} cannot be written ({error.strerror or error}); see that there is room on the disk and"
        " that the corpus folder may be written."
    )
