"""Listens for HTTP on this machine."""

from collections.abc import Sequence
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from rag import RagError

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
        try:
            self._server.listen(port, address=address)
        except OSError as error:
            raise RagError(
                f"The port {port} of {address!r} cannot be listened on ({error.strerror}); free it, or name another."
            ) from error

    async def stop(self) -> None:
        """Stop listening, and let go of every connection."""
        self._server.stop()
        await self._server.close_all_connections()
