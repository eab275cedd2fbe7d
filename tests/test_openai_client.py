"""Where requests go: to the address the user chose, and to no other."""

import pytest

from rag.providers.openai_client import PUBLIC_SERVICE, openai_client
from rag.settings import Settings
from tests.model_server import ModelServer, embeds, says, sends_on


def asked(settings: Settings) -> None:
    with openai_client(settings) as client:
        client.embeddings.create(model="m", input=["a"], encoding_format="float")
        client.chat.completions.create(model="m", messages=[{"role": "user", "content": "a"}], stream=True).close()


@pytest.mark.parametrize("name", ["OPENAI_BASE_URL", "OPENAI_API_BASE"])
def test_both_names_of_the_variable_are_obeyed_for_chat_and_embeddings(name: str) -> None:
    with ModelServer(embeds, says("Yes.")) as server:
        asked(Settings.from_environment({name: f"{server.address}/"}))
        assert [request.path for request in server.requests] == ["/v1/embeddings", "/v1/chat/completions"]


def test_the_settings_win_over_what_the_client_reads_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    with ModelServer(embeds, says("Yes.")) as chosen, ModelServer(embeds) as other:
        for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE"):
            monkeypatch.setenv(name, other.address)
        monkeypatch.setenv("OPENAI_API_KEY", "somebody-else's")
        asked(Settings(openai_base_url=chosen.address))
        assert (len(chosen.requests), len(other.requests)) == (2, 0)
        assert not any("Authorization" in request.headers for request in chosen.requests)


def test_what_is_asked_of_this_machine_goes_through_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with ModelServer(embeds, says("Yes.")) as server, ModelServer(embeds) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address.removesuffix("/v1"))
        monkeypatch.setenv("http_proxy", proxy.address.removesuffix("/v1"))
        asked(Settings(openai_base_url=server.address))
        assert (len(server.requests), proxy.requests) == (2, [])


def test_a_redirect_takes_nothing_to_another_address() -> None:
    with ModelServer(embeds) as other, ModelServer(sends_on(other.address)) as server:
        with pytest.raises(Exception, match="307"):
            asked(Settings(openai_base_url=server.address, openai_api_key="secret"))
        assert (len(server.requests), other.requests) == (1, [])


def test_the_key_is_sent_where_there_is_one() -> None:
    with ModelServer(embeds, says("Yes."), key="secret") as server:
        asked(Settings(openai_base_url=server.address, openai_api_key="secret"))
        assert {request.headers["Authorization"] for request in server.requests} == {"Bearer secret"}


def test_a_key_alone_means_the_public_service() -> None:
    with openai_client(Settings(openai_api_key="secret")) as client:
        assert str(client.base_url).rstrip("/") == PUBLIC_SERVICE
