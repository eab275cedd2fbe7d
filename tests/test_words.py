from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.words import SNOWBALL, begin_alike, form, forms, words


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The U.S. Army's 100,000 troops", "en", ["the", "us", "armi", "100000", "troop"]),
        ("NATO-Russia talks on 12 January", "en", ["nato", "russia", "talk", "on", "12", "januari"]),
        ("it’s 3.5% of COVID-19, 5G", "en", ["it", "3.5", "of", "covid", "19", "5g"]),
        ("O'Brien’s report", "en", ["o'brien", "report"]),
        ("Ķekavas novads, Rīga", "lv", ["kekavas", "novads", "riga"]),
        ("Die Häuser der Städte", "de", ["die", "haus", "der", "stadt"]),
        ("переговоры послов", "ru", ["переговор", "посл"]),
        ("las naciones unidas", "es", ["las", "nacion", "unid"]),
        ("日本語", "ja", ["日", "本", "語"]),
        ("2021-03-04 and 1.5", "en", ["2021", "03", "04", "and", "1.5"]),
        ("?!… — «»", "en", []),
    ],
)
def test_words_are_compared_by_one_form(text: str, language: str, expected: list[str]) -> None:
    assert forms(text, language) == expected


def test_one_number_has_one_form_however_its_thousands_are_written() -> None:
    assert {form("1,250,000", ""), form("1250000", "")} == {"1250000"}


def test_a_decimal_is_not_taken_for_thousands() -> None:
    assert form("3,5", "") == "3,5"


def test_capitals_joined_by_dots_are_the_word_without_dots() -> None:
    assert forms("U.N. and UN", "en") == ["un", "and", "un"]


def test_spellings_of_one_name_begin_alike_and_other_words_do_not() -> None:
    assert begin_alike("maastrich", "maastricht")
    assert not begin_alike("harbour", "harvest")
    assert not begin_alike("at", "at")


@given(st.text(), st.sampled_from(["", "en", "lv", "xx", *SNOWBALL]))
def test_words_stand_in_the_text_in_order_and_have_a_form(text: str, language: str) -> None:
    found = words(text, language)
    assert all(word.form for word in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [word.form for word in found] == forms(text, language)
