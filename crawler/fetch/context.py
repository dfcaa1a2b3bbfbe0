"""What Scrapy's components need of ours, in a form that Scrapy's settings carry without copying it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.fetch.guard import Admitted
    from crawler.fetch.throttle import HostThrottle
    from domain.source import Source
    from store import Store

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """One per source and run, under ``DIEMTIN_CONTEXT`` in the Scrapy settings; not copied when those are."""

    store: Store
    throttle: HostThrottle
    source: Source
    admitted: Admitted
    browser_path: str | None = None

    def __deepcopy__(self, memo: dict[int, object]) -> Context:
        return self
