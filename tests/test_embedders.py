import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest
from llama_index.core.embeddings import MockEmbedding

from rag.errors import ProviderError, SettingsError
from rag.index.embedders import LocalEmbedder, as_embedder, embedder_for, unit_vectors
from rag.settings import Embedding, Settings

if TYPE_CHECKING:
    from rag.ports import Vectors


class Scripted:
    """Gives the rows it was made with, whatever it is asked."""

    name = "scripted"

    def __init__(self, rows: object) -> None:
        self._rows = rows

    def embed(self, texts: Sequence[str]) -> "Vectors":
        return np.asarray(self._rows, dtype=np.float32)


def test_the_local_embedder_puts_kindred_texts_nearer_than_strange_ones(embedder: LocalEmbedder) -> None:
    talks, envoy, cake = unit_vectors(
        embedder, ["peace negotiations", "diplomats hold talks on ending the war", "a recipe for chocolate cake"]
    )
    assert talks.shape == (256,)
    assert float(talks @ envoy) > float(talks @ cake)


def test_vectors_have_unit_length_and_an_empty_text_has_none(embedder: LocalEmbedder) -> None:
    lengths = np.linalg.norm(unit_vectors(embedder, ["talks", "", "Переговоры"]), axis=1)
    assert lengths.tolist() == pytest.approx([1.0, 0.0, 1.0])


def test_the_same_texts_have_the_same_vectors_in_any_company(embedder: LocalEmbedder) -> None:
    alone = unit_vectors(embedder, ["the grain corridor"])[0]
    together = unit_vectors(embedder, ["a far longer text about something else", "the grain corridor"])[1]
    assert np.allclose(alone, together, atol=1e-6)


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([[1.0, 2.0]], r"gave shape \(1, 2\) for 2 texts"),
        ([1.0, 2.0], r"gave shape \(2,\) for 2 texts"),
        ([[1.0], [float("nan")]], "not finite"),
    ],
)
def test_nonsense_from_a_model_is_an_error(rows: object, complaint: str) -> None:
    with pytest.raises(ProviderError, match=complaint):
        unit_vectors(Scripted(rows), ["one", "two"])


def test_a_llama_index_embedding_is_accepted_as_it_is() -> None:
    embedder = as_embedder(MockEmbedding(embed_dim=4, model_name="mock"))
    assert embedder.name == "mock"
    assert unit_vectors(embedder, ["one", "two"]).shape == (2, 4)


def test_the_settings_choose_the_embedder() -> None:
    assert embedder_for(Settings()).name == "wordllama-256"
    assert embedder_for(Settings(embedding=Embedding.MINILM)).name == "all-MiniLM-L6-v2"
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        embedder_for(Settings(embedding=Embedding.OPENAI))


def test_loading_the_model_leaves_the_logging_of_the_program_alone() -> None:
    program = (
        "import logging; from rag.index.embedders import LocalEmbedder; LocalEmbedder().embed(['news']);"
        " print(logging.getLogger().handlers, logging.getLogger().level)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[] 30\n", "")
