"""What a check of the doctor is, and how one is made."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from rag.errors import RagError
from rag.records import FailedFile

# The first files named when some cannot be read; `rag sync` names all.
_NAMED_FILES = 3
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what was found, and where it is not `ok` the cure."""

    name: str
    ok: bool
    says: str
    cure: str = ""


class TroubleError(Exception):
    """A check that failed, with its cure."""

    def __init__(self, says: str, cure: str) -> None:
        super().__init__(says)
        self.cure = cure


def checked(name: str, look: Callable[[], str], cure: str) -> Check:
    """Make one check; `cure` is for the failures that name none."""
    try:
        return Check(name, ok=True, says=look())
    except TroubleError as trouble:
        return Check(name, ok=False, says=str(trouble), cure=trouble.cure)
    except RagError as error:
        return Check(name, ok=False, says=str(error), cure=cure)
    except Exception as error:  # noqa: BLE001 - a doctor does not fall ill himself
        _log.debug("the check %r failed", name, exc_info=error)
        return Check(name, ok=False, says=f"{type(error).__name__}: {error}", cure=cure)


def unread(failed: list[FailedFile]) -> TroubleError:
    """The trouble with files that cannot be read."""
    named = "; ".join(f"{one.path}: {one.reason}" for one in failed[:_NAMED_FILES])
    more = f"; and {len(failed) - _NAMED_FILES:,} more" if len(failed) > _NAMED_FILES else ""
    return TroubleError(f"{len(failed):,} not read: {named}{more}", "Mend these files, or take them out of the corpus.")
