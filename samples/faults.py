"""What a server can be told to do wrong: slow down, break off, refuse, throw up a wall."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

__all__ = ["Fault", "Faults"]


@dataclass
class Fault:
    """One misbehaviour. ``path`` none: the whole site but robots.txt; ``times`` none: until told to stop."""

    kind: str  # "slow", "break", "answer", "wall", "close"
    path: str | None = None
    times: int | None = None
    seconds: float = 0.0
    after: int = 0
    status: int = 503
    retry_after: str | None = None


@dataclass
class Faults:
    """The misbehaviours in force, used up as requests meet them."""

    active: list[Fault] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, fault: Fault) -> None:
        """Put one in force."""
        with self._lock:
            self.active.append(fault)

    def clear(self) -> None:
        """Behave again."""
        with self._lock:
            self.active.clear()

    def meet(self, path: str) -> list[Fault]:
        """Those that hit a request for this path, one use each taken off."""
        with self._lock:
            hits = [f for f in self.active if f.path == path or (f.path is None and path != "/robots.txt")]
            for fault in hits:
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.active.remove(fault)
            return hits
