"""Holds the figures of a run to what is promised."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.scale.rows import TITLES, Recall, Sizes

# Time a question may take more at n times the articles: n to this power. 1 would be linear.
_GROWTH = 0.5
_LEAST_RECALL = 0.97
_LEAST_FILTERED_RECALL = 0.98


@dataclass(frozen=True, slots=True)
class _Promise:
    """`figure` is at least or at most `bound` at every size from `first` to `last` articles."""

    figure: str
    bound: float
    first: int
    last: int
    at_least: bool = False

    def broken(self, row: Sizes) -> bool:
        value = getattr(row, self.figure)
        if value is None or not self.first <= row.articles <= self.last:
            return False
        return bool(value < self.bound if self.at_least else value > self.bound)


# Start-up is the larger part of a short run: rates are promised from 10,000 articles on.
_PROMISES = (
    _Promise("index_rate", 700, 10_000, 20_000, at_least=True),
    _Promise("times_stock", 2, 10_000, 20_000, at_least=True),
    _Promise("unchanged_seconds", 5, 1, 100_000),
    _Promise("added_seconds", 1, 1, 100_000),
    _Promise("named_seconds", 1, 1, 100_000),
    _Promise("cold_seconds", 3, 1, 10_000),
    _Promise("p95_ms", 150, 1, 100_000),
    _Promise("retrieval_p95_ms", 100, 1, 100_000),
    _Promise("filtered_p95_ms", 100, 1, 100_000),
    _Promise("index_megabytes", 1_610, 1, 100_000),
    _Promise("answer_megabytes", 1_610, 1, 100_000),
)


def broken(rows: Sequence[Sizes], recall: Recall | None) -> Iterator[str]:
    """A line for each promise that a run breaks."""
    for row in rows:
        if row.failure:
            yield f"{row.articles:,} articles: {row.failure}"
        for promise in _PROMISES:
            if promise.broken(row):
                side = "at least" if promise.at_least else "at most"
                value = getattr(row, promise.figure)
                title = TITLES[promise.figure]
                yield f"{row.articles:,} articles: {title}: {value:,.2f}, promised {side} {promise.bound:g}"
    for small, large in pairwise(row for row in rows if row.p50_ms):
        power = math.log((large.p50_ms or 1) / (small.p50_ms or 1)) / math.log(large.articles / small.articles)
        if power > _GROWTH:
            yield (
                f"a question's time grows with the articles to the power of {power:.2f} from {small.articles:,} to"
                f" {large.articles:,}, promised at most {_GROWTH}"
            )
    if recall is not None and recall.recall < _LEAST_RECALL:
        yield f"recall@10 on real text is {recall.recall:.3f}, promised at least {_LEAST_RECALL}"
    if recall is not None and recall.filtered_recall < _LEAST_FILTERED_RECALL:
        yield f"filtered recall@10 on real text is {recall.filtered_recall:.3f}, promised {_LEAST_FILTERED_RECALL}"
