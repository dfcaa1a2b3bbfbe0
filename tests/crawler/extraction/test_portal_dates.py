"""Every portal-like page gives its own date, and none where it has none."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from crawler.extraction import Hint, extract_page
from domain.article import DateOrigin, Moment

_spec = importlib.util.spec_from_file_location("portal_pages", Path(__file__).with_name("portal_pages.py"))
assert _spec
assert _spec.loader
portal_pages = importlib.util.module_from_spec(_spec)
sys.modules["portal_pages"] = portal_pages
_spec.loader.exec_module(portal_pages)


def moment(text: str) -> Moment:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@pytest.mark.parametrize("page", portal_pages.PAGES, ids=lambda page: page.name)
def test_dates_of_a_portal_page(page: portal_pages.Portal) -> None:
    hint = Hint(date=moment(page.hint[0]), origin=DateOrigin(page.hint[1])) if page.hint else None
    article = extract_page(page.html.encode(), page.url, hint=hint)
    told = article.model_dump(mode="json")
    assert (told["published_at"], told["updated_at"], told["date_origin"]) == (
        page.published,
        page.updated,
        page.origin,
    )
    assert article.title.startswith(portal_pages.TITLE)


def test_there_are_enough_pages_and_all_differ() -> None:
    assert len({page.html + page.url + str(page.hint) for page in portal_pages.PAGES}) == len(portal_pages.PAGES) >= 40
