"""Vectors from a server, over a real connection."""

import logging
from pathlib import Path

import numpy as np
import pytest

from rag import Answer, Archive, Settings
from rag.errors import RebuildError
from rag.index.embedders import embedder_for, unit_vectors
from rag.providers.embeddings import BATCH, OpenAIEmbedder
from rag.providers.troubles import ModelError, Trouble
from tests.conftest import write_corpus
from tests.model_server import DIMENSIONS, ModelServer, embeds, fails, says_page, vector_of

NEWS = {
    "grain.md": "The harbour of Merova handled 4 million tonnes of grain in 2023.\n",
    "talks.md": "President Ilona Vass met the prime minister in Karsk on 1 April 2024.\n",
}


def settings_of(server: ModelServer, model: str = "m") -> Settings:
    return Settings(
        openai_base_url=server.address,
        openai_embedding_model=model,
        embedding="openai",  # type: ignore[arg-type]
    )


def test_texts_are_asked_for_in_batches_and_come_in_their_order() -> None:
    texts = [f"text number {number}" for number in range(BATCH + 5)]
    with ModelServer(embeds) as server:
        rows = embedder_for(settings_of(server)).embed(texts)
        assert [len(request.body["input"]) for request in server.requests] == [BATCH, 5]
    assert np.array_equal(rows, np.array([vector_of(text) for text in texts], dtype=np.float32))


def test_the_name_holds_the_model() -> None:
    assert OpenAIEmbedder(Settings(openai_embedding_model="nomic")).name == "openai:nomic"


def test_a_server_that_recovers_is_asked_again() -> None:
    with ModelServer(fails(429, {"Retry-After": "0"}), embeds) as server:
        assert unit_vectors(embedder_for(settings_of(server)), ["one"]).shape == (1, DIMENSIONS)
        assert len(server.requests) == 2


@pytest.mark.parametrize(("act", "trouble"), [(fails(401), Trouble.KEY_REFUSED), (says_page, Trouble.GARBLED)])
def test_a_server_that_gives_no_vectors_is_an_error(act: object, trouble: Trouble) -> None:
    with ModelServer(act) as server, pytest.raises(ModelError) as raised:  # type: ignore[arg-type]
        embedder_for(settings_of(server)).embed(["one"])
    assert raised.value.trouble is trouble


def test_no_vector_is_bought_twice_and_a_changed_model_is_noticed(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", NEWS)
    folders = {"corpus_dir": tmp_path / "corpus", "data_dir": tmp_path / "data"}
    with ModelServer(embeds) as server:
        given = {**folders, "openai_base_url": server.address, "embedding": "openai"}
        with Archive.open(Settings(**given, openai_embedding_model="one")) as archive:  # type: ignore[arg-type]
            archive.sync()
            bought = sum(len(request.body["input"]) for request in server.requests)
            archive.sync(rebuild=True)
            assert sum(len(request.body["input"]) for request in server.requests) == bought == len(NEWS)
        with (
            Archive.open(Settings(**given, openai_embedding_model="two")) as other,  # type: ignore[arg-type]
            pytest.raises(RebuildError, match="openai:one"),
        ):
            other.sync()


def test_a_question_is_answered_by_its_words_when_the_server_is_gone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_corpus(tmp_path / "corpus", NEWS)
    with ModelServer(embeds, fails(400)) as server:
        chosen = Settings(
            corpus_dir=tmp_path / "corpus",
            data_dir=tmp_path / "data",
            openai_base_url=server.address,
            embedding="openai",  # type: ignore[arg-type]
        )
        with Archive.open(chosen) as archive:
            archive.sync()
            with caplog.at_level(logging.WARNING):
                reply = archive.ask("Whom did President Ilona Vass meet in Karsk?")
    assert isinstance(reply, Answer)
    assert [citation.quote for citation in reply.citations] == [NEWS["talks.md"].strip()]
    assert "the question is searched by its words alone" in caplog.text
