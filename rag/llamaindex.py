"""Lets an archive stand inside any llama-index program, as a retriever.

    from llama_index.core.llms import LLM
from llama_index.core.query_engine import RetrieverQueryEngine
    from rag import Archive
    from rag.llamaindex import ArticleRetriever

    engine = RetrieverQueryEngine.from_args(ArticleRetriever(Archive.open()), llm=...)

Importing this module imports llama-index, which takes seconds; `rag` itself does not import it.
"""

from typing import Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.llms import LLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.archive import Archive
from rag.records import Evidence


class ArticleRetriever(BaseRetriever):
    """Retrieves an archive's evidence as llama-index nodes, best first, with scores of 0..1.

    A node's text is the passage alone; its article's id, title, outlet, author, date and URL, and the passage's
    offsets in the article, are its metadata.
    """

    def __init__(self, archive: Archive, limit: int = 8, **options: Any) -> None:  # noqa: ANN401 - BaseRetriever's own
        super().__init__(**options)
        self._archive = archive
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._archive.retrieve(query_bundle.query_str, limit=self._limit)
        return [NodeWithScore(node=_node(evidence), score=evidence.score) for evidence in found]


def query_engine(archive: Archive, llm: LLM, limit: int = 8) -> RetrieverQueryEngine:
    """A llama-index query engine over an archive; its answers are the model's own, not checked by this package."""
    return RetrieverQueryEngine.from_args(ArticleRetriever(archive, limit), llm=llm)


def _node(evidence: Evidence) -> TextNode:
    article = evidence.article
    metadata = {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published.isoformat() if article.published else "",
        "url": article.url,
    }
    return TextNode(
        id_=f"{article.id}:{evidence.start}-{evidence.end}",
        text=evidence.text,
        metadata=metadata,
        start_char_idx=evidence.start,
        end_char_idx=evidence.end,
    )
