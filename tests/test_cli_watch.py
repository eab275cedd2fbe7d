"""Tests of rag.cli_watch: the real command, watching a folder of its own."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import write_corpus
from tests.test_cli import command


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_each_change_is_told_in_a_line_until_a_signal_ends_it(tmp_path: Path, number: signal.Signals) -> None:
    write_corpus(tmp_path / "corpus", {})
    with subprocess.Popen(
        command(tmp_path, "watch"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stderr.readline() == f"Watching {str(tmp_path / 'corpus')!r}; Ctrl-C ends it.\n"
        assert process.stdout.readline().startswith("0 added, 0 changed")
        write_corpus(tmp_path / "corpus", {"talks.txt": "The envoy spoke of grain."})
        assert process.stdout.readline().startswith("1 added, 0 changed")
        process.send_signal(number)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""


def test_a_missing_corpus_is_told_of_and_waited_for(tmp_path: Path) -> None:
    with subprocess.Popen(command(tmp_path, "watch"), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("0 added")
        assert "does not exist: create it" in process.stdout.readline()
        write_corpus(tmp_path / "corpus", {"talks.txt": "The envoy spoke of grain."})
        while not (line := process.stdout.readline()).startswith("1 added"):
            assert line
        process.terminate()
        assert process.wait(20) == 0
