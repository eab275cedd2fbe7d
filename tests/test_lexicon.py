import os
from datetime import date
from pathlib import Path

import pytest

from rag.errors import DataError
from rag.index.lexicon import Entry, Lexicon, Narrowing
from rag.records import Article

EVERYTHING = Narrowing()


def entry(key: int, body: str, *, title: str = "", source: str = "", published: date | None = None) -> Entry:
    return Entry(key, body, title, source, published)


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    return Lexicon(tmp_path / "words")


def keys(lexicon: Lexicon, *words: str, within: Narrowing = EVERYTHING) -> list[int]:
    return [key for key, _ in lexicon.search(dict.fromkeys(words, 1.0), 10, within)]


def test_a_rare_word_counts_more_than_a_common_one(lexicon: Lexicon) -> None:
    lexicon.put([entry(1, "talk grain"), entry(2, "talk envoy"), entry(3, "talk port"), entry(4, "talk sea")])
    assert keys(lexicon, "talk", "envoy")[0] == 2


def test_a_weight_of_the_question_moves_the_order(lexicon: Lexicon) -> None:
    lexicon.put([entry(1, "grain ship"), entry(2, "envoy ship")])
    assert [key for key, _ in lexicon.search({"grain": 1.0, "envoy": 3.0}, 10, EVERYTHING)] == [2, 1]


def test_titles_are_searched(lexicon: Lexicon) -> None:
    lexicon.put([entry(1, "x", title="harvest"), entry(2, "y"), entry(3, "z")])
    assert keys(lexicon, "harvest") == [1]


def test_putting_twice_and_removing_twice_change_nothing(lexicon: Lexicon) -> None:
    lexicon.put([entry(1, "grain"), entry(2, "grain")])
    lexicon.put([entry(1, "envoy")])
    assert (lexicon.count(), keys(lexicon, "grain"), keys(lexicon, "envoy")) == (2, [2], [1])
    lexicon.remove([1, 99])
    lexicon.remove([1])
    assert lexicon.count() == 1


def test_a_search_is_held_to_an_outlet_and_a_window(lexicon: Lexicon) -> None:
    lexicon.put(
        [
            entry(1, "grain", source="The Post", published=date(2024, 1, 1)),
            entry(2, "grain", source="The Post", published=date(2024, 1, 31)),
            entry(3, "grain", source="The Farm", published=date(2024, 1, 15)),
            entry(4, "grain"),
        ]
    )
    january = Narrowing(since=date(2024, 1, 1), until=date(2024, 1, 31))
    assert sorted(keys(lexicon, "grain", within=january)) == [1, 2, 3]
    assert sorted(keys(lexicon, "grain", within=Narrowing(source="THE POST"))) == [1, 2]
    assert keys(lexicon, "grain", within=Narrowing(source="The Farm", since=date(2024, 1, 16))) == []


def test_frequency_counts_the_passages_that_hold_a_word(lexicon: Lexicon) -> None:
    lexicon.put([entry(1, "grain grain"), entry(2, "grain"), entry(3, "sea", title="grain")])
    assert (lexicon.frequency("grain"), lexicon.frequency("unheard")) == (2, 0)


def test_a_search_is_held_to_any_of_several_narrowings(lexicon: Lexicon) -> None:
    lexicon.put(
        [
            entry(1, "grain", source="The Post", published=date(2023, 5, 4)),
            entry(2, "grain", source="The Farm", published=date(2024, 5, 4)),
            entry(3, "grain", source="The Globe", published=date(2024, 5, 5)),
        ]
    )
    found = lexicon.search({"grain": 1.0}, 10, Narrowing(source="The Globe"), Narrowing(day=(5, 4)))
    assert sorted(key for key, _ in found) == [1, 2, 3]
    assert [key for key, _ in lexicon.search({"grain": 1.0}, 10, Narrowing(source="The Farm", day=(5, 4)))] == [2]
    assert lexicon.search({"grain": 1.0}, 10, Narrowing(source="The Globe", day=(5, 4))) == []


@pytest.mark.parametrize(
    ("narrowing", "admitted"),
    [
        (Narrowing(), True),
        (Narrowing(source="the post"), True),
        (Narrowing(source="The Farm"), False),
        (Narrowing(since=date(2024, 5, 4), until=date(2024, 5, 4), day=(5, 4)), True),
        (Narrowing(since=date(2024, 5, 5)), False),
        (Narrowing(until=date(2024, 5, 3)), False),
        (Narrowing(day=(5, 5)), False),
    ],
)
def test_a_narrowing_admits_what_a_search_held_to_it_finds(
    lexicon: Lexicon, narrowing: Narrowing, *, admitted: bool
) -> None:
    article = Article("a", "", "The Post", "", date(2024, 5, 4), "", "en", "grain")
    lexicon.put([entry(1, "grain", source=article.source, published=article.published)])
    assert narrowing.admits(article) is admitted
    assert bool(keys(lexicon, "grain", within=narrowing)) is admitted


def test_words_are_never_read_as_query_syntax(lexicon: Lexicon) -> None:
    lexicon.put([entry(1, "and title:x")])
    assert keys(lexicon, "AND", "*", "title:", '"') == []
    assert keys(lexicon, "title:x") == [1]


def test_what_another_reader_wrote_is_seen_after_a_refresh(lexicon: Lexicon, tmp_path: Path) -> None:
    lexicon.put([entry(1, "grain")])
    other = Lexicon(tmp_path / "words")
    other.put([entry(2, "grain")])
    lexicon.refresh()
    assert sorted(keys(lexicon, "grain")) == [1, 2]


def test_a_cleared_index_is_empty(lexicon: Lexicon) -> None:
    lexicon.put([entry(1, "grain")])
    lexicon.replace_all([])
    assert (lexicon.count(), keys(lexicon, "grain")) == (0, [])


def test_a_folder_that_cannot_be_opened_is_named_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("a file where a folder should be")
    with pytest.raises(DataError, match=r"rag sync --rebuild"):
        Lexicon(tmp_path / "words").count()


def test_a_folder_that_can_only_be_read_is_read(
    lexicon: Lexicon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lexicon.put([entry(1, "grain")])
    folder = lexicon._folder  # noqa: SLF001 - another process's view of it
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    reader = Lexicon(folder)
    assert reader.keys() == {1}
    monkeypatch.undo()
    lexicon.put([entry(2, "steel")])
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    reader.refresh()
    assert reader.keys() == {1, 2}


def test_where_a_new_index_cannot_be_made_the_cure_is_room_and_the_old_one_answers(
    lexicon: Lexicon, tmp_path: Path
) -> None:
    lexicon.put([entry(1, "grain")])
    (tmp_path / "words.new").write_text("a file where the folder should be")
    with pytest.raises(DataError, match=r"cannot be written .*see that its disk has room"):
        lexicon.replace_all([entry(2, "ship")])
    assert keys(lexicon, "grain") == [1]
