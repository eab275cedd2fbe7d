"""What a client's error means."""

import json

import httpx
import openai
import pytest

from rag.providers.troubles import ModelError, Trouble, as_model_error

REQUEST = httpx.Request("POST", "http://127.0.0.1/v1")


def status(code: int, told: str | None = None) -> openai.APIStatusError:
    body = {"code": told} if told else None
    return openai.APIStatusError("stranger's text", response=httpx.Response(code, request=REQUEST), body=body)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (status(401), Trouble.KEY_REFUSED),
        (status(403), Trouble.KEY_REFUSED),
        (status(404), Trouble.UNKNOWN),
        (status(307), Trouble.MOVED),
        (status(400), Trouble.REFUSED),
        (status(400, "context_length_exceeded"), Trouble.TOO_LONG),
        (status(400, "content_filter"), Trouble.FILTERED),
        (status(429), Trouble.BUSY),
        (status(429, "insufficient_quota"), Trouble.NO_CREDIT),
        (status(500), Trouble.SERVER_FAILED),
        (status(529), Trouble.SERVER_FAILED),
        (openai.APITimeoutError(REQUEST), Trouble.TIMEOUT),
        (openai.APIConnectionError(request=REQUEST), Trouble.UNREACHABLE),
        (httpx.ReadTimeout(""), Trouble.TIMEOUT),
        (httpx.ReadError(""), Trouble.BROKEN_OFF),
        (httpx.RemoteProtocolError(""), Trouble.BROKEN_OFF),
        (ConnectionResetError(), Trouble.UNREACHABLE),
        (json.JSONDecodeError("", "", 0), Trouble.GARBLED),
        (AttributeError(), Trouble.FAILED),
        (ModelError(Trouble.EMPTY), Trouble.EMPTY),
    ],
)
def test_every_error_of_a_client_is_one_of_the_troubles(error: Exception, trouble: Trouble) -> None:
    assert as_model_error(error).trouble is trouble


def test_the_message_is_for_the_operator_and_repeats_no_stranger() -> None:
    message = str(as_model_error(status(401)))
    assert message == "The model: the server refuses the key (status 401). Set OPENAI_API_KEY right."
