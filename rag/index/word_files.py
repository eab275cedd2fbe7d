"""Clears away what a killed writer left among tantivy's files.

Tantivy names the file of a segment's deletions after the count of operations: after a kill the next writer comes to
the same name, and stops at the file that is there already.
"""

import json
from contextlib import suppress
from pathlib import Path

# Files of the index as a whole, and the locks.
_KEPT = {"meta.json", ".managed.json"}
_KEPT_SUFFIXES = {".lock"}


def clear_orphans(folder: Path) -> int:
    """Delete the files that no segment named in `meta.json` has; how many there were.

    Only the one writer may call it. Where `meta.json` cannot be read nothing is deleted.
    """
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        segments = {one["segment_id"].replace("-", ""): _deletions(one) for one in meta["segments"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0
    orphans = [path for path in folder.iterdir() if _is_orphan(path, segments)]
    for path in orphans:
        with suppress(OSError):
            path.unlink()
    return len(orphans)


def _deletions(segment: "dict[str, dict[str, int] | None]") -> str:
    """The ending of the file with a segment's deletions, or ""."""
    deletes = segment.get("deletes")
    return f".{deletes['opstamp']}.del" if deletes else ""


def _is_orphan(path: Path, segments: dict[str, str]) -> bool:
    if path.name in _KEPT or path.suffix in _KEPT_SUFFIXES or not path.is_file():
        return False
    segment, _, _ = path.name.partition(".")
    if segment not in segments:
        return True
    return path.suffix == ".del" and path.name != f"{segment}{segments[segment]}"
