import io
from pathlib import Path

import pytest

from rag.commands.additions import added, added_again
from rag.commands.call import Call
from rag.commands.screen import Screen
from tests.conftest import OpenArchive, write_corpus


class EnoughError(Exception):
    """Ends what has no end."""


def call_of(out: io.StringIO, err: io.StringIO) -> Call:
    return Call(Screen(out, err))


def test_what_is_named_is_saved_and_answers(open_archive: OpenArchive, tmp_path: Path) -> None:
    write_corpus(tmp_path / "in", {"a.txt": "The first article.", "b.txt": "The second article."})
    archive = open_archive()
    call = call_of(io.StringIO(), io.StringIO())
    additions = added(call, archive, [str(tmp_path / "in" / "a.txt"), str(tmp_path / "in" / "b.txt")], sync=True)
    assert ([one.title for one in additions.saved], archive.count()) == (
        ["The first article.", "The second article."],
        2,
    )


def test_again_and_again_shows_what_is_new_and_outlives_failures(open_archive: OpenArchive, tmp_path: Path) -> None:
    archive = open_archive()
    out, err = io.StringIO(), io.StringIO()
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 1:
            write_corpus(tmp_path / "in", {"a.txt": "The first article."})
        elif len(waited) == 2:
            (tmp_path / "corpus").rename(tmp_path / "moved")
            (tmp_path / "corpus").write_text("no folder")
            write_corpus(tmp_path / "in", {"b.txt": "The second article."})
        else:
            raise EnoughError

    with pytest.raises(EnoughError):
        added_again(call_of(out, err), archive, [str(tmp_path / "in")], 600, sync=True, wait=wait)
    assert "The first article." in out.getvalue()
    assert "The corpus folder" in err.getvalue()
    assert [590 < seconds <= 600 for seconds in waited] == [True] * 3
