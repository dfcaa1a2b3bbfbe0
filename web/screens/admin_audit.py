"""Quản trị: the log of decisions."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from domain.days import ZONE, read_days
from web.access import require
from web.audit_words import article_ids, in_words
from web.page import page
from web.state import Parts

router = APIRouter(dependencies=[require("quan_tri")])

_PER_PAGE = 50


@router.get("/quan-tri/nhat-ky")
def log(
    request: Request,
    parts: Parts,
    ai: str = "",
    viec: str = "",
    muc: str = "",
    tu: str = "",
    den: str = "",
    trang: int = 1,
) -> Response:
    """Who decided what and when, newest first."""
    since, until = read_days(tu) if tu else None, read_days(den) if den else None
    first = datetime.combine(since[0], time(), ZONE) if since else None
    last = datetime.combine(until[1] + timedelta(days=1), time(), ZONE) if until else None
    number = min(max(trang, 1), 100_000)
    rows, total = parts.store.audit.find(
        actor=ai,
        action=viec,
        object_path=muc.lstrip("/"),
        since=first,
        until=last,
        limit=_PER_PAGE,
        offset=(number - 1) * _PER_PAGE,
    )
    actors, actions = parts.store.audit.names()
    found = {one: parts.store.articles.get(one) for one in set(article_ids(rows))}
    titles = {one: stored.article.title for one, stored in found.items() if stored is not None}
    wrong = "Không hiểu ngày này; viết như 26/09/2022."
    faults = {"tu": wrong if tu and not since else "", "den": wrong if den and not until else ""}
    return page(
        request,
        "admin/audit.html",
        rows=rows,
        said=in_words(titles),
        total=total,
        number=number,
        pages=max(1, -(-total // _PER_PAGE)),
        actors=[("", "Mọi người"), *((one, one) for one in actors)],
        actions=[("", "Mọi việc"), *((one, one) for one in actions)],
        asked={"ai": ai, "viec": viec, "muc": muc, "tu": tu, "den": den},
        faults=faults,
    )
