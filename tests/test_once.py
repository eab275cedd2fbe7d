from dataclasses import replace
from datetime import date

from rag.index.catalogue import Located
from rag.records import Article, Passage
from rag.search.gathering import Gathered
from rag.search.once import said_once
from rag.search.ranking import Candidate

WORDS = tuple(f"word{letter}" for letter in "abcdefghijklmnopqrst")
FIRST = Article("first.md", "Talks", "The Post", "", date(2024, 5, 1), "", "en", "")
SECOND = replace(FIRST, id="second.md", source="The Gazette", published=date(2024, 5, 2))
PAIR = {(1, 2), (2, 1)}


def passage(key: int, article_key: int, article: Article, body: tuple[str, ...] = WORDS) -> Gathered:
    candidate = Candidate(key, article.id, article.source, article.published, body, (), None)
    return Gathered(candidate, Located(key, article_key, article, Passage(0, 0, 0)))


def kept(*gathered: Gathered, pairs: set[tuple[int, int]] = PAIR, outlets: tuple[str, ...] = ()) -> list[int]:
    return [one.candidate.key for one in said_once(gathered, pairs, outlets)]


def test_of_two_copies_the_earlier_is_kept() -> None:
    assert kept(passage(11, 1, FIRST), passage(21, 2, SECOND)) == [11]


def test_the_outlet_that_the_question_names_goes_first() -> None:
    assert kept(passage(11, 1, FIRST), passage(21, 2, SECOND), outlets=("The Gazette",)) == [21]


def test_what_the_other_does_not_say_stays() -> None:
    assert kept(passage(11, 1, FIRST), passage(21, 2, SECOND, (*WORDS[:10], *"klmnopqrst"))) == [11, 21]


def test_another_figure_is_another_statement() -> None:
    assert kept(passage(11, 1, FIRST), passage(21, 2, SECOND, (*WORDS, "42"))) == [11, 21]


def test_articles_that_are_no_copies_both_stay() -> None:
    assert kept(passage(11, 1, FIRST), passage(21, 2, SECOND), pairs=set()) == [11, 21]


def test_a_copy_alone_stays() -> None:
    assert kept(passage(21, 2, SECOND)) == [21]
