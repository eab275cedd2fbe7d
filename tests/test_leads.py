"""Tests of rag.quoting.leads."""

from datetime import date

import pytest

from rag.quoting.leads import lead_line, pieces
from rag.records import Answer
from rag.remarks import Lead, LeadKind, LeadLine

MAY = (date(2024, 5, 1), date(2024, 5, 31))


@pytest.mark.parametrize(
    ("lead", "line"),
    [
        (None, ""),
        (Lead(LeadKind.LATEST), "The latest that the articles say:\n"),
        (Lead(LeadKind.WITHIN, *MAY), "In articles from 1 to 31 May 2024:\n"),
        (Lead(LeadKind.AFTER, *MAY), "Of the time from 1 to 31 May 2024, told soon after:\n"),
        (Lead(LeadKind.WITHIN, None, MAY[1]), "In articles until 31 May 2024:\n"),
    ],
)
def test_an_answer_of_a_time_begins_with_a_line_that_names_it(lead: Lead | None, line: str) -> None:
    assert lead_line(lead) == line


def test_that_line_is_a_piece_of_its_own() -> None:
    lead = Lead(LeadKind.LATEST)
    text = "The latest that the articles say:\nOne. [1]"
    first, second = pieces(Answer(text, (), 0.9, generated=False, lead=lead))
    assert isinstance(first, LeadLine)
    assert (first.lead, first + second) == (lead, text)
    assert list(pieces(Answer("One.", (), 0.9, generated=False))) == ["One."]
