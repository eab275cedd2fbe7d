"""Holds the map of the house true: who imports what, how large rooms may be, what they may be called."""

import ast
import re
import subprocess
import sys
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from bot.settings import BotSettings
from rag.settings import Settings, variable_names

ROOT = Path(__file__).parent.parent
ROOMS = sorted([*ROOT.glob("rag/**/*.py"), *ROOT.glob("bot/**/*.py")])
RAG = [room for room in ROOMS if room.is_relative_to(ROOT / "rag")]
MODULE_LINES = 300
FUNCTION_LINES = 50
# The one room, or the few, that may import each part of the outside world.
ONLY_IN = {
    "chromadb": {"chroma_folder", "chroma_server", "embedders"},  # embedders: Chroma's own MiniLM model, not its store
    "tantivy": {"lexicon", "function_words"},  # function_words: its lists, no index
    "sqlite3": {"database", "sqlite_files"},
    "trafilatura": {"webpages"},
    "wordllama": {"embedders"},
    "Stemmer": {"words"},
    "sentencex": {"passages"},
    "py3langid": {"languages"},
    "llama_index": {"llamaindex", "embedders", "archive", "chat"},  # archive and embedders: for types alone
    "openai": {"openai_client", "chat", "embeddings"},
    "httpx": {"openai_client", "chat", "embeddings", "addresses"},  # addresses: their parts, no connection
    "httpcore": {"connections", "fetching"},
    "feedparser": {"feeds"},
    "dotenv": {"settings"},
    "typer": {"cli", "cli_backup", "cli_corpus", "cli_watch", "options"},
    "watchfiles": {"notices"},
}
# The same for the bot.
ONLY_IN_BOT = {
    "sqlite3": {"database"},
    "dotenv": {"settings"},
    "tornado": {"webhook", "health", "listening"},
}
# What the bot shows and remembers could be shown and remembered anywhere.
WITHOUT_TELEGRAM = (
    "bot/store/",
    "bot/rendering",
    "bot/texts",
    "bot/markup",
    "bot/splitting",
    "bot/settings",
    "bot/desk",
)


@cache
def imports_of(path: Path) -> set[str]:
    """Every module that `path` imports, at its top or inside, by full name; read once for all the doors."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("part", ONLY_IN)
def test_each_part_of_the_outside_world_has_one_door(part: str) -> None:
    importers = {room.stem for room in RAG if any(name.split(".")[0] == part for name in imports_of(room))}
    assert importers <= ONLY_IN[part]


@pytest.mark.parametrize("part", ONLY_IN_BOT)
def test_each_part_of_the_outside_world_has_one_door_in_the_bot(part: str) -> None:
    bot = [room for room in ROOMS if room not in RAG]
    importers = {room.stem for room in bot if any(name.split(".")[0] == part for name in imports_of(room))}
    assert importers <= ONLY_IN_BOT[part]


def test_what_the_bot_shows_and_remembers_has_never_heard_of_telegram() -> None:
    bare = [room for room in ROOMS if room.relative_to(ROOT).as_posix().startswith(WITHOUT_TELEGRAM)]
    assert [room.name for room in bare if any(name.split(".")[0] == "telegram" for name in imports_of(room))] == []


def test_rag_has_never_heard_of_telegram() -> None:
    assert [
        room.name for room in RAG if any(name.split(".")[0] in {"telegram", "bot"} for name in imports_of(room))
    ] == []


def test_the_bot_goes_through_the_door() -> None:
    bot = [room for room in ROOMS if room not in RAG]
    beyond = {name for room in bot for name in imports_of(room) if name.startswith("rag.") or name == "chromadb"}
    assert beyond == set()


def test_nobody_but_the_settings_reads_the_environment() -> None:
    readers = {
        room.relative_to(ROOT).as_posix()
        for room in ROOMS
        if re.search(r"os\.environ|os\.getenv", room.read_text(encoding="utf-8"))
    }
    assert readers <= {"rag/settings.py", "bot/settings.py"}


def test_nobody_but_the_command_line_prints() -> None:
    printers = {
        room.stem
        for room in ROOMS
        for node in ast.walk(ast.parse(room.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printers <= {"cli", "__main__"}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(ROOT)))
def test_a_room_has_one_job_and_a_size_to_match(room: Path) -> None:
    text = room.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= MODULE_LINES
    assert ast.get_docstring(tree) or not text.strip()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < FUNCTION_LINES, node.name
    assert not set(room.stem.split("_")) & {"utils", "helpers", "common", "core", "manager", "engine"}


# Names and Protocols alone: there is nothing in them that could do wrong.
WITHOUT_TESTS = {"errors", "ports", "__init__", "__main__"}


@pytest.mark.parametrize("room", [room for room in ROOMS if room.stem not in WITHOUT_TESTS], ids=lambda room: room.stem)
def test_every_room_has_its_tests(room: Path) -> None:
    name = f"test_{room.stem}.py" if room in RAG else f"test_bot_{room.stem}.py"
    assert (ROOT / "tests" / name).is_file()


def test_importing_the_door_imports_nothing_heavy() -> None:
    heavy = ["chromadb", "llama_index", "numpy", "tantivy", "wordllama", "pydantic", "rich", "typer", "trafilatura"]
    program = f"import sys, rag; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_the_example_environment_names_exactly_what_the_settings_read() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#? ?([A-Z][A-Z_]+)=(.*)$", example, flags=re.MULTILINE)
    read = [name for f in (*fields(Settings), *fields(BotSettings)) for name in variable_names(f)[:1]]
    assert sorted(name for name, _ in named) == sorted(read)


def test_the_example_environment_says_what_each_variable_does_and_its_default() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for f in (*fields(Settings), *fields(BotSettings)):
        default = "" if f.default is None else str(f.default)
        assert f"# {f.metadata['says']}\n# {variable_names(f)[0]}={default}\n" in example


def test_what_stands_at_the_top_is_what_the_plan_allows() -> None:
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT).stdout.split(
        "\n"
    )
    top = {name.split("/")[0] for name in tracked if name}
    allowed = {
        *("pyproject.toml", "bot", "rag", "tests", "corpus", ".env.example"),
        *("README.md", "Makefile", "requirements.lock", ".ci", "docs", "benchmarks", ".gitignore", "LICENSE"),
    }
    assert top <= allowed
