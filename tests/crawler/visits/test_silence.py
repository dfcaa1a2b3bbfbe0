"""One rule for silence: whatever entry point gives nothing that can be used is told, and no such source is well."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest

from crawler.run import crawl
from domain.settings import Settings
from store import Store
from store.crawl.health import State
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, article, listing

XML = {"Content-Type": "application/xml; charset=utf-8"}
PAGES = {f"/tin/bai-viet-so-{n}.html": article(n) for n in (1, 2)}


def rss(*links: str) -> Answer:
    items = "".join(
        f"<item><title>Sở Y tế họp giao ban tháng {n}</title><link>{link}</link></item>" for n, link in enumerate(links)
    )
    return Answer(f"<rss version='2.0'><channel><title>Tin</title>{items}</channel></rss>", headers=XML)


def urlset(*links: str) -> Answer:
    return Answer(f"<urlset>{''.join(f'<url><loc>{link}</loc></url>' for link in links)}</urlset>", headers=XML)


def index(*links: str) -> Answer:
    inner = "".join(f"<sitemap><loc>{link}</loc></sitemap>" for link in links)
    return Answer(f"<sitemapindex>{inner}</sitemapindex>", headers=XML)


def sent_to(path: str, status: int = 301) -> Answer:
    return Answer(status=status, headers={"Location": path})


WALL = Answer("<html><title>Just a moment...</title><body><div id=challenge-form>Checking your browser</div></body>")
LOGIN = Answer("<html><title>Đăng nhập</title><form><input name=u><input type=password name=p></form>")
NO_ROWS = (
    "<html><title>Tin tức</title><body><h1>Tin tức</h1><p>Chuyên mục đang được cập nhật nội dung.</p></body></html>"
)
MENU = "<html><title>Tin</title><body><nav><a href='/gioi-thieu'>Giới thiệu</a></nav><p>Trang đang xây dựng.</p></body></html>"

FEED: dict[str, Any] = {"feeds": ["/rss"], "listings": []}
SITEMAP: dict[str, Any] = {"sitemaps": ["/sitemap.xml"], "listings": []}
LISTING: dict[str, Any] = {}
PLAIN: dict[str, Any] = {"listings": [{"url": "/tin/"}]}

CASES: list[Any] = [
    pytest.param(FEED, {"/rss": rss()}, "RSS không có mục nào", id="feed empty"),
    pytest.param(FEED, {"/rss": rss("https://khac.example/tin/bai-viet-so-1.html")}, "khac.example", id="feed elsewhere"),
    pytest.param(FEED, {"/rss": Answer("<html><body>Trang chủ của Sở Y tế</body></html>")}, "không phải RSS", id="html for feed"),
    pytest.param(FEED, {"/rss": Answer("<rss><channel><item>", headers=XML)}, "RSS không có mục nào", id="feed cut off"),
    pytest.param(FEED, {"/rss": Answer("")}, "rỗng", id="feed of no bytes"),
    pytest.param(FEED | {"article_urls": "/bai-[0-9]+"}, {"/rss": rss("{base}/tin/bai-viet-so-1.html")}, "article_urls", id="feed, pattern astray"),
    pytest.param(FEED | {"deny_urls": ["/tin/"]}, {"/rss": rss("{base}/tin/bai-viet-so-1.html")}, "deny_urls", id="feed, all denied"),
    pytest.param(SITEMAP, {"/sitemap.xml": urlset()}, "không có mục nào", id="sitemap empty"),
    pytest.param(SITEMAP, {"/sitemap.xml": Answer("<urlset><url><lo", headers=XML)}, "không có mục nào", id="sitemap broken"),
    pytest.param(SITEMAP, {"/sitemap.xml": Answer(gzip.compress(b"<urlset/>")[:12])}, "không có mục nào", id="gzip cut"),
    pytest.param(SITEMAP, {"/sitemap.xml": Answer("x", status=404)}, "404", id="sitemap gone"),
    pytest.param(SITEMAP, {"/sitemap.xml": index("{base}/a.xml"), "/a.xml": urlset()}, "sơ đồ con", id="inner sitemaps empty"),
    pytest.param(SITEMAP, {"/sitemap.xml": index("https://khac.example/a.xml")}, "khac.example|trang khác", id="index elsewhere"),
    pytest.param(LISTING, {"/tin/": Answer("x", status=404)}, "404", id="list gone"),
    pytest.param(LISTING, {"/tin/": sent_to("/"), "/": listing([1, 2])}, "trang chủ", id="list moved home"),
    pytest.param(LISTING, {"/tin/": sent_to("https://khac.example/tin/")}, "tên miền khác", id="list moved away"),
    pytest.param(LISTING, {"/tin/": sent_to("/tin/", 302)}, "vòng tròn", id="list in circles"),
    pytest.param(LISTING, {"/tin/": NO_ROWS}, "không khớp gì", id="selectors match nothing"),
    pytest.param(LISTING, {"/tin/": listing([1, 2]).replace("class=dong", "class=moi")}, "không khớp gì", id="selectors astray, links guessed"),
    pytest.param(PLAIN, {"/tin/": NO_ROWS}, "không có liên kết bài viết", id="list without rows"),
    pytest.param(PLAIN, {"/tin/": MENU}, "không có liên kết bài viết", id="a menu alone"),
    pytest.param(LISTING, {"/tin/": WALL}, "tự động", id="bot wall"),
    pytest.param(LISTING, {"/tin/": LOGIN}, "đăng nhập", id="login"),
    pytest.param(LISTING, {"/tin/": Answer("x", status=403)}, "403", id="forbidden"),
    pytest.param(LISTING, {"/tin/": Answer("x", status=418)}, "418", id="odd status"),
    pytest.param(LISTING, {"/tin/": Answer("x", status=503)}, "503", id="busy"),
    pytest.param(LISTING, {"/tin/": Answer(b"%PDF-1.7 x", headers={"Content-Type": "application/pdf"})}, "PDF", id="a file"),
    pytest.param(LISTING, {"/tin/": Answer("<html><body></body></html>")}, "không có chữ|rỗng", id="no words"),
    pytest.param(LISTING, {"/robots.txt": Answer("User-agent: *\nDisallow: /\n")}, "robots.txt", id="robots.txt"),
    pytest.param(LISTING, {"/robots.txt": Answer("x", status=500)}, "robots.txt", id="robots.txt fails"),
    pytest.param(PLAIN, {"/tin/": listing([1, 2]), "/tin/bai-viet-so-1.html": LOGIN, "/tin/bai-viet-so-2.html": LOGIN}, "tạm ngừng", id="articles in quarantine"),
    pytest.param(PLAIN, {"/tin/": listing([1, 2]), "/tin/bai-viet-so-1.html": NO_ROWS, "/tin/bai-viet-so-2.html": NO_ROWS}, "chưa lấy được bài nào", id="no article can be read"),
]  # fmt: skip


def filled(answer: Answer | str | Callable[..., Answer], base: str) -> Answer | str | Callable[..., Answer]:
    if isinstance(answer, Answer) and isinstance(answer.body, str):
        return Answer(answer.body.replace("{base}", base), answer.status, answer.headers)
    return answer


@pytest.mark.parametrize(("fields", "pages", "words"), CASES)
def test_an_entry_point_that_gives_nothing_is_never_well(
    fields: dict[str, Any], pages: dict[str, Any], words: str, store: Store, settings: Settings
) -> None:
    with ScriptedSite(PAGES) as site:
        for path, answer in pages.items():
            site.put(path, filled(answer, site.base_url))
        report = crawl(store, [source_of(site.base_url, **fields)], settings).sources["thu"]
        again = crawl(store, [source_of(site.base_url, **fields)], settings).sources["thu"]
    health = store.health.report("thu")
    assert health.state in {State.LOOK, State.BLOCKED}
    told = " ".join(health.verdicts)
    assert any(word in told for word in words.split("|")), told
    if health.points[0].trouble:
        for visit in (report, again):
            said = " ".join([*visit.warnings, visit.trouble or ""])
            assert any(word in said for word in words.split("|")), said
    assert store.health.report("thu").points, "the entry points are remembered"


def test_a_private_address_is_told_and_asked_for_again_once_it_is_admitted(store: Store, settings: Settings) -> None:
    strict = settings.model_copy(update={"allow_private_addresses": False})
    with ScriptedSite({"/tin/": listing([1, 2]), **PAGES}) as site:
        crawl(store, [source_of(site.base_url)], strict)
        assert not site.requests
        health = store.health.report("thu")
        assert health.state is State.BLOCKED
        assert "allowed_networks" in " ".join(health.verdicts)
        assert health.quarantined == 0, "an entry point is asked for at every visit"
        crawl(store, [source_of(site.base_url)], strict.model_copy(update={"allowed_networks": ("127.0.0.0/8",)}))
    assert store.articles.count() == 2
    assert store.health.report("thu").state is State.GOOD


def test_one_address_in_two_sources_is_told_at_the_second(store: Store, settings: Settings) -> None:
    with ScriptedSite({"/tin/": listing([1, 2]), **PAGES}) as site:
        crawl(store, [source_of(site.base_url)], settings)
        crawl(store, [source_of(site.base_url, id="hai")], settings)
    assert "đã thuộc nguồn thu" in " ".join(store.health.report("hai").verdicts)
    assert store.health.report("thu").state is State.GOOD


@pytest.mark.parametrize(
    ("fields", "pages"),
    [
        pytest.param(LISTING, {"/tin/": listing([1, 2])}, id="list"),
        pytest.param(FEED, {"/rss": rss("{base}/tin/bai-viet-so-1.html")}, id="feed"),
        pytest.param(SITEMAP, {"/sitemap.xml": urlset("{base}/tin/bai-viet-so-1.html")}, id="sitemap"),
        pytest.param(SITEMAP, {"/sitemap.xml": index("{base}/a.xml"), "/a.xml": urlset("{base}/tin/bai-viet-so-1.html")}, id="index"),
        pytest.param(LISTING, {"/tin/": sent_to("/tin-tuc/"), "/tin-tuc/": listing([1, 2])}, id="list moved"),
        pytest.param(FEED | {"reform_only": True, "listings": [{"url": "/tin/"}]}, {"/rss": rss("{base}/tin/bai-viet-so-1.html"), "/tin/": listing([1, 2])}, id="feed without reform news today"),
    ],
)  # fmt: skip
def test_a_source_that_gives_what_it_should_is_well(
    fields: dict[str, Any], pages: dict[str, Any], store: Store, settings: Settings
) -> None:
    with ScriptedSite(PAGES) as site:
        for path, answer in pages.items():
            site.put(path, filled(answer, site.base_url))
        for _ in range(2):
            report = crawl(store, [source_of(site.base_url, **fields)], settings).sources["thu"]
            assert report.warnings == []
    health = store.health.report("thu")
    assert (health.state, health.verdicts) == (State.GOOD, ())


def test_an_entry_point_that_gives_again_is_well_again(store: Store, settings: Settings) -> None:
    with ScriptedSite({"/tin/": NO_ROWS, **PAGES}) as site:
        source = source_of(site.base_url, **PLAIN)
        crawl(store, [source], settings)
        since = store.health.report("thu").points[0].trouble_since
        crawl(store, [source], settings)
        assert store.health.report("thu").points[0].trouble_since == since is not None
        site.put("/tin/", listing([1, 2]))
        crawl(store, [source], settings)
    assert store.health.report("thu").state is State.GOOD
