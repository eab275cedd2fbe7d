"""Measures stock llama-index on the same files: its IngestionPipeline into Chroma."""

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from benchmarks.corpus_folders import read_corpus
from benchmarks.scale.indexing import Folders
from benchmarks.scale.rows import Sizes
from benchmarks.stock_llama_index import as_embedding
from rag.index.embedders import LocalEmbedder
from rag.index.preparing import embedded_text
from rag.passages import passages

if TYPE_CHECKING:
    from llama_index.core.schema import TextNode

    from rag.records import Article

# Chroma refuses more than 5,461 passages at once, and the pipeline gives it all it is run with.
_BATCH = 5_000


def stock_indexed(folders: Folders) -> Sizes:
    """Index the corpus by llama-index: our reading, our passages and our embedding, its pipeline and its store."""
    import chromadb
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.vector_stores.chroma import ChromaVectorStore

    began = time.perf_counter()
    client = chromadb.PersistentClient(path=str(folders.data))
    collection = client.create_collection("stock", embedding_function=None)
    pipeline = IngestionPipeline(
        transformations=[as_embedding(LocalEmbedder())],
        vector_store=ChromaVectorStore(chroma_collection=collection),
    )
    amount = 0
    for batch in _batches(_nodes(read_corpus(folders.corpus))):
        pipeline.run(nodes=batch)
        amount += len(batch)
    seconds = time.perf_counter() - began
    client.close()  # type: ignore[attr-defined]  # in the client, missing from its interface
    return Sizes(folders.articles, stock_rate=amount / seconds)


def _nodes(articles: "Sequence[Article]") -> "Iterator[TextNode]":
    from llama_index.core.schema import TextNode

    for article in articles:
        for passage in passages(article):
            yield TextNode(id_=f"{article.id}/{passage.number}", text=embedded_text(article, passage))


def _batches(nodes: "Iterator[TextNode]") -> Iterator[list[Any]]:
    batch: list[TextNode] = []
    for node in nodes:
        batch.append(node)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
