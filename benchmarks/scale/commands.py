"""Measures commands as a person types them, each a new process."""

import os
import subprocess
import sys
import time

from benchmarks.scale.corpora import read_questions
from benchmarks.scale.indexing import Folders
from benchmarks.scale.rows import Sizes
from rag.errors import RagError

# The best of so many: what a busy machine adds is not the command's.
_TRIES = 2
_MOST_SECONDS = 300.0


def commanded(folders: Folders) -> Sizes:
    """Time a sync that has nothing to do, and the first answer of a new process."""
    question = read_questions(folders.questions)[0]
    return Sizes(
        folders.articles,
        unchanged_seconds=min(_seconds(folders, ["sync"]) for _ in range(_TRIES)),
        cold_seconds=min(_seconds(folders, ["ask", "--json", question]) for _ in range(_TRIES)),
    )


def _seconds(folders: Folders, arguments: list[str]) -> float:
    settings = {"RAG_CORPUS_DIR": str(folders.corpus), "RAG_DATA_DIR": str(folders.data)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RAG_", "OPENAI_"))}
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - this project's own command
        [sys.executable, "-m", "rag", *arguments],
        env={**kept, **settings},
        capture_output=True,
        text=True,
        timeout=_MOST_SECONDS,
        check=False,
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        raise RagError(f"rag {arguments[0]} ended with status {done.returncode}: {done.stderr[-300:]}")
    return seconds
