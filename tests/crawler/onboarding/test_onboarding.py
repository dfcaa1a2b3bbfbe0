"""Adding sites never seen before: what is proposed is crawled, and every article on reform is found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawler.onboarding import look_at
from crawler.onboarding.url_patterns import pattern_of
from crawler.run import crawl
from crawler.source_files import parse_source
from domain.errors import CrawlError, Forbidden
from domain.settings import Settings
from samples import SampleSites
from samples.truth import truth
from store import Store
from tests.support.web import Answer, ScriptedSite, article, listing


@pytest.mark.parametrize("name", ["la-nukeviet", "la-aspportal", "la-drupal", "la-oldtable", "la-modern"])
def test_a_stranger_is_added_and_its_news_of_reform_found(name: str, store: Store, settings: Settings) -> None:
    with SampleSites(strangers=True, crawl_delay=0) as sites:
        site = sites.site(name)
        proposal = look_at(site.base_url, settings)
        source = parse_source(proposal.yaml, "x.yaml")
        assert source == proposal.source
        assert source.province is not None
        assert sum(row.problem is None for row in proposal.preview) == 5
        quick = source.model_copy(update={"politeness": source.politeness.model_copy(update={"delay": timedelta()})})
        crawl(store, [quick], settings)
        known = truth(sites)
        wanted = {
            url
            for url, page in known.pages.items()
            if url.startswith(site.base_url) and page.article and page.article.is_reform
        }
        assert wanted
        assert {url for url in wanted if store.articles.by_url(url) is None} == set()
        forbidden = {url for url, page in known.pages.items() if page.kind == "forbidden"}
        assert not [seen.path for seen in site.requests if site.base_url + seen.path in forbidden]


def test_a_section_behind_a_picture_and_a_hub_is_found(settings: Settings) -> None:
    with ScriptedSite() as site:
        site.put(
            "/",
            "<html><title>Sở Y tế tỉnh Hà Giang</title><body><a href=/hub>Chuyên trang</a><a href=/lien-he>Liên hệ</a>"
            + "".join(
                f"<p><a href='/tin/bai-viet-so-{n}.html'>Tin chung của ngành y tế số {n}</a></p>" for n in (7, 8, 9)
            ),
        )
        site.put(
            "/hub",
            "<html><body><a href='/muc/15'><img src=a.png alt='Cải cách hành chính'></a> <a href=/muc/16>Dân số</a></body></html>",
        )
        site.put("/muc/15", listing([1, 2], "/muc/15?p=2"))
        site.put("/muc/15?p=2", listing([3]))
        for number in (1, 2, 3, 7, 8, 9):
            site.put(f"/tin/bai-viet-so-{number}.html", article(number))
        site.put("/robots.txt", Answer("User-agent: *\nDisallow: /lien-he\n", headers={"Content-Type": "text/plain"}))
        proposal = look_at(site.base_url, settings)
        assert "/lien-he" not in site.counts()
    assert proposal.source.listings[0].url == "/muc/15"
    assert proposal.source.province == "Hà Giang"
    assert any("CCHC" in note and "/muc/15" in note for note in proposal.notes)


def test_what_cannot_be_looked_at_is_said(settings: Settings) -> None:
    with pytest.raises(Forbidden, match="nội bộ"):
        look_at("http://127.0.0.1:9/", settings.model_copy(update={"allow_private_addresses": False}))
    with pytest.raises(CrawlError, match="không phải địa chỉ"):
        look_at("chẳng phải gì", settings)
    with ScriptedSite({"/": Answer("", status=500)}) as site, pytest.raises(CrawlError, match="500"):
        look_at(site.base_url, settings)
    with ScriptedSite({"/robots.txt": Answer("User-agent: *\nDisallow: /")}) as site, pytest.raises(Forbidden):
        look_at(site.base_url, settings)


@pytest.mark.parametrize(
    ("paths", "pattern"),
    [
        ([f"/xem-tin?id={n}" for n in (1, 2, 3, 40)], r"/xem-tin\?id=\d+$"),
        ([f"/vi/news/cchc/bai-{n}-{n}00.html" for n in range(1, 6)], r"/vi/news/cchc/[^/?#]+-\d+\.html(?:$|\?)"),
        ([f"/{name}/" for name in ("mot", "hai", "ba", "bon")], None),
        (["/tin/1", "/tin/2"], None),
    ],
)
def test_patterns_say_what_addresses_share_or_nothing(paths: list[str], pattern: str | None) -> None:
    assert pattern_of([f"https://a.vn{path}" for path in paths]) == pattern


def test_a_site_that_asks_for_hours_between_requests_is_not_looked_at(settings: Settings) -> None:
    rules = Answer("User-agent: *\nCrawl-delay: 3600\n", headers={"Content-Type": "text/plain"})
    with ScriptedSite({"/robots.txt": rules, "/": "<html><title>Sở Y tế</title>"}) as site:
        with pytest.raises(CrawlError, match="3600 giây"):
            look_at(site.base_url + "/", settings)
        assert site.counts() == {"/robots.txt": 1}
