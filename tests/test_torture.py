"""Tests of benchmarks.torture: the frame, and the short form of the kills."""

import io
import re
from pathlib import Path

import pytest

from benchmarks.torture.changing_corpus import ChangingCorpus
from benchmarks.torture.command import main, show, tried
from benchmarks.torture.examining import examined
from benchmarks.torture.kills import killed_syncs
from benchmarks.torture.promise import Findings, Promise, Trial
from benchmarks.torture.promises import PROMISES
from rag import Settings
from rag.index.catalogue import Catalogue

ROOT = Path(__file__).parent.parent


def test_syncs_killed_at_random_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    found = killed_syncs(Trial(tmp_path, seed=7), kills=6, first=40)
    assert found.broken == (), found.figures


def test_what_is_examined_finds_an_article_that_is_lost(tmp_path: Path) -> None:
    corpus = ChangingCorpus(tmp_path / "corpus", 20, seed=1)
    corpus.grow(5)
    settings = Settings(corpus_dir=corpus.folder, data_dir=tmp_path / "data")
    assert examined(settings, corpus).wrong == ()
    catalogue = Catalogue.open(settings.data_dir / "catalogue.sqlite")
    with catalogue.writing():
        catalogue.retire(["000002.txt"])
    assert corpus.wrong_with(catalogue, complete=True) == ["1 articles of the corpus are not there, -1 in all"]
    corpus.past["000003.txt"] = {"What it never said."}
    assert corpus.wrong_with(catalogue, complete=False) == [
        "1 articles say what no version of them said: ['000003.txt']"
    ]
    catalogue.close()


def test_a_row_that_fails_is_a_promise_broken_and_the_others_are_tried() -> None:
    def fails(trial: Trial) -> Findings:
        raise ZeroDivisionError(f"in {trial.kills}")

    rows = [
        tried(Promise(name, "R0", "All is well", tries), minutes=1, kills=3, seed=1)
        for name, tries in (("one", fails), ("two", lambda trial: Findings(f"{trial.kills} kills")))
    ]
    out = io.StringIO()
    show(rows, out)
    assert rows[0].findings.broken[0].startswith("it failed: ZeroDivisionError: in 3 (test_torture.py:")
    assert [line.split()[:2] for line in out.getvalue().splitlines() if line[0] != " "] == [
        ["BROKEN", "one"],
        ["held", "two"],
    ]
    assert "3 kills\n" in out.getvalue()


def test_every_promise_has_a_name_of_its_own_and_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert len({promise.name for promise in PROMISES}) == len(PROMISES)
    assert main(["--list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [one.name for one in PROMISES]


def test_the_page_of_faults_names_every_row_and_files_that_are_there() -> None:
    page = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    told = {row for line in page.splitlines() if "torture `" in line for row in re.findall(r"`([a-z-]+)`", line)}
    assert {promise.name for promise in PROMISES} - told == set()
    assert [file for file in re.findall(r"tests/\w+\.py", page) if not (ROOT / file).is_file()] == []
    numbers = {number for promise in PROMISES for number in promise.fault.split()}
    assert [number for number in sorted(numbers) if f"| {number} |" not in page] == []
