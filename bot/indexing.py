"""Keeps the index in step with the corpus while the bot answers."""

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence

from bot.desk import Desk
from rag import Archive, RagError, SyncReport

Progress = Callable[[int, int], None]
_log = logging.getLogger(__name__)


class Indexing:
    """The syncs of the running bot, and how far they are; each works in a process of its own."""

    def __init__(self, desk: Desk, *, watch: bool) -> None:
        self._desk = desk
        self._watch = watch
        self._stop = threading.Event()
        self._one = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self.done = 0
        self.total = 0
        self.is_ready = False

    @property
    def is_running(self) -> bool:
        """Whether a sync that was asked for is at work; those of the watching are over in a moment."""
        return self._one.locked()

    def start(self) -> None:
        """Begin in the background: open the archive, bring it up to date, and then watch the corpus if so told."""
        self._task = asyncio.create_task(self._run(), name="indexing")

    async def stop(self) -> None:
        """End the watching; the process of a sync under way ends with this one."""
        self._stop.set()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def sync(self, progress: Progress | None = None, *, only: Sequence[str] | None = None) -> SyncReport:
        """Bring the index up to date, or what `only` names of it; `progress` is called in a thread.

        Raises RagError, as `Archive.sync`.
        """
        async with self._one:
            self.done = self.total = 0

            def step(done: int, total: int) -> None:
                self.done, self.total = done, total
                if progress is not None:
                    progress(done, total)

            report = await self._desk.call(lambda archive: archive.sync(step, apart=True, only=only))
            _tell(report)
            return report

    async def _run(self) -> None:
        """Answers begin as soon as there is anything to answer from; where there is nothing, it is made first."""
        self.is_ready = await self._desk.call(Archive.count) > 0
        if not (self.is_ready and self._watch):
            await self._sync_whatever_happens()
        self.is_ready = True
        if self._watch:
            archive = await self._desk.call(lambda archive: archive)
            threading.Thread(target=self._follow, args=(archive,), name="watching the corpus", daemon=True).start()

    async def _sync_whatever_happens(self) -> None:
        try:
            await self.sync()
        except RagError as error:
            _log.warning("The index could not be brought up to date: %s", error)
        except Exception:  # noqa: BLE001 - answers go on from the index as it is
            _log.exception("The index could not be brought up to date")

    def _follow(self, archive: Archive) -> None:
        """Take up what changes in the corpus, in a thread, until the bot stops."""
        try:
            for report in archive.watch(self._stop, apart=True):
                _tell(report)
        except Exception:  # noqa: BLE001 - whatever it was, the log must tell that new articles no longer come
            # The archive may have been closed under it, at the bot's end.
            if not self._stop.is_set():
                _log.exception("The corpus is no longer watched; restart the bot, or send /reindex after a change")


def _tell(report: SyncReport) -> None:
    if report.added or report.changed or report.removed or report.failed:
        _log.info("indexed: %s", ", ".join(f"{count:,} {name}" for name, count in report.counts()))
    for one in report.failed:
        _log.warning("%s could not be read: %s", one.path, one.reason)
