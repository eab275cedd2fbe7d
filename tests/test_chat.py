"""Having a model write, over a real connection."""

import time
from collections.abc import Iterator

import httpx
import pytest
from llama_index.core.llms import MockLLM
from llama_index.llms.openai import OpenAI

from rag.ports import Ending
from rag.providers.chat import OpenAIChat, as_generator, generator_for
from rag.providers.guarded import Guarded
from rag.providers.troubles import ModelError, Trouble
from rag.records import Usage
from rag.settings import Settings
from tests.model_server import Act, ModelServer, breaks_off, drips, fails, garbles, hangs, refuses, says, stalls


def written(server: ModelServer, seconds: float = 5, **settings: str) -> tuple[str, Ending]:
    chosen = Settings(openai_base_url=server.address, openai_model="any/name:7b", **settings)  # type: ignore[arg-type]
    *pieces, last = Guarded(OpenAIChat(chosen)).stream("The rules.", "The question.", seconds)
    assert isinstance(last, Ending)
    return "".join(map(str, pieces)), last


def test_a_model_of_any_name_writes_without_a_key() -> None:
    with ModelServer(says("Reyl met Vass [1].")) as server:
        assert written(server) == ("Reyl met Vass [1].", Ending(whole=True, usage=Usage(100, 20)))
        (asked,) = server.requests
    assert asked.body["model"] == "any/name:7b"
    assert asked.body["messages"] == [
        {"role": "system", "content": "The rules."},
        {"role": "user", "content": "The question."},
    ]


def test_a_text_cut_at_its_limit_is_not_whole() -> None:
    with ModelServer(says("Reyl met", finish="length", usage=None)) as server:
        assert written(server) == ("Reyl met", Ending(whole=False, usage=None))


@pytest.mark.parametrize("parameter", ["temperature", "stream_options"])
def test_a_parameter_that_the_model_refuses_is_left_out_from_then_on(parameter: str) -> None:
    with ModelServer(refuses(parameter, says("Yes."))) as server:
        model = OpenAIChat(Settings(openai_base_url=server.address))
        for _ in range(2):
            assert list(Guarded(model).stream("", "", 5))[-1] == Ending(usage=Usage(100, 20))
        assert [parameter in request.body for request in server.requests] == [True, False, False]


@pytest.mark.parametrize(
    ("act", "trouble"),
    [
        (fails(401), Trouble.KEY_REFUSED),
        (fails(404), Trouble.UNKNOWN),
        (fails(429, {"Retry-After": "300"}), Trouble.BUSY),
        (fails(429, code="insufficient_quota"), Trouble.NO_CREDIT),
        (says("Reyl met", finish=None), Trouble.BROKEN_OFF),
        (says("Reyl met", finish="content_filter"), Trouble.FILTERED),
        (says(""), Trouble.EMPTY),
        (says("word " * 20_000), Trouble.ENDLESS),
        (breaks_off("Reyl met"), Trouble.BROKEN_OFF),
        (garbles("Reyl met"), Trouble.GARBLED),
    ],
)
def test_each_way_to_fail_is_told_apart(act: Act, trouble: Trouble) -> None:
    with ModelServer(act) as server:
        with pytest.raises(ModelError) as raised:
            written(server)
        assert (raised.value.trouble, len(server.requests)) == (trouble, 1)
        assert "stranger" not in str(raised.value)


@pytest.mark.parametrize("act", [hangs, stalls("Reyl met"), drips("Reyl met")])
def test_a_server_that_does_not_come_to_an_end_is_left_in_time(act: Act) -> None:
    with ModelServer(act) as server:
        start = time.monotonic()
        with pytest.raises(ModelError) as raised:
            written(server, seconds=0.6)
        assert raised.value.trouble is Trouble.TIMEOUT
        assert time.monotonic() - start < 1.5
        assert server.left.wait(1)


@pytest.mark.parametrize("act", [stalls("Reyl met"), drips("Reyl met")])
def test_whoever_stops_reading_closes_the_connection_within_a_second(act: Act) -> None:
    with ModelServer(act) as server:
        stream = Guarded(OpenAIChat(Settings(openai_base_url=server.address))).stream("", "", 20)
        assert next(piece for piece in stream if piece)
        stream.close()  # type: ignore[attr-defined]
        assert server.left.wait(1)


def test_a_server_that_is_not_there_is_told_soon() -> None:
    with ModelServer() as server:
        address = server.address
    start = time.monotonic()
    with pytest.raises(ModelError) as raised:
        list(Guarded(OpenAIChat(Settings(openai_base_url=address))).stream("", "", 10))
    assert raised.value.trouble is Trouble.UNREACHABLE
    assert time.monotonic() - start < 4


def test_a_llama_index_model_writes_through_its_own_client() -> None:
    with ModelServer(says("Reyl met Vass [1].")) as server, httpx.Client() as client:
        model = OpenAI(model="gpt-4o-mini", api_base=server.address, api_key="k", max_retries=0, http_client=client)
        items = [item for item in as_generator(model).stream("The rules.", "The question.", 10) if item]
        assert ("".join(map(str, items[:-1])), items[-1]) == ("Reyl met Vass [1].", Ending(usage=Usage(100, 20)))
        assert server.requests[0].body["messages"][0] == {"role": "system", "content": "The rules."}


def test_a_llama_index_model_that_breaks_off_is_noticed() -> None:
    with ModelServer(says("Reyl met", finish=None)) as server, httpx.Client() as client:
        model = OpenAI(model="gpt-4o-mini", api_base=server.address, api_key="k", max_retries=0, http_client=client)
        with pytest.raises(ModelError) as raised:
            list(as_generator(model).stream("", "", 10))
        assert raised.value.trouble is Trouble.BROKEN_OFF


def test_a_llama_index_model_that_tells_no_end_is_taken_at_its_word() -> None:
    items = [item for item in as_generator(MockLLM()).stream("The rules.", "The question.", 10) if item]
    assert items[-1] == Ending()
    assert "The question." in "".join(map(str, items[:-1]))


class Own:
    """A generator that somebody wrote himself."""

    def stream(self, system: str, user: str, seconds: float) -> Iterator[str | Ending]:
        yield f"{system} {user}"
        yield Ending(usage=Usage(1, 2))


def test_a_generator_of_ones_own_is_taken_as_it_is() -> None:
    assert list(as_generator(Own()).stream("The rules.", "The question.", 5)) == [
        "The rules. The question.",
        Ending(usage=Usage(1, 2)),
    ]


def test_without_key_and_server_there_is_no_model() -> None:
    assert generator_for(Settings()) is None
    assert generator_for(Settings(openai_api_key="k")) is not None
    assert generator_for(Settings(openai_base_url="http://127.0.0.1:1/v1")) is not None
