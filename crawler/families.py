"""The CMS families: what sites of one make have in common."""

from __future__ import annotations

from typing import ClassVar

from crawler.spiders.site import SiteSpider
from domain.source import Source

__all__ = ["FAMILIES", "family_of", "with_family"]


class GenericSpider(SiteSpider):
    """A site of no known make."""


class WordPressSpider(SiteSpider):
    """WordPress: RSS under every list, tags, authors and searches are lists."""

    family: ClassVar[str] = "wordpress"
    deny_urls: ClassVar[tuple[str, ...]] = (
        r"/(?:tag|author|wp-json|wp-admin|wp-login\.php|wp-content|wp-includes|xmlrpc\.php|feed|comments)(?:/|$|\?)",
        r"[?&](?:s|replytocom|p=\d+&preview|share)=",
        r"/attachment/",
    )
    feeds: ClassVar[tuple[str, ...]] = ("/feed/",)
    sitemaps: ClassVar[tuple[str, ...]] = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")


class SharePointSpider(SiteSpider):
    """SharePoint: pages are told apart by their query; forms, views and sign-in are no articles."""

    family: ClassVar[str] = "sharepoint"
    deny_urls: ClassVar[tuple[str, ...]] = (
        r"(?i)/_layouts/|/_catalogs/|/_vti_bin/|/Forms/|/EditForm\.aspx|/NewForm\.aspx|/AllItems\.aspx",
        r"(?i)/(?:print|inbaiviet|in-bai|login|signin|authenticate)\w*\.aspx",
    )


class PortalSpider(SiteSpider):
    """Provincial portals: numbered sections and articles."""

    family: ClassVar[str] = "portal"
    deny_urls: ClassVar[tuple[str, ...]] = (r"(?i)/(?:login|dang-nhap|search|tim-kiem|print|in-bai)(?:/|$|\?)",)


class NewspaperSpider(SiteSpider):
    """Newspapers: sitemaps by month, topics and tags as lists, videos and photo pages aside."""

    family: ClassVar[str] = "newspaper"
    deny_urls: ClassVar[tuple[str, ...]] = (
        r"(?i)/(?:tag|tags|chu-de|tac-gia|video|media|podcast|tim-kiem|epaper|bao-in)(?:/|$|\?)",
    )
    sitemaps: ClassVar[tuple[str, ...]] = ("/sitemap.xml", "/sitemap-news.xml", "/news-sitemap.xml")


class MedinetSpider(SiteSpider):
    """Medinet (health services of TP.HCM): ``-c<section>-<id>.aspx`` is an article, ``-c<section>.aspx`` a list."""

    family: ClassVar[str] = "medinet"
    article_urls: ClassVar[str | None] = r"(?i)-c\d+-\d+\.aspx(?:$|\?)"


class NukeVietSpider(SiteSpider):
    """NukeViet: articles end in ``-<id>.html`` under a module's section."""

    family: ClassVar[str] = "nukeviet"
    article_urls: ClassVar[str | None] = r"(?i)-\d+\.html(?:$|\?)"
    deny_urls: ClassVar[tuple[str, ...]] = (r"(?i)/(?:users|seek|search|tag|print|sendmail|savefile)/",)
    feeds: ClassVar[tuple[str, ...]] = ("/rss/", "/news/rss/", "/vi/news/rss/")
    sitemaps: ClassVar[tuple[str, ...]] = ("/sitemap.xml", "/sitemap-vi.xml")


FAMILIES: dict[str, type[SiteSpider]] = {
    family.family: family
    for family in (
        GenericSpider,
        WordPressSpider,
        SharePointSpider,
        PortalSpider,
        NewspaperSpider,
        MedinetSpider,
        NukeVietSpider,
    )
}


def family_of(name: str) -> type[SiteSpider]:
    """The base spider of a family; the generic one for an unknown name."""
    return FAMILIES.get(name, GenericSpider)


def with_family(source: Source) -> Source:
    """The source with what its family adds: the family's article pattern where it has none, and its denials."""
    family = family_of(source.family)
    return source.model_copy(
        update={
            "article_urls": source.article_urls or family.article_urls,
            "deny_urls": (*source.deny_urls, *family.deny_urls),
        }
    )
