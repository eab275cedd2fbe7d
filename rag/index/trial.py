"""Opens a Chroma folder in a process of its own, where it may crash, hang or write without end and harm nobody."""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag.errors import StoreError

if TYPE_CHECKING:
    from rag.ports import Vectors

# Opening 300,000 vectors and asking once took 1.6 s, reading them all a minute; this is a folder that hangs.
_SECONDS = 300
# A torn index can write a sparse file of terabytes; a layer of a million vectors takes 1.4 GB.
_MOST_FILE_BYTES = 4_000_000_000
# Chroma stores vectors as they are given; one whose numbers differ by more than rounding was altered.
_ROUNDING = 1e-3
_PROGRAM = "from rag.index.trial import serve; serve()"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drift:
    """In what a layer differs from the catalogue: keys it lacks, keys of other vectors, keys it should not have."""

    missing: tuple[int, ...] = ()
    altered: tuple[int, ...] = ()
    strange: tuple[int, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether there is none."""
        return not (self.missing or self.altered or self.strange)


def tried(folder: Path) -> None:
    """Open `folder`, ask it once and close it, in a child process; raises StoreError when that fails."""
    _child(["open", str(folder)])


def audited(folder: Path, catalogue: Path, layer: int) -> Drift:
    """Compare everything in `folder` with what `catalogue` has for that layer, in a child process.

    Raises StoreError when it cannot be opened.
    """
    told = json.loads(_child(["audit", str(folder), str(catalogue), str(layer)]))
    return Drift(tuple(told["missing"]), tuple(told["altered"]), tuple(told["strange"]))


def serve() -> None:
    """What the child process does, as its arguments say; the findings go to the standard output as JSON."""
    _limit_files()
    verb, folder, *rest = sys.argv[1:]
    told = _opened(Path(folder)) if verb == "open" else _compared(Path(folder), Path(rest[0]), int(rest[1]))
    sys.stdout.write(json.dumps(told))


def _child(arguments: Sequence[str]) -> str:
    package = Path(__file__).parent.parent.parent
    program = f"import sys; sys.path.insert(0, {str(package)!r}); {_PROGRAM}"
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, our own lines
            [sys.executable, "-P", "-c", program, *arguments],
            capture_output=True, check=False, encoding="utf-8", errors="replace", timeout=_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise StoreError(f"it did not open in {_SECONDS} s") from None
    if child.returncode != 0:
        _log.debug("opening %r ended with %s: %s", arguments, child.returncode, child.stderr)
        last = (child.stderr.strip().splitlines() or [f"the process ended with {child.returncode}"])[-1]
        raise StoreError(last[:300])
    return child.stdout


def _limit_files() -> None:
    with suppress(ImportError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_FILE_BYTES, _MOST_FILE_BYTES))


def _opened(folder: Path) -> dict[str, int]:
    from rag.index.chroma_folder import ChromaFolder

    opened = ChromaFolder.open(folder)
    for _, vectors in opened.rows():
        opened.nearest(vectors[0], 1)
        break
    count = opened.count()
    opened.retire()
    return {"count": count}


def _compared(folder: Path, catalogue_path: Path, name: int) -> dict[str, list[int]]:
    from rag.index.catalogue import Catalogue
    from rag.index.chroma_folder import ChromaFolder

    with closing(Catalogue.open(catalogue_path)) as catalogue:
        layers = catalogue.layers
        layer = next(layer for layer in layers.all() if layer.name == name)
        wanted = {key: vector for page in layers.rows(layer.model, layer.first, layer.last) for key, vector in page}
    opened = ChromaFolder.open(folder)
    altered: list[int] = []
    strange: list[int] = []
    for keys, vectors in opened.rows():
        for key, vector in zip(keys, vectors, strict=True):
            if key in wanted:
                altered += [key] if _differ(vector, wanted.pop(key)) else []
            elif not (layer.first <= key <= layer.last):
                strange.append(key)
    opened.retire()
    return {"missing": sorted(wanted), "altered": altered, "strange": strange}


def _differ(vector: "Vectors", kept: bytes) -> bool:
    import numpy as np

    wanted = np.frombuffer(kept, dtype=np.float32)
    return vector.shape != wanted.shape or bool(np.abs(vector - wanted).max() > _ROUNDING)
