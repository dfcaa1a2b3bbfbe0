"""The truth table: it speaks of what the server really serves."""

from __future__ import annotations

import re
from datetime import date, datetime

import lxml.html
import pytest

from samples import SampleSites
from samples.content import load_articles
from samples.truth import truth
from tests.samples.visit import visit

SITES = ("syt-thainguyen", "syt-sonla", "bao-thainguyen", "syt-kontum", "ttyt-tanbinh", "trang-dong")
STATUS = {"missing": {404}, "redirect": {301}, "loop": {302}, "login": {200, 302}}


def squeeze(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("site", SITES)
def test_every_page_is_served_as_the_kind_it_is(standing: SampleSites, site: str) -> None:
    pages = [page for url, page in truth(standing).pages.items() if standing.site_of(url).id == site]
    assert len(pages) > 3
    for page in pages:
        answer = visit(page.url)
        assert answer.status in STATUS.get(page.kind, {200}), page
        if answer.headers["content-type"].startswith("text/html") and answer.body:
            lxml.html.fromstring(answer.body)


@pytest.mark.parametrize("site", SITES[:-1])
def test_article_pages_show_title_body_and_links_of_their_truth(standing: SampleSites, site: str) -> None:
    charsets = {a.slug: a.encoding for a in load_articles() if a.site == site}
    for article in truth(standing).articles.values():
        if article.site != site or charsets[article.slug] == "tcvn3":
            continue
        html = visit(article.url).body.decode(charsets[article.slug].replace("windows-", "cp"))
        html = __import__("unicodedata").normalize("NFC", html)
        page = squeeze(
            lxml.html.fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")).text_content()
        )
        assert squeeze(article.title) in page
        for paragraph in re.split(r"\n+| \| ", article.body):
            assert squeeze(paragraph) in page, (article.url, paragraph)
        for file in article.attachments:
            assert file.url.removeprefix(standing.site(site).base_url) in html


def test_dates_are_told_only_where_the_site_tells_them(standing: SampleSites) -> None:
    origins = {site: set() for site in SITES}  # type: dict[str, set[str]]
    for article in truth(standing).articles.values():
        assert (article.published_at is None) == (not article.date_origins)
        if article.published_at is None:
            html = visit(article.url).body.decode("utf-8", "replace")
            assert f"{article.appeared:%d/%m/%Y}" not in html.replace("Cập nhật: ", "")
        origins[article.site] |= article.date_origins
    assert origins["syt-thainguyen"] == {"feed"}
    assert origins["syt-kontum"] == {"listing"}
    assert origins["ttyt-tanbinh"] == set()


def test_listing_dates_are_days_and_stand_only_in_the_listing(standing: SampleSites) -> None:
    site = standing.site("syt-kontum")
    lists = "".join(
        visit(u).text for u, p in truth(standing).pages.items() if p.kind == "list" and u.startswith(site.base_url)
    )
    for article in truth(standing).articles.values():
        if article.date_origins == {"listing"}:
            day = article.published_at
            assert isinstance(day, date)
            assert not isinstance(day, datetime)
            assert f"({day:%d/%m/%Y})" in lists


def test_totals_add_up(standing: SampleSites) -> None:
    table = truth(standing)
    totals = table.totals
    assert totals.articles == len(load_articles()) == sum(totals.by_site.values())
    assert totals.reform == sum(totals.reform_by_site.values()) == sum(totals.reform_by_province.values())
    assert sum(totals.by_week.values()) == totals.articles - totals.undated
    assert sum(totals.reform_by_week.values()) == totals.reform - totals.reform_undated
    assert 0 < totals.reform_undated < totals.undated
    assert totals.reform_distinct < totals.distinct < totals.articles
    assert totals.reform_by_week["2022-W39"] >= 3


def test_the_truth_follows_an_edit(sites: SampleSites) -> None:
    site = sites.site("syt-sonla")
    slug = "nganh-y-te-son-la-9-thang-cai-cach-hanh-chinh"
    site.edit(slug, find="1.476 hồ sơ", replace="1.479 hồ sơ")
    edited = truth(sites).articles[site.url(slug)]
    assert "1.479 hồ sơ" in edited.body
    assert "1.476" not in edited.body
