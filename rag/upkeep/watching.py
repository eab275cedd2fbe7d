"""Syncs whenever the corpus folder has changed."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from rag.errors import BusyError, RagError
from rag.index.index_writer import Progress
from rag.index.looking import MOST_NAMED
from rag.records import FailedFile, SyncReport
from rag.settings import Settings
from rag.upkeep.notices import Notices

# A file that nobody wrote to for this long is taken to be whole. Writers that flush what they write seldom pause
# longer, and with it a sync still ends well within five seconds of the change.
QUIET_SECONDS = 1.0
# What the system never told of (a network drive, a queue of notices that ran over) is found by looking at all files;
# where it tells of nothing at all, as often as a change is to be found.
_SWEEP_SECONDS = 60.0
_SWEEP_DEAF_SECONDS = 3.0
# Looking at all files takes at most this part of the time.
_SWEEPS_PER_TIME = 1 / 20
# The path of the corpus folder in itself.
_EVERYTHING = ""
# A sync that failed is tried again after so long, then after twice as long.
_RETRY_SECONDS = 2.0
_LONGEST_RETRY_SECONDS = 15.0

_log = logging.getLogger(__name__)

Synced = Callable[[Progress, float, tuple[str, ...] | None], SyncReport]
"""A sync, given how long a file must be quiet to be whole, and the paths to look at (None: everything)."""


class _StoppedError(Exception):
    """Whoever watches has had enough."""


def watched(settings: Settings, synced: Synced, stop: threading.Event) -> Iterator[SyncReport]:
    """Call `synced` now and after every change until `stop` is set; gives the first report, and each that tells news.

    After a change it is to look at what changed, and now and then at everything.
    What it raises is given as a report whose one failed file is the corpus folder, once; then it is tried again.
    """
    notices = Notices(settings.corpus_dir, settings.data_dir, stop)
    # What was written just before counts as noticed: the first sync leaves it, the second takes it.
    due = _Due(notices, changed={_EVERYTHING: time.monotonic()})
    told: SyncReport | None = None
    while not stop.is_set():
        began = time.monotonic()
        only = due.paths(began)
        report = _attempt(settings, synced, stop, only)
        due.done(began, only, worked=report is not None and not _is_failure(report, settings))
        if report is not None and _tells_news(report, told):
            told = report
            yield report
        due.wait(stop)


def _attempt(
    settings: Settings, synced: Synced, stop: threading.Event, only: tuple[str, ...] | None
) -> SyncReport | None:
    """One sync; None where another process makes it, or where it was stopped."""

    def progress(done: int, total: int) -> None:  # noqa: ARG001 - only whether to go on is of interest
        if stop.is_set():
            raise _StoppedError

    try:
        return synced(progress, QUIET_SECONDS, only)
    except _StoppedError:
        return None
    except BusyError as error:
        _log.info("the corpus is looked at again soon: %s", error)
        return None
    except RagError as error:
        _log.warning("the corpus could not be synced: %s", error)
        return _failure(settings, str(error))
    except Exception as error:  # noqa: BLE001 - whoever watches for days shall not stop for one bad hour
        _log.exception("the corpus could not be synced")
        return _failure(settings, f"an error that nobody foresaw ({type(error).__name__}); the log tells more")


def _failure(settings: Settings, reason: str) -> SyncReport:
    return SyncReport(failed=(FailedFile(str(settings.corpus_dir), reason),))


def _is_failure(report: SyncReport, settings: Settings) -> bool:
    return [failed.path for failed in report.failed] == [str(settings.corpus_dir)]


def _tells_news(report: SyncReport, told: SyncReport | None) -> bool:
    if told is None or report.added or report.changed or report.removed:
        return True
    return _lasting(report) != _lasting(told)


def _lasting(report: SyncReport) -> SyncReport:
    """What of a report stays true until something changes."""
    return replace(report, added=0, changed=0, removed=0, unchanged=0, seconds=0.0)


@dataclass(slots=True)
class _Due:
    """When the next sync is due, by the clock of `time.monotonic`, and of what: the paths that `changed`, and when."""

    notices: Notices
    changed: dict[str, float]
    sweep: float = 0.0
    earliest: float = 0.0
    noticed: float | None = None
    retry: float = _RETRY_SECONDS

    def paths(self, now: float) -> tuple[str, ...] | None:
        """What a sync that begins now is to look at; None for everything."""
        if now >= self.sweep or _EVERYTHING in self.changed:
            return None
        return tuple(sorted(self.changed))

    def done(self, began: float, only: tuple[str, ...] | None, *, worked: bool) -> None:
        """A sync of `only` these paths that began then has ended now."""
        now = time.monotonic()
        # What was noticed shortly before it began may have been left as half written.
        self.changed = {path: at for path, at in self.changed.items() if not worked or at > began - QUIET_SECONDS}
        self.noticed = max(self.changed.values()) if worked and self.changed else None
        # Half the time at most goes into syncs, however often something changes.
        self.earliest = now + (now - began)
        if not worked:
            self.sweep = now + self.retry
            self.retry = min(2 * self.retry, _LONGEST_RETRY_SECONDS)
            return
        self.retry = _RETRY_SECONDS
        if only is None:
            often = _SWEEP_SECONDS if self.notices.heard else _SWEEP_DEAF_SECONDS
            self.sweep = now + max(often, (now - began) / _SWEEPS_PER_TIME)

    def wait(self, stop: threading.Event) -> None:
        """Come back when a sync is due, or when `stop` is set."""
        while not stop.is_set():
            now = time.monotonic()
            changed = self.noticed + QUIET_SECONDS if self.noticed is not None else self.sweep
            due = max(min(changed, self.sweep), self.earliest)
            if now >= due:
                return
            paths = self.notices.wait(due - now)
            if paths:
                noticed = time.monotonic()
                self.changed.update(dict.fromkeys(paths, noticed))
                if len(self.changed) > MOST_NAMED:
                    self.changed = {_EVERYTHING: noticed}
                self.noticed = noticed if self.noticed is None else self.noticed
