"""The command line: tries promises under faults, prints a table, and exits non-zero when one is broken."""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from benchmarks.torture.promise import Findings, Promise, Trial
from benchmarks.torture.promises import PROMISES


@dataclass(frozen=True, slots=True)
class Row:
    """A promise that was tried, what was found, and how many seconds it took."""

    promise: Promise
    findings: Findings
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the promises that are named, by default all, and give the exit status: 0 all held, 1 one broken, 2 usage."""
    told = _parser().parse_args(arguments)
    if told.list:
        for promise in PROMISES:
            sys.stdout.write(f"{promise.name:<12} {promise.fault:<8} {promise.says}\n")
        return 0
    chosen = [promise for promise in PROMISES if not told.names or promise.name in told.names]
    rows = []
    for promise in chosen:
        sys.stderr.write(f"{promise.name}: {promise.says} …\n")
        rows.append(tried(promise, minutes=told.minutes, kills=told.kills, seed=told.seed))
        sys.stderr.write(f"{promise.name}: {_verdict(rows[-1])} in {rows[-1].seconds:,.0f} s\n")
    show(rows, sys.stdout)
    return 1 if any(row.findings.broken for row in rows) else 0


def tried(promise: Promise, *, minutes: float, kills: int, seed: int) -> Row:
    """Try one promise in a folder of its own, which is deleted; whatever it raises breaks it."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="torture-", ignore_cleanup_errors=True) as folder:
        try:
            findings = promise.tried(Trial(Path(folder), minutes, kills, seed))
        except Exception as error:  # noqa: BLE001 - a row that fails shall not keep the others from being tried
            place = traceback.extract_tb(error.__traceback__)[-1]
            said = " ".join(str(error).split())[:300]
            where = f"{Path(place.filename).name}:{place.lineno}"
            findings = Findings("", (f"it failed: {type(error).__name__}: {said} ({where})",))
    return Row(promise, findings, time.monotonic() - began)


def show(rows: Iterable[Row], out: TextIO) -> None:
    """Print a block a row: verdict, promise, figures, and each way in which it was broken."""
    for row in rows:
        promise = row.promise
        out.write(f"{_verdict(row):<7}{promise.name:<12}{promise.fault:<8}{row.seconds:>6,.0f} s  {promise.says}\n")
        if row.findings.figures:
            out.write(f"{'':<15}{row.findings.figures}\n")
        out.writelines(f"{'':<15}broken: {line}\n" for line in row.findings.broken)


def _verdict(row: Row) -> str:
    return "BROKEN" if row.findings.broken else "held"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torture", description=__doc__)
    names = [promise.name for promise in PROMISES]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(names)}")
    parser.add_argument("--minutes", type=float, default=30.0, help="how long a run of stress goes on [30]")
    parser.add_argument("--kills", type=int, default=200, help="how many processes are killed [200]")
    parser.add_argument("--seed", type=int, default=1, help="makes what chance decides the same again [1]")
    parser.add_argument("--list", action="store_true", help="tell what is promised, and try nothing")
    return parser
