from datetime import date

import pytest

from rag.corpus.fields import Draft, draft_from, named_keys
from rag.errors import ArticleError


def test_every_field_is_read_under_its_own_name() -> None:
    assert draft_from(
        {
            "id": "a1",
            "title": "Harbour opens",
            "source": "The Daily Example",
            "author": "Anna Berzina",
            "published": "2022-01-12",
            "url": "https://example.org/a1",
            "language": "en-GB",
            "text": "The harbour opens.",
        },
        place="line 1",
        key="1",
    ) == Draft(
        text="The harbour opens.",
        title="Harbour opens",
        source="The Daily Example",
        author="Anna Berzina",
        published=date(2022, 1, 12),
        url="https://example.org/a1",
        language="en",
        key="a1",
        place="line 1",
    )


@pytest.mark.parametrize("name", ["text", "body", "content", "Body"])
def test_the_text_goes_by_several_names(name: str) -> None:
    assert draft_from({name: "Words."}) == Draft("Words.")


@pytest.mark.parametrize("name", ["published", "date", "published_at", "publishedAt", "Published At"])
def test_the_date_goes_by_several_names(name: str) -> None:
    assert draft_from({name: "12 January 2022"}).published == date(2022, 1, 12)


@pytest.mark.parametrize("name", ["source", "outlet", "publisher", "Outlet"])
def test_the_outlet_goes_by_several_names(name: str) -> None:
    assert draft_from({name: "The Daily Example"}).source == "The Daily Example"


def test_the_headline_is_the_title() -> None:
    assert draft_from({"headline": " Harbour\n opens "}).title == "Harbour opens"


def test_the_first_name_that_says_something_counts() -> None:
    assert draft_from({"title": "", "headline": "Harbour opens", "text": " ", "body": "Words."}) == Draft(
        "Words.", title="Harbour opens"
    )


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("Anna Berzina", "Anna Berzina"),
        (["Anna Berzina", "Jo Li"], "Anna Berzina, Jo Li"),
        ([{"name": "Anna Berzina"}, {"name": "Jo Li"}], "Anna Berzina, Jo Li"),
        ({"name": "Anna Berzina"}, "Anna Berzina"),
        ([], ""),
        ([None, {"id": 3}, ["Anna"]], ""),
        ("~", ""),
        (None, ""),
        (True, ""),
        (float("nan"), ""),
    ],
)
def test_authors_are_one_line(written: object, author: str) -> None:
    assert draft_from({"authors": written}).author == author


def test_the_outlet_may_be_an_object_with_a_name() -> None:
    assert draft_from({"source": {"id": None, "name": "The Daily Example"}}).source == "The Daily Example"


def test_paragraphs_in_a_list_are_one_text() -> None:
    assert draft_from({"body": ["One.", "Two."]}).text == "One.\n\nTwo."


def test_html_in_the_text_is_read_as_words() -> None:
    assert draft_from({"content": "<p>One.</p><p>Two.</p>"}).text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("written", "key"), [("a", "a"), (7, "7"), (0, "0"), ("", "12"), (None, "12"), (" a\n b ", "a b")]
)
def test_an_id_is_a_line_and_else_the_place_stands_in(written: object, key: str) -> None:
    assert draft_from({"id": written}, key="12").key == key


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"text": 5}, "'text' is a number, expected the text of the article, a string"),
        ({"body": {"a": 1}}, "'body' is an object, expected the text of the article, a string"),
        ({"content": [1]}, "'content' is a list, expected the text of the article, a string"),
        ({"text": True}, "'text' is true or false, expected the text of the article, a string"),
        ({"id": []}, "the id is a list, expected a string or a number"),
    ],
)
def test_a_value_of_another_kind_is_named(values: dict[str, object], reason: str) -> None:
    with pytest.raises(ArticleError) as refused:
        draft_from(values)
    assert str(refused.value) == reason


def test_only_some_keys_are_named() -> None:
    assert named_keys(dict.fromkeys("abcdefg")) == "'a', 'b', 'c', 'd', 'e', …"
    assert named_keys({}) == "none"
