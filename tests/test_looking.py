import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag.corpus.files import SourceFile
from rag.errors import CorpusError
from rag.index.catalogue import Catalogue
from rag.index.known_files import KnownFile
from rag.index.looking import MOST_NAMED, Corpus, Look, look_at
from rag.records import FailedFile
from tests.conftest import write_corpus

OLD_NS = 1_600_000_000_000_000_000


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """Knows three files: one is as it was, one was changed since, one is gone; a fourth is new."""
    write_corpus(tmp_path / "corpus", {"same.md": "same", "2024/changed.md": "longer", "new.md": "new"})
    for file in (tmp_path / "corpus").rglob("*.md"):
        os.utime(file, ns=(OLD_NS, OLD_NS))
    opened = Catalogue.open(tmp_path / "catalogue.sqlite")
    for path in ("same.md", "2024/changed.md", "2023/gone.md"):
        opened.files.remember(KnownFile(path, 4, OLD_NS, "x"))
    yield opened
    opened.close()


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "corpus", tmp_path / "data", 1_000)


CHANGED = SourceFile("2024/changed.md", 6, OLD_NS)
NEW = SourceFile("new.md", 3, OLD_NS)


def test_everything_that_differs_is_found(catalogue: Catalogue, corpus: Corpus) -> None:
    assert look_at(corpus, catalogue.files) == Look([CHANGED, NEW], ["2023/gone.md"], [])


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (("new.md",), Look([NEW], [], [])),
        (("2024", "same.md"), Look([CHANGED], [], [])),
        (("2023",), Look([], ["2023/gone.md"], [])),
        (("2023/gone.md", "2024/changed.md"), Look([CHANGED], ["2023/gone.md"], [])),
        (("2023/never.md", ".hidden.md"), Look([], [], [])),
        ((), Look([], [], [])),
    ],
)
def test_of_named_paths_nothing_else_is_looked_at(
    catalogue: Catalogue, corpus: Corpus, only: tuple[str, ...], found: Look
) -> None:
    assert look_at(replace(corpus, only=only), catalogue.files) == found


def test_what_cannot_be_told_of_alone_has_everything_looked_at(catalogue: Catalogue, corpus: Corpus) -> None:
    whole = look_at(corpus, catalogue.files)
    many = tuple(f"{number}.md" for number in range(MOST_NAMED + 1))
    for only in (("../new.md",), many):
        assert look_at(replace(corpus, only=only), catalogue.files) == whole
    write_corpus(corpus.folder, {"scan.pdf": "%PDF"})
    assert [one.path for one in look_at(replace(corpus, only=("scan.pdf",)), catalogue.files).unread] == ["scan.pdf"]


def test_what_was_not_read_before_stays_so_where_nobody_looks(catalogue: Catalogue, corpus: Corpus) -> None:
    unread = [FailedFile(path, "no permission") for path in ("new.md", "other.md", "many.jsonl#3", "locked/a.md")]
    catalogue.files.replace_unread(unread)
    look = look_at(replace(corpus, only=("new.md", "many.jsonl", "locked")), catalogue.files)
    assert look == Look([NEW], [], [FailedFile("other.md", "no permission")])


def test_a_file_that_may_be_half_written_is_left(catalogue: Catalogue, corpus: Corpus) -> None:
    os.utime(corpus.folder / "new.md")
    for only in (None, ("new.md", "2024/changed.md")):
        assert look_at(replace(corpus, only=only, quiet_seconds=3_600), catalogue.files).changed == [CHANGED]


def test_what_lies_in_a_folder_that_cannot_be_read_is_not_gone(catalogue: Catalogue, corpus: Corpus) -> None:
    (corpus.folder / "2023").symlink_to("/nowhere")
    reason = "a link that leads nowhere; mend it or delete it"
    for only in (None, ("2023/gone.md",)):
        look = look_at(replace(corpus, only=only), catalogue.files)
        assert look == Look([CHANGED, NEW], [], [FailedFile("2023", reason)])


def test_a_corpus_that_is_gone_is_an_error_whatever_is_named(catalogue: Catalogue, corpus: Corpus) -> None:
    with pytest.raises(CorpusError, match="does not exist"):
        look_at(replace(corpus, folder=corpus.folder / "none", only=("new.md",)), catalogue.files)
