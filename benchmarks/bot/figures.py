"""What was measured of the bot, each figure beside what is promised of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured number, and the most that it may be."""

    name: str
    value: float
    most: float
    unit: str = ""

    @property
    def holds(self) -> bool:
        """Whether the promise is kept."""
        return self.value <= self.most

    def __str__(self) -> str:
        sign = "held  " if self.holds else "BROKEN"
        return f"{sign}  {self.name:<58} {self.value:>10,.2f} {self.unit:<4} (at most {self.most:g})"
