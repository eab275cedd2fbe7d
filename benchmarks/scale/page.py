"""Writes what was measured into a page, with a plot beside it."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scale.plot import draw
from benchmarks.scale.rows import Recall, Sizes
from benchmarks.scale.tables import shown
from rag.errors import QuestionError

BEGINNING = "<!-- measured -->"
END = "<!-- /measured -->"


def write_page(rows: Sequence[Sizes], recall: Recall | None, page: Path) -> None:
    """Put the table between the marks of `page`, and the plot into the SVG file of its name.

    Raises QuestionError where the page has no marks.
    """
    text = page.read_text(encoding="utf-8")
    before, opened, rest = text.partition(BEGINNING)
    _, closed, after = rest.partition(END)
    if not opened or not closed:
        raise QuestionError(f"The page {str(page)!r} has no lines {BEGINNING} and {END} to write between.")
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
    page.write_text(
        f"{before}{BEGINNING}\n\n{shown(rows, recall)}\nMeasured on {machine}.\n\n{END}{after}", encoding="utf-8"
    )
    draw(rows, page.with_suffix(".svg"))
