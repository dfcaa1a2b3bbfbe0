"""How a stage tells whoever watches how far it is."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Advance", "unwatched"]

Advance = Callable[[int], None]
"""Called with how many units were done since the last call."""


def unwatched(count: int) -> None:
    """Progress that nobody watches."""
