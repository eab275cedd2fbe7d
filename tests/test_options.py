from datetime import date

import pytest
import typer

from rag.commands.options import day, seconds, typed


def test_a_day_is_read_as_it_is_typed() -> None:
    assert day("2022-01-31") == date(2022, 1, 31)


def test_what_is_no_day_is_wrong_usage() -> None:
    with pytest.raises(typer.BadParameter, match=r"'31\.1\.2022' is no date; write it as 2022-01-31"):
        day("31.1.2022")


def test_bytes_that_are_no_text_become_a_sign() -> None:
    assert typed("a\udcff") == "a\ufffd"


@pytest.mark.parametrize(("written", "meant"), [("60s", 60), ("30m", 1_800), (" 2 H", 7_200), ("1d", 86_400)])
def test_a_stretch_of_time_is_read_as_it_is_typed(written: str, meant: int) -> None:
    assert seconds(written) == meant


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("often", "'often' is no stretch of time; write it as 30m or 2h."),
        ("30", "'30' is no stretch of time; write it as 30m or 2h."),
        ("1s", "'1s' is too often to be polite; give at least 60s."),
    ],
)
def test_what_is_no_polite_stretch_is_wrong_usage(written: str, sentence: str) -> None:
    with pytest.raises(typer.BadParameter) as refused:
        seconds(written)
    assert str(refused.value) == sentence
