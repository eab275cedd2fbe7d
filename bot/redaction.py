"""Writes the log, without a secret in any line of it."""

import logging
import warnings
from collections.abc import Iterable
from typing import TextIO
from urllib.parse import quote

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_HIDDEN = "***"
# At INFO these name every request with its address, or tell every connection.
_TALKATIVE = ("httpx", "httpcore", "asyncio", "telegram", "apscheduler", "chromadb", "watchfiles", "filelock")


class RedactingFormatter(logging.Formatter):
    """Formats a record, its traceback included, and hides every secret in it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT)
        self._secrets = tuple(sorted(_forms(secrets), key=len, reverse=True))

    def format(self, record: logging.LogRecord) -> str:
        """The line, or lines, of `record`."""
        return redacted(super().format(record), self._secrets)


def redacted(text: str, secrets: Iterable[str]) -> str:
    """`text` with each of `secrets` hidden."""
    for secret in secrets:
        text = text.replace(secret, _HIDDEN)
    return text


def start_logging(level: str, secrets: Iterable[str], stream: TextIO | None = None) -> None:
    """Log to `stream`, by default the standard error, from `level` on; libraries speak up only when something is wrong.

    At DEBUG libraries tell everything, still without a secret.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    # It speaks of an attribute whose both forms are read.
    warnings.filterwarnings("ignore", message="Deprecated since version v22.2: .*`retry_after`")
    # It reports an answer that it cannot read with all that strangers wrote in it; bot/polling.py does so without.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    # It tells of every look at a lock, many times a second while one bot waits for another.
    logging.getLogger("filelock").setLevel(logging.INFO)
    if level != "DEBUG":
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)


def _forms(secrets: Iterable[str]) -> set[str]:
    """Each secret as it may be written: plain, in an address, in the repr of one, and a token's secret half alone."""
    forms: set[str] = set()
    for secret in filter(None, secrets):
        half = secret.partition(":")[2]
        forms |= {secret, quote(secret, safe=""), *([half] if half else [])}
    return forms
