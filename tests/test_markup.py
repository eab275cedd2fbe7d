import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus.markup import plain_markdown, plain_text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>One &amp; two.</p><p>Three<br>four.</p>", "One & two.\n\nThree\n\nfour."),
        ("<div>A <b>bold</b> <a href='x'>link</a></div>", "A bold link"),
        ("<p>Read</p><script>alert('no')</script><style>p{}</style><p>on</p>", "Read\n\non"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("<p>Never closed <b>text</b>", "Never closed text"),
    ],
)
def test_html_is_read_as_its_words(written: str, read: str) -> None:
    assert plain_text(written) == read


@pytest.mark.parametrize(
    "text", ["Prices rose < 5 % & fell > 3 %.", "The tag <p> opens a paragraph.", "AT&amp;T", "  as is\n"]
)
def test_text_without_html_stays_as_it_is(text: str) -> None:
    assert plain_text(text) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("See [the report](https://example.org/a_(b) 'title').", "See the report."),
        ("![The harbour](h.jpg)", "The harbour"),
        ("[![The harbour](h.jpg)](https://example.org)", "The harbour"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("## Heading ##\ntext", "Heading\ntext"),
        ("> He said so.\n> Twice.", "He said so.\nTwice."),
        ("A **bold** and *slanted* word, __so__ and _so_.", "A bold and slanted word, so and so."),
        (r"5 \* 3 and \[not a link\]", "5 * 3 and [not a link]"),
    ],
)
def test_marks_of_markdown_are_taken_away(written: str, read: str) -> None:
    assert plain_markdown(written) == read


@pytest.mark.parametrize(
    "text",
    ["5 * 3 * 2 = 30", "snake_case_name", "a [1] mark", "#hashtag", "```\n**kept**\n```", "- item\n1. item", "2 > 1"],
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert plain_markdown(text) == text


@given(st.text("ab<>/p&;![](){}*_#\\ \n\"'-=\0", max_size=200))
def test_no_markup_is_a_failure(text: str) -> None:
    assert isinstance(plain_text(text + "</p>"), str)
    assert isinstance(plain_markdown(text), str)
