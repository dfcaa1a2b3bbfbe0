"""A run that was cut off is taken up where it stopped: what it had finished is not done again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.source import Source
    from store import Store

__all__ = ["left_to_visit", "unfinished_since"]

_CUT_OFF = {"interrupted", "stopped", "failed"}
_LATEST = timedelta(hours=1)
"""After so long a cut-off run is history: the sites have gone on, and a new run looks at all of them."""


def unfinished_since(store: Store, command: str, run_id: int, now: datetime) -> datetime | None:
    """When the work that run ``run_id`` takes up was begun: the first of the runs of this command that were cut off one
    after the other just before it. None when the last one ended well, or too long ago.
    """
    begun: datetime | None = None
    for record in store.runs.recent(50):
        if record.command != command or record.id >= run_id or record.state == "running":
            continue  # one that is running is at work elsewhere; dead ones were noted as interrupted at this start
        if record.state not in _CUT_OFF:
            break
        begun = record.started_at
    return begun if begun is not None and now - begun <= _LATEST else None


def left_to_visit(store: Store, sources: Sequence[Source], begun: datetime | None) -> list[Source]:
    """The sources whose visit the cut-off run had not finished; all of them when there was none."""
    if begun is None:
        return list(sources)
    finished = {
        state.id for state in store.sources.all() if state.last_visit_at is not None and state.last_visit_at >= begun
    }
    return [source for source in sources if source.id not in finished]
