import pytest

from benchmarks.bot.__main__ import MEASURES, main
from benchmarks.bot.figures import Figure


def test_a_figure_says_whether_its_promise_holds() -> None:
    held, broken = Figure("lost", 0, 0), Figure("p95", 3.5, 3, "s")
    assert str(held) == "held    lost                                                             0.00      (at most 0)"
    assert (
        str(broken) == "BROKEN  p95                                                              3.50 s    (at most 3)"
    )


def test_an_unknown_measure_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["noise"]) == 2
    assert capsys.readouterr().err == f"'noise' is no measure; choose from {', '.join(MEASURES)}.\n"
