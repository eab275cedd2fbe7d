"""Numbers of word forms."""

import pytest

from rag.search import numbering
from rag.search.numbering import Numbering


def test_a_form_has_one_number_in_every_passage() -> None:
    numbers = Numbering().numbers()

    first, second = numbers.row(("grain", "port", "grain")), numbers.row(("port", "ship"))

    assert first.tolist() == [0, 1, 0]
    assert second.tolist() == [1, 2]
    assert list(numbers.written) == ["grain", "port", "ship"]


def test_numbers_stay_as_long_as_they_are_few() -> None:
    kept = Numbering()
    assert kept.numbers() is kept.numbers()


def test_too_many_forms_are_forgotten_and_numbered_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "_NUMBERED_FORMS", 2)
    kept = Numbering()
    full = kept.numbers()
    full.row(("grain", "port", "ship"))

    anew = kept.numbers()

    assert anew.row(("ship", "port")).tolist() == [0, 1]
    assert list(anew.written) == ["ship", "port"]
    assert full.row(("grain", "port", "ship")).tolist() == [0, 1, 2], "a question at work goes on with the former"
