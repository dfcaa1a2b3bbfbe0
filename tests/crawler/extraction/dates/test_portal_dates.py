"""Every portal-like page gives its own date, and none where it has none."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from crawler.extraction import Hint, extract_page
from domain.article import DateOrigin, Moment
from tests.crawler.extraction.portal_pages import PAGES, TITLE, Portal
from tests.crawler.extraction.portal_pages_hard import HARD

EVERY = [*PAGES, *HARD]


def moment(text: str) -> Moment:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)
def test_dates_of_a_portal_page(page: Portal) -> None:
    hint = Hint(date=moment(page.hint[0]), origin=DateOrigin(page.hint[1])) if page.hint else None
    article = extract_page(page.html.encode(), page.url, hint=hint)
    told = article.model_dump(mode="json")
    assert (told["published_at"], told["updated_at"], told["date_origin"]) == (
        page.published,
        page.updated,
        page.origin,
    )
    assert article.title.startswith(TITLE)


def test_there_are_enough_pages_and_all_differ() -> None:
    assert len({page.html + page.url + str(page.hint) for page in EVERY}) == len(EVERY) >= 40
