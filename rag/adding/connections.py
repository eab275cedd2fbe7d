"""Connects to hosts whose every address is allowed, within one deadline for all that is done."""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from rag.adding.addresses import is_public
from rag.errors import AddressError, Fault

# One wait of several in a fetch: a server that says nothing for so long will say nothing more.
_LONGEST_WAIT_SECONDS = 10.0


class Deadline:
    """The moment at which a fetch ends, whatever a server does."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def wait(self) -> float:
        """How long the next step may take; raises AddressError when the time is over."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise AddressError("the server took too long; try again later", Fault.SLOW)
        return min(left, _LONGEST_WAIT_SECONDS)


class Connections(httpcore.NetworkBackend):
    """Looks a host up once, refuses it where an address is not allowed, and connects to one of just those addresses.

    A name that answers with another address the second time (DNS rebinding) gains nothing: it is not asked again.
    """

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._system = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline decides
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to an allowed address of `host`; raises AddressError, or httpcore's own errors."""
        numbers = _looked_up(host, port, self._deadline)
        if not self._allow_private and not all(map(is_public, numbers)):
            raise AddressError(
                f"its host {host!r} is not on the public internet; RAG_ALLOW_PRIVATE_ADDRESSES=1 allows that",
                Fault.PRIVATE,
            )
        failure: Exception = httpcore.ConnectError("no address")
        for number in numbers:
            try:
                stream = self._system.connect_tcp(number, port, self._deadline.wait(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Timed(stream, self._deadline)
        raise failure


class _Timed(httpcore.NetworkStream):
    """A connection each of whose steps ends with the deadline, so that a server cannot drip for ever."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline decides
        return self._stream.read(max_bytes, self._deadline.wait())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - the same
        self._stream.write(buffer, self._deadline.wait())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the same
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._deadline.wait()), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
        return self._stream.get_extra_info(info)


def _looked_up(host: str, port: int, deadline: Deadline) -> list[str]:
    """The addresses of `host`, as numbers; in a thread of its own, since the system's look-up knows no time limit."""
    answers: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            answers.put([])
        else:
            answers.put(list(dict.fromkeys(str(one[4][0]) for one in found)))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        numbers = answers.get(timeout=deadline.wait())
    except queue.Empty:
        numbers = []
    if not numbers:
        raise AddressError(f"its host {host!r} is not found; see that it is spelt right", Fault.HOST)
    return numbers
