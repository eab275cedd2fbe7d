"""Runs what README.md shows, and compares what it prints with what it promises."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
RAG = [sys.executable, "-m", "rag"]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One index for all of them, which the first command makes."""
    data = tmp_path_factory.mktemp("readme") / "data"
    return {**os.environ, "RAG_DATA_DIR": str(data), "RAG_CORPUS_DIR": str(ROOT / "corpus")}


def run(command: list[str], environment: dict[str, str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment).stdout


def test_the_picture_of_an_answer_is_what_is_printed(environment: dict[str, str]) -> None:
    shown = blocks("console")[0]
    question = re.search(r'Q="(.*)"', shown)
    assert question
    assert run([*RAG, "ask", "--sync", question[1]], environment) == shown.split("\n", 1)[1]


def test_the_help_shown_is_the_real_one(environment: dict[str, str]) -> None:
    assert run([*RAG, "--help"], environment) == blocks("console")[1].split("\n", 1)[1]


def test_the_chat_shown_is_the_real_one(tmp_path: Path, environment: dict[str, str]) -> None:
    shown = next(block for block in blocks("console") if block.startswith("$ make demo-bot\n")).split("\n", 1)[1]
    typed = "".join(f"{line}\n" for line in re.findall(r"^> (.+)$", shown, flags=re.MULTILINE))
    run([*RAG, "sync"], environment)
    talk = subprocess.run(
        [sys.executable, "-m", "tests.bot_api"],
        input=typed,
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT), "LANG": "en_GB.UTF-8"},
    )
    assert talk.stdout.rstrip() == shown.rstrip()


def test_the_python_shown_runs_and_answers(environment: dict[str, str]) -> None:
    (program,) = blocks("python")
    assert "Turchynov" in run([sys.executable, "-c", program], environment)


def test_the_commands_shown_run(environment: dict[str, str]) -> None:
    commands = [line for line in blocks("sh")[1].splitlines() if line]
    assert len(commands) == 5
    for line in commands:
        words = re.findall(r'"[^"]*"|\S+', line.split("#")[0])
        assert words[0] == ".venv/bin/rag"
        assert run([*RAG, *(word.strip('"') for word in words[1:])], environment)


def test_make_knows_every_command_that_the_readme_names() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = {
        name for pair in re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)", README, flags=re.MULTILINE) for name in pair
    }
    assert named - {""} <= targets


def test_every_page_and_room_that_the_readme_names_is_there() -> None:
    named = [*re.findall(r"\]\(([\w./-]+)\)", README), *re.findall(r"`((?:rag|docs)/[\w/.]+)`", README)]
    assert [name for name in named if not (ROOT / name).exists()] == []
