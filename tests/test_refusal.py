"""Why the articles do not answer."""

import pytest

from rag.quoting.candidates import candidates
from rag.quoting.confidence import standing
from rag.quoting.refusal import reason
from rag.quoting.wanted import read_question
from rag.records import Article, Evidence

TEXT = "The envoy of Latvia opened the summit of 2021.\n\nA storm hit the port.\n\nFishermen left Tallinn at dawn."

CASES = [
    ("Who opened the summit of 2019?", "The articles speak of 2021, not 2019."),
    ("What did Angela Merkel say of the summit?", "The articles do not mention Angela Merkel."),
    ("Who left Warsaw or Lisbon?", "The articles do not mention Warsaw or Lisbon."),
    ("who paints zebras?", "The articles do not speak of this."),
    (
        "When did the envoy of Latvia open the summit in Tallinn?",
        "The articles mention Tallinn, but not where they speak of Latvia.",
    ),
    ("What salary has the envoy of Latvia?", "The articles speak of Latvia, but not of salary."),
]


@pytest.mark.parametrize(("question", "sentence"), CASES)
def test_reason_says_what_is_missing_and_what_was_found(question: str, sentence: str) -> None:
    article = Article("a.txt", "", "", "", None, "", "en", TEXT)
    evidence = [Evidence(1, article, 0, len(TEXT), 1.0)]
    wanted = read_question(question, "en", lambda _: 1.0)
    found = candidates(wanted, evidence, "en")
    assert reason(wanted, found, standing(found, evidence, "en")) == sentence
