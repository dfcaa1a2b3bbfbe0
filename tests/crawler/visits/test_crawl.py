"""A crawl from list page to stored article, and again."""

from __future__ import annotations

from datetime import date

from crawler.run import crawl
from domain.settings import Settings
from store import Store
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, article, listing


def site_of(count: int = 3, **pages: str) -> ScriptedSite:
    numbers = list(range(1, count + 1))
    site = ScriptedSite({"/tin/": listing(numbers)})
    for number in numbers:
        site.put(f"/tin/bai-viet-so-{number}.html", article(number))
    return site


def test_articles_of_a_list_are_stored_with_the_lists_date(store: Store, settings: Settings) -> None:
    with site_of() as site:
        report = crawl(store, [source_of(site.base_url)], settings)
        assert report.total("new") == 3
        assert {stored.article.title[-1] for stored in store.articles.iterate()} == {"1", "2", "3"}
        stored = store.articles.by_url(f"{site.base_url}/tin/bai-viet-so-2.html")
    assert stored is not None
    assert stored.article.published_at == date(2023, 5, 12)
    assert "20 hồ sơ" in stored.article.body


def test_every_page_is_asked_for_once_and_archived(store: Store, settings: Settings) -> None:
    with site_of() as site:
        crawl(store, [source_of(site.base_url)], settings)
        assert set(site.counts().values()) == {1}
        for page in store.pages.iterate(kinds=("article", "listing")):
            assert (
                store.archive.read(page.ref).body == str(site.pages[page.url.removeprefix(site.base_url)].body).encode()
            )


def test_a_second_crawl_asks_conditionally_and_changes_nothing(store: Store, settings: Settings) -> None:
    with site_of() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        asked = len(site.requests)
        report = crawl(store, [source], settings)
        again = site.requests[asked:]
    assert all("if-none-match" in seen.headers for seen in again)
    assert (report.total("new"), report.total("changed"), report.total("unchanged")) == (0, 0, 3)


def test_what_was_edited_withdrawn_and_moved_is_noticed(store: Store, settings: Settings) -> None:
    with site_of(4) as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        url = f"{site.base_url}/tin/bai-viet-so-{{}}.html"
        before = store.articles.by_url(url.format(3))
        site.put(
            "/tin/bai-viet-so-1.html", article(1, extra="<p>Bổ sung: đoàn kiểm tra làm việc thêm tại hai đơn vị.</p>")
        )
        site.put("/tin/bai-viet-so-2.html", Answer("<p>Bài đã gỡ</p>", status=410))
        site.put("/tin/bai-viet-so-3.html", Answer(status=301, headers={"Location": "/tin/dia-chi-moi-3.html"}))
        site.put("/tin/dia-chi-moi-3.html", article(3))
        report = crawl(store, [source], settings)
        edited, gone, moved = (store.articles.by_url(url.format(n)) for n in (1, 2, 3))
        new_address = store.articles.by_url(f"{site.base_url}/tin/dia-chi-moi-3.html")
    assert edited is not None
    assert edited.version == 2
    assert "hai đơn vị" in edited.article.body
    assert gone is not None
    assert gone.withdrawn_at is not None
    assert "hồ sơ" in gone.article.body
    assert before is not None
    assert moved is not None
    assert new_address is not None
    assert moved.id == new_address.id == before.id
    assert moved.version == 1
    assert (report.total("changed"), report.total("withdrawn")) == (1, 1)


def test_counters_that_tick_make_no_version(store: Store, settings: Settings) -> None:
    with site_of(1) as site:
        source = source_of(site.base_url)
        site.put(
            "/tin/bai-viet-so-1.html",
            lambda _seen, n: Answer(article(1).replace("Giấy phép", f"Lượt truy cập: {4000 + n}. Giấy phép")),
        )
        crawl(store, [source], settings)
        crawl(store, [source], settings)
        stored = store.articles.by_url(f"{site.base_url}/tin/bai-viet-so-1.html")
    assert stored is not None
    assert stored.version == 1


def test_paging_goes_back_at_first_and_stops_at_the_known_later(store: Store, settings: Settings) -> None:
    with ScriptedSite() as site:
        for page in range(1, 6):
            site.put(
                "/tin/" if page == 1 else f"/tin/?trang={page}",
                listing([page * 2 - 1, page * 2], f"/tin/?trang={page + 1}" if page < 5 else None),
            )
        for number in range(1, 12):
            site.put(f"/tin/bai-viet-so-{number}.html", article(number))
        source = source_of(site.base_url)
        report = crawl(store, [source], settings)
        assert report.total("new") == 10
        site.put("/tin/", listing([11, 1, 2], "/tin/?trang=2"))
        asked = len(site.requests)
        assert crawl(store, [source], settings).total("new") == 1
        lists = [seen.path for seen in site.requests[asked:] if "so-" not in seen.path]
    assert lists == ["/tin/", "/tin/?trang=2"]


def test_since_stops_the_walk_back(store: Store, settings: Settings) -> None:
    with ScriptedSite() as site:
        site.put("/tin/", listing([1], "/tin/?trang=2"))
        site.put("/tin/?trang=2", listing([2], "/tin/?trang=3").replace("(12/05/2023)", "(01/02/2020)"))
        site.put("/tin/?trang=3", listing([3]))
        site.put("/tin/bai-viet-so-1.html", article(1))
        crawl(store, [source_of(site.base_url)], settings, since=date(2022, 1, 1))
        paths = set(site.counts())
    assert "/tin/?trang=3" not in paths
    assert "/tin/bai-viet-so-2.html" not in paths
    assert "/tin/bai-viet-so-1.html" in paths


def test_a_limit_counts_the_articles_of_each_source(store: Store, settings: Settings) -> None:
    with site_of(9) as one, site_of(9) as two:
        sources = [source_of(one.base_url), source_of(two.base_url, id="thu-hai")]
        report = crawl(store, sources, settings, limit=5)
        assert [report.sources[source.id].new for source in sources] == [5, 5]
        again = crawl(store, sources, settings, limit=3)
        assert [again.sources[source.id].new for source in sources] == [3, 3]
        assert crawl(store, sources, settings).total("new") == 2


def test_robots_txt_is_obeyed(store: Store, settings: Settings) -> None:
    with site_of(3) as site:
        site.put(
            "/robots.txt",
            Answer("User-agent: *\nDisallow: /tin/bai-viet-so-2\n", headers={"Content-Type": "text/plain"}),
        )
        report = crawl(store, [source_of(site.base_url)], settings)
        assert "/tin/bai-viet-so-2.html" not in site.counts()
    assert report.total("forbidden") == 1
    assert report.total("new") == 2


def test_feed_and_sitemap_give_articles_and_the_feed_its_date(store: Store, settings: Settings) -> None:
    with site_of(0) as site:
        page = article(1).replace("<div class=ngay-dang>Ngày đăng: 12/05/2023</div>", "")
        site.put("/tin/bai-viet-so-1.html", page)
        site.put("/tin/bai-viet-so-2.html", article(2))
        site.put(
            "/feed",
            Answer(
                "<rss version='2.0'><channel><item><title>Bài 1</title>"
                f"<link>{site.base_url}/tin/bai-viet-so-1.html?utm_source=rss</link>"
                "<pubDate>Thu, 11 May 2023 20:30:00 +0000</pubDate></item></channel></rss>",
                headers={"Content-Type": "application/rss+xml"},
            ),
        )
        site.put(
            "/sitemap.xml",
            Answer(
                "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                f"<url><loc>{site.base_url}/tin/bai-viet-so-2.html</loc></url></urlset>",
                headers={"Content-Type": "application/xml"},
            ),
        )
        source = source_of(site.base_url, listings=[], feeds=["/feed"], sitemaps=["/sitemap.xml"])
        crawl(store, [source], settings)
        stored = store.articles.by_url(f"{site.base_url}/tin/bai-viet-so-1.html")
        assert store.articles.count() == 2
    assert stored is not None
    assert stored.article.model_dump(mode="json")["published_at"] == "2023-05-12T03:30:00+07:00"
    assert stored.article.date_origin == "feed"
