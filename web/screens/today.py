"""Hôm nay: what is new, what waits, what broke, what comes next; beneath it how the weeks went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from domain.areas import reform_areas
from domain.days import local_time
from store.annotations.mentions.trends import WeekCount
from web.access import User, may, require
from web.features import Nav, providers
from web.filters import number
from web.page import page
from web.province_tiles import grid, province_now
from web.source_health import SourceRow
from web.source_list import source_rows
from web.state import Parts
from web.uses import uses_of
from web.waiting import Coming, Waiting

__all__ = ["nav", "router"]

router = APIRouter(dependencies=[require("xem")])
nav = Nav("/", "Hôm nay", 10, "home", tab=True)
_WEEKS = 12
_SPARKS = 8
_NEW = 8
_COMING = 6
_LONG_AGO = timedelta(days=7)


def _greeting(hour: int) -> str:
    if hour < 11:
        return "Chào buổi sáng"
    return "Chào buổi chiều" if hour < 18 else "Chào buổi tối"


@router.get("/")
def today(request: Request, parts: Parts, user: Annotated[User, require("xem")], tuan: str = "") -> Response:
    """The page that is opened every morning. ``tuan``: the ISO week that the charts end with."""
    now = datetime.now(UTC)
    day = local_time(now).date()
    since = parts.store.looks.begin(user.login, "hom-nay", now)
    count, new = parts.store.articles.news_since(since or now - _LONG_AGO, _NEW)
    rows, faults = source_rows(parts)
    waiting = [one for provider in providers("waiting") for one in provider(parts)]
    coming = [one for provider in providers("coming") for one in provider(parts, day)]
    weeks = parts.store.trends.weeks(_monday(parts.store.trends.last_day(day) or day, tuan), _WEEKS)
    sources = {row.source.id: row.source.name for row in rows}
    return page(
        request,
        "today.html",
        day=day,
        greeting=_greeting(local_time(now).hour),
        since=since,
        new_count=count,
        new=new,
        uses=uses_of(parts, [one.id for one in new]),
        source_names=sources,
        waiting=sorted((one for one in waiting if may(user, one.right)), key=lambda one: one.order),
        coming=sorted((one for one in coming if one.day >= day), key=lambda one: one.day)[:_COMING],
        troubled=[row for row in rows if row.needs_a_person],
        faults=faults,
        empty=not rows and parts.store.articles.count() == 0,
        weeks=weeks,
        areas=_areas(weeks),
        tiles=_tiles(weeks[-1], rows, parts.settings.office.province),
        last_visit=max((row.health.last_visit_at for row in rows if row.health.last_visit_at), default=None),
    )


def _monday(last: date, asked: str) -> date:
    """The first day of the first week shown: the weeks end with the one asked for, else with the last that brought
    anything.
    """
    with suppress(ValueError):
        last = date.fromisoformat(f"{asked}-1") if asked else last
    return last - timedelta(days=last.weekday() + 7 * (_WEEKS - 1))


def _areas(weeks: Sequence[WeekCount]) -> list[dict[str, object]]:
    """A row an area: its last weeks as a small chart, the last of them, and against the one before."""
    found = []
    for area in reform_areas():
        values = [week.areas[area.code] for week in weeks[-_SPARKS:]]
        found.append({"area": area, "spark": values, "now": values[-1], "change": values[-1] - values[-2]})
    return found


def _tiles(week: WeekCount, rows: Sequence[SourceRow], own: str) -> list[dict[str, object] | None]:
    """A square a province: how many articles of the week are about it, whether it is followed and its sources work."""
    counts: Counter[str] = Counter()
    for name, found in week.provinces.items():
        counts[province_now(name)] += found
    followed, broken = set(), set()
    for row in rows:
        if row.source.province:
            name = province_now(row.source.province)
            followed.add(name)
            if row.words.colour == "bad":
                broken.add(name)
    top = max(counts.values(), default=0)
    own = province_now(own) if own else ""
    tiles: list[dict[str, object] | None] = []
    for cell in grid():
        if cell is None:
            tiles.append(None)
            continue
        name, short = cell
        count = counts[name]
        kinds = [
            "own" if name == own else "",
            "broken" if name in broken else "none" if name not in followed and not count else "",
            "many" if top > 2 and count > top / 2 else "",
        ]
        tiles.append(
            {
                "name": name,
                "short": short,
                "count": count,
                "width": round(100 * count / top) if top else 0,
                "kind": " ".join(kind for kind in kinds if kind),
                "broken": name in broken,
                "unfollowed": name not in followed and not count,
            }
        )
    return tiles


def waiting(parts: Parts) -> list[Waiting]:
    """Sources that need a person."""
    rows, _ = source_rows(parts)
    troubled = [row for row in rows if row.needs_a_person]
    if not troubled:
        return []
    first = min(troubled, key=lambda row: row.words.colour != "bad")
    text = f"{first.source.name}: {first.health.verdicts[0] if first.health.verdicts else first.label}"
    title = f"{number(len(troubled))} nguồn tin cần người xem"
    return [Waiting(50, "warn", title, "/nguon", "Xem cách sửa", text, colour="warn")]


def coming(parts: Parts, day: date) -> list[Coming]:
    """Sources that rest until a day."""
    found = []
    for row in source_rows(parts)[0]:
        until = row.health.paused_until
        if until is not None and row.words.slug == "tam-dung":
            back = local_time(until).date()
            if day <= back <= day + timedelta(days=31):
                found.append(Coming(back, f"{row.source.name} được thu thập trở lại", f"/nguon/{row.source.id}"))
    return found
