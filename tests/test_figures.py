"""Figures, read as values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.writing.figures import Figure, figures


def _values(text: str) -> list[set[Decimal]]:
    return [set(figure.values) for figure in figures(text, "en")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100,000 men", "100000"),
        ("100 000 men", "100000"),
        ("100\u202f000 men", "100000"),
        ("one hundred thousand men", "100000"),
        ("100 thousand men", "100000"),
        ("4.2 million tonnes", "4200000"),
        ("$3bn", "3000000000"),
        ("€5m", "5000000"),
        ("3,5 %", "3.5"),
        ("1.234,5", "1234.5"),
        ("two hundred and fifty-three", "253"),
        ("a million", "1000000"),
        ("a dozen eggs", "12"),
        ("the 12th", "12"),
        ("minus 5 degrees", "-5"),
        ("4 млн человек", "4000000"),
    ],
)
def test_figure_is_read_however_it_is_written(text: str, value: str) -> None:
    assert _values(text) == [{Decimal(value)}]


def test_stop_between_thousands_has_two_readings() -> None:
    assert _values("100.000") == [{Decimal(100), Decimal(100000)}]


def test_one_as_a_pronoun_is_no_figure() -> None:
    assert _values("one of the men and another one") == []


def test_unit_bound_and_what_is_counted_are_read() -> None:
    assert figures("more than 30 tanks, 5 percent, up to $7", "en") == [
        Figure(10, 12, frozenset({Decimal(30)}), "", "tank", 1),
        Figure(20, 29, frozenset({Decimal(5)}), "percent", "", 0),
        Figure(37, 39, frozenset({Decimal(7)}), "dollar", "", -1),
    ]


@pytest.mark.parametrize(
    ("said", "written", "agrees"),
    [
        ("100 000 men", "100,000 men", True),
        ("100.000 men", "100,000 men", True),
        ("two men", "2 men", True),
        ("5%", "5 per cent", True),
        ("5 men", "5%", False),
        ("5%", "5 men", False),
        ("5 million", "$5 million", True),
        ("$5 million", "5 million", False),
        ("$5 million", "€5 million", False),
        ("100 men", "more than 100 men", True),
        ("more than 100 men", "100 men", False),
        ("fewer than 100 men", "more than 100 men", False),
    ],
)
def test_figure_agrees_with_what_says_as_much(said: str, written: str, agrees: bool) -> None:
    (one,), (other,) = figures(said, "en"), figures(written, "en")
    assert one.agrees(other) is agrees


@given(st.text(alphabet="0123456789., -−$€%kmbn thousandmillionoe'٣", max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= figure.start < figure.end <= len(text) and figure.values for figure in figures(text, "en"))


def test_endless_figure_is_read() -> None:
    assert len(figures("9" * 50_000 + " million", "en")) == 1
