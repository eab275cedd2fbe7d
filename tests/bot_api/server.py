"""The HTTP of the Bot API: reads a request, does it or lets it fail, writes it down."""

import json
import socket
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import unquote, urlsplit

from tests.bot_api.faults import Fault, Faults
from tests.bot_api.methods import METHODS
from tests.bot_api.nouns import User
from tests.bot_api.parameters import Parameters, read_parameters
from tests.bot_api.people import Town
from tests.bot_api.refusals import Refusal, not_found, unauthorized
from tests.bot_api.webhook import deliver
from tests.bot_api.world import World

# In the form of a real token; a test looks for it in every log line.
TOKEN = "4300112233:AAHkq-Vw7secretsecretsecretsecret_q1"  # noqa: S105 - a token for this server alone
BOT = User(4300112233, "Presscite", "", "presscite_bot", is_bot=True)


@dataclass(frozen=True, slots=True)
class Call:
    """A method that the bot called; `status` 0 where the connection was cut, `at` in seconds of a steady clock."""

    method: str
    parameters: Parameters
    status: int
    description: str
    at: float


class BotApiServer(Town):
    """The server, listening on this machine while entered; people come in through what Town offers.

    `calls` holds what the bot asked, `faults` what is to go wrong, `dark` that nobody is answered at all.
    """

    def __init__(self, token: str = TOKEN, *, first_update_id: int = 700_000_001) -> None:
        super().__init__(World(BOT, first_update_id=first_update_id))
        self.token = token
        self.faults = Faults()
        self.calls: list[Call] = []
        self.dark = False
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.api = self

    @property
    def address(self) -> str:
        """What TELEGRAM_API_BASE_URL is to be."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def called(self, method: str) -> list[Call]:
        """The calls of a method, oldest first."""
        return [call for call in list(self.calls) if call.method == method.lower()]

    def break_connections(self) -> None:
        """Cut every connection that is open now."""
        for connection in list(self._http.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def note(self, call: Call) -> None:
        with self.world.changed:
            self.calls.append(call)
            self.world.changed.notify_all()

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        threading.Thread(target=deliver, args=(self.world,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with self.world.changed:
            self.world.updates.closed = True
            self.world.changed.notify_all()
        self._http.shutdown()
        self._http.server_close()
        self.break_connections()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    # Fifty chats may ask at the same moment.
    request_queue_size = 256
    api: BotApiServer

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.connections: set[socket.socket] = set()

    def handle_error(self, request: object, client_address: object) -> None:
        """A bot that hangs up is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Http

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        with suppress(OSError):
            super().finish()

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        api = self.server.api
        if api.dark:
            self._cut()
        elif address.path.startswith("/file/bot"):
            self._give_file(unquote(address.path))
        else:
            parameters = read_parameters(address.query, self.headers["Content-Type"] or "", body)
            token, _, method = unquote(address.path).removeprefix("/bot").partition("/")
            self._call(token, method.lower(), parameters)

    def _call(self, token: str, method: str, parameters: Parameters) -> None:
        api, fault = self.server.api, None
        try:
            if token != api.token:
                raise unauthorized()
            fault = api.faults.next(method, parameters)
            if fault and fault.seconds:
                api.world.wait(lambda: api.world.updates.closed, fault.seconds)
            result = self._done(method, parameters) if fault is None or fault.done else None
            if fault and fault.refusal:
                raise fault.refusal
        except Refusal as refusal:
            self._answer(method, parameters, refusal.code, _refused(refusal), refusal.description)
            return
        if fault is None:
            self._answer(method, parameters, 200, {"ok": True, "result": result})
        else:
            self._fail(method, parameters, fault)

    def _done(self, method: str, parameters: Parameters) -> object:
        if method not in METHODS:
            raise not_found()
        return METHODS[method](self.server.api.world, parameters)

    def _fail(self, method: str, parameters: Parameters, fault: Fault) -> None:
        self.server.api.note(Call(method, parameters, fault.page, "", time.monotonic()))
        if fault.page:
            self._write(fault.page, b"<html><body><h1>Something between us</h1></body></html>", "text/html")
        else:
            self._cut()

    def _answer(self, method: str, parameters: Parameters, status: int, told: object, description: str = "") -> None:
        self.server.api.note(Call(method, parameters, status, description, time.monotonic()))
        self._write(status, json.dumps(told, ensure_ascii=False).encode(), "application/json")

    def _give_file(self, path: str) -> None:
        document = self.server.api.world.files.get(path.rpartition("/")[2])
        if f"/file/bot{self.server.api.token}/" not in path or document is None:
            self._write(404, json.dumps(_refused(not_found())).encode(), "application/json")
        else:
            self._write(200, document.content, "application/octet-stream")

    def _write(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _cut(self) -> None:
        """Lingering for 0 seconds makes the system reset the connection instead of closing it."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, *_: object) -> None:
        """Nothing: `calls` tells more."""


def _refused(refusal: Refusal) -> dict[str, object]:
    told: dict[str, object] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return {**told, "parameters": refusal.parameters} if refusal.parameters else told
