from datetime import date

import pytest

from rag import Archive, Turn
from rag.errors import QuestionError
from rag.search.retrieval import MAX_QUESTION_CHARACTERS, askable
from tests.conftest import OpenArchive


def article(title: str, text: str, *, source: str = "", published: str = "") -> str:
    header = [f"title: {title}", f"source: {source}" if source else "", f"published: {published}" if published else ""]
    return "---\n" + "\n".join(filter(None, header)) + f"\n---\n{text}\n"


NEWS = {
    "grain.md": article("Grain talks", "The envoy spoke of grain in Odesa.", source="The Post", published="2024-06-12"),
    "old.md": article("Old talks", "The envoy spoke of grain in Geneva.", source="The Globe", published="2023-01-05"),
    "storm.md": article("Storm", "A storm closed the harbour of Riga.", source="The Globe", published="2024-06-03"),
    "undated.md": article("Bread", "Bakers say that bread is dear."),
}


@pytest.fixture
def archive(open_archive: OpenArchive) -> Archive:
    opened = open_archive(NEWS)
    opened.sync()
    return opened


def ids(archive: Archive, question: str, **options: object) -> list[str]:
    return [evidence.article.id for evidence in archive.retrieve(question, **options)]  # type: ignore[arg-type]


def test_evidence_is_numbered_from_one_best_first(archive: Archive) -> None:
    found = archive.retrieve("What closed the harbour?")
    assert [evidence.number for evidence in found] == list(range(1, len(found) + 1))
    assert found[0].article.id == "storm.md"
    assert all(0 <= evidence.score <= 1 for evidence in found)
    assert [evidence.text for evidence in found] == [e.article.text[e.start : e.end] for e in found]


def test_no_more_evidence_is_given_than_asked_for(archive: Archive) -> None:
    assert len(archive.retrieve("envoy grain harbour bread", limit=2)) == 2


def test_a_search_is_held_to_an_outlet_and_to_days(archive: Archive) -> None:
    assert ids(archive, "envoy grain", source="the globe")[0] == "old.md"
    assert set(ids(archive, "envoy grain", source="the globe")) == {"old.md", "storm.md"}
    assert set(ids(archive, "envoy grain", since=date(2024, 6, 4))) == {"grain.md"}
    assert set(ids(archive, "envoy grain", until=date(2023, 12, 31))) == {"old.md"}
    assert ids(archive, "envoy grain", since=date(2025, 1, 1)) == []


def test_the_time_that_a_question_names_holds_the_search(archive: Archive) -> None:
    assert ids(archive, "What did the envoy say this week?") == ["grain.md"]


def test_where_no_article_is_of_that_time_others_are_shown(archive: Archive) -> None:
    assert "old.md" in ids(archive, "What did the envoy say yesterday in Geneva?", until=date(2023, 12, 31))


def test_the_latest_puts_the_newer_of_two_first(archive: Archive) -> None:
    assert ids(archive, "What is the latest on the envoy and grain?")[:2] == ["grain.md", "old.md"]


def test_a_question_that_leans_on_the_one_before_finds_its_subject(archive: Archive) -> None:
    history = [Turn("What closed the harbour of Riga?", "A storm closed it.")]
    assert ids(archive, "And when was that?", history=history)[0] == "storm.md"


def test_the_same_question_has_the_same_evidence(archive: Archive) -> None:
    assert archive.retrieve("envoy grain") == archive.retrieve("envoy grain")


@pytest.mark.parametrize(
    "question",
    [
        "AND OR NOT",
        'title:x "quoted" * ?',
        "body:grain^3 +envoy -storm",
        "мост через реку",
        "港はどこですか",
        "😀 grain",
    ],
)
def test_query_syntax_and_other_scripts_are_only_words(archive: Archive, question: str) -> None:
    answered = archive.ask(question)
    assert 0 <= answered.confidence <= 1
    assert len(archive.retrieve(question)) <= 8


@pytest.mark.parametrize("question", ["", "   ", "?!…", "\n\t", "(((("])
def test_a_question_without_words_is_refused(question: str) -> None:
    with pytest.raises(QuestionError, match="has no words; ask something of the articles"):
        askable(question)


def test_a_question_longer_than_a_page_is_refused_with_its_length() -> None:
    with pytest.raises(QuestionError) as failure:
        askable("why " * 2_500)
    assert str(failure.value) == f"The question has 9,999 characters; ask it in at most {MAX_QUESTION_CHARACTERS:,}."


def test_half_a_character_in_a_question_does_no_harm(archive: Archive) -> None:
    assert "storm.md" in ids(archive, "harbour \ud83d Riga")


def test_signs_without_width_divide_no_word_of_a_question(archive: Archive) -> None:
    question = "What closed the harbour of Riga?"
    torn = "\ufeffWhat clo\u00adsed the har\u200bbour of Ri\u2060ga?"
    assert archive.ask(torn) == archive.ask(question)
    assert archive.retrieve(torn) == archive.retrieve(question)
