"""What a crawl did, source by source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

__all__ = ["Archive", "CrawlReport", "Progress", "SourceReport"]


@dataclass(frozen=True, slots=True)
class Archive:
    """A source's archive that is being read back to ``since``: ``waiting`` addresses known, ``reached`` the day so far,
    ``left`` requests in all and ``seconds`` that they take at the present pace, as far as these can be estimated.
    """

    waiting: int = 0
    since: date | None = None
    reached: date | None = None
    left: int | None = None
    seconds: float | None = None


@dataclass(slots=True)
class SourceReport:
    """Counts of one source's visit. ``trouble``: why the visit as a whole failed or ended early; ``silent``: how many
    entry points gave nothing that could be used; ``unread``: pages that the archive does not give now, which go on
    waiting, and ``why_unread``.
    """

    source: str
    requests: int = 0
    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    moved: int = 0
    attachments: int = 0
    not_articles: int = 0
    failed: int = 0
    quarantined: int = 0
    forbidden: int = 0
    waiting: int = 0
    silent: int = 0
    unread: int = 0
    why_unread: str = ""
    trouble: str | None = None
    archive: Archive | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """Articles stored or looked at again."""
        return self.new + self.changed + self.unchanged


@dataclass(slots=True)
class CrawlReport:
    """``stopped``: the crawl was asked to end early; ``busy``: sources that another process is visiting."""

    sources: dict[str, SourceReport] = field(default_factory=dict)
    busy: tuple[str, ...] = ()
    stopped: bool = False
    seconds: float = 0.0

    def total(self, name: str) -> int:
        """The sum of one count over all sources, by field name ("new", "requests" …)."""
        return sum(int(getattr(report, name)) for report in self.sources.values())

    @property
    def failed(self) -> bool:
        """Whether there was trouble with every source and none gave an article: the line, the proxy, the settings."""
        reports = self.sources.values()
        return bool(reports) and not self.stopped and all(one.trouble and not one.articles for one in reports)


Progress = Callable[[SourceReport], None]
"""Called after each page with the counts of its source so far."""
