"""Nothing that a site sends breaks discovery or the verdicts; properties over HTML, feeds, sitemaps, robots and YAML."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.attachments import read_attachment
from crawler.discovery.feeds import read_feed
from crawler.discovery.listings import read_listing
from crawler.discovery.sitemaps import read_sitemap
from crawler.fetch.robots import TOKEN, crawl_delay_of, read_rules
from crawler.fetch.verdicts import judge
from crawler.source_files import parse_source
from crawler.urls import canonical, file_kind, host_key, is_trap, join, same_site
from domain.errors import SourceError
from domain.source import Listing, Source

BASE = "https://soyte.example.gov.vn"
SOURCE = Source(id="thu", name="Thử", base_url=BASE)
modest = settings(max_examples=60, deadline=None)

TAGS = st.sampled_from(["<a href='", "'>", "</a>", "<p>", "<div class=menu>", "</div>", "<base href=", "<!--", "-->", "<script>", "&#x0;",
                        "<a href=/tin?id=12345>Một bài viết rất dài về y tế", "(12/5/2023)", "\x00", "]]>", "<![CDATA[", "<time datetime="])  # fmt: skip
MARKUP = st.lists(TAGS | st.text(max_size=12), max_size=40).map("".join)
XML = st.lists(
    st.sampled_from(["<rss>", "<item>", "<link>", "</link>", "<urlset>", "<url>", "<loc>", "</loc>", "</url>", "<!DOCTYPE x [", "<!ENTITY a 'b'>", "&a;", "<feed>", "<entry>", "<link href='/a'/>", "<pubDate>"])
    | st.text(max_size=12),
    max_size=40,
).map("".join)  # fmt: skip


def error_of(text: str) -> str | None:
    """What is wrong with a source file."""
    try:
        parse_source(text, "x.yaml")
    except SourceError as error:
        return str(error)
    return None


@modest
@given(MARKUP | st.binary(max_size=300))
def test_any_page_gives_addresses_of_the_site_alone(page: str | bytes) -> None:
    found = read_listing(page, f"{BASE}/tin", Listing(url="/tin"), SOURCE)
    for lead in found.links:
        assert same_site(lead.url, BASE)
        assert canonical(lead.url) == lead.url
    assert found.next is None or same_site(found.next, BASE)


@modest
@given(XML | st.binary(max_size=300).map(lambda data: data.decode("latin-1")))
def test_any_feed_and_sitemap_is_read_without_an_error(text: str) -> None:
    leads = [*read_feed(text.encode(), BASE).links, *read_sitemap(text.encode(), BASE).pages]
    assert all(urlsplit(lead.url).scheme in {"http", "https"} for lead in leads)


@modest
@given(st.lists(st.sampled_from(["User-agent: *", "Disallow: /", "Crawl-delay: ", "nan", "1e400", "-5", "9", "Request-rate: 1/0"]) | st.text(max_size=20), max_size=12).map("\n".join))  # fmt: skip
def test_any_robots_file_gives_rules_and_a_delay(text: str) -> None:
    rules = read_rules(text.encode())
    assert 0 <= crawl_delay_of(rules).total_seconds() <= 86_400
    assert rules.can_fetch(f"{BASE}/a", TOKEN) in {True, False}


@modest
@given(st.lists(st.sampled_from(["id: thu", "name:", "base_url: http://a.vn", "listings:", "  - url: /", "- ", "{", "*a", "&a", "!!python/name:os", ": ", "? "]) | st.text(max_size=15), max_size=12).map("\n".join))  # fmt: skip
def test_any_yaml_is_a_source_or_one_line_of_error(text: str) -> None:
    said = error_of(text)
    assert said is None or (said.startswith("x.yaml") and "\n" not in said)


@modest
@given(st.text(max_size=60) | st.text(alphabet="htp:/.?#&=%[]@;-_0129azĐ\u1ec7", max_size=60))
def test_canonical_is_canonical(text: str) -> None:
    for address in (canonical(text), join(BASE, text)):
        if address is not None:
            assert canonical(address) == address
            assert urlsplit(address).scheme in {"http", "https"}
            assert not any(ord(sign) < 33 or ord(sign) > 126 for sign in address)
            host_key(address)
            file_kind(address)
            is_trap(address)


@modest
@given(
    st.integers(100, 599),
    st.dictionaries(st.sampled_from(["content-type", "location", "retry-after"]), st.text(max_size=30)),
    st.binary(max_size=200) | MARKUP.map(str.encode),
    st.sampled_from(["article", "listing", "feed", "sitemap", "attachment"]),
)
def test_any_answer_has_a_verdict(status: int, headers: dict[str, str], body: bytes, kind: str) -> None:
    verdict = judge(status, headers, body, f"{BASE}/a", kind)
    assert verdict.outcome in {"page", "unchanged", "moved"} or verdict.reason.endswith((".", ").")), verdict


@modest
@given(
    st.sampled_from([b"%PDF-1.4", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b""]),
    st.binary(max_size=400),
)
def test_any_attachment_is_read_or_refused(head: bytes, rest: bytes) -> None:
    assert read_attachment(head + rest, f"{BASE}/a").state in {"text", "scan", "failed"}


HOSTILE = {
    "deep": "<div>" * 200_000,
    "unclosed scripts": "<script>" * 60_000,
    "unclosed comments": "<!--" * 100_000,
    "tag soup": "<a href=/x" * 60_000,
    "angles": "<" * 500_000,
    "links": "<a href='/tin/mot-bai-viet-rat-dai-ve-y-te-{}'>Một bài viết rất dài về y tế</a>" * 20_000,
    "inputs": "<input " * 60_000,
    "spaces": " " * 2_000_000,
    "one attribute": "<p a='" + "x" * 2_000_000,
    "entities": "&amp;" * 300_000,
    "pagers": "<a href=/tin?page=2>trang sau</a>" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon(name: str) -> None:
    page = HOSTILE[name].encode()
    begun = time.process_time()
    judge(200, {"content-type": "text/html"}, page, f"{BASE}/a", "article")
    read_listing(page, f"{BASE}/tin", Listing(url="/tin"), SOURCE)
    read_feed(b"<rss>" + page, BASE)
    read_sitemap(b"<urlset>" + page, BASE)
    assert time.process_time() - begun < 30, "linear work on two megabytes; a quadratic pattern would need hours"
