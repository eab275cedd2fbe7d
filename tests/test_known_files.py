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
    assert catalogue.files.stamps() == {"a.md": ("a.md", 12, 222)}


def test_stamps_may_be_held_to_paths_and_what_lies_under_them(catalogue: Catalogue) -> None:
    for path in ("a", "a.md", "a/b.md", "a/c/d.md", "a0.md", "b.md"):
        catalogue.files.remember(KnownFile(path, 12, 222, "y"))
    assert sorted(catalogue.files.stamps(["a", "a/b.md", "none"])) == ["a", "a/b.md", "a/c/d.md"]
    assert catalogue.files.stamps(["b.md"]) == {"b.md": ("b.md", 12, 222)}
    assert catalogue.files.stamps([]) == {}


def test_what_could_not_be_read_at_all_stands_apart_from_the_failures_of_files(catalogue: Catalogue) -> None:
    catalogue.files.replace_failures("a.jsonl", [FailedFile("a.jsonl#1", "line 1: broken")])
    catalogue.files.replace_unread([FailedFile("b.pdf", "not read"), FailedFile("c.md", "no permission")])
    assert catalogue.files.unread() == [FailedFile("b.pdf", "not read"), FailedFile("c.md", "no permission")]
    catalogue.files.replace_unread([FailedFile("c.md", "no permission")])
    assert catalogue.files.unread() == [FailedFile("c.md", "no permission")]
    assert catalogue.files.failures() == [FailedFile("a.jsonl#1", "line 1: broken")]
