import shutil
import threading
import time
from pathlib import Path

import pytest

from rag.upkeep.notices import Notices

SOON = 20
BRIEFLY = 0.5


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus" / "data").mkdir(parents=True)
    return tmp_path / "corpus"


@pytest.fixture
def notices(corpus: Path) -> Notices:
    return Notices(corpus, corpus / "data", threading.Event())


def test_a_change_in_any_folder_is_noticed_at_once(notices: Notices, corpus: Path) -> None:
    assert notices.heard
    assert not notices.wait(0.1)
    (corpus / "2024").mkdir()
    assert notices.wait(SOON) == frozenset({"2024"})
    (corpus / "2024" / "talks.txt").write_text("The envoy spoke.")
    began = time.monotonic()
    assert notices.wait(SOON) == frozenset({"2024/talks.txt"})
    assert time.monotonic() - began < SOON / 2


def test_hidden_files_and_the_index_make_no_notice(notices: Notices, corpus: Path) -> None:
    (corpus / ".talks.txt.swp").write_text("The env")
    (corpus / "data" / "catalogue.sqlite").write_text("rows")
    assert not notices.wait(BRIEFLY)


def test_a_folder_that_goes_and_comes_back_is_noticed_twice_and_listened_to_again(
    notices: Notices, corpus: Path
) -> None:
    shutil.rmtree(corpus)
    while notices.heard:
        assert "" in (notices.wait(SOON) or ())
    assert not notices.wait(BRIEFLY)
    corpus.mkdir()
    assert notices.wait(SOON) == frozenset({""})
    (corpus / "talks.txt").write_text("The envoy spoke.")
    assert notices.wait(SOON)


def test_stopping_ends_the_wait(corpus: Path) -> None:
    stop = threading.Event()
    notices = Notices(corpus, corpus / "data", stop)
    threading.Timer(0.1, stop.set).start()
    began = time.monotonic()
    assert not notices.wait(60)
    assert time.monotonic() - began < SOON
