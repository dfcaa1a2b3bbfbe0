"""What a site asks for, what one page's failure says of the whole, and what another host's failure says: nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.run import crawl
from crawler.urls import host_key
from domain.settings import Settings
from store import Store
from store.crawl.frontier import Outcome
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, article, listing


def site_of(count: int) -> ScriptedSite:
    numbers = list(range(1, count + 1))
    return ScriptedSite({"/tin/": listing(numbers), **{f"/tin/bai-viet-so-{n}.html": article(n) for n in numbers}})


def test_a_source_that_asked_for_a_long_rest_is_put_off_and_said_so(store: Store, settings: Settings) -> None:
    with site_of(2) as site:
        site.put("/tin/", Answer("bận", status=429, headers={"Retry-After": "7200"}))
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        asked = len(site.requests)
        report = crawl(store, [source], settings)
        assert len(site.requests) == asked, "it is not waited for, nor asked"
    assert report.seconds < 30
    assert "được hoãn đến" in (report.sources["thu"].trouble or "")
    state = store.sources.get("thu")
    assert state is not None
    assert state.next_visit_at is not None
    assert timedelta(minutes=110) < state.next_visit_at - datetime.now(UTC) < timedelta(minutes=121)


def test_a_clock_that_was_set_back_makes_no_run_wait(store: Store, settings: Settings) -> None:
    with site_of(2) as site, site_of(2) as other:
        store.hosts.hold(host_key(site.base_url), datetime.now(UTC) + timedelta(days=1))
        sources = [source_of(site.base_url), source_of(other.base_url, id="khac")]
        report = crawl(store, sources, settings)
        assert not site.requests
    assert report.seconds < 30
    assert report.sources["khac"].new == 2
    assert "đồng hồ" in (report.sources["thu"].trouble or "")


def test_pages_that_are_out_of_order_are_not_the_site(store: Store, settings: Settings) -> None:
    with site_of(14) as site:
        for n in (1, 2, 3, 4, 9):
            site.put(f"/tin/bai-viet-so-{n}.html", Answer("lỗi", status=503))
        report = crawl(store, [source_of(site.base_url)], settings)
    assert report.sources["thu"].new == 9
    assert report.sources["thu"].trouble is None


def test_a_site_whose_pages_are_all_out_of_order_is_left(store: Store, settings: Settings) -> None:
    with site_of(20) as site:
        for n in range(1, 21):
            site.put(f"/tin/bai-viet-so-{n}.html", Answer("lỗi", status=503))
        report = crawl(store, [source_of(site.base_url)], settings)
        assert sum("so-" in path for path in site.counts()) <= 8
    assert "503" in (report.sources["thu"].trouble or "")


def test_another_hosts_failure_is_its_own(store: Store, settings: Settings) -> None:
    with site_of(6) as site, ScriptedSite() as elsewhere:
        elsewhere.put("/kh.pdf", Answer("bận", status=503, headers={"Retry-After": "3600"}))
        base = elsewhere.base_url.replace("127.0.0.1", "localhost")
        names = [f"{base}/kh.pdf", "http://khong-co-may-nay.invalid/a.pdf", "http://khong-co-may-nay.invalid/b.pdf"]
        for n, name in enumerate(names, start=1):
            link = f"<p>Toàn văn: <a href='{name}'>Kế hoạch số {n}.pdf</a> ban hành kèm theo văn bản này.</p>"
            site.put(f"/tin/bai-viet-so-{n}.html", article(n, extra=link))
        report = crawl(store, [source_of(site.base_url)], settings)
    assert report.sources["thu"].new == 6
    assert report.sources["thu"].trouble is None


def test_a_date_in_the_future_is_not_asked_about(store: Store, settings: Settings) -> None:
    ahead = {"Last-Modified": "Fri, 01 Jan 2100 00:00:00 GMT"}

    def page(seen: object, _before: int) -> Answer:
        if "if-modified-since" in getattr(seen, "headers", {}):
            return Answer(status=304)
        return Answer(current[0], headers=ahead, etag=False)

    current = [listing([1])]
    with site_of(2) as site:
        site.put("/tin/", page)
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        current[0] = listing([2, 1])
        crawl(store, [source], settings)
    assert store.articles.count() == 2


def test_an_honest_date_is_asked_about(store: Store, settings: Settings) -> None:
    with site_of(1) as site:
        old = {"Last-Modified": "Fri, 03 Feb 2023 00:00:00 GMT"}
        site.put("/tin/", Answer(listing([1]), headers=old, etag=False))
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        crawl(store, [source], settings)
        again = [seen.headers for seen in site.requests if seen.path == "/tin/"][1]
    assert again["if-modified-since"] == old["Last-Modified"]


def test_files_are_asked_for_by_encoded_addresses(store: Store, settings: Settings) -> None:
    raw = ["Kế hoạch 122.pdf", "biểu mẫu [số 2].docx", "a b.xlsx"]
    with site_of(1) as site:
        links = "".join(f"<p>Văn bản: <a href='/tep/{name}'>{name}</a> kèm theo.</p>" for name in raw)
        site.put("/tin/bai-viet-so-1.html", article(1, extra=links))
        crawl(store, [source_of(site.base_url)], settings)
        asked = [seen.path for seen in site.requests if seen.path.startswith("/tep/")]
        stored = store.articles.by_url(f"{site.base_url}/tin/bai-viet-so-1.html")
    assert len(asked) == 3
    assert all(path.isascii() and " " not in path and "[" not in path for path in asked)
    assert stored is not None
    files = store.attachments.of_article(stored.id)
    assert sorted(one.url.removeprefix(site.base_url) for one in files) == sorted(asked)
    for one in files:
        entry = store.frontier.get(one.url)
        assert entry is not None
        assert entry.outcome is Outcome.GONE, "asked for and answered: the site has no such file"
