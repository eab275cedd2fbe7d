"""Tests of rag.cli_watch: the real command, watching a folder of its own."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import write_corpus
from tests.test_cli import command

# The language is told: no command has to load the model that guesses one.
HEAD = "---\nlanguage: en\n---\n"


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
        write_corpus(tmp_path / "corpus", {"talks.md": f"{HEAD}The envoy spoke of grain."})
        assert process.stdout.readline().startswith("1 added, 0 changed")
        process.send_signal(number)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""


def test_a_missing_corpus_is_told_of_and_waited_for(tmp_path: Path) -> None:
    with subprocess.Popen(command(tmp_path, "watch"), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("0 added")
        assert "does not exist: create it" in process.stdout.readline()
        write_corpus(tmp_path / "corpus", {"talks.md": f"{HEAD}The envoy spoke of grain."})
        while not (line := process.stdout.readline()).startswith("1 added"):
            assert line
        process.terminate()
        assert process.wait(20) == 0


def test_a_copy_is_named_once(tmp_path: Path) -> None:
    text = " ".join(f"The envoy spoke of grain, of ship number {n} and of the harbour." for n in range(20))
    write_corpus(tmp_path / "corpus", {"a.md": HEAD + text, "b.md": HEAD + text})
    with subprocess.Popen(command(tmp_path, "watch"), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while not (line := process.stdout.readline()).startswith("2 added"):
            assert line
        assert process.stdout.readline() == "  b.md: a copy of a.md\n"
        write_corpus(tmp_path / "corpus", {"c.md": f"{HEAD}The mayor opened a bridge of steel."})
        assert process.stdout.readline().startswith("1 added")
        write_corpus(tmp_path / "corpus", {"d.md": f"{HEAD}A song festival drew many visitors to the town."})
        assert process.stdout.readline().startswith("1 added")
        process.terminate()
        assert process.wait(20) == 0
