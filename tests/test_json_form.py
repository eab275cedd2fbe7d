"""Tests of rag.commands.json_form."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.commands.json_form import document
from rag.records import Answer, Article, Citation, Evidence, FailedFile, NoAnswer, SyncReport, Window
from rag.remarks import Lack, Missing

ARTICLE = Article("a.md", "Port", "The Gazette", "", date(2024, 5, 2), "https://a.example/1", "en", "The port opened.")
ARTICLE_FORM = {
    "id": "a.md",
    "title": "Port",
    "source": "The Gazette",
    "author": "",
    "published": "2024-05-02",
    "url": "https://a.example/1",
    "language": "en",
    "text": "The port opened.",
}


def test_an_answer_is_its_fields_by_their_names_and_its_kind() -> None:
    window = Window(date(2024, 5, 1), None, "since May")
    answer = Answer("“The port opened.” [1]", (Citation(1, ARTICLE, 0, 16),), 0.75, generated=False, window=window)
    assert json.loads(document(answer)) == {
        "kind": "answer",
        "text": "“The port opened.” [1]",
        "citations": [{"number": 1, "article": ARTICLE_FORM, "start": 0, "end": 16, "quote": "The port opened."}],
        "confidence": 0.75,
        "generated": False,
        "window": {"since": "2024-05-01", "until": None, "phrase": "since May", "latest": False},
        "usage": None,
        "notice": "",
        "lead": None,
        "lapse": None,
    }


def test_the_lack_of_an_answer_says_its_kind() -> None:
    assert json.loads(document(NoAnswer("Nothing.", 0.1, (ARTICLE,)))) == {
        "kind": "no_answer",
        "reason": "Nothing.",
        "confidence": 0.1,
        "nearest": [ARTICLE_FORM],
        "window": None,
        "usage": None,
        "notice": "",
        "missing": None,
        "lapse": None,
    }


def test_a_reason_is_told_by_its_kind_and_particulars() -> None:
    missing = Missing(Lack.OTHER_YEARS, ("2031",), ("2021", "2022"), since=date(2024, 5, 2))
    assert json.loads(document(NoAnswer("Nothing.", 0.1, missing=missing)))["missing"] == {
        "lack": "other years",
        "asked": ["2031"],
        "held": ["2021", "2022"],
        "unsaid": None,
        "since": "2024-05-02",
        "until": None,
        "outlet": None,
        "undated": 0,
    }


def test_several_records_are_one_list() -> None:
    assert json.loads(document([Evidence(1, ARTICLE, 4, 8, 1.0)])) == [
        {"number": 1, "article": ARTICLE_FORM, "start": 4, "end": 8, "score": 1.0, "text": "port"}
    ]


def test_a_report_names_each_failed_file() -> None:
    report = SyncReport(added=1, failed=(FailedFile("b.json", "broken"),), seconds=0.5)
    assert json.loads(document(report))["failed"] == [{"path": "b.json", "reason": "broken", "fault": "untold"}]


@given(st.text(st.characters(codec=None)))
def test_every_character_comes_back(text: str) -> None:
    written = document([text])
    assert json.loads(written) == [text]
    assert json.loads(document([text], ascii_only=True)) == [text]
    assert not any(character != "\n" and (ord(character) < 32 or 127 <= ord(character) < 160) for character in written)
    written.encode("utf-8")


def test_letters_stay_readable() -> None:
    assert document(["Rīga"]) == '[\n  "Rīga"\n]'
    assert document(["Rīga"], ascii_only=True) == '[\n  "R\\u012bga"\n]'


def test_a_number_that_is_not_finite_is_null() -> None:
    assert json.loads(document([float("nan"), float("inf"), 0.5])) == [None, None, 0.5]


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(TypeError, match="which has no form in JSON"):
        document(object())
