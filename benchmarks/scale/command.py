"""The command line: measures each size, prints the table, holds it to promises, writes the page and its plot."""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from benchmarks.child import ChildError, in_child
from benchmarks.scale.answering import answered
from benchmarks.scale.commands import commanded
from benchmarks.scale.corpora import write_made
from benchmarks.scale.indexing import Folders, indexed
from benchmarks.scale.page import write_page
from benchmarks.scale.promises import broken
from benchmarks.scale.recalling import RealText, recalled, recalled_really
from benchmarks.scale.rows import Recall, Sizes
from benchmarks.scale.stock import stock_indexed
from benchmarks.scale.tables import as_json, shown
from rag.commands.screen import Screen, standard_screen
from rag.errors import RagError

_SIZES = (1_000, 10_000, 100_000)
# Longer than the largest step takes on two busy cores.
_SECONDS_A_STEP = 3_600.0
# Stock llama-index needs a quarter of an hour for ten times as many, and tells nothing new.
_MOST_FOR_STOCK = 10_000

Given = TypeVar("Given")
Made = TypeVar("Made")
_STEPS: tuple[tuple[str, Callable[[Folders], Sizes]], ...] = (
    ("indexing", indexed),
    ("commands", commanded),
    ("questions", answered),
    ("recall", recalled),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and give the exit status: 0 done, 1 a promise broken, 2 wrong usage."""
    told = _parser().parse_args(arguments)
    screen = standard_screen()
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        screen.tell("Other work keeps every core busy: the times will be longer than they are alone.")
    try:
        rows = [_measured(size, told.scratch, screen) for size in sorted(told.sizes)]
        recall = _real_recall(told.real, told.scratch, screen) if told.real else None
    except RagError as error:
        screen.tell(str(error))
        return 2
    sys.stdout.write(shown(rows, recall))
    if told.json:
        told.json.write_text(as_json(rows, recall), encoding="utf-8")
    if told.page:
        write_page(rows, recall, told.page)
    complaints = list(broken(rows, recall))
    for complaint in complaints:
        screen.tell(complaint)
    return 1 if complaints else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument(
        "sizes", nargs="*", type=_amount, default=_SIZES, metavar="ARTICLES", help="[1000 10000 100000]"
    )
    parser.add_argument(
        "--real",
        nargs="+",
        type=Path,
        default=(),
        metavar="FOLDER",
        help="question sets on whose articles the recall of the vectors is measured too",
    )
    parser.add_argument(
        "--page", type=Path, metavar="FILE", help="write the table into this page, and a plot beside it"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--scratch", type=Path, metavar="FOLDER", help="where corpora and indexes lie meanwhile")
    return parser


def _amount(written: str) -> int:
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"{written!r} is no number of articles")
    return int(written)


def _measured(size: int, scratch: Path | None, screen: Screen) -> Sizes:
    """All figures of one size, each step in a process of its own; what was measured before a failure stays."""
    with tempfile.TemporaryDirectory(prefix="scale-", dir=scratch) as name:
        folder = Path(name)
        folders = Folders(folder / "corpus", folder / "data", folder / "questions.jsonl", size)
        row = Sizes(size)
        screen.tell(f"{size:,} articles: writing them …")
        write_made(size, folders.corpus, folders.questions)
        try:
            if size <= _MOST_FOR_STOCK:
                row = _step("stock llama-index", stock_indexed, replace(folders, data=folder / "stock"), row, screen)
                shutil.rmtree(folder / "stock")
            for title, step in _STEPS:
                row = _step(title, step, folders, row, screen)
        except ChildError as error:
            row = replace(row, failure=str(error))
        return row


def _step(title: str, work: Callable[[Folders], Sizes], folders: Folders, row: Sizes, screen: Screen) -> Sizes:
    screen.tell(f"{folders.articles:,} articles: {title} …")
    return row.joined(in_child(work, folders, _SECONDS_A_STEP))


def _real_recall(sets: Sequence[Path], scratch: Path | None, screen: Screen) -> Recall | None:
    screen.tell("Recall on real text …")
    with tempfile.TemporaryDirectory(prefix="scale-", dir=scratch) as folder:
        try:
            return in_child(recalled_really, RealText(tuple(sets), Path(folder)), _SECONDS_A_STEP)
        except ChildError as error:
            raise RagError(f"Recall on real text was not measured: {error}") from error
