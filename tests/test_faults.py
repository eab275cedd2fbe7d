"""What is wrong with taking a passage for the proof of a sentence."""

import pytest

from rag.writing.faults import Fault, fault
from rag.writing.ground import Ground, Stretch
from rag.writing.reading import read
from tests.replies import EVIDENCE

GROUND = Ground(EVIDENCE)
TERMINAL, STRIKE = Stretch(1, 1), Stretch(3, 3)


def found(statement: str, stretch: Stretch, named: tuple[str, ...] = ()) -> Fault | None:
    return fault(read(statement, "en", GROUND.common["en"]), GROUND.sources[1], stretch, named)


def test_passage_repeated_word_for_word_proves_itself() -> None:
    assert found(GROUND.sources[1].text(STRIKE), STRIKE) is None


def test_shorter_statement_is_proved_too() -> None:
    assert found("The strike by dock workers lasted three days.", STRIKE) is None


@pytest.mark.parametrize(
    ("statement", "stretch", "wrong"),
    [
        ("The strike lasted “three long days”.", STRIKE, Fault.QUOTATION),
        ("The strike lasted four days.", STRIKE, Fault.FIGURE),
        ("The strike on 6 February lasted three days.", STRIKE, Fault.DATE),
        ("The strike in Riga lasted three days.", STRIKE, Fault.NAME),
        ("Pavel Orlic said the old terminal would not be closed.", TERMINAL, Fault.NAME),
        ("Lindqvist said the old terminal would be closed.", TERMINAL, Fault.OPPOSITE),
        ("He led the strike by dock workers.", STRIKE, None),
    ],
)
def test_each_fault_is_told_by_its_kind(statement: str, stretch: Stretch, wrong: Fault | None) -> None:
    assert found(statement, stretch) == wrong


def test_pronoun_means_whom_the_sentence_before_names() -> None:
    statement = "She said that the old terminal would not be closed."
    assert found(statement, TERMINAL) == Fault.PRONOUN
    assert found(statement, TERMINAL, ("anna", "lindqvist")) is None
