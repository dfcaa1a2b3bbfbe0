"""Telling a site to change and to misbehave."""

from __future__ import annotations

import http.client
import time

import pytest

from samples import SampleSites
from samples.truth import truth
from tests.samples.visit import visit

SITE = "syt-kontum"


def lists_of(sites: SampleSites, site: str) -> str:
    base = sites.site(site).base_url + "/"
    return "".join(visit(u).text for u, p in truth(sites).pages.items() if p.kind == "list" and u.startswith(base))


def test_a_held_article_appears_when_published(sites: SampleSites) -> None:
    site = sites.site(SITE)
    slug = site.slugs[0]
    title = site.state.article(slug).title
    site.hold(slug)
    assert visit(site.url(slug)).status == 404
    assert title not in lists_of(sites, SITE)
    site.publish(slug)
    assert visit(site.url(slug)).status == 200
    assert title in lists_of(sites, SITE)


def test_sites_can_start_with_articles_held() -> None:
    slug = "canh-bao-ngo-doc-nam-rung-sau-mua"
    with SampleSites(held=[slug]) as sites:
        site = sites.site("bao-thainguyen")
        assert slug not in site.slugs
        site.publish(slug)
        assert slug in site.slugs


def test_an_edit_changes_text_etag_and_last_modified(sites: SampleSites) -> None:
    site = sites.site("bao-thainguyen")
    slug = "hop-ban-chi-dao-cai-cach-hanh-chinh-tinh-quy-iii"
    before = visit(site.url(slug))
    site.edit(slug, find="68.412 hồ sơ", replace="68.421 hồ sơ", title="Ban Chỉ đạo cải cách hành chính họp")
    after = visit(site.url(slug), If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert "68.421 hồ sơ" in after.text
    assert "Ban Chỉ đạo cải cách hành chính họp" in after.text
    assert after.headers["last-modified"] != before.headers["last-modified"]
    with pytest.raises(ValueError, match="does not occur"):
        site.edit(slug, find="không có câu này", replace="")


def test_a_visit_moves_only_the_counter(sites: SampleSites) -> None:
    site = sites.site("syt-sonla")
    url = site.url(site.slugs[0])
    before, body = visit(url), truth(sites).articles[url].body
    site.count_visit(3)
    after = visit(url)
    assert after.body != before.body
    assert len(after.body) == len(before.body)
    assert truth(sites).articles[url].body == body


@pytest.mark.parametrize("status", [404, 410])
def test_a_withdrawn_article_is_gone_and_can_come_back(sites: SampleSites, status: int) -> None:
    site = sites.site("syt-thainguyen")
    slug = site.slugs[1]
    site.withdraw(slug, status)
    assert visit(site.url(slug)).status == status
    assert truth(sites).pages[site.url(slug)].kind == "missing"
    assert slug not in visit(site.base_url + "/feed/").text
    site.publish(slug)
    assert visit(site.url(slug)).status == 200


@pytest.mark.parametrize("site_id", ["syt-thainguyen", "syt-sonla", "bao-thainguyen", "syt-kontum", "ttyt-tanbinh"])
def test_a_moved_article_forwards_and_a_relocated_one_does_not(sites: SampleSites, site_id: str) -> None:
    site = sites.site(site_id)
    moved, relocated = site.slugs[0], site.slugs[1]
    old, old_relocated = site.url(moved), site.url(relocated)
    new, new_relocated = site.move(moved, "bai-o-dia-chi-moi"), site.relocate(relocated, "bai-khac-o-dia-chi-moi")
    assert old != new
    assert visit(old).status == 301
    assert visit(old).headers["location"] == new
    assert visit(old_relocated).status == 404
    assert visit(new).status == visit(new_relocated).status == 200
    assert new.removeprefix(site.base_url) in lists_of(sites, site_id).replace("&amp;", "&")


def test_slow_answers_come_late_and_only_as_often_as_told(sites: SampleSites) -> None:
    site = sites.site(SITE)
    site.slow(0.3, times=1)
    began = time.monotonic()
    visit(site.base_url + "/")
    assert time.monotonic() - began >= 0.3
    assert site.server.faults.active == []


def test_a_broken_body_stops_short_of_its_length(sites: SampleSites) -> None:
    site = sites.site(SITE)
    url = site.url(site.slugs[0])
    site.break_body(after=200)
    with pytest.raises(http.client.IncompleteRead) as caught:
        visit(url)
    assert len(caught.value.partial) == 200
    assert visit(url).status == 200
    site.break_body(after=0)
    with pytest.raises(http.client.RemoteDisconnected):
        visit(url)


def test_refusals_carry_retry_after(sites: SampleSites) -> None:
    site = sites.site(SITE)
    path = site.state.path(site.slugs[0])
    site.answer(path, 429, retry_after=2)
    refused = visit(site.base_url + path)
    assert (refused.status, refused.headers["retry-after"]) == (429, "2")
    assert visit(site.base_url + path).status == 200
    site.answer(None, 503, times=None)
    assert visit(site.base_url + "/").status == 503
    assert visit(site.base_url + "/robots.txt").status == 200
    site.behave()
    assert visit(site.base_url + "/").status == 200


def test_a_wall_hides_every_page_behind_status_200(sites: SampleSites) -> None:
    site = sites.site("ttyt-tanbinh")
    site.wall()
    answer = visit(site.url(site.slugs[0]))
    assert answer.status == 200
    assert "Checking your browser" in answer.text


def test_a_redesign_changes_the_layout_and_keeps_addresses(sites: SampleSites) -> None:
    for site in sites.sites.values():
        slug = site.slugs[0]
        article, url = site.state.article(slug), site.url(slug)
        site.redesign()
        page = visit(url).text
        assert article.title in page.replace("&#34;", '"')
        for name in ("entry-title", "tieude-bai", "detail__title", "news-title", "title-detail"):
            assert name not in page
        assert f"{article.published:%d/%m/%Y}" not in page
        assert url.removeprefix(site.base_url) in lists_of(sites, site.id).replace("&amp;", "&")


def test_reset_brings_back_the_first_day(sites: SampleSites) -> None:
    site = sites.site("bao-thainguyen")
    first = {url: page.kind for url, page in truth(sites).pages.items()}
    site.redesign()
    site.move(site.slugs[0], "noi-khac")
    site.withdraw(site.slugs[1])
    site.wall()
    site.reset()
    assert {url: page.kind for url, page in truth(sites).pages.items()} == first
    assert "detail__title" in visit(site.url(site.slugs[0])).text


def test_strangers_are_named(sites: SampleSites) -> None:
    with pytest.raises(KeyError):
        sites.site("khong-co")
    with pytest.raises(KeyError, match="khong-co"):
        sites.site(SITE).hold("khong-co")
    with pytest.raises(KeyError):
        sites.site_of("http://example.vn/")
