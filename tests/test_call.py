"""Tests of rag.commands.call."""

import io
import logging
import re
import warnings
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.commands.call import Call
from rag.commands.screen import Screen
from rag.errors import BusyError, DataError
from rag.index.lock import writer_lock
from rag.records import FailedFile, SyncReport
from tests.conftest import write_corpus


def call_in(folder: Path) -> tuple[Call, io.StringIO]:
    err = io.StringIO()
    return Call(Screen(io.StringIO(), err), folder / "corpus", folder / "data"), err


def test_the_options_of_a_call_win_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_CORPUS_DIR", "elsewhere")
    monkeypatch.setenv("RAG_DATA_DIR", "there")
    settings = Call(Screen(io.StringIO(), io.StringIO()), corpus_dir=tmp_path).settings()
    assert (settings.corpus_dir, settings.data_dir) == (tmp_path, Path("there"))


def test_an_index_that_was_never_made_is_not_made_by_reading_it(tmp_path: Path) -> None:
    call, _ = call_in(tmp_path)
    with pytest.raises(DataError, match=r"Nothing is indexed in .* yet; run: rag sync"), call.indexed_archive():
        pass
    assert not (tmp_path / "data").exists()


def test_an_archive_may_be_brought_up_to_date_first(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"a.txt": "The harbour opened.", "b.json": "{broken"})
    call, err = call_in(tmp_path)
    with call.indexed_archive(sync_first=True) as archive:
        assert [article.id for article in archive.articles()] == ["a.txt"]
    assert err.getvalue() == "1 not read: b.json (rag sync gives the reasons)\n"


def test_while_another_process_writes_the_index_answers_as_it_is(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", {"a.txt": "The harbour opened."})
    call, err = call_in(tmp_path)
    with Archive.open(call.settings()) as archive:
        archive.sync()
    with writer_lock(tmp_path / "data"), call.indexed_archive(sync_first=True) as archive:
        assert [article.id for article in archive.articles()] == ["a.txt"]
    assert err.getvalue().endswith("try again when it is done. The answer comes from the index as it is.\n")


def test_an_empty_index_that_another_process_writes_cannot_answer(tmp_path: Path) -> None:
    call, _ = call_in(tmp_path)
    (tmp_path / "data").mkdir()
    with writer_lock(tmp_path / "data"), pytest.raises(BusyError), call.indexed_archive(sync_first=True):
        pass


def test_many_unread_files_are_told_in_one_line(tmp_path: Path) -> None:
    call, err = call_in(tmp_path)
    call.warn_of_unread(SyncReport(failed=tuple(FailedFile(f"{n}.json", "broken") for n in range(5))))
    assert err.getvalue() == "5 not read: 0.json, 1.json, 2.json … (rag sync gives the reasons)\n"


def test_a_failure_nobody_foresaw_is_kept_under_its_id(tmp_path: Path) -> None:
    call, err = call_in(tmp_path)
    (tmp_path / "data").mkdir()
    with call.logging():
        call.failed(ZeroDivisionError("by 0"))
    kept = tmp_path / "data" / "failures.log"
    told = re.fullmatch(r"Something went wrong \(id (\w+)\); what happened is written in '(.*)'\.\n", err.getvalue())
    assert told
    assert told[2] == str(kept)
    assert kept.read_text(encoding="utf-8") == f"failure {told[1]}\nZeroDivisionError: by 0\n\n"


def test_a_failure_that_cannot_be_kept_leads_to_verbose(tmp_path: Path) -> None:
    call, err = call_in(tmp_path)
    with call.logging():
        call.failed(ZeroDivisionError("by 0"))
    assert err.getvalue().endswith("; run it again with --verbose to see what happened.\n")
    assert list(tmp_path.iterdir()) == []


def test_verbose_shows_the_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call, err = call_in(tmp_path)
    with call.logging():
        call.listen()
        call.failed(ZeroDivisionError("by 0"))
    assert "ZeroDivisionError: by 0" in capsys.readouterr().err
    assert err.getvalue().endswith("; what happened is above.\n")


def test_what_libraries_log_and_warn_of_is_held_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call, err = call_in(tmp_path)
    before = list(logging.getLogger().handlers)
    with call.logging():
        logging.getLogger("some.library").warning("noise")
        warnings.warn("noise", UserWarning, stacklevel=1)
    assert (capsys.readouterr().err, err.getvalue()) == ("", "")
    assert logging.getLogger().handlers == before
