"""Fetches what a web address holds: bounded in time, size and redirects, from the public internet alone."""

import email.utils
import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rag.adding.addresses import WebAddress, joined, web_address
from rag.errors import AddressError, BusyServerError, Fault

if TYPE_CHECKING:
    import httpcore

    from rag.adding.connections import Deadline

# All of a fetch, its redirects included: nobody waits longer for a page.
_SECONDS = 20.0
# What browsers follow is 20; a page of news takes two (to https, to its own name).
_REDIRECTS = 5
# A server that is busy and does not say for how long is left alone for so long.
_BUSY_SECONDS = 60.0
# And one that says more than a day is asked again all the same.
_LONGEST_BUSY_SECONDS = 86_400.0
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_UNCHANGED = 304
_GZIP = 31  # zlib's number for a gzip header and trailer
_HEADERS = {
    "User-Agent": "presscite/0.1",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/*, application/json",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address holds: `address` is where it was found in the end; `etag` and `modified` name this version.

    `media_type` is as the server says, in small letters, "" where it says none; `charset` likewise. `content` is
    unpacked. `changed` is False, and `content` empty, where the version that was asked about is still there.
    """

    address: WebAddress
    media_type: str
    charset: str
    content: bytes
    etag: str = ""
    modified: str = ""
    changed: bool = True


@dataclass(frozen=True, slots=True)
class _Reply:
    """The head of a reply, and its body where it is read."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Fetcher:
    """Fetches pages; no cookies, no scripts, no proxy, nothing kept between two of them."""

    def __init__(self, *, max_bytes: int, allow_private: bool = False, seconds: float = _SECONDS) -> None:
        self._max_bytes = max_bytes
        self._allow_private = allow_private
        self._seconds = seconds

    def fetch(self, written: str, *, etag: str = "", modified: str = "") -> Fetched:
        """What the address `written` holds, or that it is unchanged since the version of `etag` and `modified`.

        Raises AddressError where it cannot or may not be fetched, BusyServerError where the server asks to wait.
        """
        from rag.adding.connections import Deadline

        deadline = Deadline(self._seconds)
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {**_HEADERS, **{name: value for name, value in asked.items() if value}}
        address = web_address(written)
        for _ in range(_REDIRECTS + 1):
            reply = self._reply(address, headers, deadline)
            location = reply.headers.get("location", "")
            if reply.status not in _REDIRECTING or not location:
                return _fetched(address, reply, is_conditional=len(headers) > len(_HEADERS))
            address = joined(address, location)
        raise AddressError(f"it leads from page to page more than {_REDIRECTS} times")

    def _reply(self, address: WebAddress, headers: Mapping[str, str], deadline: "Deadline") -> _Reply:
        import httpcore

        from rag.adding.connections import Connections

        url = httpcore.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
        network = Connections(deadline, allow_private=self._allow_private)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls, network_backend=network) as pool,
                pool.stream("GET", url, headers=list(headers.items())) as response,
            ):
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                is_read = 200 <= response.status < 300  # noqa: PLR2004 - the statuses of success
                body = self._body(response, told.get("content-encoding", "")) if is_read else b""
                return _Reply(response.status, told, body)
        except httpcore.TimeoutException as error:
            raise AddressError("the server took too long; try again later", Fault.SLOW) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise AddressError(f"the connection failed ({_plain(error)}); try again later", Fault.CONNECTION) from error

    def _body(self, response: "httpcore.Response", encoding: str) -> bytes:
        """The body, unpacked, and never more of it than is allowed: what is packed may be a thousand times as large."""
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip"}:
            raise AddressError(f"it is packed as {encoding!r}, which was not asked for")
        unpacking = zlib.decompressobj(_GZIP) if encoding.endswith("gzip") else None
        body = bytearray()
        for piece in response.iter_stream():
            try:
                body += unpacking.decompress(piece, self._max_bytes + 1 - len(body)) if unpacking else piece
            except zlib.error as error:
                raise AddressError("it is packed as gzip and broken; try again later") from error
            if len(body) > self._max_bytes:
                raise AddressError(
                    f"it is larger than the limit of {self._max_bytes:,} bytes (RAG_MAX_ARTICLE_BYTES)", Fault.LARGE
                )
        if unpacking is not None and not unpacking.eof:
            raise AddressError("it ended too early; try again later", Fault.CONNECTION)
        return bytes(body)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        import httpcore

        return httpcore.default_ssl_context()


def _fetched(address: WebAddress, reply: _Reply, *, is_conditional: bool) -> Fetched:
    if reply.status == _UNCHANGED and is_conditional:
        return Fetched(address, "", "", b"", changed=False)
    if reply.status in _BUSY:
        raise BusyServerError(min(_waiting_seconds(reply.headers.get("retry-after", "")), _LONGEST_BUSY_SECONDS))
    if not 200 <= reply.status < 300:  # noqa: PLR2004 - the statuses of success
        raise _refusal(reply.status)
    from email.message import Message

    kind = Message()
    kind["content-type"] = reply.headers.get("content-type", "")
    return Fetched(
        address,
        kind.get_content_type() if reply.headers.get("content-type") else "",
        kind.get_content_charset("") or "",
        reply.body,
        reply.headers.get("etag", ""),
        reply.headers.get("last-modified", ""),
    )


def _refusal(status: int) -> AddressError:
    if status in {404, 410}:
        said = f"the server has no page there (status {status}); see that the address is spelt right"
        return AddressError(said, Fault.NO_PAGE)
    if status in {401, 402, 403, 407, 451}:
        said = f"the server does not give it to this program (status {status}); save the page yourself and add the file"
        return AddressError(said, Fault.FORBIDDEN)
    return AddressError(f"the server failed (status {status}); try again later", Fault.SERVER_FAILED)


def _waiting_seconds(written: str) -> float:
    """What `Retry-After` says: seconds, or a moment (RFC 9110, 10.2.3)."""
    if written.strip().isascii() and written.strip().isdigit():
        return float(written.strip()[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, OverflowError):
        return _BUSY_SECONDS


def _plain(error: Exception) -> str:
    """What a lower error says of itself, on one line and short."""
    return " ".join(str(error).split())[:100] or type(error).__name__
