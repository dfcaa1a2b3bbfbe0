"""One text at many addresses is a notice: no article becomes it, and the source says so."""

from __future__ import annotations

from crawler.run import crawl
from domain.settings import Settings
from store import Store
from store.crawl.health import State
from tests.crawler.conftest import source_of
from tests.support.web import ScriptedSite, article, listing

WORDS = (
    "<p>Hệ thống máy chủ cơ sở dữ liệu đang được nâng cấp theo kế hoạch nên các nội dung tạm thời chưa hiển thị được.</p>"
    "<p>Đơn vị vận hành đang khẩn trương khắc phục và sẽ mở lại cổng thông tin trong thời gian sớm nhất có thể.</p>"
    "<p>Trong thời gian này, người dân vui lòng liên hệ bộ phận một cửa hoặc gọi tổng đài để được hướng dẫn hồ sơ.</p>"
    "<p>Mong quý bạn đọc thông cảm vì sự bất tiện này; các số liệu và bài viết cũ vẫn được lưu giữ đầy đủ, an toàn.</p>"
)


def notice(_: int = 0) -> str:
    return (
        "<html><head><title>Nâng cấp hệ thống cổng thông tin</title></head><body><article>"
        f"<h1>Nâng cấp hệ thống cổng thông tin điện tử</h1>{WORDS}</article></body></html>"
    )


def site_of(count: int) -> ScriptedSite:
    numbers = list(range(1, count + 1))
    return ScriptedSite({"/tin/": listing(numbers), **{f"/tin/bai-viet-so-{n}.html": article(n) for n in numbers}})


def test_articles_that_all_turn_into_one_text_keep_theirs(store: Store, settings: Settings) -> None:
    with site_of(8) as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        before = {one.id: one.article for one in store.articles.iterate()}
        for n in range(1, 9):
            site.put(f"/tin/bai-viet-so-{n}.html", notice())
        report = crawl(store, [source], settings).sources["thu"]
        assert report.changed == 0
        assert "nhiều địa chỉ" in (report.trouble or "")
        assert store.health.report("thu").state is State.BLOCKED
        for one in store.articles.iterate():
            assert (one.version, one.article.title, one.article.body) == (
                1,
                before[one.id].title,
                before[one.id].body,
            )
        for n in range(1, 9):
            site.put(f"/tin/bai-viet-so-{n}.html", article(n))
        crawl(store, [source], settings)
        assert all(one.version == 1 for one in store.articles.iterate())
    assert store.health.report("thu").state is State.GOOD


def test_a_site_that_is_down_at_first_sight_gives_no_articles(store: Store, settings: Settings) -> None:
    with site_of(6) as site:
        for n in range(1, 7):
            site.put(f"/tin/bai-viet-so-{n}.html", notice())
        report = crawl(store, [source_of(site.base_url)], settings).sources["thu"]
    assert store.articles.count() == 0
    assert "nhiều địa chỉ" in (report.trouble or "")


def test_edits_of_many_articles_are_edits(store: Store, settings: Settings) -> None:
    more = "<p>Cập nhật: đường dây nóng của Sở Y tế đã đổi số, người dân gọi tổng đài để được hướng dẫn.</p>"
    with site_of(6) as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        for n in range(1, 7):
            site.put(f"/tin/bai-viet-so-{n}.html", article(n, extra=more))
        report = crawl(store, [source], settings).sources["thu"]
    assert (report.changed, report.trouble) == (6, None)


def test_one_article_that_was_written_anew_is_an_edit(store: Store, settings: Settings) -> None:
    with site_of(4) as site:
        source = source_of(site.base_url)
        crawl(store, [source], settings)
        site.put("/tin/bai-viet-so-2.html", notice())
        report = crawl(store, [source], settings).sources["thu"]
        stored = store.articles.by_url(f"{site.base_url}/tin/bai-viet-so-2.html")
    assert (report.changed, report.trouble) == (1, None)
    assert stored is not None
    assert stored.version == 2
