"""Listens for HTTP on this machine."""

import socket
from collections.abc import Sequence
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from rag import RagError

# Connections that wait to be taken: Telegram opens up to forty at once.
_WAITING = 128
Route = tuple[str, type[RequestHandler], dict[str, Any]]


class _Silent(Application):
    def log_request(self, handler: RequestHandler) -> None:
        """Write nothing: an address may hold what must not be logged."""


class Listener:
    """A server of a few routes, from `start` to `stop`."""

    def __init__(self, routes: Sequence[Route], most_bytes: int) -> None:
        self._server = HTTPServer(_Silent(list(routes)), max_body_size=most_bytes, max_buffer_size=most_bytes * 2)

    def start(self, address: str, port: int) -> None:
        """Listen; raises RagError when the port is taken."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            door = socket.create_server((address, port), family=family, backlog=_WAITING)
        except OSError as error:
            raise RagError(
                f"The port {port} of {address!r} cannot be listened on ({error.strerror}); free it, or name another."
            ) from error
        door.setblocking(False)  # noqa: FBT003 - the library's own
        self._server.add_socket(door)

    async def stop(self) -> None:
        """Stop listening, and let go of every connection."""
        self._server.stop()
        await self._server.close_all_connections()
