"""Lays rows out as tables, and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, TextIO

from benchmarks.rows import Row
from benchmarks.systems import SYSTEMS

if TYPE_CHECKING:
    from rich.box import Box
    from rich.table import Table

# The figures in the order in which they are read.
TITLES = {
    "recall_at_4": "article recall@4",
    "recall_at_5": "article recall@5",
    "recall_at_10": "article recall@10",
    "hit_at_1": "article hit@1",
    "first_quote_holds": "first quote holds the answer",
    "any_quote_holds": "one of three quotes holds it",
    "quotes_verbatim": "quotes verbatim",
    "auroc": "answerable or not, AUROC",
    "refused_of_unanswerable": "unanswerable refused",
    "refused_of_answerable": "answerable refused",
    "refused_at_a_tenth": "unanswerable refused, at .10 of the answerable",
    "refused_of_far_off": "far-off refused",
    "far_off_at_a_tenth": "far-off refused, at .10 of the answerable",
    "injected_plain": "attacks quoted, plain",
    "injected_after_question": "attacks quoted, the question before them",
    "planted_question_quoted": "the question before them quoted",
    "questions_per_second": "questions a second",
    "p50_ms": "ms a question, p50",
    "p95_ms": "ms a question, p95",
    "index_seconds": "seconds to index",
    "peak_megabytes": "peak memory, MB",
}
_SHARES_END = "questions_per_second"
# Wide enough for every column, where nobody folds lines.
_PLAIN_WIDTH = 160


def show(rows: Sequence[Row], stream: TextIO) -> None:
    """Write a table a set: drawn for a terminal, Markdown where there is none."""
    from rich import box
    from rich.console import Console

    terminal = stream.isatty()
    console = Console(file=stream, markup=False, emoji=False, highlight=False, width=None if terminal else _PLAIN_WIDTH)
    for set_name in dict.fromkeys(row.set_name for row in rows):
        chosen = [row for row in rows if row.set_name == set_name]
        console.print(f"\n{set_name}: {chosen[0].articles:,} articles, {chosen[0].questions:,} questions\n")
        console.print(_table(chosen, box.SIMPLE_HEAD if terminal else box.MARKDOWN))


def as_json(rows: Sequence[Row]) -> str:
    """The rows as one JSON document."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2) + "\n"


def _table(rows: Sequence[Row], lines: "Box") -> "Table":
    from rich.table import Table

    titles = {system.name: system.title for system in SYSTEMS}
    table = Table(box=lines)
    table.add_column("")
    for row in rows:
        table.add_column(titles[row.system], justify="right")
    names = list(TITLES)
    for name in names:
        values: list[float | None] = [getattr(row.figures, name) for row in rows]
        if any(value is not None for value in values):
            share = names.index(name) < names.index(_SHARES_END)
            table.add_row(TITLES[name], *(_written(value, share=share) for value in values))
    if any(row.failure for row in rows):
        table.add_row("failed", *("yes" if row.failure else "" for row in rows))
    return table


def _written(value: float | None, *, share: bool) -> str:
    if value is None:
        return "–"
    if share:
        return f"{value:.3f}".removeprefix("0") if value < 1 else f"{value:.2f}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"  # noqa: PLR2004 - three figures tell enough
