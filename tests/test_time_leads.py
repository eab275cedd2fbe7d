"""How the words before a stretch of time place what is asked."""

import pytest

from rag.timing.calendar_words import ENGLISH
from rag.timing.time_leads import Bound, lead_before


@pytest.mark.parametrize(
    ("text", "phrase", "bound"),
    [
        ("what happened in ", "in ", Bound.INSIDE),
        ("what happened in the ", "in the ", Bound.INSIDE),
        ("what changed ever since ", "ever since ", Bound.SINCE),
        ("what changed up to ", "up to ", Bound.UNTIL),
        ("what is done by around ", "by around ", Bound.UNTIL),
        ("what was said prior to ", "prior to ", Bound.BEFORE),
        ("what was said after ", "after ", Bound.AFTER),
        ("who met between ", "between ", Bound.BETWEEN),
        ("who led the protests of ", "", Bound.OF),
        ("who led a total of ", "", Bound.NONE),
        ("who makes windows ", "", Bound.NONE),
        ("who has faith in", "", Bound.NONE),
    ],
)
def test_words_before_a_stretch_place_it(text: str, phrase: str, bound: Bound) -> None:
    lead = lead_before(text, len(text), ENGLISH)

    assert (text[lead.start :], lead.bound) == (phrase, bound)


def test_event_stands_for_its_time() -> None:
    text = "what did he say before the summit of "
    lead = lead_before(text, len(text), ENGLISH)

    assert (text[lead.start :], lead.bound, lead.event) == ("before the summit of ", Bound.BEFORE, True)


def test_court_is_no_event() -> None:
    text = "what did he say before the court in "
    lead = lead_before(text, len(text), ENGLISH)

    assert (text[lead.start :], lead.bound, lead.event) == ("in ", Bound.INSIDE, False)
