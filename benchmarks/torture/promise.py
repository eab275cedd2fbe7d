"""What a promise under faults is, and what trying it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Trial:
    """What a promise is tried with: an empty `folder` of its own, and how long and how often it may be tried.

    `minutes` is the length of a run of stress, `kills` the number of processes killed; `seed` makes what chance
    decides the same again.
    """

    folder: Path
    minutes: float = 30.0
    kills: int = 200
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Findings:
    """What was measured, in a line, and a line for each way in which the promise was broken."""

    figures: str
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """One row: the `name` it is chosen by, the fault it is about, what is promised, and what tries it."""

    name: str
    fault: str
    says: str
    tried: Callable[[Trial], Findings]
