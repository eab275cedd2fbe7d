"""Runs rooms of this program in child processes."""

import pickle
import subprocess
import sys
from contextlib import suppress

# The child gets this process's own path of modules, wherever it was started and whatever its main module is.
_PROGRAM = "import sys; sys.path[:] = {path!r}; from {room} import main; main()"
_PATIENCE_SECONDS = 5.0


def started(room: str, work: object) -> "subprocess.Popen[bytes]":
    """A child that runs `main` of the module `room`, and reads `work`, pickled, from its standard input.

    Secrets have no place on a command line. Raises OSError where no child can be started.
    """
    child = subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-c", _PROGRAM.format(path=sys.path, room=room)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if child.stdin is not None:
        pickle.dump(work, child.stdin)
        child.stdin.flush()
    return child


def end(child: "subprocess.Popen[bytes]") -> None:
    """Stop a child, whatever it is at."""
    child.kill()
    child.wait(_PATIENCE_SECONDS)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            # What it was still to be told went with it.
            with suppress(OSError):
                pipe.close()
