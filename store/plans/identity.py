"""The name by which a plan is known: its number and year, as people cite it ("88-kh-ttyt-2024")."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.plan import PlanHead
from domain.text import fold

__all__ = ["plan_id_of"]

_LONGEST = 80


def plan_id_of(head: PlanHead, known: Mapping[str, tuple[str, int | None]]) -> str:
    """The id of the plan with these particulars. ``known``: id → issuer and year of the plans that are there; another
    issuer's plan of the same number and year gets an id of its own.
    """
    year = head.year or (head.date.year if head.date else None)
    words = _slug(head.number or head.title or "ke hoach")
    base = words if year is None or words.endswith(f"-{year}") else f"{words}-{year}"
    plan_id, count = base, 1
    while plan_id in known and _another(head.issuer, known[plan_id][0]):
        count += 1
        plan_id = f"{base}-{count}"
    return plan_id


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:_LONGEST].strip("-") or "ke-hoach"


def _another(one: str | None, other: str) -> bool:
    return bool(one and other) and fold(one or "") != fold(other)
