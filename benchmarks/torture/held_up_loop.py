"""Has a thousand articles come in under questions, and holds that the event loop is not held up."""

from benchmarks.meanwhile import measured, p95
from benchmarks.torture.promise import Findings, Promise, Trial

_ARTICLES = 1_000
_STALL_P95_SECONDS = 0.05
_STALL_MOST_SECONDS = 0.25
_SLOWER = 1.5


def loop_held_up(trial: Trial) -> Findings:
    """Index as many articles, then ask without a pause while as many more come in."""
    found = measured(trial.folder, before=_ARTICLES, coming=_ARTICLES)
    broken = []
    if found.stall_p95 > _STALL_P95_SECONDS or found.stall_most > _STALL_MOST_SECONDS:
        broken.append("the loop was held up longer than 50 ms at p95, or 250 ms at most")
    if found.slower > _SLOWER:
        broken.append(f"answers took {found.slower:.2f} times as long as idle at p95, promised are {_SLOWER}")
    stalls = f"held up {1_000 * found.stall_p95:.0f} ms at p95, {1_000 * found.stall_most:.0f} ms at most"
    answers = f"answers p95 {1_000 * p95(found.busy):.0f} ms, idle {1_000 * p95(found.idle):.0f} ms"
    figures = f"{found.articles:,} articles in {found.sync_seconds:.0f} s; {stalls}; {len(found.busy):,} {answers}"
    return Findings(figures, tuple(broken))


HELD_UP_LOOP = Promise(
    "loop", "R10", "A thousand articles that come in hold up neither event loop nor answers", loop_held_up
)
