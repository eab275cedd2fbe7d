"""Citation marks, read in the forms that models write."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.writing.marks import Mark, Place, Unmarked, cut_marks, find_marks

KNOWN = 4


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a [1]", [(1,)]),
        ("a [1, 2]", [(1, 2)]),
        ("a [1;3]", [(1, 3)]),
        ("a [1-3]", [(1, 2, 3)]),
        ("a [1–2, 4]", [(1, 2, 4)]),
        ("a [3-1]", [(1, 2, 3)]),
        ("a [1 and 2]", [(1, 2)]),
        ("a [1][2]", [(1,), (2,)]),
        ("a [[1]]", [(1,)]),
        ("a [ 1 ]", [(1,)]),
        ("a 【1】 b ［２］", [(1,), (2,)]),
        ("a 【3†source】", [(3,)]),
        ("a [Source 1] [evidence 2] [Sources 1, 2]", [(1,), (2,), (1, 2)]),
        ("a [Evidence 1 to 3]", [(1, 2, 3)]),
        ("a [Источник 2]", [(2,)]),
        ("a [^2] [#3] [№ 4]", [(2,), (3,), (4,)]),
        ("a (Source 2)", [(2,)]),
        ("a (1). b (2), c (1)(3).", [(1,), (2,), (1,), (3,)]),
        ("a. (1) B", [(1,)]),
        ("word¹ and end.²", [(1,), (2,)]),
        ("a [1]-[3]", [(1, 2, 3)]),
    ],
)
def test_marks_are_read_in_every_form(text: str, numbers: list[tuple[int, ...]]) -> None:
    assert [mark.numbers for mark in find_marks(text, KNOWN)] == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a [0]", [()]),
        ("a [9]", [()]),
        ("a [2, 9, 0]", [(2,)]),
        ("a [2022]", [()]),
        ("a [1-999999999]", [(1, 2, 3, 4)]),
        (f"a [1{'0' * 5000}]", [()]),
        (f"a [1-{'9' * 5000}]", [(1, 2, 3, 4)]),
    ],
)
def test_numbers_of_no_evidence_are_dropped(text: str, numbers: list[tuple[int, ...]]) -> None:
    assert [mark.numbers for mark in find_marks(text, KNOWN)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "In (2014) he left.",
        "He scored three (3) goals.",
        "(1) first, (2) second",
        "Two reasons: (1) rain.",
        "an area of 5 m²",
        "`a[1]` and [text](https://example.com) and [1](https://example.com) and ![2](x.png)",
        "[sic] [a1] [1st]",
        "chapter (9).",
    ],
)
def test_what_is_no_mark_is_left_alone(text: str) -> None:
    assert find_marks(text, KNOWN) == []


def test_text_without_marks_remembers_where_they_stood() -> None:
    assert cut_marks("According to [1], it rains [2][3]. Yes.", KNOWN) == Unmarked(
        "According to, it rains. Yes.", (Place(12, (1,)), Place(22, (2,)), Place(22, (3,)))
    )


def test_marks_say_where_they_stand() -> None:
    assert find_marks("It rains [1-2].", KNOWN) == [Mark(9, 14, (1, 2))]


def test_cited_numbers_come_by_first_use() -> None:
    assert cut_marks("a [3] b [1] c [3]", KNOWN).numbers == (3, 1)


def test_hostile_text_is_read_in_time() -> None:
    for text in ("[" * 20_000, "[1," * 20_000, "(1" * 20_000, "[1]-" * 20_000, "[source " * 10_000):
        assert all(mark.end <= len(text) for mark in find_marks(text, KNOWN))


@given(st.text(alphabet="ab 1209[](){}【】［］†,-–.`¹²#^\n", max_size=80), st.integers(0, 12))
def test_marks_never_overlap_and_name_only_what_is_known(text: str, known: int) -> None:
    marks = find_marks(text, known)
    assert all(one.end <= other.start for one, other in itertools.pairwise(marks))
    assert all(1 <= number <= known for mark in marks for number in mark.numbers)
    cut = cut_marks(text, known)
    assert all(0 <= place.at <= len(cut.text) for place in cut.places)
