"""What of a question the articles lack."""

import pytest

from rag.quoting.candidates import candidates
from rag.quoting.confidence import standing
from rag.quoting.reasons import reason
from rag.quoting.refusal import missing
from rag.quoting.wanted import read_question
from rag.records import Article, Evidence
from rag.remarks import Lack, Missing, Unsaid

TEXT = "The envoy of Latvia opened the summit of 2021.\n\nA storm hit the port.\n\nFishermen left Tallinn at dawn."

CASES = [
    (
        "Who opened the summit of 2019?",
        Missing(Lack.OTHER_YEARS, ("2019",), ("2021",)),
        "The articles speak of 2021, not 2019.",
    ),
    (
        "What did Angela Merkel say of the summit?",
        Missing(Lack.NAMES, ("Angela Merkel",)),
        "The articles do not mention Angela Merkel.",
    ),
    (
        "Who left Warsaw or Lisbon?",
        Missing(Lack.NAMES, ("Warsaw", "Lisbon")),
        "The articles do not mention Warsaw or Lisbon.",
    ),
    ("who paints zebras?", Missing(Lack.SUBJECT), "The articles do not speak of this."),
    (
        "When did the envoy of Latvia open the summit in Tallinn?",
        Missing(Lack.APART, ("Tallinn",), ("Latvia",)),
        "The articles mention Tallinn, but not where they speak of Latvia.",
    ),
    (
        "What salary has the envoy of Latvia?",
        Missing(Lack.WORDS, ("salary",), ("Latvia",)),
        "The articles speak of Latvia, but not of salary.",
    ),
    (
        "How many fishermen left Tallinn at dawn?",
        Missing(Lack.UNSAID, held=("Tallinn",), unsaid=Unsaid.HOW_MANY),
        "The articles speak of Tallinn, but do not say how many.",
    ),
]


@pytest.mark.parametrize(("question", "lacking", "sentence"), CASES)
def test_what_is_missing_is_told_and_what_was_found(question: str, lacking: Missing, sentence: str) -> None:
    article = Article("a.txt", "", "", "", None, "", "en", TEXT)
    evidence = [Evidence(1, article, 0, len(TEXT), 1.0)]
    wanted = read_question(question, "en", lambda _: 1.0)
    found = candidates(wanted, evidence, "en")
    assert missing(wanted, found, standing(found, evidence, "en")) == lacking
    assert reason(lacking) == sentence
