import os
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from rag import Settings, SyncReport
from rag.upkeep.apart import Progressed
from rag.upkeep.syncing import SyncJob
from rag.upkeep.telling import Failed
from tests.conftest import write_corpus

START = "import os; from rag.upkeep.sync_child import main; main(); print(os.nice(0))"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_corpus(tmp_path / "corpus", {"talks.txt": "The envoy spoke of grain at the harbour."})
    return Settings(corpus_dir=tmp_path / "corpus", data_dir=tmp_path / "data")


def done(job: SyncJob) -> tuple[list[object], str]:
    """What a child said that was given `job`, and what it wrote to its standard error."""
    with subprocess.Popen(
        [sys.executable, "-c", START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        pickle.dump(job, child.stdin)
        child.stdin.flush()
        said: list[object] = []
        with suppress(EOFError):
            while True:
                said.append(pickle.load(child.stdout))  # noqa: S301 - our own child wrote it
        return said, child.stderr.read().decode()


def test_the_progress_comes_first_and_the_report_last(settings: Settings) -> None:
    said, _ = done(SyncJob(settings))
    assert said[0] == Progressed(1, 1)
    report = said[-1]
    assert isinstance(report, SyncReport)
    assert report.added == 1


def test_what_libraries_print_does_not_come_between_and_questions_go_first(settings: Settings) -> None:
    said, errors = done(SyncJob(settings))
    assert isinstance(said[-1], SyncReport)
    assert int(errors.split()[-1]) >= min(os.nice(0) + 15, 19)


def test_a_failure_is_told_by_the_nearest_name_in_the_tree(settings: Settings) -> None:
    wrong = SyncJob(Settings(corpus_dir=settings.corpus_dir / "nowhere", data_dir=settings.data_dir))
    said, _ = done(wrong)
    (failed,) = said
    assert isinstance(failed, Failed)
    assert failed.name == "CorpusError"
