"""Rounds of a measurement, and what they come to."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field

__all__ = ["Rates"]


@dataclass(slots=True)
class Rates:
    """Things done and the seconds each round took for them."""

    count: int
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Things a second in the median round; 0 where nothing was measured."""
        return self.count / statistics.median(self.seconds) if self.seconds else 0.0

    @property
    def slowest(self) -> float:
        """Things a second in the slowest round."""
        return self.count / max(self.seconds) if self.seconds else 0.0

    @property
    def fastest(self) -> float:
        """Things a second in the fastest round."""
        return self.count / min(self.seconds) if self.seconds else 0.0

    def __str__(self) -> str:
        return f"{self.median:,.1f} ({self.slowest:,.1f}–{self.fastest:,.1f})"
