import subprocess
import sys
import time
from pathlib import Path

import pytest

from rag.errors import BusyError
from rag.index.lock import holder, writer_lock

HOLD = """
import sys
from pathlib import Path
from rag.index.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_refused_within_a_second_naming_the_first(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        began = time.monotonic()
        with pytest.raises(BusyError, match=rf"process {first.pid}: "), writer_lock(tmp_path):
            pass
        assert time.monotonic() - began < 1
        first.communicate("")
    with writer_lock(tmp_path):
        pass
    assert holder(tmp_path) == "nobody"


def test_a_killed_writer_leaves_no_lock_behind(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        first.kill()
    with writer_lock(tmp_path):
        assert holder(tmp_path).startswith("process ")
