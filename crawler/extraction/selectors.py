"""CSS selectors that a source declares, compiled once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from domain.errors import SourceError

__all__ = ["select", "select_first"]


@lru_cache(maxsize=2048)
def _compiled(selector: str) -> CSSSelector:
    try:
        return CSSSelector(selector, translator="html")
    except Exception as error:  # cssselect raises several unrelated classes for one mistake
        raise SourceError(
            f"Bộ chọn CSS «{selector}» trong tệp nguồn không hợp lệ.", "Sửa lại trong sources/*.yaml."
        ) from error


def _matches(selector: str, tree: HtmlElement) -> list[HtmlElement]:
    return cast(list[HtmlElement], _compiled(selector)(tree))


def select(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """Elements that match, in document order. Raises ``SourceError`` for a selector that cannot be read."""
    return [element for element in _matches(selector, tree) if isinstance(element.tag, str)]


def select_first(tree: HtmlElement, selectors: Iterable[str]) -> list[HtmlElement]:
    """Elements of the first selector that matches anything with text or a value."""
    for selector in selectors:
        found = [
            element
            for element in select(tree, selector)
            if "".join(element.itertext()).strip() or element.get("content")
        ]
        if found:
            return found
    return []
