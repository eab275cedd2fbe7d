"""What a stretch of text says that can be compared."""

import pytest

from rag.writing.reading import folded, has_open_quotation, quotation_depth, quotes, read


def test_words_names_figures_and_dates_are_told_apart() -> None:
    reading = read("Reyl sold 30 tanks on 5 May 2021.", "en", frozenset())
    assert [reading.written(place) for place in reading.content] == ["sold", "tanks"]
    assert (len(reading.names), len(reading.figures), len(reading.days)) == (1, 1, 1)


def test_quotations_are_found_in_every_kind_of_mark() -> None:
    text = "“one” «two» „three“ \"four\" ‘five six’ it's 'seven eight' dogs' tails"
    found = [span.cut(text) for span in read(text, "en", frozenset()).quotations]
    assert found == ["one", "two", "three", "four", "five six", "seven eight"]


@pytest.mark.parametrize(
    ("quotation", "held"),
    [
        ("We will not let a crane stand", True),
        ("we will NOT let", True),
        ("It’s over.", True),
        ("We will … crane stand", True),
        ("crane stand … We will", False),
        ("We will let", False),
        ("e will not", False),
        ("We will [not] let", False),
    ],
)
def test_quoted_words_stand_letter_by_letter(quotation: str, held: bool) -> None:
    assert quotes(quotation, folded("“We will not  let a crane stand,” he said. It's over — now.")) is held


@pytest.mark.parametrize(
    ("text", "is_open"),
    [("it's 'so' in the '90s", False), ("he said: 'we go", True), ("‘we go", True), ("“a 'b' c”", False), ("“a", True)],
)
def test_quotation_without_a_partner_is_seen(text: str, *, is_open: bool) -> None:
    assert has_open_quotation(text) is is_open


@pytest.mark.parametrize(
    ("text", "depth"), [("a", 0), ("“a", 1), ("a”", -1), ("“a “b” c”", 0), ('"a', 1), ('"a"', 0), ("„a“ «b»", 0)]
)
def test_open_quotations_are_counted(text: str, depth: int) -> None:
    assert quotation_depth(text) == depth
