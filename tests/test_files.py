import os
from pathlib import Path

import pytest

from rag.corpus.files import SourceFile, file_bytes, files_at, refusal, source_files
from rag.errors import ArticleError, CorpusError
from rag.records import FailedFile

LEAVES = "a link that leaves the corpus; put a copy of the file in its place"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, ns=(5, 5))
    return path


def listed(corpus: Path) -> list[str]:
    return [file.path for file in source_files(corpus)[0]]


def test_files_of_nested_folders_are_sorted_by_path_with_size_and_time(corpus: Path) -> None:
    for name in ("b.txt", "a/z.MD", "a/b/c.jsonl", "a.html"):
        write(corpus / name, "four")
    assert source_files(corpus) == (
        [SourceFile(path, 4, 5) for path in ("a.html", "a/b/c.jsonl", "a/z.MD", "b.txt")],
        [],
    )


def test_hidden_files_and_folders_are_passed_over(corpus: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "a/.b/c.txt", ".DS_Store"):
        write(corpus / name)
    assert source_files(corpus) == ([], [])


def test_files_of_another_kind_are_named_once_a_kind(corpus: Path) -> None:
    for name in ("b.pdf", "a/c.pdf", "a/d.PDF", "README"):
        write(corpus / name)
    kinds = "(.txt .md .html .htm .json .jsonl)"
    assert source_files(corpus) == (
        [],
        [
            FailedFile("README", f"a file without a suffix is not a kind of article that is read {kinds}"),
            FailedFile("a/c.pdf", f"a .pdf file is not a kind of article that is read {kinds}; nor are 2 more here"),
        ],
    )


def test_a_missing_folder_is_an_error_with_its_cure(tmp_path: Path) -> None:
    missing = tmp_path / "none"
    with pytest.raises(CorpusError) as refused:
        source_files(missing)
    assert str(refused.value) == (
        f"The corpus folder {str(missing)!r} does not exist: create it and put articles in it,"
        " or name another in RAG_CORPUS_DIR."
    )


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is not a folder"):
        source_files(write(tmp_path / "a.txt"))


def test_the_corpus_itself_may_be_a_link(corpus: Path, tmp_path: Path) -> None:
    write(corpus / "a.txt", "inside")
    (tmp_path / "link").symlink_to(corpus)
    assert listed(tmp_path / "link") == ["a.txt"]
    assert file_bytes(tmp_path / "link", "a.txt", max_bytes=10) == b"inside"


def test_links_that_leave_the_corpus_or_lead_nowhere_are_named(corpus: Path, tmp_path: Path) -> None:
    write(tmp_path / "corpus-of-others/a.txt")
    (corpus / "file.txt").symlink_to(tmp_path / "corpus-of-others/a.txt")
    (corpus / "folder").symlink_to(tmp_path / "corpus-of-others")
    (corpus / "gone.txt").symlink_to("nowhere.txt")
    (corpus / "loop.txt").symlink_to("loop.txt")
    nowhere = "a link that leads nowhere; mend it or delete it"
    assert source_files(corpus) == (
        [],
        [
            FailedFile("file.txt", LEAVES),
            FailedFile("folder", LEAVES),
            FailedFile("gone.txt", nowhere),
            FailedFile("loop.txt", nowhere),
        ],
    )


def test_what_is_linked_inside_the_corpus_is_read_once(corpus: Path) -> None:
    write(corpus / "a/one.txt")
    (corpus / "again.txt").symlink_to("a/one.txt")
    (corpus / "also").symlink_to("a")
    (corpus / "a/up").symlink_to("..")
    assert source_files(corpus) == ([SourceFile("a/one.txt", 1, 5)], [])


def test_a_link_to_a_hidden_file_inside_is_read_under_its_own_name(corpus: Path) -> None:
    write(corpus / "..data/one.txt")
    (corpus / "one.txt").symlink_to("..data/one.txt")
    assert source_files(corpus) == ([SourceFile("one.txt", 1, 5)], [])


def test_a_name_that_cannot_be_shown_is_cleaned_and_named(corpus: Path) -> None:
    for name in (b"two\nlines.txt", b"caf\xe9.txt", b"all.json#one.txt"):
        Path(os.fsdecode(os.fsencode(corpus) + b"/" + name)).write_text("x")
    reason = "its name cannot be shown or kept; rename it"
    assert source_files(corpus) == (
        [],
        [FailedFile(path, reason) for path in ("all\ufffdone.txt", "caf\ufffd.txt", "two\ufffdlines.txt")],
    )


def test_unusual_names_that_can_be_shown_are_kept(corpus: Path) -> None:
    names = ["#1 a.txt", "Rīga.txt", "a b.md", "x" * 200 + ".txt", "新聞.txt"]
    for name in names:
        write(corpus / name)
    assert listed(corpus) == names


def test_a_folder_named_like_a_file_is_a_folder(corpus: Path) -> None:
    write(corpus / "x.txt/a.txt")
    assert listed(corpus) == ["x.txt/a.txt"]


def test_a_pipe_is_not_waited_for(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    assert source_files(corpus) == ([], [FailedFile("pipe.txt", "it is not a file; articles are files")])
    with pytest.raises(ArticleError, match="not a file"):
        file_bytes(corpus, "pipe.txt", max_bytes=10)


def test_the_bytes_of_a_file_are_read_up_to_the_limit(corpus: Path) -> None:
    write(corpus / "a.txt", "12345")
    assert file_bytes(corpus, "a.txt", max_bytes=5) == b"12345"
    with pytest.raises(ArticleError) as refused:
        file_bytes(corpus, "a.txt", max_bytes=4)
    assert str(refused.value) == "its 5 bytes are above the limit of 4; divide it, or raise the limit"


@pytest.mark.parametrize("path", ["../secret.txt", "link.txt", "/etc/hostname", "a/../../secret.txt"])
def test_no_path_reads_outside_the_corpus(corpus: Path, tmp_path: Path, path: str) -> None:
    write(tmp_path / "secret.txt")
    (corpus / "a").mkdir()
    (corpus / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ArticleError, match="leaves the corpus"):
        file_bytes(corpus, path, max_bytes=10)


def test_a_file_that_vanished_is_a_failure(corpus: Path) -> None:
    with pytest.raises(ArticleError) as refused:
        file_bytes(corpus, "gone.txt", max_bytes=10)
    assert str(refused.value) == "it is gone; put it back or sync again"


def test_a_folder_in_place_of_the_file_is_a_failure(corpus: Path) -> None:
    (corpus / "x.txt").mkdir()
    with pytest.raises(ArticleError, match="not a file"):
        file_bytes(corpus, "x.txt", max_bytes=10)


@pytest.mark.parametrize("path", ["x" * 5_000 + ".txt", "a\0b.txt"])
def test_an_impossible_path_is_a_failure(corpus: Path, path: str) -> None:
    with pytest.raises(ArticleError, match="the system cannot read it"):
        file_bytes(corpus, path, max_bytes=10)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            PermissionError(13, "Permission denied"),
            "there is no permission to read it; allow it with chmod, or take it out of the corpus",
        ),
        (
            OSError(5, "Input/output error"),
            "the system cannot read it (Input/output error); check its name and the disk",
        ),
    ],
)
def test_a_refusal_of_the_system_is_put_in_words(error: OSError, reason: str) -> None:
    assert refusal(error) == reason


def test_named_paths_give_the_files_there_and_under_them_once(corpus: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b/c.jsonl", "a.html", "a/.hidden.txt", ".git/d.txt"):
        write(corpus / name, "four")
    named = ["a", "a/z.md", "a.html", "gone.md", "b.txt/none.md", ".git/d.txt"]
    assert files_at(corpus, named) == [SourceFile(path, 4, 5) for path in ("a.html", "a/b/c.jsonl", "a/z.md")]
    assert files_at(corpus, ["a"], without=corpus / "a") == []
    assert files_at(corpus, []) == []


@pytest.mark.parametrize(
    "named", ["", "/etc", "../a.txt", "a//b", "a/./b", "x\n.txt", "b.pdf", "link", "up/one.txt", "pdfs"]
)
def test_what_cannot_be_told_of_alone_is_not(corpus: Path, named: str) -> None:
    write(corpus / "a/one.txt")
    write(corpus / "b.pdf")
    write(corpus / "pdfs/c.pdf")
    (corpus / "link").symlink_to("a/one.txt")
    (corpus / "up").symlink_to("a")
    assert files_at(corpus, ["a/one.txt", named]) is None


def test_what_is_as_it_was_is_left_out_and_what_is_gone_is_left_over(corpus: Path) -> None:
    for name in ("same.txt", "longer.txt", "later.txt", "new.txt", "a/same.txt"):
        write(corpus / name, "four")
    (corpus / "link.txt").symlink_to("same.txt")
    before = {path: (path, 4, 5) for path in ("same.txt", "a/same.txt", "gone.txt", "link.txt", "a/gone.txt")}
    before |= {"longer.txt": ("longer.txt", 3, 5), "later.txt": ("later.txt", 4, 4)}
    changed = [SourceFile(path, 4, 5) for path in ("later.txt", "longer.txt", "new.txt")]
    known = dict(before)
    assert source_files(corpus, known=known) == (changed, [])
    assert sorted(known) == ["a/gone.txt", "gone.txt", "link.txt"]
    known = {path: before[path] for path in ("a/same.txt", "a/gone.txt", "later.txt")}
    assert files_at(corpus, ["a/same.txt", "a", "later.txt"], known=known) == [SourceFile("later.txt", 4, 5)]
    assert sorted(known) == ["a/gone.txt"]


def test_nothing_is_told_of_paths_in_a_corpus_that_is_gone(tmp_path: Path) -> None:
    assert files_at(tmp_path / "none", ["a.txt"]) is None
