"""Redirects: an article moved only where the same article stands at the end; otherwise its site took it away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from crawler.run import crawl
from crawler.workers.reread import reread
from domain.errors import StoreError
from domain.settings import Settings
from store import Store
from store.articles.repository import StoredArticle
from store.crawl.frontier import Outcome
from store.crawl.health import State
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, Seen, article, listing

ONE, TWO, THREE = (f"/tin/bai-viet-so-{n}.html" for n in (1, 2, 3))
REMOVED = (
    "<html><title>Thông báo về nội dung đã gỡ bỏ</title><body><article><h1>Nội dung này đã được gỡ bỏ khỏi trang</h1>"
    "<p>Bài viết mà bạn tìm đã được ban biên tập gỡ khỏi trang thông tin điện tử theo quy định hiện hành.</p>"
    "<p>Mời bạn xem các tin khác tại chuyên mục Tin tức, hoặc liên hệ ban biên tập để biết thêm chi tiết.</p>"
    "</article></body></html>"
)


def to(path: str, status: int = 301, **headers: str) -> Answer:
    return Answer(status=status, headers={"Location": path, **headers})


def site_of(count: int = 4) -> ScriptedSite:
    pages = {f"/tin/bai-viet-so-{n}.html": article(n) for n in range(1, count + 1)}
    return ScriptedSite({"/tin/": listing(list(range(1, count + 1))), "/": listing([1, 2]), **pages})


def at(store: Store, site: ScriptedSite, path: str) -> StoredArticle:
    stored = store.articles.by_url(site.base_url + path)
    assert stored is not None
    return stored


@pytest.mark.parametrize(
    ("target", "page", "status"),
    [
        pytest.param("/", listing([1, 2]), 301, id="to the front page"),
        pytest.param("/", listing([1, 2]), 302, id="to the front page for now"),
        pytest.param("/tin/", listing([1, 2, 3, 4]), 301, id="to the list"),
        pytest.param("/da-go.html", REMOVED, 301, id="to one page that says so"),
        pytest.param("/404.html", "<html><title>404</title><h1>Không tìm thấy trang</h1>", 302, id="to an error page"),
        pytest.param("/mat.html", Answer("không có", status=404), 302, id="to a page that is not there"),
        pytest.param("/tin/bai-viet-so-4.html", article(4), 301, id="to another article"),
    ],
)
def test_articles_that_are_sent_elsewhere_are_withdrawn_and_not_folded(
    target: str, page: str | Answer, status: int, store: Store, settings: Settings
) -> None:
    with site_of() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        before = {path: at(store, site, path) for path in (ONE, TWO, THREE)}
        for path in before:
            site.put(path, to(target, status))
        site.put(target, page)
        site.put("/tin/", listing([4]))
        report = crawl(store, [source], settings)
        after = {path: at(store, site, path) for path in before}
        last = at(store, site, "/tin/bai-viet-so-4.html")
    assert report.total("withdrawn") == 3
    assert store.articles.count() == 4
    for path, stored in after.items():
        assert stored.id == before[path].id
        assert stored.withdrawn_at is not None
        assert stored.version == 1
        assert stored.article.body == before[path].article.body
    assert last.withdrawn_at is None
    assert len(last.urls) == 1


def test_a_whole_site_that_is_sent_home_folds_nothing(store: Store, settings: Settings) -> None:
    with site_of(12) as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        for n in range(1, 13):
            site.put(f"/tin/bai-viet-so-{n}.html", to("/", 301))
        site.put("/tin/", to("/"))
        crawl(store, [source], settings)
    assert store.articles.count() == 12
    assert all(one.version == 1 for one in store.articles.iterate())
    assert store.health.report("thu").state is not State.GOOD


@pytest.mark.parametrize("status", [301, 302])
@pytest.mark.parametrize("hops", [1, 3])
def test_an_article_that_moved_is_the_same_article(hops: int, status: int, store: Store, settings: Settings) -> None:
    with site_of() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        before = at(store, site, ONE)
        steps = [ONE, *(f"/chuyen/{n}" for n in range(1, hops)), "/tin-moi/bai-viet-so-1.html"]
        for step, following in pairwise(steps):
            site.put(step, to(following, status))
        site.put(steps[-1], article(1))
        report = crawl(store, [source], settings)
        old, new = at(store, site, ONE), at(store, site, steps[-1])
    assert old.id == new.id == before.id
    assert (new.version, new.withdrawn_at, report.total("withdrawn")) == (1, None, 0)


def test_an_article_that_moved_and_was_edited_keeps_its_history(store: Store, settings: Settings) -> None:
    with site_of() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        before = at(store, site, TWO)
        site.put(TWO, to("/tin-moi/2.html"))
        site.put("/tin-moi/2.html", article(2, extra="<p>Bổ sung: đoàn kiểm tra đã làm việc thêm với hai đơn vị.</p>"))
        crawl(store, [source], settings)
        new = at(store, site, "/tin-moi/2.html")
    assert (new.id, new.version) == (before.id, 2)


def test_a_withdrawn_article_that_is_listed_again_is_looked_at_again(store: Store, settings: Settings) -> None:
    with site_of() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        site.put("/tin/", listing([1, 2, 4]))
        site.put(THREE, Answer("mất", status=404))
        crawl(store, [source], settings)
        assert at(store, site, THREE).withdrawn_at is not None
        asked = site.counts()[THREE]
        crawl(store, [source], settings)
        assert site.counts()[THREE] == asked, "nobody names it"
        site.put("/tin/", listing([3, 1, 2, 4]))
        site.put(THREE, article(3))
        crawl(store, [source], settings)
        assert at(store, site, THREE).withdrawn_at is None


def test_a_site_in_repair_that_redirects_everything_is_no_removal(store: Store, settings: Settings) -> None:
    with site_of() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        for path in ("/tin/", ONE, TWO, THREE, "/tin/bai-viet-so-4.html"):
            site.put(path, to("/bao-tri.html", 302))
        site.put("/bao-tri.html", REMOVED)
        report = crawl(store, [source], settings)
        assert "bảo trì" in (report.sources["thu"].trouble or "")
        assert all(one.withdrawn_at is None for one in store.articles.iterate())
        for path, page in {"/tin/": listing([1, 2, 3, 4]), ONE: article(1), TWO: article(2), THREE: article(3)}.items():
            site.put(path, page)
        site.put("/tin/bai-viet-so-4.html", article(4))
        crawl(store, [source], settings)
    assert store.health.report("thu").state is State.GOOD
    assert store.articles.count() == 4


def test_a_cookie_set_on_the_second_hop_opens_the_page(store: Store, settings: Settings) -> None:
    def gate(seen: Seen, _before: int) -> Answer:
        return Answer(article(1)) if "ve=1" in seen.headers.get("cookie", "") else to("/cong", 302)

    with site_of() as site:
        site.put(ONE, gate)
        site.put("/cong", to(ONE, 302, **{"Set-Cookie": "ve=1; Path=/"}))
        source = source_of(site.base_url)
        for _ in range(3):
            crawl(store, [source], settings)
            entry = store.frontier.get(site.base_url + ONE)
            assert entry is not None
            assert entry.outcome in {Outcome.OK, Outcome.UNCHANGED}
        assert at(store, site, ONE).withdrawn_at is None
        assert store.articles.count() == 4


def test_a_circle_without_a_cookie_ends(store: Store, settings: Settings) -> None:
    with site_of() as site:
        site.put(ONE, to("/vong", 302))
        site.put("/vong", to(ONE, 302))
        for _ in range(3):
            crawl(store, [source_of(site.base_url)], settings)
        assert site.counts()["/vong"] + site.counts()[ONE] <= 8
    assert "vòng tròn" in (store.frontier.quarantined()[0].reason or "")


def test_a_location_in_raw_utf8_is_followed(store: Store, settings: Settings) -> None:
    raw = "/tin/cải-cách-hành-chính-số-1.html".encode().decode("latin-1")  # as http.server writes it: UTF-8 on the wire
    with site_of() as site:
        site.put(ONE, to(raw, 301))
        path = "/tin/c%E1%BA%A3i-c%C3%A1ch-h%C3%A0nh-ch%C3%ADnh-s%E1%BB%91-1.html"
        site.put(path, article(1))
        crawl(store, [source_of(site.base_url)], settings)
        assert at(store, site, path).article.title.endswith("1")


def test_what_was_taken_for_one_article_can_be_parted(store: Store, settings: Settings) -> None:
    with site_of() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        one, two = at(store, site, ONE), at(store, site, TWO)
        store.articles.moved(site.base_url + TWO, site.base_url + ONE)  # as an earlier version took any redirect
        assert store.articles.count() == 3
        with pytest.raises(StoreError):
            store.articles.part(site.base_url + THREE)
        kept, parted = store.articles.part(site.base_url + ONE)
        reread(store, {source.id: source}, [kept, parted])
        assert store.articles.count() == 4
        assert at(store, site, ONE).article.body == one.article.body
        assert at(store, site, TWO).article.body == two.article.body
        assert at(store, site, ONE).id != at(store, site, TWO).id
        assert [len(store.articles.versions(name)) for name in (kept, parted)] == [1, 1]
        crawl(store, [source], settings)
    assert store.articles.count() == 4


def test_redirects_to_one_address_are_settled_at_most_once(store: Store, settings: Settings) -> None:
    with site_of() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        site.put(ONE, to("/da-go.html"))
        site.put("/da-go.html", REMOVED)
        assert crawl(store, [source], settings).total("withdrawn") == 1
        gone = at(store, site, ONE).withdrawn_at
        store.frontier.schedule(site.base_url + ONE, datetime.now(UTC) - timedelta(seconds=1))
        assert crawl(store, [source], settings).total("withdrawn") == 0
        assert at(store, site, ONE).withdrawn_at == gone


def test_a_list_under_a_new_address_is_no_repair_for_an_article_sent_there(store: Store, settings: Settings) -> None:
    with site_of() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        site.put("/tin/", to("/tin-tuc/"))
        site.put("/tin-tuc/", listing([2, 3, 4]))
        site.put(ONE, to("/tin-tuc/", 302))
        report = crawl(store, [source], settings)
        assert at(store, site, ONE).withdrawn_at is not None
    assert (report.total("withdrawn"), report.sources["thu"].trouble) == (1, None)
    assert store.health.report("thu").state is State.GOOD
