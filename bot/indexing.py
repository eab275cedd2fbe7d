"""Keeps the index in step with the corpus while the bot answers."""

import asyncio
import logging
import threading
from collections.abc import Callable

from bot.desk import Desk
from rag import Archive, RagError, SyncReport

Progress = Callable[[int, int], None]
_log = logging.getLogger(__name__)


class Indexing:
    """The syncs of the running bot, one at a time, and how far they are."""

    def __init__(self, desk: Desk, *, watch: bool) -> None:
        self._desk = desk
        self._watch = watch
        self._stop = threading.Event()
        self._one = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self.done = 0
        self.total = 0
        self.is_first_over = False

    @property
    def is_running(self) -> bool:
        """Whether a sync is at work."""
        return self._one.locked()

    def start(self) -> None:
        """Begin in the background: open the archive, sync, and then watch the corpus if so told."""
        self._task = asyncio.create_task(self._run(), name="indexing")

    async def stop(self) -> None:
        """End the watching; a sync under way is left to its child process, which ends with this one."""
        self._stop.set()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def sync(self, progress: Progress | None = None) -> SyncReport:
        """Bring the index up to date; `progress` is called in a thread. Raises RagError, as `Archive.sync`."""
        async with self._one:
            self.done = self.total = 0

            def step(done: int, total: int) -> None:
                self.done, self.total = done, total
                if progress is not None:
                    progress(done, total)

            report = await self._desk.call(lambda archive: archive.sync(step))
            _told(report)
            return report

    async def _run(self) -> None:
        try:
            await self.sync()
        except RagError as error:
            _log.warning("The index could not be brought up to date: %s", error)
        except Exception:  # noqa: BLE001 - answers go on from the index as it is
            _log.exception("The index could not be brought up to date")
        self.is_first_over = True
        if self._watch:
            archive = await self._desk.call(lambda archive: archive)
            threading.Thread(target=self._watch_on, args=(archive,), name="watching the corpus", daemon=True).start()

    def _watch_on(self, archive: Archive) -> None:
        """Follow the corpus until the bot stops."""


def _told(report: SyncReport) -> None:
    _log.info("indexed: %s", ", ".join(f"{count} {name}" for name, count in report.counts()))
