"""The nouns of a run over sizes: what is measured at each, and what is promised of it."""

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Sizes:
    """What was measured at one number of articles; None where it was not.

    Rates are passages a second, from files to answering; times of commands are those of a whole new process. Memory
    is the peak of the process that indexed or answered with that of its child, in megabytes; `disk_megabytes` is the
    data folder. Recalls are shares of what exact search finds among the ten nearest.
    """

    articles: int
    passages: int | None = None
    index_seconds: float | None = None
    index_rate: float | None = None
    stock_rate: float | None = None
    unchanged_seconds: float | None = None
    added_seconds: float | None = None
    named_seconds: float | None = None
    cold_seconds: float | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    retrieval_p95_ms: float | None = None
    filtered_p95_ms: float | None = None
    recall: float | None = None
    filtered_recall: float | None = None
    index_megabytes: float | None = None
    answer_megabytes: float | None = None
    disk_megabytes: float | None = None
    failure: str = ""

    @property
    def times_stock(self) -> float | None:
        """How many times as fast as stock llama-index this was."""
        return self.index_rate / self.stock_rate if self.index_rate and self.stock_rate else None

    def joined(self, other: "Sizes") -> "Sizes":
        """Both measurements in one."""
        found = {
            field.name: getattr(other, field.name)
            for field in fields(other)
            if getattr(other, field.name) not in {None, ""}
        }
        return replace(self, **found)


@dataclass(frozen=True, slots=True)
class Recall:
    """The vector store beside exact search on real text: shares of the ten nearest that it finds."""

    passages: int
    questions: int
    recall: float
    filtered_recall: float


# Each figure with what a reader calls it, in the order of the table.
TITLES = {
    "passages": "passages",
    "index_seconds": "seconds to index",
    "index_rate": "passages a second, from files to answering",
    "stock_rate": "the same by stock llama-index",
    "times_stock": "times stock llama-index",
    "unchanged_seconds": "seconds of a sync with nothing new (new process)",
    "added_seconds": "seconds until a new article answers",
    "named_seconds": "the same where it is named, as a watch does",
    "cold_seconds": "seconds to the first answer (new process)",
    "p50_ms": "ms a question, p50",
    "p95_ms": "ms a question, p95",
    "retrieval_p95_ms": "ms to retrieve, p95",
    "filtered_p95_ms": "ms to retrieve within an outlet or a year, p95",
    "recall": "recall@10 of the vectors",
    "filtered_recall": "recall@10 within an outlet or a year",
    "index_megabytes": "peak memory while indexing, MB",
    "answer_megabytes": "peak memory while answering, MB",
    "disk_megabytes": "data folder, MB",
}
