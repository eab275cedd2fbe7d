"""Has a chat model write: by OpenAI's protocol, through a llama-index model, or whatever else can."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from rag.ports import Ending, Generator
from rag.providers.guarded import Guarded, Request, Source
from rag.providers.openai_client import CONNECT_SECONDS, openai_client
from rag.providers.patience import Line
from rag.providers.troubles import ModelError, Trouble
from rag.records import Usage
from rag.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.llms import LLM
    from openai import OpenAI

# What is asked for where the server takes it: reasoning models refuse a temperature, older servers the usage.
_WISHES: dict[str, Any] = {"temperature": 0.0, "stream_options": {"include_usage": True}}
_REFUSED = (400, 422)


def generator_for(settings: Settings) -> Generator | None:
    """The generator that the settings name, or None where they name no server."""
    return Guarded(OpenAIChat(settings)) if settings.names_a_server else None


def as_generator(generator: "Generator | LLM") -> Generator:
    """`generator`, which may be a llama-index model, guarded."""
    if isinstance(generator, Guarded):
        return generator
    source: Source = (
        LlamaIndexChat(generator) if hasattr(generator, "stream_chat") else _Given(cast("Generator", generator))
    )
    return Guarded(source)


class OpenAIChat:
    """A model behind any server that speaks OpenAI's chat completions; of any name, with a key or without."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opening = threading.Lock()
        self._client: OpenAI | None = None
        self._wishes = dict(_WISHES)

    def __call__(self, request: Request, line: Line) -> Iterator[str | Ending]:
        """One attempt; the connection is closed when the iterator is, or when the line is hung up."""
        with self._asked(request) as answer:
            line.connect(_cut_of(answer.response))
            try:
                yield from _pieces(answer)
            finally:
                line.release()

    def _asked(self, request: Request) -> Any:  # noqa: ANN401 - the client's own stream
        """The server's stream; a wish that it refuses is not uttered again."""
        import httpx
        import openai

        while True:
            try:
                return self._opened().chat.completions.create(
                    model=self._settings.openai_model,
                    messages=[
                        {"role": "system", "content": request.system},
                        {"role": "user", "content": request.user},
                    ],
                    stream=True,
                    timeout=httpx.Timeout(request.seconds, connect=min(CONNECT_SECONDS, request.seconds)),
                    **self._wishes,
                )
            except openai.APIStatusError as error:
                refused = [wish for wish in self._wishes if wish in f"{error.param} {error.message}"]
                if error.status_code not in _REFUSED or not refused:
                    raise
                self._wishes = {wish: value for wish, value in self._wishes.items() if wish not in refused}

    def _opened(self) -> "OpenAI":
        with self._opening:
            if self._client is None:
                self._client = openai_client(self._settings)
            return self._client


class LlamaIndexChat:
    """Any llama-index model."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - an LLM, whose import costs seconds
        self._model = model

    def __call__(self, request: Request, line: Line) -> Iterator[str | Ending]:
        """One attempt; such a model waits as long as its own settings say, but nobody waits for it."""
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        del line
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=request.system),
            ChatMessage(role=MessageRole.USER, content=request.user),
        ]
        last: Any = None
        usage: Usage | None = None
        reason, tells_reason = "", False
        for last in self._model.stream_chat(messages):
            raw = last.raw
            usage = _usage_of(getattr(raw, "usage", None)) or usage
            choices = getattr(raw, "choices", None)
            tells_reason = tells_reason or choices is not None
            reason = next((choice.finish_reason for choice in choices or () if choice.finish_reason), reason)
            yield last.delta or ""
        if last is None:
            raise ModelError(Trouble.EMPTY)
        # A model whose raw pieces say nothing of an end is taken at its word.
        if ending := _ending(reason if tells_reason else "stop", usage):
            yield ending


class _Given:
    """A generator that somebody else wrote."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator

    def __call__(self, request: Request, line: Line) -> Iterator[str | Ending]:
        """One attempt."""
        del line
        return self._generator.stream(request.system, request.user, request.seconds)


def _pieces(answer: Any) -> Iterator[str | Ending]:  # noqa: ANN401 - the client's own stream
    reason, usage = "", None
    try:
        for chunk in answer:
            usage = _usage_of(getattr(chunk, "usage", None)) or usage
            for choice in chunk.choices or ():
                reason = choice.finish_reason or reason
                yield (choice.delta and choice.delta.content) or ""
            if reason and usage is not None:
                break  # Nothing more is to come; some servers keep the line open.
    except Exception:
        if not reason:
            raise
    if ending := _ending(reason, usage):
        yield ending


def _ending(reason: str, usage: Usage | None) -> Ending | None:
    """What a finish reason means; none means that the text broke off. Raises ModelError for a content filter."""
    if reason == "content_filter":
        raise ModelError(Trouble.FILTERED)
    return Ending(whole=reason != "length", usage=usage) if reason else None


def _usage_of(told: Any) -> Usage | None:  # noqa: ANN401 - the client's own record
    counts = getattr(told, "prompt_tokens", None), getattr(told, "completion_tokens", None)
    return Usage(*counts) if all(isinstance(count, int) for count in counts) else None  # type: ignore[arg-type]


def _cut_of(response: Any) -> Callable[[], None]:  # noqa: ANN401 - httpx's response, whose import costs
    """What ends a read of `response` that blocks in another thread: closing it would not."""
    stream = response.extensions.get("network_stream")
    connected = stream.get_extra_info("socket") if stream is not None else None

    def cut() -> None:
        with contextlib.suppress(OSError):
            if isinstance(connected, socket.socket):
                connected.shutdown(socket.SHUT_RDWR)

    return cut
