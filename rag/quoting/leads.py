"""Says in one English line of which time an answer is."""

from collections.abc import Iterator

from rag.records import Answer, Window
from rag.remarks import Lead, LeadKind, LeadLine
from rag.timing.timeframe import described

_LINES = {
    LeadKind.LATEST: "The latest that the articles say:\n",
    LeadKind.WITHIN: "In articles {days}:\n",
    # News of a time may be told a little after it.
    LeadKind.AFTER: "Of the time {days}, told soon after:\n",
}


def lead_line(lead: Lead | None) -> str:
    """The line before an answer, its end included; "" where there is none."""
    return _LINES[lead.kind].format(days=described(Window(lead.since, lead.until))) if lead is not None else ""


def pieces(answer: Answer) -> Iterator[str]:
    """The text of an answer in one piece, or in two where such a line begins it."""
    line = lead_line(answer.lead)
    if answer.lead is not None:
        yield LeadLine.of(line, answer.lead)
    yield answer.text[len(line) :]
