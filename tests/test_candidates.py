"""Sentences of the evidence, measured."""

import os
import subprocess
import sys

from rag.quoting.candidates import candidates
from rag.quoting.wanted import read_question
from rag.records import Article, Evidence

TEXT = "The port opened in 1835. It was closed in winter. Where is the port? Six ships sank near the port in March."


def measured(question: str, text: str = TEXT) -> list[str]:
    article = Article("a.txt", "", "", "", None, "", "en", text)
    found = candidates(read_question(question, "en", lambda _: 1.0), [Evidence(1, article, 0, len(text), 1.0)], "en")
    assert all(c.text == text[c.start : c.end] for c in found)
    return [c.text for c in found]


def test_sentence_that_holds_the_question_and_its_kind_comes_first() -> None:
    assert measured("When did the port open?")[0] == "The port opened in 1835."
    assert measured("How many ships sank near the port?")[0] == "Six ships sank near the port in March."


def test_words_of_the_sentence_before_count_for_a_sentence() -> None:
    text = "The port of Liepaja has a crane. It was repaired in May. The theatre was painted in May."
    assert measured("When was the crane repaired?", text)[0] == "It was repaired in May."


def test_sentences_that_repeat_the_question_are_left_out() -> None:
    assert "Where is the port?" not in measured("Where is the port?")


def test_nothing_to_read_gives_nothing() -> None:
    assert measured("Where is the port?", "...") == []


PROGRAM = """
from rag.quoting.candidates import candidates
from rag.quoting.wanted import read_question
from rag.records import Article, Evidence

text = "The new port of Liepaja opened beside six old grain silos near the harbour bridge in March."
question = "Which new port of Liepaja opened beside six old grain silos in March?"
wanted = read_question(question, "en", lambda form: 1 / len(form))
article = Article("a.txt", "", "", "", None, "", "en", text)
print([(c.score, c.match) for c in candidates(wanted, [Evidence(1, article, 0, len(text), 1.0)], "en")])
"""


def test_a_sentence_is_measured_alike_to_the_last_digit_in_every_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in range(6)
    }
    assert len(told) == 1
