"""Where an article is already used: the badges beside a hit and over an article. Each screen that uses articles says so
with a function ``used_in(parts, ids)`` in its module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from web.state import Services

__all__ = ["Use", "UsedIn", "uses_of"]


@dataclass(frozen=True, slots=True)
class Use:
    """One use, in words ("Trong Điểm tin tuần 39/2022"), with the page that shows it. ``kind`` chooses its symbol."""

    label: str
    href: str
    kind: Literal["digest", "plan"]


UsedIn = Callable[[Services, Sequence[str]], dict[str, list[Use]]]


def uses_of(parts: Services, ids: Sequence[str]) -> dict[str, list[Use]]:
    """The uses of these articles; one that is not used is left out."""
    from web.features import providers

    found: dict[str, list[Use]] = {}
    for provider in providers("used_in"):
        for article_id, uses in provider(parts, ids).items():
            found.setdefault(article_id, []).extend(uses)
    return found
