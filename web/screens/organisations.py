"""Cơ quan, tổ chức: the bodies that news name; the news, figures, people and documents of each."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from store.annotations.mentions.documents import ListOrder
from store.annotations.mentions.figures import FigureFilter
from web.access import require
from web.errors import not_found
from web.features import Nav
from web.mentions.asking import LIST_ORDERS, page_number, pages_of
from web.mentions.wording import day_text, shown_figure
from web.page import page
from web.state import Parts

__all__ = ["nav", "router"]

router = APIRouter(dependencies=[require("xem")])
nav = Nav("/don-vi", "Cơ quan", 40, "office")
_PER_PAGE = 50
_NEWS_PER_PAGE = 15
_FEW = 8
_MOST_MONTHS = 24


@router.get("/don-vi")
def organisations(request: Request, parts: Parts) -> Response:
    """Bodies by name, with or without accents."""
    given = request.query_params
    words, chosen = given.get("q", "").strip()[:200], given.get("sap-xep", "")
    order = LIST_ORDERS.get(chosen, (ListOrder.MOST, ""))[0]
    found = parts.store.organisations.page(
        words, order=order, number=page_number(given.get("trang", "")), size=_PER_PAGE
    )
    return page(
        request,
        "mentions/organisations.html",
        found=found,
        pages=pages_of(found),
        words=words,
        order=chosen if chosen in LIST_ORDERS else "nhieu-nhat",
        orders=[(name, shown) for name, (_, shown) in LIST_ORDERS.items()],
        day_text=day_text,
    )


@router.get("/don-vi/{key}")
def organisation(request: Request, parts: Parts, key: str) -> Response:
    """One body."""
    bodies = parts.store.organisations
    known = bodies.get(key)
    if known is None:
        raise not_found("Chưa có bài nào nhắc đến cơ quan, tổ chức này.")
    given = request.query_params
    month = given.get("thang", "")
    first, last = _month(month)
    news = bodies.naming(key, page_number(given.get("trang", "")), _NEWS_PER_PAGE, first=first, last=last)
    figures = parts.store.figures.page(FigureFilter(organisation=key), size=_FEW)
    months = bodies.months(key)
    return page(
        request,
        "mentions/organisation.html",
        body=known,
        news=news,
        pages=pages_of(news),
        month=f"{month[5:]}/{month[:4]}" if first else "",
        months=_bars(months, key, month),
        older=sum(months.values()) > sum(row["value"] for row in _bars(months, key, month)),
        figures=figures,
        rows=[(row, shown_figure(row)) for row in figures.rows],
        people=bodies.colleagues(key),
        documents=parts.store.cited_documents.page(issuer=key, size=_FEW),
        day_text=day_text,
    )


def _month(text: str) -> tuple[date | None, date | None]:
    """First and last day of "2022-09"; nulls where it names none."""
    if not re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", text):
        return None, None
    first = date(int(text[:4]), int(text[5:]), 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _bars(months: dict[str, int], key: str, chosen: str) -> list[dict[str, Any]]:
    """The last two years with news, month by month; what has no day stands apart."""
    dated = sorted(name for name in months if name)
    rows: list[dict[str, Any]] = []
    if dated:
        last = int(dated[-1][:4]) * 12 + int(dated[-1][5:]) - 1
        first = max(int(dated[0][:4]) * 12 + int(dated[0][5:]) - 1, last - _MOST_MONTHS + 1)
        for at in range(first, last + 1):
            name = f"{at // 12:04}-{at % 12 + 1:02}"
            count = months.get(name, 0)
            rows.append(
                {
                    "label": f"{at % 12 + 1:02}" if at % 12 else f"01/{at // 12 % 100:02}",
                    "name": f"Tháng {at % 12 + 1:02}/{at // 12}",
                    "value": count,
                    "href": f"/don-vi/{key}?thang={name}#tin" if count else None,
                    "now": name == chosen,
                    "unknown": False,
                    "part": 0,
                }
            )
    if months.get(""):
        unknown = {"label": "Chưa rõ", "name": "Chưa rõ ngày đăng", "value": months[""], "href": None}
        rows.append(unknown | {"now": False, "unknown": True, "part": 0})
    return rows
