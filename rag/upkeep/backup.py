"""Copies what of an index could not be made again for nothing."""

from pathlib import Path

from rag.errors import DataError
from rag.index.index_writer import Places
from rag.index.sqlite_files import copied, facts
from rag.settings import Settings


def back_up(settings: Settings, folder: Path) -> Path:
    """Copy the catalogue to `folder` as it is at one moment, whoever writes to it meanwhile; gives the copy.

    The catalogue holds every article and vector: in an empty data folder the next sync makes both search stores from
    it, and embeds nothing again. Raises DataError where there is nothing to copy, or `folder` cannot take it or has
    another already.
    """
    path = Places(settings.data_dir).catalogue
    copy = Places(folder).catalogue
    if not path.is_file():
        raise DataError(f"Nothing is indexed in {str(settings.data_dir)!r} yet; run: rag sync")
    if copy.exists():
        raise DataError(f"There is {str(copy)!r} already; name an empty folder for the backup.")
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        copied(path, unfinished)
        facts(unfinished, "SELECT count(*) FROM articles")
        unfinished.replace(copy)
    except OSError as error:
        raise DataError(f"The folder {str(folder)!r} cannot be written ({error.strerror}); name another.") from error
    return copy
