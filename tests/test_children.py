import pickle
import sys
from pathlib import Path

import pytest

from rag.index import children
from rag.index.reading_child import Work

ROOT = Path(__file__).parent.parent


def test_a_child_reads_its_work_and_then_what_it_is_told() -> None:
    child = children.started("rag.index.reading_child", Work(ROOT, 1_000, embeds=False))
    assert child.stdin is not None
    assert child.stdout is not None
    pickle.dump("no job", child.stdin)
    child.stdin.close()
    assert pickle.load(child.stdout) is None  # noqa: S301 - our own child wrote it
    children.end(child)
    assert child.stdout.closed


def test_a_child_is_stopped_whatever_it_is_at() -> None:
    child = children.started("rag.index.reading_child", Work(ROOT, 1_000, embeds=False))
    children.end(child)
    assert child.returncode == -9


def test_where_none_can_be_started_that_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(ROOT / "nothing"))
    with pytest.raises(OSError, match="nothing"):
        children.started("rag.index.reading_child", None)


def test_nothing_of_the_work_stands_on_the_command_line() -> None:
    child = children.started("rag.index.reading_child", Work(ROOT / "secret-place", 1_000, embeds=False))
    try:
        assert "secret-place" not in str(child.args)
    finally:
        children.end(child)
