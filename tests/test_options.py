from datetime import date

import pytest
import typer

from rag.commands.options import day, typed


def test_a_day_is_read_as_it_is_typed() -> None:
    assert day("2022-01-31") == date(2022, 1, 31)


def test_what_is_no_day_is_wrong_usage() -> None:
    with pytest.raises(typer.BadParameter, match=r"'31\.1\.2022' is no date; write it as 2022-01-31"):
        day("31.1.2022")


def test_bytes_that_are_no_text_become_a_sign() -> None:
    assert typed("a\udcff") == "a\ufffd"
