"""CSS selectors that a source declares.

Plain ones run on the parsed page; those that only BeautifulSoup knows (``td:-soup-contains("Ngày đăng")``, ``:has()``
with lists) run on a copy of it, which is slower and rarely needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from functools import lru_cache
from typing import cast

import soupsieve
from bs4 import BeautifulSoup
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement, tostring

from domain.errors import SourceError

__all__ = ["select", "select_first"]

_NUMBER = "data-diemtin-n"


@lru_cache(maxsize=2048)
def _compiled(selector: str) -> CSSSelector | soupsieve.SoupSieve:
    try:
        return CSSSelector(selector, translator="html")
    except Exception:  # cssselect raises several unrelated classes for one mistake
        try:
            return soupsieve.compile(selector)
        except Exception as error:
            raise SourceError(
                f"Bộ chọn CSS “{selector}” trong tệp nguồn không hợp lệ.", "Hãy sửa trong tệp nguồn."
            ) from error


def _through_soup(selector: soupsieve.SoupSieve, tree: HtmlElement) -> list[HtmlElement]:
    """Elements of ``tree`` that match in a copy whose elements carry their number."""
    numbered = deepcopy(tree)
    for number, element in enumerate(numbered.iter()):
        if isinstance(element.tag, str):
            element.set(_NUMBER, str(number))
    soup = BeautifulSoup(tostring(numbered, encoding="unicode"), "lxml")
    wanted = {int(str(found[_NUMBER])) for found in selector.select(soup) if found.has_attr(_NUMBER)}
    return [element for number, element in enumerate(tree.iter()) if number in wanted]


def _matches(selector: str, tree: HtmlElement) -> list[HtmlElement]:
    compiled = _compiled(selector)
    if isinstance(compiled, CSSSelector):
        return cast(list[HtmlElement], compiled(tree))
    return _through_soup(compiled, tree)


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
