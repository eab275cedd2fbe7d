"""The passage that proves a sentence, or why none does."""

import pytest

from rag.writing.faults import Fault
from rag.writing.ground import Ground
from rag.writing.support import Proof, Prover
from tests.replies import EVIDENCE, SENTENCES

EVERYWHERE = [item.number for item in EVIDENCE]


@pytest.fixture
def prover() -> Prover:
    return Prover(Ground(EVIDENCE), "en")


def proved(prover: Prover, text: str, numbers: list[int]) -> tuple[int, str] | str:
    """The number of the evidence that proves `text` with the passage itself, or the fault."""
    proof = prover.prove(text, numbers)
    if isinstance(proof, Fault):
        return proof
    return proof.number, proof.span.cut(EVIDENCE[proof.number - 1].article.text)


def test_the_shortest_passage_that_proves_is_taken(prover: Prover) -> None:
    assert proved(prover, "The harbour employs 1,250 people.", EVERYWHERE) == (1, SENTENCES["jobs"])


def test_what_stands_in_two_sentences_is_proved_by_both(prover: Prover) -> None:
    text = "Pavel Orlic said wages had fallen behind prices at the harbour that employs 1,250 people."
    assert proved(prover, text, [1]) == (1, f"{SENTENCES['wages']} {SENTENCES['jobs']}")


def test_evidence_that_is_not_named_is_not_looked_at(prover: Prover) -> None:
    assert proved(prover, "The harbour employs 1,250 people.", [2, 3]) == Fault.WORDS


def test_fault_is_that_of_the_passage_that_came_nearest(prover: Prover) -> None:
    assert proved(prover, "The harbour employs 1,251 people.", EVERYWHERE) == Fault.FIGURE


def test_statement_that_nothing_speaks_of_fails_by_its_words(prover: Prover) -> None:
    assert proved(prover, "Gold prices rose in early trade.", [1, 2, 3]) == Fault.WORDS


def test_word_for_word_scores_one(prover: Prover) -> None:
    proof = prover.prove(SENTENCES["strike"], [1])
    assert isinstance(proof, Proof)
    assert proof.score == pytest.approx(1.0)


def test_another_language_is_proved_by_names_and_figures_alone() -> None:
    russian = Prover(Ground(EVIDENCE), "ru")
    assert isinstance(russian.prove("Рейл встретил Васс в Карске 1 апреля.", [2]), Proof)
    assert russian.prove("Рейл убил Васс.", [2]) == Fault.LANGUAGE
