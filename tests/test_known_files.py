from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.index.catalogue import Catalogue
from rag.index.known_files import KnownFile
from rag.records import FailedFile


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def test_files_are_remembered_replaced_and_forgotten(catalogue: Catalogue) -> None:
    catalogue.files.remember(KnownFile("a.md", 10, 111, "x"))
    catalogue.files.remember(KnownFile("a.md", 12, 222, "y"))
    assert catalogue.files.all() == {"a.md": KnownFile("a.md", 12, 222, "y")}
    catalogue.files.forget("a.md")
    assert catalogue.files.all() == {}


def test_failures_of_a_file_are_replaced_by_its_next_reading(catalogue: Catalogue) -> None:
    catalogue.files.replace_failures(
        "a.jsonl", [FailedFile("a.jsonl#1", "line 1: broken"), FailedFile("a.jsonl#2", "empty")]
    )
    catalogue.files.replace_failures("b.jsonl", [FailedFile("b.jsonl", "empty")])
    catalogue.files.replace_failures("a.jsonl", [])
    assert catalogue.files.failures() == [FailedFile("b.jsonl", "empty")]


def test_stamps_tell_what_a_change_of_a_file_changes(catalogue: Catalogue) -> None:
    catalogue.files.remember(KnownFile("a.md", 12, 222, "y"))
    assert catalogue.files.stamps() == {"a.md": (12, 222)}
