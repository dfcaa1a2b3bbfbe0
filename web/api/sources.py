"""The sources over the API, and how each is."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter
from pydantic import BaseModel

from web.access import require
from web.errors import not_found
from web.source_health import SourceRow
from web.source_list import source_rows
from web.state import Parts

__all__ = ["router"]

router = APIRouter(prefix="/sources", tags=["Nguồn tin"], dependencies=[require("xem")])


class SourceOut(BaseModel):
    """A source. ``state``: good, silent, look, blocked, paused, never; ``since``: since when; ``verdicts``: what a
    person should know and do, in Vietnamese.
    """

    id: str
    name: str
    unit: str
    province: str | None
    base_url: str
    state: str
    since: datetime | date | None
    articles: int
    days_silent: int | None
    last_visit_at: datetime | None
    last_ok_at: datetime | None
    next_visit_at: datetime | None
    paused_until: datetime | None
    quarantined: int
    verdicts: list[str]


def _out(row: SourceRow) -> SourceOut:
    source, health = row.source, row.health
    return SourceOut(
        id=source.id,
        name=source.name,
        unit=source.unit,
        province=source.province,
        base_url=source.base_url,
        state=str(health.state),
        since=row.since,
        articles=health.articles,
        days_silent=health.days_silent,
        last_visit_at=health.last_visit_at,
        last_ok_at=health.last_ok_at,
        next_visit_at=health.next_visit_at,
        paused_until=health.paused_until,
        quarantined=health.quarantined,
        verdicts=list(health.verdicts),
    )


@router.get("", summary="Các nguồn tin và tình trạng của chúng")
def sources(parts: Parts) -> list[SourceOut]:
    """All sources, by id."""
    return sorted((_out(row) for row in source_rows(parts)[0]), key=lambda one: one.id)


@router.get("/{source_id}", summary="Một nguồn tin", responses={404: {"description": "Không có nguồn tin này."}})
def source(parts: Parts, source_id: str) -> SourceOut:
    """One source."""
    for row in source_rows(parts)[0]:
        if row.source.id == source_id:
            return _out(row)
    raise not_found(f"Không có nguồn tin “{source_id}”.")
