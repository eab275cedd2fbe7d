"""Turns texts into vectors: the embedders that can be chosen, and the check of what any of them gives."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rag.errors import ProviderError, SettingsError
from rag.index.word_vectors import WordVectors
from rag.settings import Embedding, Settings

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from rag.ports import Embedder, Vectors


class LocalEmbedder:
    """Static word vectors of 256 dimensions whose model is inside the wordllama package; needs no network."""

    name = "wordllama-256"

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._model: WordVectors | None = None

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """One row a text; about 5,000 passages of 1,000 characters a second on one core."""
        return _of_unit_length(self._loaded().means(texts))

    def _loaded(self) -> WordVectors:
        with self._loading:
            if self._model is None:
                with _own_logging():
                    import wordllama

                # The plain call looks for the tokenizer beside the network; it lies in the package's own folder.
                folder = Path(wordllama.__file__).parent
                model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
                self._model = WordVectors(model.tokenizer, model.embedding)
            return self._model


@contextmanager
def _own_logging() -> Iterator[None]:
    """Keep a library from setting up the logging of the whole program as it is imported.

    wordllama has everything of level INFO printed, other libraries' addresses among it, unless somebody listens.
    """
    listener = logging.NullHandler()
    logging.getLogger().addHandler(listener)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(listener)


class MinilmEmbedder:
    """Chroma's own all-MiniLM-L6-v2 (384 dimensions, ONNX); its 80 MB are fetched at first use."""

    name = "all-MiniLM-L6-v2"

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._model: Any = None

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """One row a text; about 14 passages of 1,000 characters a second on two cores."""
        import numpy as np

        try:
            with self._loading:
                if self._model is None:
                    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

                    self._model = ONNXMiniLM_L6_V2()
            return np.asarray(self._model(list(texts)), dtype=np.float32)
        except Exception as error:  # whatever the fetch and the runtime raise
            raise ProviderError(
                f"The MiniLM model cannot be had ({type(error).__name__}); it is fetched once from the network. "
                "Connect, or set RAG_EMBEDDING=local."
            ) from error


class LlamaIndexEmbedder:
    """Any llama-index embedding model."""

    def __init__(self, model: Any) -> None:  # noqa: ANN401 - a BaseEmbedding, whose import costs seconds
        self._model = model
        self.name = str(model.model_name)

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """One row a text, in the model's own dimensions."""
        import numpy as np

        try:
            return np.asarray(self._model.get_text_embedding_batch(list(texts)), dtype=np.float32)
        except Exception as error:  # each provider has its own tree of errors
            raise ProviderError(f"The embedding model {self.name!r} failed ({type(error).__name__}).") from error


def embedder_for(settings: Settings) -> "Embedder":
    """The embedder that the settings name."""
    if settings.embedding is Embedding.LOCAL:
        return LocalEmbedder()
    if settings.embedding is Embedding.MINILM:
        return MinilmEmbedder()
    if not settings.names_a_server:
        raise SettingsError("RAG_EMBEDDING is 'openai', which needs OPENAI_API_KEY or OPENAI_BASE_URL.")
    from rag.providers.embeddings import OpenAIEmbedder

    return OpenAIEmbedder(settings)


def can_name(settings: Settings, embedder: "Embedder") -> bool:
    """Whether another process can make this embedder, or one that gives the same vectors, from the settings."""
    try:
        return embedder_for(settings).name == embedder.name
    except SettingsError:
        return False


def unit_vectors(embedder: "Embedder", texts: Sequence[str]) -> "Vectors":
    """One row of unit length a text (zero where a text has no known word).

    Raises ProviderError when the embedder fails, or gives too few rows or numbers that are none.
    """
    import numpy as np

    rows = np.asarray(embedder.embed(texts), dtype=np.float32)
    if rows.ndim != 2 or len(rows) != len(texts):  # noqa: PLR2004 - rows and columns
        raise ProviderError(f"The embedding model {embedder.name!r} gave shape {rows.shape} for {len(texts)} texts.")
    if not np.isfinite(rows).all():
        raise ProviderError(f"The embedding model {embedder.name!r} gave numbers that are not finite.")
    return _of_unit_length(rows)


def _of_unit_length(rows: "Vectors") -> "Vectors":
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return unit


def as_embedder(embedder: "Embedder | BaseEmbedding") -> "Embedder":
    """`embedder` itself, or a llama-index embedding model made into one."""
    return cast("Embedder", embedder) if hasattr(embedder, "embed") else LlamaIndexEmbedder(embedder)
