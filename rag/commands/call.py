"""One call of the command line: what its global options say, and what becomes of its failures."""

import logging
import os
import secrets
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rag.archive import Archive
from rag.commands.screen import Screen
from rag.errors import BusyError, DataError, RagError, ServerError
from rag.index.index_writer import Places
from rag.records import SyncReport
from rag.settings import Settings

_FAILURES_FILE = "failures.log"
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Call:
    """The global options, as they are read; None leaves a folder to the environment."""

    screen: Screen
    corpus_dir: Path | None = None
    data_dir: Path | None = None
    verbose: bool = False

    def settings(self) -> Settings:
        """The environment's settings under this call's options; raises SettingsError."""
        return Settings.from_environment(corpus_dir=self.corpus_dir, data_dir=self.data_dir)

    @contextmanager
    def indexed_archive(self, *, sync_first: bool = False) -> Iterator[Archive]:
        """The archive, for a command that reads it; raises DataError where nothing was ever indexed."""
        settings = self.settings()
        if not sync_first and not _is_indexed(settings):
            raise DataError(f"Nothing is indexed in {str(settings.data_dir)!r} yet; run: rag sync")
        with Archive.open(settings) as archive:
            if sync_first:
                self._synced_quietly(archive)
            yield archive

    def synced(self, archive: Archive, *, rebuild: bool = False) -> SyncReport:
        """Bring an archive up to date, with a bar."""
        with self.screen.progress("Indexing") as progress:
            return archive.sync(progress, rebuild=rebuild)

    def warn_of_unread(self, report: SyncReport) -> None:
        """Say in a line that some of the corpus could not be read."""
        if report.failed:
            names = ", ".join(one.path for one in report.failed[:3]) + (" …" if len(report.failed) > 3 else "")  # noqa: PLR2004
            self.screen.tell(f"{len(report.failed):,} not read: {names} (rag sync gives the reasons)")

    def told(self, error: RagError) -> None:
        """Tell the person of a failure that was foreseen."""
        _log.debug("the call failed", exc_info=error)
        self.screen.tell(str(error))

    def failed(self, error: Exception) -> None:
        """Keep an error nobody foresaw under an id, and tell the person the id."""
        failure = secrets.token_hex(4)
        _log.error("failure %s", failure, exc_info=error)
        kept = None if self.verbose else self._keep(failure, error)
        where = (
            f"what happened is written in {str(kept)!r}" if kept else "run it again with --verbose to see what happened"
        )
        told = "what happened is above" if self.verbose else where
        self.screen.tell(f"Something went wrong (id {failure}); {told}.")

    @contextmanager
    def logging(self) -> Iterator[None]:
        """Hold back what libraries log and warn of while the call lasts; `listen` lets it through."""
        root = logging.getLogger()
        before = (root.level, list(root.handlers))
        # A handler that does nothing stops Python's last resort, which prints warnings to the standard error.
        root.addHandler(logging.NullHandler())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                yield
            finally:
                root.setLevel(before[0])
                root.handlers[:] = before[1]

    def listen(self) -> None:
        """Log everything to the standard error until the call ends."""
        self.verbose = True
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root = logging.getLogger()
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)

    def _synced_quietly(self, archive: Archive) -> None:
        try:
            self.warn_of_unread(self.synced(archive))
        except BusyError as error:
            if not archive.count():
                raise
            self.screen.tell(f"{error} The answer comes from the index as it is.")
        except ServerError as error:
            self.screen.tell(str(error))

    def _keep(self, failure: str, error: Exception) -> Path | None:
        """Add an error to the log in the data folder, if there is one that can be written."""
        try:
            path = self.settings().data_dir / _FAILURES_FILE
            with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(f"failure {failure}\n{''.join(traceback.format_exception(error))}\n")
        except Exception:  # noqa: BLE001 - a failure on the way to telling of a failure helps nobody
            return None
        return path


def _is_indexed(settings: Settings) -> bool:
    path = Places(settings.data_dir).catalogue
    return os.path.exists(path)  # noqa: PTH110 - a folder that may not be entered holds nothing for us
