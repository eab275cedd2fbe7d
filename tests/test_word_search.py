from pathlib import Path

import pytest

from rag.index.lexicon import Entry, Lexicon, Narrowing
from rag.search.word_search import WordSearch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    entries = [
        Entry(key=1, body="grain envoy spoke", title="grain", source="The Post", published=None),
        Entry(key=2, body="vessel left port", title="harbour", source="The Globe", published=None),
    ]
    Lexicon(tmp_path / "words").put(entries)
    return tmp_path / "words"


def test_a_whole_index_tells_what_it_holds(folder: Path) -> None:
    words = WordSearch(Lexicon(folder))
    assert (words.passages(), words.holding("grain"), words.holding("parrot")) == (2, 1, 0)
    assert words.best({"grain": 1.0, "port": 0.1}, 5) == [1, 2]
    assert words.best({"grain": 1.0, "port": 0.1}, 5, Narrowing(source="The Globe")) == [2]


def test_a_damaged_index_counts_as_empty_and_is_warned_of_once(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "meta.json").write_text("{")
    words = WordSearch(Lexicon(folder))
    words.refresh()
    assert (words.passages(), words.holding("grain"), words.best({"grain": 1.0}, 5)) == (0, 0, [])
    assert [record.message.split(":")[0] for record in caplog.records] == ["meaning alone answers, until the next sync"]


def test_an_index_that_was_made_again_is_found_in_again(folder: Path) -> None:
    whole = (folder / "meta.json").read_text()
    (folder / "meta.json").write_text("{")
    words = WordSearch(Lexicon(folder))
    assert words.best({"grain": 1.0}, 5) == []
    (folder / "meta.json").write_text(whole)
    assert words.best({"grain": 1.0}, 5) == [1]
