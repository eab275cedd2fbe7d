"""What llama-index does when it is left to itself, with the archive's embedding."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus_folders import read_corpus
from rag.index.embedders import embedder_for, unit_vectors
from rag.records import Article, Evidence, NoAnswer, Turn
from rag.settings import Settings

if TYPE_CHECKING:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from rag.ports import Embedder

# The evidence that an answer would be written from, as many passages as the archive takes.
_FOR_AN_ANSWER = 10


@contextmanager
def stock_llama_index(corpus: Path, data: Path) -> Iterator["StockRetriever"]:
    """A VectorStoreIndex over `corpus`, kept by Chroma in `data`: default splitter, default settings."""
    import chromadb
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.core.callbacks import CallbackManager
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.chroma import ChromaVectorStore

    articles = read_corpus(corpus)
    documents = [Document(id_=article.id, text=article.text, metadata=_metadata(article)) for article in articles]
    callbacks = CallbackManager()
    client = chromadb.PersistentClient(path=str(data))
    collection = client.create_collection("stock", embedding_function=None)
    store = ChromaVectorStore(chroma_collection=collection)
    index = VectorStoreIndex.from_documents(
        documents,
        embed_model=as_embedding(embedder_for(Settings.from_environment())),
        transformations=[SentenceSplitter(callback_manager=callbacks)],
        callback_manager=callbacks,
        storage_context=StorageContext.from_defaults(vector_store=store),
    )
    try:
        yield StockRetriever(articles, index)
    finally:
        client.close()  # type: ignore[attr-defined]  # in the client, missing from its interface


class StockRetriever:
    """Retrieves alone: without a model it has no answers, so `ask` fetches the evidence for one and refuses."""

    def __init__(self, articles: Sequence[Article], index: "VectorStoreIndex") -> None:
        self._articles = {article.id: article for article in articles}
        self._index = index

    def retrieve(self, question: str, *, limit: int, history: Sequence[Turn]) -> list[Evidence]:  # noqa: ARG002
        """The nearest nodes, as evidence."""
        nodes = self._index.as_retriever(similarity_top_k=limit).retrieve(question)
        found = [(self._articles[node.node.ref_doc_id or ""], node) for node in nodes]
        return [
            Evidence(number, article, *_span(article, node.node.get_content()), node.score or 0.0)
            for number, (article, node) in enumerate(found, start=1)
        ]

    def ask(self, question: str, *, history: Sequence[Turn]) -> NoAnswer:
        """What an answer would be written from, and no answer."""
        self.retrieve(question, limit=_FOR_AN_ANSWER, history=history)
        return NoAnswer("It has no answers without a model.", 0.0)

    def article(self, id_: str) -> Article | None:
        """The article of an id."""
        return self._articles.get(id_)


def _span(article: Article, text: str) -> tuple[int, int]:
    start = max(0, article.text.find(text))
    return start, start + len(text)


def _metadata(article: Article) -> dict[str, str]:
    published = article.published.isoformat() if article.published else ""
    told = {"title": article.title, "source": article.source, "published": published}
    return {name: value for name, value in told.items() if value}


def as_embedding(embedder: "Embedder") -> "BaseEmbedding":
    """The archive's embedder as llama-index takes one."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class Wrapped(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return [float(value) for value in unit_vectors(embedder, [text])[0]]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(value) for value in row] for row in unit_vectors(embedder, texts)]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    return Wrapped(model_name=embedder.name)
