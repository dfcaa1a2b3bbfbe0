"""Reading an archive back: over as many runs as it takes, behind what is new, to a day or the end of the list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crawler.run import crawl
from crawler.visits import session
from domain.settings import Settings
from domain.source import Source
from store import Store
from store.crawl.entry_points import Ending
from tests.crawler.conftest import source_of
from tests.crawler.visits.test_watch import Watcher, until
from tests.support.web import Answer, ScriptedSite, article, listing

PAGES, ROWS = 12, 3


def day_of(page: int) -> date:
    """Page 1 is of December 2022, each further one a month older."""
    return date(2022 - page // 12, 12 - page % 12, 5)


def archive(pages: int = PAGES, *, dated: bool = True) -> ScriptedSite:
    """A list of so many pages, three articles each; the days stand in the list, or in the articles alone."""
    site = ScriptedSite()
    for page in range(1, pages + 1):
        numbers = list(range((page - 1) * ROWS + 1, page * ROWS + 1))
        day = f"{day_of(page):%d/%m/%Y}"
        rows = listing(numbers, f"/tin/?trang={page + 1}" if page < pages else None)
        site.put(path_of(page), rows.replace("(12/05/2023)", f"({day})" if dated else ""))
        for number in numbers:
            site.put(f"/tin/bai-viet-so-{number}.html", article(number).replace("12/05/2023", day))
    return site


def path_of(page: int) -> str:
    return "/tin/" if page == 1 else f"/tin/?trang={page}"


def shallow(site: ScriptedSite, depth: int = 3) -> Source:
    return source_of(
        site.base_url,
        listings=[{"url": "/tin/", "item": ".dong", "links": "h3 a", "date": ".ngay", "next": "a.sau", "depth": depth}],
    )


def lists(site: ScriptedSite, after: int = 0) -> list[str]:
    return [seen.path for seen in site.requests[after:] if "so-" not in seen.path and "robots" not in seen.path]


def test_the_depth_of_a_list_is_where_it_stops_and_how_far_is_known(store: Store, settings: Settings) -> None:
    with archive() as site:
        crawl(store, [shallow(site)], settings)
    (point,) = store.health.report("thu").points
    assert (point.pages_read, point.ending, point.reached) == (3, Ending.DEPTH, day_of(3))
    assert store.articles.count() == 3 * ROWS


def test_a_day_reads_a_list_back_beyond_its_depth_and_once(store: Store, settings: Settings) -> None:
    with archive() as site:
        source = shallow(site)
        crawl(store, [source], settings)
        asked = len(site.requests)
        crawl(store, [source], settings, since=day_of(8))
        assert lists(site, asked) == [path_of(n) for n in (1, 3, 4, 5, 6, 7, 8, 9)], "what was read is not read again"
        assert store.articles.count() == 8 * ROWS
        (point,) = store.health.report("thu").points
        assert (point.ending, point.archive_since) == (Ending.SINCE, day_of(8))
        asked = len(site.requests)
        crawl(store, [source], settings, since=day_of(8))
        assert lists(site, asked) == [path_of(1)], "it has been read back so far already"
        crawl(store, [source], settings, since=date(2010, 1, 1))
        assert store.articles.count() == PAGES * ROWS
        assert store.health.report("thu").points[0].ending is Ending.LAST_PAGE
        asked = len(site.requests)
        crawl(store, [source], settings, since=date(2001, 1, 1))
        assert lists(site, asked) == [path_of(1)]


def test_a_greater_depth_goes_on_where_the_lesser_ended(store: Store, settings: Settings) -> None:
    with archive() as site:
        crawl(store, [shallow(site)], settings)
        asked = len(site.requests)
        crawl(store, [shallow(site, depth=6)], settings)
        assert lists(site, asked) == [path_of(n) for n in (1, 3, 4, 5, 6)]
    assert store.articles.count() == 6 * ROWS


def test_an_archive_is_read_in_many_runs_and_what_is_new_comes_first(store: Store, settings: Settings) -> None:
    with archive() as site:
        source = shallow(site)
        first = crawl(store, [source], settings, since=date(2010, 1, 1), limit=4)
        assert first.total("new") == 4
        archived = first.sources["thu"].archive
        assert archived is not None
        assert archived.since == date(2010, 1, 1)
        new = PAGES * ROWS + 1
        site.put(f"/tin/bai-viet-so-{new}.html", article(new))
        site.put("/tin/", listing([new, 1, 2, 3], "/tin/?trang=2"))
        asked = len(site.requests)
        crawl(store, [source], settings, limit=4)  # goes on without being told again
        fetched = [seen.path for seen in site.requests[asked:] if "so-" in seen.path]
        assert fetched[0].endswith(f"so-{new}.html")
        assert len(fetched) == 4
        runs = 0
        while store.health.report("thu").archive_waiting:
            crawl(store, [source], settings, limit=5)
            runs += 1
            assert runs < 12
        assert store.articles.count() == PAGES * ROWS + 1
        assert max(site.counts()[f"/tin/bai-viet-so-{n}.html"] for n in range(1, new + 1)) == 1
    assert store.health.report("thu").points[0].ending is Ending.LAST_PAGE


def test_articles_of_a_page_are_read_before_the_next_page(store: Store, settings: Settings) -> None:
    with archive(4) as site:
        crawl(store, [source_of(site.base_url)], settings)
        order = [seen.path for seen in site.requests if "robots" not in seen.path]
    second = order.index(path_of(2))
    assert {f"/tin/bai-viet-so-{n}.html" for n in (1, 2, 3)} == set(order[1:second])
    assert order.index(path_of(3)) > order.index("/tin/bai-viet-so-6.html")


def test_a_list_that_shows_no_days_is_read_back_by_those_of_its_articles(store: Store, settings: Settings) -> None:
    with archive(dated=False) as site:
        crawl(store, [shallow(site)], settings, since=day_of(5))
        pages = len(lists(site))
    assert 5 <= pages <= 8, "to the day, and a page or two while articles are being read"
    assert store.health.report("thu").points[0].ending is Ending.SINCE


def test_a_page_that_cannot_be_read_is_said_and_tried_again_when_asked(store: Store, settings: Settings) -> None:
    with archive() as site:
        source = shallow(site)
        whole = site.pages[path_of(5)]
        site.put(path_of(5), Answer("x", status=404))
        crawl(store, [source], settings, since=date(2010, 1, 1))
        (point,) = store.health.report("thu").points
        assert (point.ending, point.pages_read) == (Ending.BROKEN, 4)
        site.pages[path_of(5)] = whole
        crawl(store, [source], settings, since=date(2010, 1, 1))
    assert store.articles.count() == PAGES * ROWS


def test_old_sitemaps_are_read_all_the_same_and_there_is_a_cap(store: Store, settings: Settings) -> None:
    xml = {"Content-Type": "application/xml"}
    with ScriptedSite() as site:
        inner = "".join(
            f"<sitemap><loc>{site.base_url}/s/{n}.xml</loc><lastmod>2019-01-01</lastmod></sitemap>" for n in range(3)
        )
        traps = "".join(f"<sitemap><loc>{site.base_url}/x/{n}.xml</loc></sitemap>" for n in range(600))
        site.put("/sitemap.xml", Answer(f"<sitemapindex>{inner}{traps}</sitemapindex>", headers=xml))
        for n in range(3):
            site.put(f"/tin/bai-viet-so-{n}.html", article(n))
            loc = f"<url><loc>{site.base_url}/tin/bai-viet-so-{n}.html</loc><lastmod>2023-06-01</lastmod></url>"
            site.put(f"/s/{n}.xml", Answer(f"<urlset>{loc}</urlset>", headers=xml))
        source = source_of(site.base_url, listings=[], sitemaps=["/sitemap.xml"])
        report = crawl(store, [source], settings, since=date(2023, 1, 1))
        assert report.total("new") == 3
        assert len(site.counts()) < 520
        warnings = " ".join(report.sources["thu"].warnings)
    assert "quá nhiều sơ đồ" in warnings


def test_watching_reads_an_archive_in_slices(store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_ARCHIVE_FOR", timedelta(0))
    with archive(3) as site:
        watcher = Watcher(settings, [source_of(site.base_url)])
        watcher.start()
        until(lambda: store.articles.count() == 3 * ROWS, 120)
        watcher.stop.set()
        watcher.join(15)
        assert site.counts()["/tin/"] == 1, "visits that go on ask the lists no more"
    assert len(watcher.visits) > 3
    assert store.articles.count() == 3 * ROWS
