"""Every promise under faults, in the order they are tried."""

from benchmarks.torture.away_server import AWAY_SERVER
from benchmarks.torture.backups import BACKUP
from benchmarks.torture.bots import BOT_BLACKOUT, BOT_CROWD, BOT_HELPER, BOT_KILLS, BOT_MEMORY, BOT_SOAK
from benchmarks.torture.churn import CHURN
from benchmarks.torture.full_disk import FULL_DISK
from benchmarks.torture.held_up_loop import HELD_UP_LOOP
from benchmarks.torture.kills import KILLS
from benchmarks.torture.stress import STRESS
from benchmarks.torture.torn_folders import TORN

PROMISES = (
    *(KILLS, TORN, FULL_DISK, CHURN, BACKUP, AWAY_SERVER, HELD_UP_LOOP),
    *(BOT_CROWD, BOT_KILLS, BOT_BLACKOUT, BOT_MEMORY, BOT_SOAK, BOT_HELPER),
    STRESS,
)
