"""What templates of a digest know: the issue as plain data under the contract's names, and what lists need besides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from digest.render.names import PART_NAMES
from domain.areas import area_short_name
from domain.digest import REQUEST_NAMES, STATE_NAMES, Issue, Item
from domain.settings_sections import Office
from publishing.numbers import decimal_text

__all__ = ["template_data"]


def _item(item: Item) -> dict[str, Any]:
    made = item.model_dump(mode="python", by_alias=True)
    made["day"] = item.day
    made["area"] = area_short_name(item.topic) if item.topic else ""
    made["request"] = _request(made["request"])
    made["other_sites"] = [one.model_dump(mode="python") for one in item.other_sites]
    return made


def _request(given: dict[str, Any] | None) -> dict[str, Any] | None:
    return {**given, "status_name": REQUEST_NAMES[given["status"]]} if given else None


def _days(issue: Issue, items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every day of the issue, those without items too."""
    by_day: dict[date, list[dict[str, Any]]] = {}
    for item in items:
        if item["day"] is not None:
            by_day.setdefault(item["day"], []).append(item)
    count = min((issue.to - issue.from_).days + 1, 400)
    days = [issue.from_ + timedelta(days=at) for at in range(max(0, count))]
    return [{"date": day, "items": by_day.get(day, [])} for day in days]


def _against(now: int, before: int | None, unit: str) -> str:
    """ "42 bài (kỳ trước 38)"; nothing of a week that nobody collected."""
    shown = f"{decimal_text(now)} {unit}"
    return f"{shown} (kỳ trước {decimal_text(before)})" if before is not None else shown


def template_data(issue: Issue, office: Office) -> dict[str, Any]:
    """Plain dictionaries, lists, texts, numbers and days. An unknown value is null."""
    made = issue.model_dump(mode="python", by_alias=True)
    sections: list[dict[str, Any]] = [
        {"topic": section.topic, "name": section.name, "items": [_item(item) for item in section.items]}
        for section in issue.sections
    ]
    items = [item for section in sections for item in section["items"]]
    overview = issue.overview
    made |= {
        "sections": sections,
        "items": items,
        "late": [_item(item) for item in issue.late],
        "days": _days(issue, items),
        "requests": [_request(request) for request in made["requests"]],
        "short_hash": issue.short_hash,
        "state_name": STATE_NAMES[issue.state],
        "empty": issue.empty,
        "names": PART_NAMES,
        "counts": {
            "articles": _against(overview.articles, overview.previous_articles, "tin, bài"),
            "sources": _against(overview.sources, overview.previous_sources, "nguồn tin"),
            "provinces": _against(overview.provinces, overview.previous_provinces, "tỉnh, thành phố"),
        },
    }
    return {
        "issue": made,
        "office": {
            "name": office.name,
            "parent": office.parent,
            "province": office.province,
            "place": office.place,
            "units": list(office.units),
        },
    }
