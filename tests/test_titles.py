import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus.titles import title_from, without_title

SENTENCE = "The harbour opens on Monday."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Harbour opens\n\n{SENTENCE}", "Harbour opens"),
        (f"\n  Harbour \t opens \n{SENTENCE}", "Harbour opens"),
        (f"## Harbour opens\n{SENTENCE}", "Harbour opens"),
        (f"Will the harbour open?\n{SENTENCE}", "Will the harbour open?"),
        ("Harbour opens", "Harbour opens"),
    ],
)
def test_a_first_line_that_reads_like_a_title_is_the_title(text: str, title: str) -> None:
    assert title_from(text, "en") == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{SENTENCE} Ships may enter.", SENTENCE),
        ("RIGA –\nThe harbour opens.", "RIGA –"),
        (
            "The harbour of the old town opens on Monday, the minister said, although the ice has not gone. More soon.",
            "The harbour of the old town opens on Monday, the minister said, although the…",
        ),
        ("港" * 200 + "。", "港" * 79 + "…"),
    ],
)
def test_else_the_start_of_the_first_sentence_stands_in(text: str, title: str) -> None:
    assert title_from(text, "en") == title


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_no_text_has_no_title(text: str) -> None:
    assert title_from(text, "en") == ""


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_title_is_one_short_line(text: str) -> None:
    title = title_from(text, "en")
    assert len(title) <= 120
    assert title == " ".join(title.split())
    assert bool(title) == bool(text.strip())


def test_a_title_repeated_as_first_line_is_taken_from_the_text() -> None:
    assert without_title(f"\nHarbour  opens\n\n{SENTENCE}", "Harbour opens") == SENTENCE


@pytest.mark.parametrize("text", [SENTENCE, f"Another line\n{SENTENCE}", "Harbour opens", "Harbour opens\n \n"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert without_title(text, "Harbour opens") == text
