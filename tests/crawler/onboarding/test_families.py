"""Each family of sites: known by its marks, added by its address alone, and crawled whole, nothing twice.

A new family is a row of ``crawler/families.py`` and a template in ``samples/templates/families/``: both stand here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from crawler.families import FAMILIES, one_address, recognise
from crawler.onboarding import look_at
from crawler.run import crawl
from crawler.source_files import parse_source
from domain.article import day_of
from domain.settings import Settings
from domain.source import Source
from samples import SampleSites
from samples.family_sites import FAMILY_SITES, family_of
from samples.truth import truth
from store import Store
from tests.crawler.conftest import source_of
from tests.support.web import ScriptedSite, article

NEW = {"dotnetnuke", "liferay", "vnptportal", "upload", "websphere", "medinet", "sharepoint"}


@pytest.fixture(scope="module")
def sites() -> Iterator[SampleSites]:
    with SampleSites(families=True) as served:
        yield served


def quick(source: Source) -> Source:
    return source.model_copy(update={"politeness": source.politeness.model_copy(update={"delay": timedelta()})})


def test_every_new_family_has_a_site() -> None:
    assert {family_of(shape) for shape in FAMILY_SITES} == NEW
    assert set(FAMILIES) >= NEW


@pytest.mark.parametrize("site_id", [shape.id for shape in FAMILY_SITES])
def test_a_site_is_added_by_its_address_and_crawled_whole(
    sites: SampleSites, site_id: str, store: Store, settings: Settings
) -> None:
    site = sites.site(site_id)
    proposal = look_at(site.base_url, settings)
    source = parse_source(proposal.yaml, "x.yaml")
    assert source.family == family_of(site.state.shape)
    assert [row.problem for row in proposal.preview] == [None] * len(proposal.preview)
    assert len(proposal.preview) == 5
    crawl(store, [quick(source)], settings)
    wanted = {url: page for url, page in truth(sites).articles.items() if url.startswith(site.base_url + "/")}
    stored = list(store.articles.iterate())
    assert len(wanted) == 12
    assert {url for url in wanted if store.articles.by_url(url) is None} == set()
    assert sorted(one.article.title for one in stored) == sorted(one.title for one in wanted.values())
    for url, known in wanted.items():
        found = store.articles.by_url(url)
        assert found is not None
        assert found.article.title == known.title
        assert day_of(found.article.published_at) == day_of(known.published_at)
        assert found.article.body == known.body
    asked = [seen.path for seen in site.requests if seen.method == "GET"]
    assert not [path for path in asked if "Print" in path or "SkinSrc" in path or "login" in path.lower()]


def test_a_second_crawl_of_each_brings_nothing_new(sites: SampleSites, store: Store, settings: Settings) -> None:
    for name in ("ho-websphere", "ho-medinet-mobile", "ho-liferay", "ho-webforms"):
        source = quick(look_at(sites.site(name).base_url, settings).source)
        assert crawl(store, [source], settings).total("new") == 12
        sites.site(name).count_visit()
        report = crawl(store, [source], settings)
        assert (report.total("new"), report.total("changed"), report.total("withdrawn")) == (0, 0, 0)


@pytest.mark.parametrize(
    ("family", "written", "kept"),
    [
        ("medinet", "/a/bai-cmobile4714-88.aspx", "/a/bai-c4714-88.aspx"),
        ("medinet", "/tin-cmobile4714.aspx", "/tin-c4714.aspx"),
        ("medinet", "/a/xe-cmobile-4714-88.aspx", "/a/xe-cmobile-4714-88.aspx"),
        (
            "liferay",
            "/x/-/asset_publisher/aB/content/bai?redirect=%2Fhome&inheritRedirect=true",
            "/x/-/asset_publisher/aB/content/bai",
        ),
        ("liferay", "/xem?p_p_id=a&_a_articleId=7", "/xem?p_p_id=a&_a_articleId=7"),
        (
            "websphere",
            "/wps/portal/!ut/p/a1/04_x/?1dmy&urile=wcm%3Apath%3A/l/bai",
            "/wps/portal/?1dmy&urile=wcm%3Apath%3A/l/bai",
        ),
        ("websphere", "/wps/portal/tin/bai-so-7/!ut/p/z1/04_Sj/dz/d5/L2d/", "/wps/portal/tin/bai-so-7"),
        ("websphere", "/wps/portal/!ut/p/z1/04_Sj/dz/d5/L2d/", "/wps/portal/!ut/p/z1/04_Sj/dz/d5/L2d/"),
        ("generic", "/xem?CatId=97&NewsId=1689", "/xem?CatId=97&NewsId=1689"),
        ("portal", "/a/bai-cmobile4714-88.aspx", "/a/bai-cmobile4714-88.aspx"),
    ],
)
def test_one_page_has_one_address(family: str, written: str, kept: str) -> None:
    assert one_address(family, f"https://a.vn{written}") == f"https://a.vn{kept}"


@pytest.mark.parametrize(
    ("body", "family"),
    [
        (b'<link href="/Portals/0/x.css"><div id="dnn_ctr45_View">', "dotnetnuke"),
        (b"<script>Liferay.Loader.x()</script>", "liferay"),
        (b'<a href="/wps/portal/soyte/home">', "websphere"),
        (b'<a href="/upload/2000123/20230504/kh.pdf">', "upload"),
        (b'<meta name="generator" content="VNPT Portal 2.0">', "vnptportal"),
        (b'<img src="/wp-content/themes/a.png"><a href="/upload/2000123/20230504/kh.pdf">', "wordpress"),
        (b'<a href="/uploads/2023/05/kh.pdf"><a href="/upload/anh/20230504.jpg">', "portal"),
    ],
)
def test_a_make_is_known_by_its_marks(body: bytes, family: str) -> None:
    assert recognise("soyte.tinh.gov.vn:443", {}, b"<html><body>" + body).name == family


def test_addresses_that_differ_in_their_query_are_two_articles(store: Store, settings: Settings) -> None:
    rows = "".join(
        f"<li><a href='/Default.aspx?CatId=97&amp;NewsId={n}'>Trung tâm Y tế mở thêm điểm tiêm, đợt {n}</a> (0{n}/03/2023)</li>"
        for n in (1, 2, 3)
    )
    with ScriptedSite({"/tin/": f"<html><body><ul>{rows}</ul></body></html>"}) as site:
        for n in (1, 2, 3):
            site.put(f"/Default.aspx?CatId=97&NewsId={n}", article(n))
        crawl(store, [source_of(site.base_url, listings=[{"url": "/tin/"}])], settings)
    assert store.articles.count() == 3


def test_nukeviets_documents_are_read_under_their_own_addresses(store: Store, settings: Settings) -> None:
    rows = "".join(
        f"<tr><td><a href='/vi/laws/detail/Ke-hoach-cai-cach-hanh-chinh-dot-{n}-{70 + n}/'>Kế hoạch cải cách hành chính của ngành y tế, đợt {n}</a></td></tr>"
        for n in (1, 2)
    )
    with ScriptedSite({"/vi/laws/": f"<html><body><table>{rows}</table></body></html>"}) as site:
        for n in (1, 2):
            site.put(f"/vi/laws/detail/Ke-hoach-cai-cach-hanh-chinh-dot-{n}-{70 + n}/", article(n))
        crawl(store, [source_of(site.base_url, family="nukeviet", listings=[{"url": "/vi/laws/"}])], settings)
    assert store.articles.count() == 2
