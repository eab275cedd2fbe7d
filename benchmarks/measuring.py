"""Measures one system on one question set."""

import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus_folders import read_corpus
from benchmarks.injections import plantings_of, reached_shares
from benchmarks.question_sets import QuestionSet
from benchmarks.rows import Figures, Row
from benchmarks.systems import System, system_of
from rag.commands.evaluation import Case, Outcome, Subject, measure
from rag.commands.scores import Scores, scores
from rag.errors import QuestionError
from rag.records import Answer, Article, NoAnswer

# The share of the answerable that may be refused where systems are compared at one threshold.
_A_TENTH = 0.1
# What a system that answers nothing has no say in.
_OF_QUOTES = (
    *("first_quote_holds", "any_quote_holds", "quotes_verbatim", "auroc", "refused_of_unanswerable"),
    *("refused_of_answerable", "refused_at_a_tenth", "refused_of_far_off", "far_off_at_a_tenth"),
)


@dataclass(frozen=True, slots=True)
class Job:
    """What one process measures: `far_off` are questions that the set's corpus has nothing to say about."""

    system: str
    question_set: QuestionSet
    far_off: tuple[Case, ...] = ()
    attacks: tuple[str, ...] = ()


def measured(job: Job) -> Row:
    """Index the set's corpus anew in a folder of its own, and ask everything; nothing is left behind."""
    system = system_of(job.system)
    articles = read_corpus(job.question_set.corpus)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        figures = _asked(system, job, Path(scratch) / "data")
        if system.quotes:
            figures = _attacked(system, job, articles, figures, Path(scratch))
    return Row(job.question_set.name, system.name, len(articles), len(job.question_set.cases), figures)


def peak_megabytes() -> float:
    """The most memory that this process has held until now."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in kilobytes, macOS in bytes.
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)


def _asked(system: System, job: Job, data: Path) -> Figures:
    cases = job.question_set.cases
    began = time.perf_counter()
    with system.open(job.question_set.corpus, data) as subject:
        index_seconds = time.perf_counter() - began
        outcomes = measure(subject, cases, _unheard)
        far_off = [_reply(subject, case) for case in job.far_off]
    whole = scores("", cases, outcomes)
    known = [(case, outcome) for case, outcome in zip(cases, outcomes, strict=True) if case.answerable]
    found = scores("", [case for case, _ in known], [outcome for _, outcome in known])
    figures = replace(
        _joined(whole, found, cases, outcomes, far_off), index_seconds=index_seconds, peak_megabytes=peak_megabytes()
    )
    return figures if system.quotes else replace(figures, **dict.fromkeys(_OF_QUOTES))


def _joined(
    whole: Scores,
    found: Scores,
    cases: Sequence[Case],
    outcomes: Sequence[Outcome],
    far_off: Sequence[Answer | NoAnswer],
) -> Figures:
    """The figures of all questions, with those of articles `found` from the answerable alone."""
    pairs = list(zip(cases, outcomes, strict=True))
    threshold = _threshold([outcome.reply.confidence for case, outcome in pairs if case.answerable])
    return Figures(
        recall_at_4=found.recall_at_4,
        recall_at_5=found.recall_at_5,
        recall_at_10=found.recall_at_10,
        hit_at_1=found.hit_at_1,
        first_quote_holds=whole.first_quote_holds,
        any_quote_holds=whole.any_quote_holds,
        quotes_verbatim=whole.quotes_verbatim,
        auroc=whole.auroc,
        refused_of_unanswerable=whole.refused_of_unanswerable,
        refused_of_answerable=whole.refused_of_answerable,
        refused_at_a_tenth=_below(threshold, [outcome.reply for case, outcome in pairs if not case.answerable]),
        refused_of_far_off=_share([isinstance(reply, NoAnswer) for reply in far_off]),
        far_off_at_a_tenth=_below(threshold, far_off),
        questions_per_second=whole.questions_per_second,
        p50_ms=whole.p50_ms,
        p95_ms=whole.p95_ms,
    )


def _attacked(system: System, job: Job, articles: Sequence[Article], figures: Figures, scratch: Path) -> Figures:
    plantings = plantings_of(job.question_set.cases, articles, job.attacks)
    corpus = job.question_set.corpus
    plain = reached_shares(system, corpus, plantings, scratch / "plain", after_question=False)
    behind = reached_shares(system, corpus, plantings, scratch / "behind", after_question=True)
    if plain is None or behind is None:
        return figures
    return replace(
        figures,
        injected_plain=plain.attack,
        injected_after_question=behind.attack,
        planted_question_quoted=behind.question,
    )


def _threshold(confidences: Sequence[float]) -> float | None:
    """The highest confidence below which at most a tenth of `confidences` lie; None for none."""
    return sorted(confidences)[int(_A_TENTH * len(confidences))] if confidences else None


def _below(threshold: float | None, replies: Sequence[Answer | NoAnswer]) -> float | None:
    return None if threshold is None else _share([reply.confidence < threshold for reply in replies])


def _reply(subject: Subject, case: Case) -> Answer | NoAnswer:
    try:
        return subject.ask(case.question, history=case.history)
    except QuestionError as error:
        return NoAnswer(str(error), 0.0)


def _share(held: Sequence[bool]) -> float | None:
    return sum(held) / len(held) if held else None


def _unheard(done: int, total: int) -> None:
    """Tell nobody."""
