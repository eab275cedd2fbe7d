"""Lays the figures of a run out as a Markdown table, and as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from benchmarks.scale.rows import TITLES, Recall, Sizes

_SHARES = frozenset({"recall", "filtered_recall"})
# Three figures tell enough.
_WHOLE_FROM = 100


def shown(rows: Sequence[Sizes], recall: Recall | None) -> str:
    """The table, and the recall on real text under it."""
    return "\n".join([*_lines(rows), *_recall(recall)]) + "\n"


def as_json(rows: Sequence[Sizes], recall: Recall | None) -> str:
    """Everything as one JSON document."""
    document = {"sizes": [asdict(row) for row in rows], "real_text": asdict(recall) if recall else None}
    return json.dumps(document, indent=2) + "\n"


def _lines(rows: Sequence[Sizes]) -> Iterator[str]:
    yield "| articles | " + " | ".join(f"{row.articles:,}" for row in rows) + " |"
    yield "| --- |" + " ---: |" * len(rows)
    for figure, title in TITLES.items():
        values = [getattr(row, figure) for row in rows]
        if any(value is not None for value in values):
            yield f"| {title} | " + " | ".join(_written(figure, value) for value in values) + " |"


def _written(figure: str, value: float | None) -> str:
    if value is None:
        return "–"
    if figure in _SHARES:
        return f"{value:.3f}".removeprefix("0") if value < 1 else "1.00"
    if isinstance(value, int) or value >= _WHOLE_FROM:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"


def _recall(recall: Recall | None) -> Iterator[str]:
    if recall is not None:
        yield ""
        yield (
            f"Recall@10 of the vectors on real text ({recall.passages:,} passages, {recall.questions:,} questions):"
            f" {_written('recall', recall.recall)}, within an outlet or some years"
            f" {_written('recall', recall.filtered_recall)}."
        )
