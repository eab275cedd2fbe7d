"""Holds the system to its promises under faults: kills, damage, full disks, many processes."""
