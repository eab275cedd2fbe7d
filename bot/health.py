"""Tells whoever watches over the machine whether the bot is well."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from http import HTTPStatus

from tornado.web import RequestHandler

from bot.listening import Listener

# Nothing is sent to this address but the question itself.
_MOST_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is: whether Telegram is reached, whether questions can be answered.

    `last_update_seconds` is the age of the last update, None before the first; `tasks` what its event loop has under
    way, the same whenever nobody asks.
    """

    telegram: bool
    index: bool
    indexing: bool
    last_update_seconds: float | None
    tasks: int

    @property
    def is_well(self) -> bool:
        """Whether a person who asks now is answered."""
        return self.telegram and self.index


def health_listener(look: Callable[[], Health]) -> Listener:
    """Answers `GET /healthz` with what `look` sees: 200 when all is well, 503 when not."""
    return Listener([(r"/healthz", _Healthz, {"look": look})], _MOST_BYTES)


class _Healthz(RequestHandler):
    def initialize(self, look: Callable[[], Health]) -> None:
        self.look = look

    def get(self) -> None:
        health = self.look()
        self.set_status(HTTPStatus.OK if health.is_well else HTTPStatus.SERVICE_UNAVAILABLE)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"well": health.is_well, **asdict(health)}) + "\n")
