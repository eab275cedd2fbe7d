from pathlib import Path

from benchmarks.meanwhile import Asking, Meanwhile, measured

# Whatever else this machine does takes time too: one of so many runs has to keep the promise.
_RUNS = 3
# Questions without a pause, as `make torture` asks them, would take a processor from the tests beside this one.
_ASKING = Asking(questions=20, rest=0.02)


def kept(run: Meanwhile) -> bool:
    """The promise of the loop; how long answers take tells nothing on a machine that runs other tests too."""
    return run.stall_p95 <= 0.05 and run.stall_most <= 0.25


def test_the_event_loop_is_not_held_up_while_articles_come_in(tmp_path: Path) -> None:
    runs: list[Meanwhile] = []
    while not any(map(kept, runs)):
        assert len(runs) < _RUNS, [(run.stall_p95, run.stall_most) for run in runs]
        runs.append(measured(tmp_path / str(len(runs)), before=40, coming=80, asking=_ASKING))
    assert len(runs[-1].stalls) > 50
