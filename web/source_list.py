"""The sources that are followed, with the state of each: what several screens and the API show."""

from __future__ import annotations

from dataclasses import replace

from domain.errors import SourceError
from domain.source import Source
from pipeline.linked_pages import linked_sources
from web.source_health import HealthReports, SourceRow
from web.state import Services

__all__ = ["all_sources", "forget_health", "source_rows"]


def source_rows(parts: Services) -> tuple[list[SourceRow], list[SourceError]]:
    """Every source with its health, and the files that cannot be used."""
    faults: list[SourceError] = []
    sources = all_sources(parts, faults)
    reports = parts.extras.setdefault("health", HealthReports(parts.store))
    assert isinstance(reports, HealthReports)
    return reports.rows(sources), faults


def all_sources(parts: Services, faults: list[SourceError] | None = None) -> list[Source]:
    """The sources of the folder and the pages that people named; none where there is no folder."""
    found: list[SourceError] = [] if faults is None else faults
    try:
        sources = replace(parts.context, tell=found.append).all_sources()
    except SourceError as error:
        found.append(error)
        sources = []
    known = {source.id for source in sources}
    return sources + [one for one in linked_sources(parts.store) if one.id not in known]


def forget_health(parts: Services, source_id: str) -> None:
    """A person has changed something of a source: its state is read anew."""
    reports = parts.extras.get("health")
    if isinstance(reports, HealthReports):
        reports.forget(source_id)
