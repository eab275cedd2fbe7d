from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus.fields import Draft
from rag.corpus.markdown import markdown
from rag.errors import ArticleError

BODY = "The harbour opens on Monday.\n"


def test_the_header_gives_the_fields_and_the_rest_is_the_text() -> None:
    header = (
        "---\ntitle: Harbour opens\nsource: The Daily Example\nauthors: [Anna Berzina, Jo Li]\n"
        "date: 2022-01-12\nurl: https://example.org/a\nlanguage: en\n---\n\n"
    )
    assert markdown(header + BODY) == Draft(
        text=BODY,
        title="Harbour opens",
        source="The Daily Example",
        author="Anna Berzina, Jo Li",
        published=date(2022, 1, 12),
        url="https://example.org/a",
        language="en",
    )


def test_words_of_the_header_stay_as_written() -> None:
    draft = markdown(f"---\ntitle: No\nsource: 1984\nauthor: null\ndate: 2022-01-12T23:30:00-05:00\n---\n{BODY}")
    assert draft == Draft(text=BODY, title="No", source="1984", published=date(2022, 1, 12))


@pytest.mark.parametrize("text", [BODY, f"---\n---\n{BODY}", f"---\n# only a comment\n...\n{BODY}"])
def test_a_header_may_be_missing_or_empty(text: str) -> None:
    assert markdown(text) == Draft(text=BODY)


def test_the_first_heading_is_the_title_and_not_part_of_the_text() -> None:
    assert markdown(f"# Harbour *opens* #\n\n{BODY}") == Draft(text=BODY, title="Harbour opens")


def test_a_heading_below_the_first_line_stays_in_the_text() -> None:
    assert markdown(f"{BODY}\n## Harbour opens\n\nSoon.") == Draft(
        text=f"{BODY}\nHarbour opens\n\nSoon.", title="Harbour opens"
    )


def test_a_heading_that_says_more_than_the_title_stays() -> None:
    assert markdown(f"---\ntitle: Harbour\n---\n# Harbour opens\n{BODY}").text == f"Harbour opens\n{BODY}"


def test_a_text_in_the_header_is_not_the_article() -> None:
    assert markdown(f"---\ntext: Another\n---\n{BODY}") == Draft(text=BODY)


def test_a_line_across_the_page_is_no_header() -> None:
    assert markdown(f"---\n\n{BODY}").text == f"---\n\n{BODY}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            f"---\ntitle: A\nsource: 'open\ndate: x\n---\n{BODY}",
            "line 5: the header is not YAML (found unexpected end of stream); mend it there",
        ),
        (
            f"---\ntitle: Riga: harbour opens\n---\n{BODY}",
            "line 2: the header is not YAML (mapping values are not allowed here); mend it there",
        ),
        (f"---\n- a\n- b\n---\n{BODY}", "line 2: the header has no keys; write lines such as title: A title"),
        (f"---\ntitle\n---\n{BODY}", "line 2: the header has no keys; write lines such as title: A title"),
        (f"---\ntitle: A\n{BODY}", "line 1: the header that --- opens is not closed; end it with a line of ---"),
        (f'---\ntitle: "\\UFFFFFFFF"\n---\n{BODY}', "the header is not YAML; write lines such as title: A title"),
        (f"---\na: {'[' * 1_100}\n---\n", "the header is not YAML; write lines such as title: A title"),
        (f"---\na: {'x' * 10_000}\n---\n", "the header has 10,004 characters, at most 10,000 are read"),
    ],
)
def test_a_broken_header_is_named_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(ArticleError) as refused:
        markdown(text)
    assert str(refused.value) == reason


def test_a_header_of_aliases_does_not_grow() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert markdown(f"---\n{bomb}author: *i\ntitle: A\n---\n{BODY}") == Draft(text=BODY, title="A")


@given(st.text("ab:&*![]{}|>-?'\"#%@`\\~ \n\t0\u2028", max_size=100))
def test_any_header_is_read_or_refused(header: str) -> None:
    try:
        draft = markdown(f"---\n{header}\n---\n{BODY}")
    except ArticleError:
        return
    assert isinstance(draft, Draft)
