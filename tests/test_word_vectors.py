from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import wordllama
from wordllama.inference import WordLlamaInference

from rag.index import word_vectors
from rag.index.word_vectors import WordVectors

if TYPE_CHECKING:
    from rag.ports import Vectors

TEXTS = [
    "The envoy spoke of grain.",
    "Talks | The Post | 1 May 2024\nThe envoy's ship, the “Aurora”, left at 10:30 — without him…",
    "Spaces  in   a row, and one at the end ",
    " one at the start",
    "Переговоры о зерне продолжаются. 穀物に関する協議。 Sarunas turpinās.",
    "a tab\tand\n\ntwo lines\n",
    "marks of the model <s> in a text </s> and <unk> too",
    "🌾 grain",
    "word",
    "",
]


@pytest.fixture(scope="module")
def model() -> WordLlamaInference:
    return wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)


@pytest.fixture(scope="module")
def own(model: WordLlamaInference) -> "Vectors":
    return np.asarray(model.embed(TEXTS), dtype=np.float32)


def test_means_are_those_of_wordllama_itself(model: WordLlamaInference, own: "Vectors") -> None:
    vectors = WordVectors(model.tokenizer, model.embedding)
    assert np.allclose(vectors.means(TEXTS), own, atol=1e-5)
    assert np.allclose(vectors.means(TEXTS), own, atol=1e-5), "words that were cut before are the same"
    assert not vectors.means([""]).any()


def test_what_is_remembered_has_a_bound(
    model: WordLlamaInference, own: "Vectors", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_vectors, "_REMEMBERED_WORDS", 8)
    vectors = WordVectors(model.tokenizer, model.embedding)
    for text, row in zip(TEXTS, own, strict=True):
        assert np.allclose(vectors.means([text])[0], row, atol=1e-5)


def test_no_texts_have_no_rows(model: WordLlamaInference) -> None:
    assert WordVectors(model.tokenizer, model.embedding).means([]).shape == (0, 256)
