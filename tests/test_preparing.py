from datetime import date

from rag.index.lexicon import Entry
from rag.index.preparing import article_digest, embedded_text, entry_of, prepared, text_digest
from rag.records import Article, Passage

TALKS = Article("talks.md", "Talks", "The Post", "", date(2024, 5, 1), "", "en", "The envoys spoke of grain.")
LONG = " ".join(f"Sentence number {n} says that the harbour was busy again." for n in range(60))


def test_an_article_is_prepared_with_its_word_forms() -> None:
    made = prepared(TALKS, "a digest")
    assert (made.article, made.digest, made.title) == (TALKS, "a digest", "talk 1 may 2024")
    (passage,) = made.passages
    assert (passage.passage, passage.body) == (Passage(0, 0, 26), "the envoy speak of grain")
    assert made.entry(7, 0) == Entry(7, "the envoy speak of grain", "talk 1 may 2024", "The Post", date(2024, 5, 1))


def test_each_passage_of_a_long_article_is_what_it_is_by_itself() -> None:
    article = Article("long.md", "Harbour", "", "", None, "", "en", LONG)
    made = prepared(article)
    assert len(made.passages) > 2
    for number, each in enumerate(made.passages):
        assert made.entry(number, number) == entry_of(number, article, each.passage)
        assert each.digest == text_digest(embedded_text(article, each.passage))


def test_what_is_embedded_says_what_the_passage_is_of() -> None:
    assert embedded_text(TALKS, Passage(0, 0, 10)) == "Talks The Post 1 May 2024\nThe envoys"


def test_any_change_of_an_article_changes_its_digest() -> None:
    others = [
        Article("talks.md", "Talks", "The Post", "", date(2024, 5, 2), "", "en", TALKS.text),
        Article("talks.md", "Talks", "The Post", "", date(2024, 5, 1), "", "en", TALKS.text + "\ud800"),
    ]
    assert prepared(TALKS).digest == article_digest(TALKS)
    assert len({article_digest(one) for one in (TALKS, *others)}) == 3
