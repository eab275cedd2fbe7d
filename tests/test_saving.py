from dataclasses import replace
from pathlib import Path

import pytest

from rag.adding.saving import Saved, save
from rag.corpus.articles import read_file
from rag.errors import ArticleError, CorpusError
from tests.test_composing import ARTICLE

NAME = "2022-01-12-harbour-opens.md"


def test_an_article_is_saved_as_a_file_that_reads_back_the_same(tmp_path: Path) -> None:
    saved = save(tmp_path / "corpus", ARTICLE, max_bytes=10_000)
    assert saved == Saved(replace(ARTICLE, id=NAME), is_new=True)
    assert read_file(tmp_path / "corpus", NAME, max_bytes=10_000).articles == (saved.article,)


def test_the_same_article_is_not_saved_twice(tmp_path: Path) -> None:
    save(tmp_path, ARTICLE, max_bytes=10_000)
    assert save(tmp_path, ARTICLE, max_bytes=10_000) == Saved(replace(ARTICLE, id=NAME), is_new=False)
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


def test_another_article_of_that_day_and_title_gets_a_number(tmp_path: Path) -> None:
    save(tmp_path, ARTICLE, max_bytes=10_000)
    other = save(tmp_path, replace(ARTICLE, text="Another text.\n"), max_bytes=10_000)
    assert (other.article.id, other.is_new) == ("2022-01-12-harbour-opens-2.md", True)


def test_what_the_corpus_would_not_read_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"its [\d,]+ bytes are above the limit of 100"):
        save(tmp_path, ARTICLE, max_bytes=100)
    assert list(tmp_path.iterdir()) == []


def test_a_corpus_folder_that_cannot_be_made_is_a_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="cannot be made"):
        save(tmp_path / "file" / "corpus", ARTICLE, max_bytes=10_000)
