from pathlib import Path

import pytest

from rag.adding.whole_files import replace_whole, write_new
from rag.errors import CorpusError


def test_a_new_file_is_written_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    assert write_new(tmp_path / "a.md", b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.md", b"new")]


def test_nothing_that_has_the_name_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "outside").write_bytes(b"outside")
    (tmp_path / "link.md").symlink_to(tmp_path / "outside")
    (tmp_path / "nowhere.md").symlink_to(tmp_path / "made by a trick")
    assert [write_new(tmp_path / name, b"new") for name in ("a.md", "link.md", "nowhere.md")] == [False] * 3
    assert (tmp_path / "a.md").read_bytes() == b"old"
    assert (tmp_path / "outside").read_bytes() == b"outside"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.md", "link.md", "nowhere.md", "outside"]


def test_a_file_is_replaced_whole_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "a.md").chmod(0o640)
    replace_whole(tmp_path / "a.md", b"new")
    assert (tmp_path / "a.md").read_bytes() == b"new"
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]


def test_a_folder_that_is_not_there_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as refused:
        write_new(tmp_path / "gone" / "a.md", b"new")
    assert str(refused.value) == (
        f"The file {str(tmp_path / 'gone' / 'a.md')!r} cannot be written (No such file or directory); see that there is"
        " room on the disk and that the corpus folder may be written."
    )
