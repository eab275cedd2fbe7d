from llama_index.core import PromptTemplate
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import get_response_synthesizer

from rag.llamaindex import ArticleRetriever, query_engine
from tests.conftest import OpenArchive

TALKS = """---
title: Talks on grain
source: The Post
published: 2024-05-01
url: https://post.example/1
---
The envoy spoke of grain at the harbour.
"""
HARVEST = "---\ntitle: Harvest\n---\nThe farmers brought in the wheat.\n"


def test_evidence_becomes_nodes_with_their_articles_facts(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS, "harvest.md": HARVEST})
    archive.sync()
    nodes = ArticleRetriever(archive, limit=1).retrieve("What did the envoy say?")
    assert [node.node.get_content() for node in nodes] == ["The envoy spoke of grain at the harbour."]
    assert nodes[0].node.metadata == {
        "article_id": "talks.md",
        "title": "Talks on grain",
        "source": "The Post",
        "author": "",
        "published": "2024-05-01",
        "url": "https://post.example/1",
    }
    assert 0 < (nodes[0].score or 0) <= 1


def test_the_retriever_works_in_a_plain_query_engine(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    llm = MockLLM()
    synthesizer = get_response_synthesizer(llm=llm, text_qa_template=PromptTemplate("{context_str} | {query_str}"))
    engine = RetrieverQueryEngine(ArticleRetriever(archive), response_synthesizer=synthesizer)
    response = engine.query("What did the envoy say?")
    assert "The envoy spoke of grain at the harbour. | What did the envoy say?" in str(response).replace("\n", " ")
    assert [node.node.metadata["article_id"] for node in response.source_nodes] == ["talks.md"]


def test_the_query_engine_takes_a_model(open_archive: OpenArchive) -> None:
    archive = open_archive({"talks.md": TALKS})
    archive.sync()
    response = query_engine(archive, MockLLM(max_tokens=4)).query("What did the envoy say?")
    assert len(response.source_nodes) == 1
