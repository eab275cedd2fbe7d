"""The figures of an evaluation: how well outcomes agree with what is known of their cases."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rag.commands.evaluation import Case, Outcome
from rag.records import Answer, NoAnswer

_FOLDED = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one question file; shares are 0..1, and None where no question bears on them.

    `recall_at_k` is the share of a question's known articles among the first k found, averaged over the questions
    that know any; `hit_at_1` how often the first one found is one of them. Of the answerable questions that know an
    answer, `first_quote_holds` and `any_quote_holds` count those whose first quote, or any, holds it, and
    `right_quote_and_article` those where such a quote comes from a known article. `quotes_verbatim` is over all
    quotes. `auroc` is the chance that an answerable question has more confidence than an unanswerable one.
    """

    file: str
    questions: int
    answerable: int
    unanswerable: int
    recall_at_1: float | None
    recall_at_4: float | None
    recall_at_5: float | None
    recall_at_10: float | None
    hit_at_1: float | None
    first_quote_holds: float | None
    any_quote_holds: float | None
    right_quote_and_article: float | None
    quotes_verbatim: float | None
    refused_of_unanswerable: float | None
    refused_of_answerable: float | None
    auroc: float | None
    p50_ms: float | None
    p95_ms: float | None
    questions_per_second: float | None


def scores(file: str, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Scores:
    """The figures of `outcomes`, one a case in their order."""
    pairs = list(zip(cases, outcomes, strict=True))
    with_articles = [(case, outcome) for case, outcome in pairs if case.articles]
    with_answers = [(case, outcome) for case, outcome in pairs if case.answerable and case.answers]
    answerable = [outcome for case, outcome in pairs if case.answerable]
    unanswerable = [outcome for case, outcome in pairs if not case.answerable]
    milliseconds = [outcome.seconds * 1_000 for outcome in outcomes]

    def recall(depth: int) -> float | None:
        return _mean(_recall(case, outcome, depth) for case, outcome in with_articles)

    def held(test: Callable[[Case, Outcome], bool]) -> float | None:
        return _mean(test(case, outcome) for case, outcome in with_answers)

    return Scores(
        file=file,
        questions=len(pairs),
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        recall_at_1=recall(1),
        recall_at_4=recall(4),
        recall_at_5=recall(5),
        recall_at_10=recall(10),
        hit_at_1=_mean(
            outcome.found[:1] != () and outcome.found[0] in case.articles for case, outcome in with_articles
        ),
        first_quote_holds=held(lambda case, outcome: any(_holding(case, outcome)[:1])),
        any_quote_holds=held(lambda case, outcome: any(_holding(case, outcome))),
        right_quote_and_article=held(_right_with_article),
        quotes_verbatim=_mean(verbatim for outcome in outcomes for verbatim in outcome.verbatim),
        refused_of_unanswerable=_mean(isinstance(outcome.reply, NoAnswer) for outcome in unanswerable),
        refused_of_answerable=_mean(isinstance(outcome.reply, NoAnswer) for outcome in answerable),
        auroc=auroc(
            [outcome.reply.confidence for outcome in answerable],
            [outcome.reply.confidence for outcome in unanswerable],
        ),
        p50_ms=percentile(milliseconds, 0.50),
        p95_ms=percentile(milliseconds, 0.95),
        questions_per_second=1_000 * len(milliseconds) / sum(milliseconds) if sum(milliseconds) else None,
    )


def fold(text: str) -> str:
    """`text` as answers are compared: lower case, each run of other signs than letters and digits one space."""
    return _FOLDED.sub(" ", text.lower()).strip()


def holds(quote: str, answers: Sequence[str]) -> bool:
    """Whether `quote` holds one of `answers`, folded; an answer without letters or digits is held by nothing."""
    folded = fold(quote)
    return any(wanted in folded for wanted in map(fold, answers) if wanted)


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """The chance that a positive's value is above a negative's, a tie counting half; None where either is missing.

    By ranks, as the U statistic of Mann and Whitney ("On a test of whether one of two random variables is
    stochastically larger than the other", 1947).
    """
    if not positives or not negatives:
        return None
    ordered = sorted([(value, 1) for value in positives] + [(value, 0) for value in negatives])
    rank_sum = 0.0
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end][0] == ordered[start][0]:
            end += 1
        # Equal values share the mean of the ranks they take together, start + 1 to end.
        rank_sum += (start + 1 + end) / 2 * sum(positive for _, positive in ordered[start:end])
        start = end
    below = len(positives) * (len(positives) + 1) / 2
    return (rank_sum - below) / (len(positives) * len(negatives))


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest of `values` that at least `share` (0..1) of them do not exceed; None for no values."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _mean(values: Iterable[float]) -> float | None:
    collected = list(values)
    return sum(collected) / len(collected) if collected else None


def _recall(case: Case, outcome: Outcome, depth: int) -> float:
    wanted = set(case.articles)
    return len(wanted & set(outcome.found[:depth])) / len(wanted)


def _holding(case: Case, outcome: Outcome) -> list[bool]:
    """Of each quote in turn, whether it holds the answer."""
    if not isinstance(outcome.reply, Answer):
        return []
    return [holds(citation.quote, case.answers) for citation in outcome.reply.citations]


def _right_with_article(case: Case, outcome: Outcome) -> bool:
    if not isinstance(outcome.reply, Answer):
        return False
    return any(
        holds(citation.quote, case.answers) and citation.article.id in case.articles
        for citation in outcome.reply.citations
    )
