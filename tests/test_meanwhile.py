from pathlib import Path

from benchmarks.meanwhile import Meanwhile, measured

# Whatever else this machine does takes time too: one of so many runs has to keep the promise.
_RUNS = 3


def kept(run: Meanwhile) -> bool:
    """The promise: the loop is never held up long, and an answer takes at most half as long again."""
    return run.stall_p95 <= 0.05 and run.stall_most <= 0.25 and run.slower <= 1.5


def test_an_asker_is_not_held_up_while_articles_come_in(tmp_path: Path) -> None:
    runs: list[Meanwhile] = []
    while not any(map(kept, runs)):
        assert len(runs) < _RUNS, [(run.stall_p95, run.stall_most, run.slower) for run in runs]
        runs.append(measured(tmp_path / str(len(runs)), before=60, coming=100))
    assert len(runs[-1].stalls) > 100
