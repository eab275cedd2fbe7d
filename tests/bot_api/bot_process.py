"""The real bot in a process of its own, as whoever runs it starts it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.bot_api.server import BotApiServer

ROOT = Path(__file__).parent.parent.parent
_GUARD = Path(__file__).parent / "guard"
# A start takes two to five seconds; many at once on a busy machine take longer.
SECONDS_TO_START = 60.0
_SECONDS_TO_END = 30.0
_BETWEEN_LOOKS = 0.1
# Written into the log before each start.
_STARTED = "--- started ---\n"
# What a test must not take from whoever runs it.
_NOT_OURS = (
    "OPENAI_",
    "RAG_",
    "TELEGRAM_",
    "ALLOWED_",
    "ADMIN_",
    "WEBHOOK_",
    "HEALTH_",
    "QUESTIONS_",
    "BOT_",
    "CHROMA_",
)


class BotProcess:
    """`python -m bot` with its data in `folder`, ended when left; everybody may ask, unless `variables` say no."""

    def __init__(self, telegram: BotApiServer, folder: Path, **variables: str) -> None:
        self.telegram = telegram
        self.folder = folder
        self.log_file = folder / "bot.log"
        self.reached_file = folder / "reached-beyond.txt"
        self.variables = {
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_BASE_URL": telegram.address,
            "ALLOWED_TELEGRAM_USER_IDS": "*",
            "ALLOWED_TELEGRAM_GROUP_IDS": "*",
            "QUESTIONS_PER_MINUTE": "10000",
            "QUESTIONS_PER_DAY": "100000",
            "RAG_CORPUS_DIR": str(ROOT / "corpus"),
            "RAG_DATA_DIR": str(folder / "data"),
            "BOT_LOG_LEVEL": "DEBUG",
            # Starting one takes two seconds of a core: who tests what it is for names it.
            "BOT_ANSWERING_PROCESSES": "0",
            **variables,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the bot was not started"
        return self._process

    @property
    def log(self) -> str:
        """Everything it wrote, of all its starts."""
        return self.log_file.read_text(encoding="utf-8", errors="replace") if self.log_file.exists() else ""

    @property
    def reached_beyond(self) -> str:
        """A line for each time it reached beyond this machine."""
        return self.reached_file.read_text(encoding="utf-8") if self.reached_file.exists() else ""

    def start(self, *, wait: bool = True) -> Self:
        """Start it, and wait until it asks for updates, or is told where they will be posted."""
        before = self._asked_for_updates()
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("ab") as log:
            log.write(_STARTED.encode())
            log.flush()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot"], cwd=self.folder, env=self.environment(), stdout=log, stderr=log
            )
        if wait and not self.telegram.world.wait(
            lambda: self._asked_for_updates() > before or self.process.poll() is not None, SECONDS_TO_START
        ):
            raise TimeoutError(f"the bot did not start: {self.log[-2000:]}")
        return self

    def wait_for_log(self, words: str, seconds: float = SECONDS_TO_START, *, times: int = 1) -> None:
        """Wait until it has written `words` so many times since it was started last; raises TimeoutError."""
        until = time.monotonic() + seconds
        while self.log.rpartition(_STARTED)[2].count(words) < times:
            if time.monotonic() > until:
                raise TimeoutError(f"{words!r} is not in the log: {self.log[-2000:]}")
            time.sleep(_BETWEEN_LOOKS)

    def environment(self, base: Mapping[str, str] = os.environ) -> dict[str, str]:
        kept = {name: value for name, value in base.items() if not name.startswith(_NOT_OURS)}
        path = os.pathsep.join([str(_GUARD), str(ROOT)])
        return {**kept, "PYTHONPATH": path, "REACHED_BEYOND": str(self.reached_file), **self.variables}

    def stop(self, seconds: float = _SECONDS_TO_END) -> int:
        """Ask it to end, as a service manager does; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.ends(seconds)

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()

    def ends(self, seconds: float = _SECONDS_TO_END) -> int:
        """Its exit status, once it has ended."""
        return self.process.wait(seconds)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                self.stop()
        if self.process.poll() is None:
            self.kill()

    def _asked_for_updates(self) -> int:
        return self.telegram.world.updates.reads + len(self.telegram.called("setWebhook"))
