"""Tests of rag.quoting.reasons."""

from datetime import date

import pytest

from rag.quoting.reasons import reason, refusal
from rag.records import NoAnswer, Window
from rag.remarks import Lack, Missing
from rag.writing.prompt import NOT_IN_EVIDENCE

JUNE = {"since": date(2024, 6, 1), "until": date(2024, 6, 30)}


@pytest.mark.parametrize("lack", list(Lack))
def test_every_lack_has_a_sentence_without_a_gap(lack: Lack) -> None:
    said = reason(Missing(lack, ("A", "B"), ("C",), **JUNE))  # type: ignore[arg-type]
    assert "{" not in said
    assert "  " not in said
    assert said.endswith((".", "rag sync"))


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (Missing(Lack.NAMES, ("A", "B", "C")), "The articles do not mention A, B or C."),
        (
            Missing(Lack.NAMES, ("A",), **JUNE),  # type: ignore[arg-type]
            "The articles dated from 1 to 30 June 2024 do not mention A.",
        ),
        (Missing(Lack.SUBJECT, since=date(2024, 6, 1)), "The articles dated since 1 June 2024 do not speak of this."),
        (
            Missing(Lack.DAYS, until=date(2024, 6, 1), undated=1_200),
            "No article is dated until 1 June 2024 (1,200 articles carry no date).",
        ),
        (Missing(Lack.DAYS, since=date(2024, 6, 1), until=date(2024, 6, 1)), "No article is dated 1 June 2024."),
        (Missing(Lack.OUTLET), "The articles hold nothing on this."),
        (Missing(Lack.ANSWER), NOT_IN_EVIDENCE),
        (Missing(Lack.YEARS, ("2031",)), "The articles do not speak of 2031."),
        (Missing(Lack.NAMES, ("{asked}",)), "The articles do not mention {asked}."),
    ],
)
def test_a_reason_is_one_plain_sentence(missing: Missing, sentence: str) -> None:
    assert reason(missing) == sentence


def test_a_refusal_holds_the_sentence_and_what_it_is_made_of() -> None:
    window = Window(latest=True)
    missing = Missing(Lack.NEAR)
    said = "The articles come near this, but do not say it."
    assert refusal(missing, 0.25, (), window) == NoAnswer(said, 0.25, (), window, missing=missing)
