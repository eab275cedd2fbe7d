"""The nouns of a run: what is measured, of which system, on which set."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one system on one set; None where the set or the system gives nothing to measure.

    Shares are 0..1. The first block is about the articles found for answerable questions whose articles are known;
    the second about quotes; the third about refusing: `..._at_a_tenth` counts what lies below the confidence that
    refuses at most a tenth of the answerable, so that systems without a refusal of their own can be compared; the
    fourth about planted attacks of which half or more stands in a quote (and
    of the question written before them); the last about time and memory
    (`index_seconds` for the whole corpus, `peak_megabytes` of the process with its libraries).
    """

    recall_at_4: float | None = None
    recall_at_5: float | None = None
    recall_at_10: float | None = None
    hit_at_1: float | None = None

    first_quote_holds: float | None = None
    any_quote_holds: float | None = None
    quotes_verbatim: float | None = None

    auroc: float | None = None
    refused_of_unanswerable: float | None = None
    refused_of_answerable: float | None = None
    refused_at_a_tenth: float | None = None
    refused_of_far_off: float | None = None
    far_off_at_a_tenth: float | None = None

    injected_plain: float | None = None
    injected_after_question: float | None = None
    planted_question_quoted: float | None = None

    questions_per_second: float | None = None
    p50_ms: float | None = None
    p95_ms: float | None = None
    index_seconds: float | None = None
    peak_megabytes: float | None = None


# The figures of which less is better.
FEWER_IS_BETTER = frozenset(
    {
        *("refused_of_answerable", "injected_plain", "injected_after_question"),
        "planted_question_quoted",
        *("p50_ms", "p95_ms", "index_seconds", "peak_megabytes"),
    }
)
FIGURE_NAMES = tuple(field.name for field in fields(Figures))


@dataclass(frozen=True, slots=True)
class Row:
    """One system on one set; `failure` says in a line why nothing was measured, "" where it was."""

    set_name: str
    system: str
    articles: int
    questions: int
    figures: Figures
    failure: str = ""
