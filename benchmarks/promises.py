"""Holds rows to what is promised, and to what a caller requires."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.rows import FEWER_IS_BETTER, FIGURE_NAMES, Row
from benchmarks.systems import THIS
from rag.errors import QuestionError

# In a corpus of at most so many articles a question takes less than so many milliseconds, 19 times of 20.
_P95_MS = ((1_000, 40.0), (10_000, 120.0))

# Figure by figure a least value, or a most where less is better, by the name of a set.
Required = Mapping[str, Mapping[str, float]]


def broken(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each promise that a row breaks.

    Whatever the set: nothing fails, this system quotes nothing that the article does not hold, and answers in time.
    """
    for row in rows:
        if row.failure:
            yield f"{row.set_name}: {row.system} failed: {row.failure}"
        if row.system != THIS.name:
            continue
        verbatim, p95 = row.figures.quotes_verbatim, row.figures.p95_ms
        if verbatim is not None and verbatim < 1:
            yield f"{row.set_name}: quotes_verbatim is {verbatim:.4f}, promised is 1"
        most = next((most for articles, most in _P95_MS if row.articles <= articles), None)
        if p95 is not None and most is not None and p95 >= most:
            yield f"{row.set_name}: p95_ms is {p95:.1f} at {row.articles:,} articles, promised is less than {most:.0f}"


def missed(rows: Sequence[Row], required: Required) -> Iterator[str]:
    """A line for each figure of this system that is worse than required, or was not measured."""
    ours = {row.set_name: row for row in rows if row.system == THIS.name}
    for set_name, wanted in required.items():
        for figure, bound in wanted.items():
            row = ours.get(set_name)
            value = getattr(row.figures, figure) if row else None
            fewer = figure in FEWER_IS_BETTER
            if value is None:
                yield f"{set_name}: {figure} was not measured, required is {bound:g}"
            elif value > bound if fewer else value < bound:
                yield f"{set_name}: {figure} is {value:.3f}, required is at {'most' if fewer else 'least'} {bound:g}"


def read_required(file: Path) -> Required:
    """What a JSON file requires: {name of a set: {name of a figure: number}}; raises QuestionError."""
    try:
        read = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise QuestionError(f"The requirements {str(file)!r} cannot be read ({error}); give a JSON object.") from error
    if not isinstance(read, dict) or not all(isinstance(wanted, dict) for wanted in read.values()):
        raise QuestionError(f"The requirements {str(file)!r} are not {{set: {{figure: number}}}}.")
    for figure, bound in ((figure, bound) for wanted in read.values() for figure, bound in wanted.items()):
        if figure not in FIGURE_NAMES:
            raise QuestionError(f"The requirement {figure!r} is no figure; choose from {', '.join(FIGURE_NAMES)}.")
        if isinstance(bound, bool) or not isinstance(bound, int | float):
            raise QuestionError(f"The requirement of {figure!r} is {bound!r}; give a number.")
    return read
