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


def written(folder: Path) -> Settings:
    """A corpus of one file."""
    write_corpus(folder / "corpus", {"talks.txt": "The envoy spoke of grain at the harbour."})
    return Settings(corpus_dir=folder / "corpus", data_dir=folder / "data")


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


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[object], str]:
    """What a child said and wrote that had one file to take up."""
    return done(SyncJob(written(tmp_path_factory.mktemp("child"))))


def test_the_progress_comes_first_and_the_report_last(child: tuple[list[object], str]) -> None:
    said, _ = child
    assert said[0] == Progressed(1, 1)
    report = said[-1]
    assert isinstance(report, SyncReport)
    assert report.added == 1


def test_what_libraries_print_does_not_come_between_and_questions_go_first(child: tuple[list[object], str]) -> None:
    said, errors = child
    assert isinstance(said[-1], SyncReport)
    assert int(errors.split()[-1]) >= min(os.nice(0) + 15, 19)


def test_a_failure_is_told_by_the_nearest_name_in_the_tree(tmp_path: Path) -> None:
    settings = written(tmp_path)
    wrong = SyncJob(Settings(corpus_dir=settings.corpus_dir / "nowhere", data_dir=settings.data_dir))
    said, _ = done(wrong)
    (failed,) = said
    assert isinstance(failed, Failed)
    assert failed.name == "CorpusError"
