"""Runs the faults: python -m benchmarks.torture."""

import sys

from benchmarks.torture.command import main

if __name__ == "__main__":
    sys.exit(main())
