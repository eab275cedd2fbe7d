"""A real server on this machine that speaks OpenAI's protocol, and fails in every way a real one does.

A model behind the network cannot be had in a test: it costs money, and it does not fail when it should. This server
takes its place. It listens on a loopback address and answers `POST /v1/chat/completions` (in pieces, as server-sent
events) and `POST /v1/embeddings`, so that the real `openai` client speaks to it over a real connection.

In a test, give it one act a request, in order; the last one is repeated:

    with ModelServer(says("Reyl met Vass [1].")) as server:
        settings = Settings(openai_base_url=server.address, openai_model="any")

    with ModelServer(fails(500), says("Reyl met Vass [1].")) as server:  # fails once, then answers

`server.requests` holds what was asked of it, `server.left` is set when a client hangs up before the end.

By hand, `make demo-model` starts it with an act that answers from the evidence in the prompt: it repeats the first
sentence of each passage, and puts one invented sentence between them, so that the check can be seen at work.
"""

import hashlib
import json
import re
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

DIMENSIONS = 64
DEMO_PORT = 8123
_EVIDENCE = re.compile(r"<<<EVIDENCE (\d+)>>>\n.*?\nText: (.*?)\n<<<END EVIDENCE", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def user(self) -> str:
        """The user's message of a chat."""
        return str(self.body["messages"][-1]["content"])


Act = Callable[["Handler", Asked], None]


class ModelServer:
    """The server, listening while entered. `key` is the one it takes, "" for none at all."""

    def __init__(self, *acts: Act, key: str = "", port: int = 0) -> None:
        self.acts = list(acts) or [demonstrates]
        self.key = key
        self.requests: list[Asked] = []
        self.left = threading.Event()
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._http = _Server(("127.0.0.1", port), Handler)
        self._http.told = self

    @property
    def address(self) -> str:
        """What OPENAI_BASE_URL is to be."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def serve(self) -> None:
        """Answer until the process is stopped."""
        self._http.serve_forever(poll_interval=0.02)

    def next_act(self, asked: Asked) -> Act:
        """Remember a request, and tell what comes of it."""
        with self._lock:
            self.requests.append(asked)
            return self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    told: ModelServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many tests are about."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        told = self.server.told
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = Asked(self.path, dict(self.headers.items()), body)
        act = told.next_act(asked)
        if told.key and self.headers["Authorization"] != f"Bearer {told.key}":
            act = fails(401)
        try:
            act(self, asked)
        except OSError:
            told.left.set()
            self.close_connection = True

    def answer(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stream(self, events: Iterator[str] | list[str]) -> None:
        """Server-sent events, each as it comes; a client that has left is noticed at the next one."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for event in events:
            if self._is_left():
                raise ConnectionResetError
            self.wfile.write(f"data: {event}\n\n".encode())

    def wait(self, seconds: float) -> bool:
        """Wait, or until the server closes or the client leaves; whether anybody is still there."""
        told = self.server.told
        for _ in range(max(1, int(seconds / 0.02))):
            if self._is_left():
                raise ConnectionResetError
            if told.closing.wait(0.02):
                return False
        return True

    def _is_left(self) -> bool:
        """Whether the client has closed its side."""
        self.connection.settimeout(0)
        try:
            return not self.connection.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        finally:
            self.connection.settimeout(None)

    def log_message(self, *_: object) -> None:
        """Nothing: `server.requests` tells more."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What the server says that a text cost."""

    prompt_tokens: int = 100
    completion_tokens: int = 20
    total_tokens: int = field(init=False, default=120)


def says(text: str, *, finish: str | None = "stop", usage: Usage | None = Usage()) -> Act:
    """An answer, word by word. `finish` None is an end that says nothing of being one."""

    def act(handler: Handler, asked: Asked) -> None:
        del asked
        handler.stream(events_of(text, finish, usage))

    return act


def fails(status: int, headers: Mapping[str, str] | None = None, code: str = "") -> Act:
    """An error with its status; its message holds what must reach no reader and no log."""

    def act(handler: Handler, asked: Asked) -> None:
        message = f"stranger's text about {asked.body.get('model')}"
        handler.answer(status, json.dumps({"error": {"message": message, "code": code or None}}).encode(), headers)

    return act


def refuses(parameter: str, then: Act) -> Act:
    """An error for requests that hold `parameter`, as reasoning models make for a temperature."""

    def act(handler: Handler, asked: Asked) -> None:
        if parameter not in asked.body:
            then(handler, asked)
            return
        error = {"message": f"Unsupported parameter: '{parameter}'", "param": parameter, "code": "unsupported"}
        handler.answer(400, json.dumps({"error": error}).encode())

    return act


def sends_on(address: str) -> Act:
    """A redirect that asks for the same request at another address."""

    def act(handler: Handler, asked: Asked) -> None:
        handler.answer(307, b"", {"Location": address.removesuffix("/v1") + asked.path})

    return act


def says_page(handler: Handler, asked: Asked) -> None:
    """A page for people, as a proxy gives it, with status 200."""
    del asked
    handler.answer(200, b"<html>Welcome</html>", {"Content-Type": "text/html"})


def hangs(handler: Handler, asked: Asked) -> None:
    """No answer at all."""
    del asked
    while handler.wait(1):
        pass


def stalls(text: str) -> Act:
    """The beginning of an answer, then nothing."""

    def act(handler: Handler, asked: Asked) -> None:
        def events() -> Iterator[str]:
            yield from events_of(text, None, None)
            while handler.wait(1):
                pass

        del asked
        handler.stream(events())

    return act


def drips(text: str, seconds: float = 0.05) -> Act:
    """An answer that never ends, a word at a time."""

    def act(handler: Handler, asked: Asked) -> None:
        def events() -> Iterator[str]:
            yield from events_of(text, None, None)
            while handler.wait(seconds):
                yield _chunk({"content": " and"})

        del asked
        handler.stream(events())

    return act


def breaks_off(text: str) -> Act:
    """The beginning of an answer, then a connection that is reset."""

    def act(handler: Handler, asked: Asked) -> None:
        del asked
        handler.stream(events_of(text, None, None))
        handler.wfile.flush()
        # Lingering for 0 seconds makes the system reset the connection instead of closing it.
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    return act


def garbles(text: str) -> Act:
    """The beginning of an answer, then JSON that breaks off."""

    def act(handler: Handler, asked: Asked) -> None:
        del asked
        handler.stream([*events_of(text, None, None), '{"choices": [{"delta": {"cont'])

    return act


def embeds(handler: Handler, asked: Asked) -> None:
    """A vector a text: its words, each counted in the place its hash tells."""
    texts = asked.body["input"]
    data = [{"object": "embedding", "index": n, "embedding": vector_of(text)} for n, text in enumerate(texts)]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    answer = {"object": "list", "data": data, "model": asked.body["model"], "usage": usage}
    handler.answer(200, json.dumps(answer).encode())


def demonstrates(handler: Handler, asked: Asked) -> None:
    """What `make demo-model` does: embeddings where they are asked for, else an answer from the prompt's evidence."""
    if asked.path.endswith("/embeddings"):
        embeds(handler, asked)
        return
    first = [(number, re.split(r"(?<=[.!?])\s", text)[0]) for number, text in _EVIDENCE.findall(asked.user)[:3]]
    sentences = [f"{sentence} [{number}]" for number, sentence in first] or ["The articles do not answer this."]
    handler.stream(
        events_of(" ".join([*sentences[:1], "The moon is made of cheese [1].", *sentences[1:]]), "stop", None)
    )


def vector_of(text: str) -> list[float]:
    """The vector that `embeds` gives."""
    row = [0.0] * DIMENSIONS
    for word in re.findall(r"\w+", text.casefold()):
        row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big") % DIMENSIONS] += 1.0
    return row


def events_of(text: str, finish: str | None = "stop", usage: Usage | None = Usage()) -> list[str]:
    """The events of an answer, a word each."""
    events = [_chunk({"role": "assistant", "content": ""})]
    events += [_chunk({"content": word}) for word in re.findall(r"\s*\S+", text)]
    if finish is not None:
        events.append(_chunk({}, finish))
        if usage is not None:
            counts = {name: getattr(usage, name) for name in ("prompt_tokens", "completion_tokens", "total_tokens")}
            events.append(json.dumps({"id": "1", "object": "chat.completion.chunk", "choices": [], "usage": counts}))
        events.append("[DONE]")
    return events


def _chunk(delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]})


if __name__ == "__main__":
    server = ModelServer(port=DEMO_PORT)
    sys.stdout.write(
        f'A model that is none. Ask it: OPENAI_BASE_URL={server.address} make ask Q="…"\nCtrl-C ends it.\n'
    )
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        server.serve()
