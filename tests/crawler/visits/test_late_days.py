"""An article without a day of its own gets the one that a list or feed names later."""

from __future__ import annotations

from datetime import date

from crawler.run import crawl
from domain.article import DateOrigin
from domain.settings import Settings
from store import Store
from tests.crawler.conftest import source_of
from tests.support.web import ScriptedSite, article, listing

PATH = "/tin/bai-viet-so-1.html"
DAY_OF_LIST = "<span class=ngay>(12/05/2023)</span>"


def undated() -> str:
    return article(1).replace("<div class=ngay-dang>Ngày đăng: 12/05/2023</div>", "")


def test_a_day_that_a_list_names_later_is_taken(store: Store, settings: Settings) -> None:
    with ScriptedSite({"/tin/": listing([1]).replace(DAY_OF_LIST, "")}) as site:
        site.put(PATH, undated())
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        before = store.articles.by_url(f"{site.base_url}{PATH}")
        site.put("/tin/", listing([1]))
        report = crawl(store, [source], settings)
        after = store.articles.by_url(f"{site.base_url}{PATH}")
        crawl(store, [source], settings)
    assert before is not None
    assert before.article.published_at is None
    assert after is not None
    assert (after.article.published_at, after.article.date_origin) == (date(2023, 5, 12), DateOrigin.LISTING)
    assert (after.id, after.version, report.total("changed")) == (before.id, 1, 0)
    assert len([page for page in store.pages.iterate() if page.state == "article"]) == 2
    assert store.pages.pending_count() == 0


def test_a_day_of_its_own_stands_against_a_later_list(store: Store, settings: Settings) -> None:
    with ScriptedSite({"/tin/": listing([1]).replace(DAY_OF_LIST, "")}) as site:
        site.put(PATH, article(1, date="11/05/2023"))
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        site.put("/tin/", listing([1]))
        crawl(store, [source], settings)
        stored = store.articles.by_url(f"{site.base_url}{PATH}")
    assert stored is not None
    assert stored.article.published_at == date(2023, 5, 11)
    assert len(list(store.pages.iterate())) == 1
