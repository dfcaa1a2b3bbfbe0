"""Articles that their site cuts into several pages: read on within the visit, one article, edits further on noticed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.run import crawl
from crawler.workers.pool import Pool
from crawler.workers.reprocess import reprocess
from domain.settings import Settings
from store import Store
from store.articles.repository import StoredArticle
from store.crawl.frontier import Kind
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, article, listing

FIRST = "/tin/bai-viet-so-1.html"
SECOND, THIRD = "/tin/bai-viet-so-1-p2.html", "/tin/bai-viet-so-1-p3.html"
PAGER = f'<p class="trang">Trang: <a href="{FIRST}">1</a> <a href="{SECOND}">2</a> <a href="{THIRD}">3</a></p>'
AT_TWO = "Tổ lưu động đã đến mười hai thôn bản để nhận hồ sơ của người cao tuổi ngay tại nhà văn hóa."
AT_THREE = "Từ tháng sau, trạm y tế trả kết quả qua bưu chính cho bà con ở xa trung tâm xã."


def further(text: str) -> str:
    return (
        "<html><head><title>Bài viết số 1</title></head><body><article><h1>Bài viết số 1</h1>"
        f"<p>{text}</p><p>{text.replace('.', ' và những nơi khác trong huyện.')}</p></article>{PAGER}</body></html>"
    )


def a_long_read(count: int = 1) -> ScriptedSite:
    site = ScriptedSite({"/tin/": listing(list(range(1, count + 1)))})
    for number in range(2, count + 1):
        site.put(f"/tin/bai-viet-so-{number}.html", article(number))
    site.put(FIRST, article(1, extra=PAGER))
    site.put(SECOND, further(AT_TWO))
    site.put(THIRD, further(AT_THREE))
    return site


def stored(store: Store, site: ScriptedSite) -> StoredArticle:
    found = store.articles.by_url(f"{site.base_url}{FIRST}")
    assert found is not None
    return found


def test_the_pages_of_an_article_are_read_in_one_visit(store: Store, settings: Settings) -> None:
    with a_long_read(2) as site:
        report = crawl(store, [source_of(site.base_url)], settings)
        whole = stored(store, site)
        assert site.counts()[SECOND] == site.counts()[THIRD] == 1
    assert whole.article.body.index("hồ sơ") < whole.article.body.index(AT_TWO) < whole.article.body.index(AT_THREE)
    assert whole.version == 1
    assert (report.total("new"), report.total("changed"), report.total("unchanged")) == (2, 0, 0)
    assert len(list(store.articles.iterate())) == 2
    assert store.pages.pending_count() == 0


def test_a_limit_on_articles_cuts_none_in_two(store: Store, settings: Settings) -> None:
    with a_long_read() as site:
        crawl(store, [source_of(site.base_url)], settings, limit=1)
        assert AT_THREE in stored(store, site).article.body


def test_reading_the_archive_again_joins_the_same_pages(store: Store, settings: Settings) -> None:
    with a_long_read() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        before = stored(store, site)
        with Pool(1, modules=("crawler.workers.job",)) as pool:
            report = reprocess(store, {source.id: source}, pool)
        after = stored(store, site)
    assert (report.changes, report.gone) == ([], [])
    assert (after.article.body, after.version) == (before.article.body, 1)


def test_an_edit_on_a_later_page_is_a_version(store: Store, settings: Settings) -> None:
    with a_long_read() as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        edited = AT_THREE.replace("tháng sau", "ngày 01/12/2026")
        site.put(THIRD, further(edited))
        store.frontier.schedule(f"{site.base_url}{THIRD}", datetime.now(UTC))
        report = crawl(store, [source], settings)
        whole = stored(store, site)
        old, new = store.articles.versions(whole.id)
        with Pool(1, modules=("crawler.workers.job",)) as pool:
            reprocess(store, {source.id: source}, pool)
        again = store.articles.versions(whole.id)
    assert report.total("changed") == 1
    assert AT_THREE in old.article.body
    assert edited in new.article.body
    assert AT_TWO in new.article.body
    assert [one.article.body for one in again] == [old.article.body, new.article.body]


def test_a_later_page_that_is_gone_leaves_what_is_there(store: Store, settings: Settings) -> None:
    with a_long_read() as site:
        del site.pages[SECOND]
        report = crawl(store, [source_of(site.base_url)], settings)
        assert "hồ sơ" in stored(store, site).article.body
        assert THIRD not in site.counts()
    assert report.total("withdrawn") == 0


def test_pages_that_tell_nothing_new_are_soon_asked_for_no_more(store: Store, settings: Settings) -> None:
    with ScriptedSite({}) as site:
        for number in range(1, 9):
            path = f"/tin/bai-viet-so-{number}.html"
            page = article(number, extra=f'<p>Ý kiến bạn đọc: <a href="{path}?page=2">2</a></p>')
            site.put(path, page)
            site.put(f"{path}?page=2", page)
        for known in (5, 8):
            site.put("/tin/", listing(list(range(1, known + 1))))
            crawl(store, [source_of(site.base_url)], settings)
        asked = [path for path in site.counts() if "page=2" in path]
    assert len(asked) == 5
    states = [page.state for page in store.pages.iterate(kinds=(Kind.CONTINUATION,))]
    assert states == ["idle"] * 5
    assert [one.version for one in store.articles.iterate()] == [1] * 8


@pytest.mark.parametrize("target", [FIRST, "/"])
def test_a_later_page_that_sends_back_is_not_followed(store: Store, settings: Settings, target: str) -> None:
    with a_long_read() as site:
        site.put(SECOND, Answer(status=301, headers={"Location": target}))
        crawl(store, [source_of(site.base_url)], settings)
        whole = stored(store, site)
    assert whole.withdrawn_at is None
    assert len(list(store.articles.iterate())) == 1
