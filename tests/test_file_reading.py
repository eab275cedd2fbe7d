import time
from pathlib import Path

import numpy as np
import pytest

from rag.corpus.articles import SourceFile, source_files
from rag.index.embedders import LocalEmbedder, unit_vectors
from rag.index.file_reading import Job, ReaderHere, Reading
from rag.index.preparing import article_digest, embedded_text
from tests.conftest import write_corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write_corpus(
        tmp_path,
        {
            "talks.md": "---\ntitle: Talks\n---\nThe envoy spoke of grain.\n",
            "many.jsonl": '{"id": "a", "text": "One ship left."}\n{"id": "b", "text": "Two ships left."}\nbroken\n',
        },
    )
    return tmp_path


def job(corpus: Path, path: str, before: dict[str, str] | None = None) -> Job:
    (file,) = [file for file in source_files(corpus)[0] if file.path == path]
    return Job(file, before or {})


def test_a_file_gives_its_articles_prepared(corpus: Path) -> None:
    began = time.time_ns()
    asked = job(corpus, "talks.md")
    ((answered, reading),) = ReaderHere(corpus, 1_000).read([asked])
    assert answered is asked
    assert reading.ids == ("talks.md",)
    assert [one.article.title for one in reading.changed] == ["Talks"]
    assert reading.vectors == {}
    assert began <= reading.read_ns <= time.time_ns()


def test_only_what_changed_is_prepared(corpus: Path) -> None:
    first = ReaderHere(corpus, 1_000).reading(job(corpus, "many.jsonl"))
    assert first.ids == ("many.jsonl#a", "many.jsonl#b")
    assert len(first.failed) == 1
    before = {"many.jsonl#a": article_digest(first.changed[0].article), "many.jsonl#b": "another"}
    again = ReaderHere(corpus, 1_000).reading(job(corpus, "many.jsonl", before))
    assert [one.article.id for one in again.changed] == ["many.jsonl#b"]
    assert again.ids == first.ids


def test_vectors_are_made_on_the_way_where_they_can_be(corpus: Path, embedder: LocalEmbedder) -> None:
    reading = ReaderHere(corpus, 1_000, embedder).reading(job(corpus, "talks.md"))
    (article,) = reading.changed
    (passage,) = article.passages
    (row,) = unit_vectors(embedder, [embedded_text(article.article, passage.passage)])
    assert list(reading.vectors) == [passage.digest]
    assert np.frombuffer(reading.vectors[passage.digest], dtype=np.float32).tolist() == row.tolist()


def test_a_file_whose_bytes_cannot_be_had_says_why(corpus: Path) -> None:
    gone = ReaderHere(corpus, 1_000).reading(Job(SourceFile("gone.md", 1, 1), {}))
    assert gone == Reading(unread="it is gone; put it back or sync again")
