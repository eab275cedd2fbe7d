"""Names what can go wrong with a model, for its reader, for its operator, and for whoever may try again."""

from dataclasses import dataclass
from enum import Enum

from rag.errors import ProviderError
from rag.remarks import ModelFailure


@dataclass(frozen=True, slots=True)
class Told:
    """How a trouble is told.

    `reader` is what everybody may hear of it, `operator` a sentence for whoever runs this, `cure` what helps; `again`
    tells whether another attempt may.
    """

    reader: ModelFailure
    operator: str
    cure: str
    again: bool = False


_AWAY = ModelFailure.AWAY


class Trouble(Enum):
    """Why a model gave no text that can be used."""

    KEY_REFUSED = Told(_AWAY, "the server refuses the key", "Set OPENAI_API_KEY right.")
    NO_CREDIT = Told(_AWAY, "the key's account has no credit left", "Add credit, or raise the account's limit.")
    UNKNOWN = Told(
        _AWAY,
        "the server knows no such model or address",
        "Set OPENAI_MODEL to a model that the server has; OPENAI_BASE_URL mostly ends in /v1.",
    )
    MOVED = Told(
        _AWAY,
        "the server sends on to another address, which is not followed",
        "Set OPENAI_BASE_URL to the address that is meant.",
    )
    REFUSED = Told(_AWAY, "the server refuses the request", "See that OPENAI_MODEL is a chat model.")
    TOO_LONG = Told(_AWAY, "the request is too long for the model's window", "Lower RAG_PROMPT_TOKENS.")
    UNREACHABLE = Told(
        _AWAY, "the server cannot be reached", "See that it runs and that OPENAI_BASE_URL is right.", again=True
    )
    BUSY = Told(_AWAY, "the server takes no more requests now", "Try again later, or raise the limit.", again=True)
    SERVER_FAILED = Told(_AWAY, "the server failed", "Look into the server's log.", again=True)
    TIMEOUT = Told(
        ModelFailure.LATE,
        "the server did not answer in time",
        "Raise RAG_ANSWER_SECONDS, or choose a faster model.",
        again=True,
    )
    RESTING = Told(_AWAY, "the server failed so often that it is left alone for a while", "Mend what failed before.")
    BROKEN_OFF = Told(
        ModelFailure.BROKEN_OFF, "the text ended without saying that it is whole", "Try again.", again=True
    )
    GARBLED = Told(
        ModelFailure.UNUSABLE, "the server answered with broken JSON", "See that OPENAI_BASE_URL is right.", again=True
    )
    EMPTY = Told(ModelFailure.EMPTY, "the model wrote nothing", "Choose another model.")
    ENDLESS = Told(ModelFailure.UNUSABLE, "the model wrote without end", "Choose another model.")
    FILTERED = Told(ModelFailure.HELD_BACK, "a content filter held the text back", "Ask in other words.")
    BUDGET = Told(
        ModelFailure.BUDGET,
        "the day's budget of tokens is spent",
        "Raise RAG_DAILY_TOKEN_BUDGET, or wait till tomorrow.",
    )
    FAILED = Told(_AWAY, "the model failed", "Look into the log.")


class ModelError(ProviderError):
    """A model gave no text that can be used; `trouble` says why, `status` is the server's where there is one.

    Its message holds nothing that the server said: it is for the operator and the log.
    """

    def __init__(self, trouble: Trouble, status: int | None = None, kind: str = "") -> None:
        aside = ", ".join(filter(None, (f"status {status}" if status else "", kind)))
        super().__init__(f"The model: {trouble.value.operator}{f' ({aside})' if aside else ''}. {trouble.value.cure}")
        self.trouble = trouble


_BY_STATUS = {
    **dict.fromkeys((401, 403), Trouble.KEY_REFUSED),
    404: Trouble.UNKNOWN,
    408: Trouble.TIMEOUT,
    413: Trouble.TOO_LONG,
    **dict.fromkeys((409, 425, 429), Trouble.BUSY),
}
# What a server says beside a status that has several meanings.
_BY_CODE = {
    "insufficient_quota": Trouble.NO_CREDIT,
    "context_length_exceeded": Trouble.TOO_LONG,
    "content_filter": Trouble.FILTERED,
    "model_not_found": Trouble.UNKNOWN,
}
# Errors by the name of a class they descend from: the clients that raise them take seconds to import, and a llama-index
# model may speak through any of them. The first that fits counts.
_BY_KIND = {
    **dict.fromkeys(("APITimeoutError", "TimeoutException", "Timeout", "TimeoutError"), Trouble.TIMEOUT),
    **dict.fromkeys(("ReadError", "RemoteProtocolError", "IncompleteRead"), Trouble.BROKEN_OFF),
    **dict.fromkeys(("APIConnectionError", "TransportError", "ConnectionError", "OSError"), Trouble.UNREACHABLE),
    "ValueError": Trouble.GARBLED,
}
_SERVER_FAILS_FROM = 500
_MOVES_FROM = 300
_REFUSES_FROM = 400


def as_model_error(error: Exception) -> ModelError:
    """`error`, raised by whatever client, as the trouble it means."""
    if isinstance(error, ModelError):
        return error
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return ModelError(_by_code(error) or _by_status(status), status)
    kinds = [kind.__name__ for kind in type(error).__mro__]
    trouble = next((trouble for name, trouble in _BY_KIND.items() if name in kinds), None)
    return ModelError(trouble or _by_code(error) or Trouble.FAILED, kind=type(error).__name__)


def _by_code(error: Exception) -> Trouble | None:
    code = getattr(error, "code", None)
    return _BY_CODE.get(code) if isinstance(code, str) else None


def _by_status(status: int) -> Trouble:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= _SERVER_FAILS_FROM:
        return Trouble.SERVER_FAILED
    return Trouble.MOVED if _MOVES_FROM <= status < _REFUSES_FROM else Trouble.REFUSED
