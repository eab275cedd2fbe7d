"""The command line: measures, prints the tables, holds them to promises."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.child import ChildError, in_child
from benchmarks.corpus_folders import read_corpus
from benchmarks.far_off import far_off
from benchmarks.measuring import Job, measured
from benchmarks.promises import broken, missed, read_required
from benchmarks.question_sets import Material, find_material
from benchmarks.rows import Figures, Row
from benchmarks.speed import measured_speed
from benchmarks.systems import SYSTEMS, THIS
from benchmarks.tables import as_json, show
from rag.commands.screen import standard_screen
from rag.errors import RagError

# A row takes seconds; one that takes minutes hangs, or the set is larger than this is made for.
_SECONDS_A_ROW = 600.0

Given = TypeVar("Given")
# What measures one row, called in its turn.
Work = Callable[[], Row]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and give the exit status: 0 done, 1 a promise or requirement broken, 2 wrong usage."""
    told = _parser().parse_args(arguments)
    screen = standard_screen()
    try:
        required = read_required(told.require) if told.require else {}
        work = list(_speeds(told.speed) if told.speed else _measurements(find_material(told.folders), told.only))
    except RagError as error:
        screen.tell(str(error))
        return 2
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        screen.tell("Other work keeps every core busy: the times will be longer than they are alone.")
    rows = []
    with screen.progress("Measuring") as progress:
        for done, one in enumerate(work, start=1):
            rows.append(one())
            progress(done, len(work))
    show(rows, sys.stdout)
    if told.json:
        told.json.write_text(as_json(rows), encoding="utf-8")
    complaints = [*broken(rows), *missed(rows, required)]
    for complaint in complaints:
        screen.tell(complaint)
    return 1 if complaints else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="FOLDER", help="a question set or a folder of them [the shipped one]"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there too, as JSON")
    parser.add_argument(
        "--only", action="append", choices=[system.name for system in SYSTEMS], help="measure this system; may repeat"
    )
    parser.add_argument(
        "--require", type=Path, metavar="FILE", help="JSON {set: {figure: bound}}; exit 1 where one is missed"
    )
    parser.add_argument(
        "--speed", nargs="+", type=_amount, metavar="ARTICLES", help="instead, time on so much made-up news"
    )
    return parser


def _amount(written: str) -> int:
    amount = int(written)
    if amount < 1:
        raise argparse.ArgumentTypeError(f"{written!r} is no number of articles")
    return amount


def _measurements(material: Material, only: Sequence[str] | None) -> Iterator[Work]:
    corpora = {one.name: read_corpus(one.corpus) for one in material.sets}
    for question_set in material.sets:
        others = [(corpora[other.name], other.cases) for other in material.sets if other is not question_set]
        strangers = tuple(far_off(corpora[question_set.name], others))
        for system in SYSTEMS:
            if not only or system.name in only:
                job = Job(system.name, question_set, strangers, material.attacks)
                empty = Row(
                    question_set.name, system.name, len(corpora[question_set.name]), len(question_set.cases), Figures()
                )
                yield partial(_row, measured, job, empty)


def _speeds(amounts: Sequence[int]) -> Iterator[Work]:
    for amount in amounts:
        empty = Row(f"made-up news, {amount:,}", THIS.name, amount, 0, Figures())
        yield partial(_row, measured_speed, amount, empty)


def _row(work: Callable[[Given], Row], given: Given, empty: Row) -> Row:
    """The row that `work` measures in a process of its own, or the `empty` one with the reason."""
    try:
        return in_child(work, given, _SECONDS_A_ROW)
    except ChildError as error:
        return replace(empty, failure=str(error))
