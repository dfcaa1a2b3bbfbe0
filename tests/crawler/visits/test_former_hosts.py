"""A site under several hosts, and one that moved: each article once; a changed form of address is said."""

from __future__ import annotations

import pytest

from crawler.discovery.addresses import former_addresses, own_address
from crawler.run import crawl
from domain.settings import Settings
from domain.source import Source
from store import Store
from tests.crawler.conftest import source_of
from tests.support.web import ScriptedSite, article, listing


def site_of(numbers: list[int], rows: str | None = None) -> ScriptedSite:
    site = ScriptedSite({"/tin/": rows or listing(numbers)})
    for number in numbers:
        site.put(f"/tin/bai-viet-so-{number}.html", article(number))
    return site


def test_links_to_an_alias_are_links_to_the_site(store: Store, settings: Settings) -> None:
    with site_of([1, 2, 3]) as site:
        rows = listing([1, 2, 3])
        for number in (2, 3):
            rows = rows.replace(f'"/tin/bai-viet-so-{number}', f'"http://cu.example.vn/tin/bai-viet-so-{number}')
        site.put(
            "/tin/", rows.replace("<body>", "<body><h3><a href=/tin/bai-viet-so-2.html>Ngành y tế nổi bật</a></h3>")
        )
        report = crawl(store, [source_of(site.base_url, aliases=["cu.example.vn"])], settings)
        assert report.total("new") == 3
        assert all(page.url.startswith(site.base_url) for page in store.pages.iterate(kinds=("article",)))


def test_an_article_of_a_former_host_is_not_made_twice(store: Store, settings: Settings) -> None:
    with site_of([1, 2]) as old:
        crawl(store, [source_of(old.base_url)], settings)
        old_host = old.base_url
    before = {one.id for one in store.articles.iterate()}
    with site_of([1, 2, 3]) as new:
        rewritten = article(2).replace(
            "<p>Bộ phận một cửa", "<p>Sau khi sáp nhập, đầu mối tiếp nhận đổi tên.</p><p>Bộ phận một cửa"
        )
        new.put("/tin/bai-viet-so-2.html", rewritten.replace("đợt kiểm tra thứ 2", "đợt kiểm tra thứ hai (cập nhật)"))
        source = source_of(new.base_url, predecessors=[old_host])
        report = crawl(store, [source], settings)
        assert {one.id for one in store.articles.iterate()} > before
        assert store.articles.count() == 3
        assert report.sources["thu"].trouble is None, "the host that is gone is not asked"
        edited = store.articles.by_url(f"{new.base_url}/tin/bai-viet-so-2.html")
        assert edited is not None
        assert edited.id in before
        assert edited.version == 2


def test_a_host_that_is_no_predecessor_gives_articles_of_its_own(store: Store, settings: Settings) -> None:
    with site_of([1]) as one, site_of([1]) as other:
        sources = [source_of(one.base_url), source_of(other.base_url, id="khac", predecessors=["xa.example.vn"])]
        crawl(store, sources, settings)
        assert store.articles.count() == 2


def test_where_addresses_lead() -> None:
    source = source_of("https://moi.vn", aliases=["www2.moi.vn", "http://yte.moi.vn:8080"], predecessors=["cu.vn"])
    assert own_address("http://www2.moi.vn/a?b=1", source) == "https://moi.vn/a?b=1"
    assert own_address("http://yte.moi.vn:8080/a", source) == "https://moi.vn/a"
    assert own_address("http://yte.moi.vn/a", source) == "http://yte.moi.vn/a"
    assert own_address("https://moi.vn/a", source) == "https://moi.vn/a"
    assert own_address("https://khac.vn/a", source) == "https://khac.vn/a"
    assert set(former_addresses("https://moi.vn/a?b=1", source)) == {"https://cu.vn/a?b=1", "http://cu.vn/a?b=1"}


@pytest.mark.parametrize("name", ["", "không", "ftp://a.vn", "a b"])
def test_what_is_no_host_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="tên miền"):
        Source.model_validate({"id": "thu", "name": "Thử", "base_url": "https://a.vn", "aliases": [name]})


def test_a_changed_form_of_address_is_said(store: Store, settings: Settings) -> None:
    with site_of([1, 2, 3]) as site:
        fields = {"listings": [{"url": "/tin/"}], "article_urls": r"/xem\?id=\d+$"}
        report = crawl(store, [source_of(site.base_url, **fields)], settings)
        assert report.total("new") == 0
        assert any("article_urls" in line and "3 bài" in line for line in report.sources["thu"].warnings)
    with site_of([1, 2, 3]) as site:
        fields = {"listings": [{"url": "/tin/"}], "article_urls": r"/tin/[^/]+\.html$"}
        assert crawl(store, [source_of(site.base_url, id="hai", **fields)], settings).sources["hai"].warnings == []
