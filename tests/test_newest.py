from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from rag import Answer, Archive, Settings
from rag import newest as room
from rag.index.embedders import LocalEmbedder
from rag.search import nearness
from tests.conftest import write_corpus

NEWS = {
    "port.md": "---\ntitle: The port\ndate: 2024-03-01\n---\nThe harbour of Riga opens soon. Its director is Anna.\n",
    "bridge.md": "---\ntitle: The bridge\ndate: 2024-04-01\n---\nThe bridge over the Selm cost 84 million crowns.\n",
    "fair.md": "---\ntitle: The fair\n---\nNobody knows when the fair of Selm was held.\n",
}
QUESTION = "What did the bridge over the Selm cost?"


class Watched(LocalEmbedder):
    """Remembers what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.update(texts)
        return super().embed(texts)


@pytest.fixture
def embedder() -> Watched:
    return Watched()


@pytest.fixture
def archive(tmp_path: Path, embedder: Watched) -> Iterator[Archive]:
    write_corpus(tmp_path / "corpus", NEWS)
    settings = Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")
    with Archive.open(settings, embedder=embedder) as opened:
        opened.sync()
        yield opened


def test_after_it_a_question_meets_no_new_word_of_the_articles(archive: Archive, embedder: Watched) -> None:
    assert list(archive.read_newest()) == [1, 2, 3]
    embedder.asked.clear()
    assert isinstance(archive.ask(QUESTION), Answer)
    # The question as a whole; all its words stand in the articles.
    assert embedder.asked == {QUESTION}


def test_the_newest_passage_is_read_first(archive: Archive, embedder: Watched) -> None:
    steps = archive.read_newest()
    for word in ("crowns", "director", "fair"):
        assert word not in embedder.asked
        next(steps)
        assert word in embedder.asked


def test_each_passage_is_read_once_and_what_is_new_later(archive: Archive, tmp_path: Path) -> None:
    assert list(archive.read_newest()) == [1, 2, 3]
    assert list(archive.read_newest()) == []
    write_corpus(
        tmp_path / "corpus", {"fair.md": "The fair of Selm was held in May.\n", "new.md": "Snow fell in Tarn.\n"}
    )
    archive.sync()
    assert list(archive.read_newest()) == [1, 2]


def test_it_ends_where_the_newest_have_taken_their_part_of_the_room(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "PASSAGES", 2)
    assert list(archive.read_newest()) == [1, 2]
    monkeypatch.setattr(room, "PASSAGES", 3)
    monkeypatch.setattr(nearness, "_REMEMBERED_WORDS", 8)
    assert list(archive.read_newest()) == []
