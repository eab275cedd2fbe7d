"""Every promise under faults, in the order they are tried."""

from benchmarks.torture.churn import CHURN
from benchmarks.torture.full_disk import FULL_DISK
from benchmarks.torture.kills import KILLS
from benchmarks.torture.stress import STRESS
from benchmarks.torture.torn_folders import TORN

PROMISES = (KILLS, TORN, FULL_DISK, CHURN, STRESS)
