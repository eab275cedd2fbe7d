"""Tests of rag.commands.screen."""

import io
import json
import os

import pytest
from rich.text import Text

from rag.commands.layout import Block
from rag.commands.screen import ReaderGoneError, Screen, standard_screen
from rag.errors import DataError

LONG = Block(Text.assemble(("Port", "bold"), " [red]" + "word " * 60), 2)


class Terminal(io.StringIO):
    """A stream that takes itself for a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def encoded(name: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=name, write_through=True)


def bytes_of(stream: io.TextIOWrapper) -> bytes:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def test_what_is_piped_has_no_codes_and_is_not_wrapped() -> None:
    out = io.StringIO()
    Screen(out, io.StringIO()).show([LONG])
    assert out.getvalue() == "  Port [red]" + ("word " * 60).rstrip() + "\n"


def test_what_a_terminal_gets_is_styled_and_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    Screen(out, io.StringIO()).show([LONG])
    first = out.getvalue().splitlines()[0]
    assert first.startswith("  \x1b[1mPort\x1b[0m [red]word")
    assert len(first) <= 40 + len("\x1b[1m\x1b[0m")


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    out = Terminal()
    Screen(out, io.StringIO()).show([Block(Text("gone", "bold red"))])
    assert "\x1b[31m" not in out.getvalue()
    assert "31" not in out.getvalue()


def test_an_encoding_without_a_letter_gets_a_question_mark() -> None:
    out = encoded("latin-1")
    Screen(out, io.StringIO()).show([Block(Text("café Rīga"))])
    assert bytes_of(out) == b"caf\xe9 R?ga\n"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_a_document_loses_no_letter_in_any_encoding(encoding: str) -> None:
    out = encoded(encoding)
    Screen(out, io.StringIO()).document(["café Rīga \ud800"])
    assert json.loads(bytes_of(out).decode(encoding)) == ["café Rīga \ud800"]


def test_a_sentence_goes_to_the_standard_error_without_control_codes() -> None:
    out, err = io.StringIO(), io.StringIO()
    Screen(out, err).tell("The folder 'a\x1b[2J' is gone.")
    assert (out.getvalue(), err.getvalue()) == ("", "The folder 'a\ufffd[2J' is gone.\n")


def test_a_reader_that_went_away_is_told_apart() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as out, pytest.raises(ReaderGoneError):
        Screen(out, io.StringIO()).document([])


def test_a_full_disk_is_told_in_a_sentence() -> None:
    with open("/dev/full", "w") as out, pytest.raises(DataError, match="cannot be written"):  # noqa: PTH123 - a device
        Screen(out, io.StringIO()).document([])


def test_progress_is_silent_where_nobody_looks() -> None:
    err = io.StringIO()
    with Screen(io.StringIO(), err).progress("Indexing") as progress:
        progress(1, 2)
    assert err.getvalue() == ""


def test_short_work_has_no_bar() -> None:
    err = Terminal()
    with Screen(io.StringIO(), err).progress("Indexing") as progress:
        progress(1, 1)
    assert err.getvalue() == ""


def test_long_work_has_a_bar_on_the_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("rag.commands.screen._PATIENCE_SECONDS", -1.0)
    out, err = io.StringIO(), Terminal()
    with Screen(out, err).progress("Indexing") as progress:
        progress(3, 7)
    assert "Indexing" in err.getvalue()
    assert "3/7" in err.getvalue()
    assert out.getvalue() == ""


def test_streams_that_the_caller_closed_take_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    screen = standard_screen()
    screen.document([])
    screen.tell("Nobody hears it.")
