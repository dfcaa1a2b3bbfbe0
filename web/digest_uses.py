"""Which issues of the digest use an article: badges for the other screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from store import Store

__all__ = ["Badge", "used_in"]

_SHOWN = {"item", "reprint", "late"}


@dataclass(frozen=True, slots=True)
class Badge:
    """ "trong Điểm tin tuần 39" with its address. ``chosen``: false where a person took the article out of an issue."""

    text: str
    href: str
    issue_id: str
    chosen: bool
    number: int | None


def used_in(store: Store, article_ids: Sequence[str]) -> dict[str, list[Badge]]:
    """Article → the issues that use it, or that it was taken out of; the newest last."""
    found: dict[str, list[Badge]] = {}
    for article_id, uses in store.digests.used_in(article_ids).items():
        badges = {}
        for use in uses:
            if use.role not in _SHOWN | {"dropped"} or use.state == "da_thu_hoi":
                continue
            chosen = use.role in _SHOWN
            name = _name(use.issue_id)
            text = f"trong Điểm tin {name}" if chosen else f"đã bỏ khỏi Điểm tin {name}"
            badges[use.issue_id] = Badge(text, f"/diem-tin/{use.issue_id}", use.issue_id, chosen, use.number)
        if badges:
            found[article_id] = list(badges.values())
    return found


def _name(issue_id: str) -> str:
    """ "tuần 39", "tuần 39a"; the days for an issue of two dates."""
    return f"tuần {issue_id[6:].lstrip('0')}" if issue_id[4:6] == "-W" else issue_id.replace("_", " – ")
