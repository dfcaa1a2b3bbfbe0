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
    years = _years(months)
    asked_year = given.get("nam", "") or month[:4]
    year = asked_year if asked_year in dict(years) else years[0][0] if years else ""
    return page(
        request,
        "mentions/organisation.html",
        body=known,
        news=news,
        pages=pages_of(news),
        month=f"{month[5:]}/{month[:4]}" if first else "",
        years=years,
        year=year,
        months=_bars(months, year, key, month),
        undated=months.get("", 0),
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


def _bars(months: dict[str, int], year: str, key: str, chosen: str) -> list[dict[str, Any]]:
    """The twelve months of a year; none where no year is known."""
    rows = []
    for at in range(1, 13) if year else ():
        name = f"{year}-{at:02}"
        count = months.get(name, 0)
        rows.append(
            {
                "label": f"{at:02}",
                "name": f"Tháng {at:02}/{year}",
                "value": count,
                "href": f"/don-vi/{key}?nam={year}&thang={name}#tin" if count else None,
                "now": name == chosen,
                "unknown": False,
                "part": 0,
            }
        )
    return rows


def _years(months: dict[str, int]) -> list[tuple[str, int]]:
    """Each year with its news, the last one first."""
    years: dict[str, int] = {}
    for name, count in months.items():
        if name:
            years[name[:4]] = years.get(name[:4], 0) + count
    return sorted(years.items(), reverse=True)
