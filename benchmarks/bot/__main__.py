"""Prints the bot's figures; exit 1 when a promise breaks.

python -m benchmarks.bot [crowd] [memory] [kills] [blackout] [soak] [helper]
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from benchmarks.bot import blackout, crowd, helper, kills, soak
from benchmarks.bot.figures import Figure

MEASURES: Mapping[str, Callable[[], Iterator[Figure]]] = {
    "crowd": crowd.measured,
    "memory": soak.measured,
    "kills": kills.measured,
    "blackout": blackout.measured,
    "soak": partial(soak.measured, faults=soak.FAULTS, drift=1.05),
    "helper": helper.measured,
}


def main(names: list[str]) -> int:
    """Measure what is named, or everything."""
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        sys.stderr.write(f"{unknown[0]!r} is no measure; choose from {', '.join(MEASURES)}.\n")
        return 2
    held = True
    for name in names or MEASURES:
        for figure in MEASURES[name]():
            sys.stdout.write(f"{figure}\n")
            sys.stdout.flush()
            held = held and figure.holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
