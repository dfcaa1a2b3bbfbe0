"""The server: conditional requests, compression, the log, robots."""

from __future__ import annotations

import gzip
from urllib.robotparser import RobotFileParser

from samples import SampleSites
from samples.traps import TRAPS
from samples.truth import truth
from tests.samples.visit import visit


def parsed_robots(text: str) -> RobotFileParser:
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    return robots


def test_conditional_requests_are_answered_with_304(standing: SampleSites) -> None:
    for site in standing.sites.values():
        url = site.url(site.slugs[0])
        first = visit(url)
        again = visit(url, If_None_Match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert visit(url, If_None_Match='"something else"').status == 200
        assert visit(url, If_Modified_Since=first.headers["last-modified"]).status == 304
        assert visit(url, If_Modified_Since="Mon, 01 Jan 2018 00:00:00 GMT").status == 200
        assert visit(url, If_Modified_Since="no date").status == 200


def test_pages_come_compressed_to_those_who_ask(standing: SampleSites) -> None:
    site = standing.site("bao-thainguyen")
    plain, packed = visit(site.url(site.slugs[0])), visit(site.url(site.slugs[0]), Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body


def test_head_has_the_length_and_no_body(standing: SampleSites) -> None:
    site = standing.site("syt-sonla")
    head, whole = visit(site.url(site.slugs[0]), "HEAD"), visit(site.url(site.slugs[0]))
    assert head.body == b""
    assert head.headers["content-length"] == str(len(whole.body))


def test_query_parameters_may_come_in_any_order(standing: SampleSites) -> None:
    site = standing.site("syt-kontum")
    url = site.url(site.slugs[0])
    base, _, query = url.partition("?")
    turned = base + "?" + "&".join(reversed(query.split("&")))
    assert turned != url
    assert visit(turned).body == visit(url).body


def test_what_is_not_there_is_404(standing: SampleSites) -> None:
    for site in standing.sites.values():
        assert visit(site.base_url + "/khong-co-trang-nay/").status == 404


def test_the_log_knows_who_asked_for_what(sites: SampleSites) -> None:
    site = sites.site("syt-thainguyen")
    visit(site.base_url + "/feed/", User_Agent="thử/1.0".encode().decode("latin-1"))
    visit(site.base_url + "/khong-co/")
    assert [(seen.path, seen.status) for seen in site.requests] == [("/feed/", 200), ("/khong-co/", 404)]
    assert site.requests[0].at <= site.requests[1].at
    site.forget_requests()
    assert site.requests == []


def test_robots_forbid_what_the_truth_calls_forbidden(standing: SampleSites) -> None:
    for url, page in truth(standing).pages.items():
        site = standing.site_of(url)
        robots = parsed_robots(visit(site.base_url + "/robots.txt").text)
        assert robots.can_fetch("DiemTin", url) == (page.kind != "forbidden"), url
    delays = {
        i: parsed_robots(visit(s.base_url + "/robots.txt").text).crawl_delay("*") for i, s in standing.sites.items()
    }
    assert {site: delay for site, delay in delays.items() if delay} == {"syt-sonla": "1"} or delays["syt-sonla"] == 1


def test_crawl_delay_can_be_left_out() -> None:
    with SampleSites(crawl_delay=0) as sites:
        assert "Crawl-delay" not in visit(sites.site("syt-sonla").base_url + "/robots.txt").text


def test_lists_have_pages_and_name_every_article(standing: SampleSites) -> None:
    pages = truth(standing).pages
    for site in standing.sites.values():
        lists = [u for u, p in pages.items() if p.kind == "list" and u.startswith(site.base_url + "/")]
        linked = "".join(visit(u).text for u in lists).replace("&amp;", "&")
        for slug in site.slugs:
            assert site.state.path(slug) in linked, slug
    for site in ("syt-thainguyen", "syt-sonla", "bao-thainguyen", "syt-kontum", "ttyt-tanbinh"):
        section = standing.site(site).state.shape.sections[0]
        assert standing.site(site).base_url + section.page(2) in pages, site


def test_traps_in_lists_are_linked(standing: SampleSites) -> None:
    for site, traps in TRAPS.items():
        first = standing.site(site).state.shape.sections[0].path
        html = visit(standing.site(site).base_url + first).text.replace("&amp;", "&")
        for trap in traps:
            if trap.title:
                assert trap.path in html
                assert trap.title in html


def test_redirects_lead_to_an_article(standing: SampleSites) -> None:
    table = truth(standing)
    for url, page in table.pages.items():
        if page.kind == "redirect":
            assert visit(url).headers["location"] in table.articles, url


def test_feed_and_sitemap_are_well_formed(standing: SampleSites) -> None:
    from defusedxml import ElementTree

    table = truth(standing)
    feed = ElementTree.fromstring(visit(standing.site("syt-thainguyen").base_url + "/feed/").body)
    told = {item.findtext("link") for item in feed.iter("item")}
    assert told == {u for u, a in table.articles.items() if a.date_origins == {"feed"}}
    base = standing.site("bao-thainguyen").base_url
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found: set[str] = set()
    for part in ElementTree.fromstring(visit(base + "/sitemap.xml").body).iter(f"{space}loc"):
        found |= {str(loc.text) for loc in ElementTree.fromstring(visit(str(part.text)).body).iter(f"{space}loc")}
    mine = {u for u, a in table.articles.items() if a.site == "bao-thainguyen"}
    assert mine < found
    assert {table.pages[u].kind for u in found - mine} == {"missing"}
