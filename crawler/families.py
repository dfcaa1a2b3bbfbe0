"""The CMS families: what sites of one make have in common. A new family is one more record in FAMILIES.

What the product knows of a family it reads here: the names allowed in source files and their schema, what a visit
leaves out, what ``source add`` tries and says, and by which marks it knows the make of a site it has not seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.source import Source

__all__ = ["FAMILIES", "GENERIC", "Family", "family_of", "one_address", "recognise", "with_family"]


@dataclass(frozen=True, slots=True)
class Family:
    """One make of site. ``label``: its name for people.

    ``article_urls``: pattern of article addresses; ``deny_urls``: patterns of what is never an article there;
    ``feeds``/``sitemaps``: where such a site keeps them. ``body_marks`` (lower-case bytes of a home page), ``headers``
    (lower-case names), ``host_starts`` and ``host_parts``: any of them gives the make away; so does ``body_pattern``, a
    regular expression searched in the lower-case bytes of the page. ``same_page``: pattern and replacement for each way
    in which such a site gives one page several addresses; the first that fits says which address counts.
    """

    name: str
    label: str
    article_urls: str | None = None
    deny_urls: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ("/rss", "/feed", "/rss.xml", "/feed.xml", "/atom.xml")
    sitemaps: tuple[str, ...] = ("/sitemap.xml", "/sitemap_index.xml")
    body_marks: tuple[bytes, ...] = ()
    body_pattern: bytes | None = None
    same_page: tuple[tuple[str, str], ...] = ()
    headers: tuple[str, ...] = ()
    host_starts: tuple[str, ...] = ()
    host_parts: tuple[str, ...] = ()


GENERIC = Family("generic", "không rõ hệ quản trị")

FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family(
            "wordpress",
            "WordPress",
            # RSS under every list; tags, authors and searches are lists.
            deny_urls=(
                r"/(?:tag|author|wp-json|wp-admin|wp-login\.php|wp-content|wp-includes|xmlrpc\.php|feed|comments)(?:/|$|\?)",
                r"[?&](?:s|replytocom|p=\d+&preview|share)=",
                r"/attachment/",
            ),
            feeds=("/feed/",),
            sitemaps=("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml"),
            body_marks=(b"wp-content/", b"wp-includes/"),
        ),
        Family(
            "nukeviet",
            "NukeViet",
            # Articles end in -<id>.html under a module's section; documents are detail/<slug>-<id>/.
            article_urls=r"(?i)-\d+\.html(?:$|\?)|/detail/[^/?#]+-\d+/?(?:$|\?)",
            deny_urls=(r"(?i)/(?:users|seek|search|tag|print|sendmail|savefile)/",),
            feeds=("/rss/", "/news/rss/", "/vi/news/rss/"),
            sitemaps=("/sitemap.xml", "/sitemap-vi.xml"),
            body_marks=(b"nukeviet", b"nv_base_siteurl"),
        ),
        Family(
            "sharepoint",
            "SharePoint",
            # Pages are told apart by their query; forms, views and sign-in are no articles.
            deny_urls=(
                r"(?i)/_layouts/|/_catalogs/|/_vti_bin/|/Forms/|/EditForm\.aspx|/NewForm\.aspx|/AllItems\.aspx",
                r"(?i)/(?:print|inbaiviet|in-bai|login|signin|authenticate)\w*\.aspx",
            ),
            body_marks=(b"_layouts/", b"microsoft sharepoint"),
            headers=("microsoftsharepointteamservices",),
        ),
        Family(
            "medinet",
            "medinet (TP.HCM)",
            # -c<section>-<id>.aspx is an article, -c<section>.aspx a list; the mobile dress has -cmobile for -c.
            article_urls=r"(?i)-c\d+-\d+\.aspx(?:$|\?)",
            same_page=((r"(?i)-cmobile(\d+(?:-\d+)?\.aspx)", r"-c\1"),),
            body_pattern=rb"-c(?:mobile)?\d{3,6}-\d{2,9}\.aspx",
            host_parts=("medinet",),
        ),
        Family(
            "dotnetnuke",
            "DotNetNuke",
            # Controls, sign-in, print skins and the files of a portal are no articles.
            deny_urls=(
                r"(?i)[?&/]ctl[=/]|[?&](?:SkinSrc|ContainerSrc|dnnprintmode)=|/Portals/\d+/",
                r"(?i)/(?:Login|Register|User-Profile|Search-Results|LinkClick|RSS)(?:\.aspx)?(?:/|$|\?)",
            ),
            feeds=(),
            sitemaps=("/SiteMap.aspx", "/sitemap.xml"),
            body_marks=(b"/desktopmodules/", b"dnn_ctr", b"dnnvariable", b"dotnetnuke"),
        ),
        Family(
            "liferay",
            "Liferay",
            # A list hands its own address over in ?redirect=; the article is named by the path alone.
            article_urls=(
                r"(?i)/-/asset_publisher/[^/?#]+/(?:content|document|blog)/|/-/(?:details?|view_content|chi-tiet)/|"
                r"/-/(?!asset_publisher|document_library|calendar|login)[\w-]+/[^/?#]*\w-[^/?#]+|/w/[^/?#]+|"
                r"[?&][^#]*_(?:urlTitle|articleId|assetEntryId)="
            ),
            deny_urls=(
                r"(?i)/c/portal/|/documents/\d+/|/image/|/-/document_library/|[?&](?:p_p_state=(?:pop_up|exclusive)|_\w*viewMode=print)",
            ),
            feeds=(),
            body_marks=(b"liferay.", b"/o/frontend-", b"p_p_id=", b"/html/themes/", b"/-/asset_publisher/"),
            headers=("liferay-portal",),
            same_page=(
                (r"(/-/asset_publisher/[^/?#]+/(?:content|document|blog)/[^?#]+|/-/[\w-]+/[^?#]+)\?.*$", r"\1"),
            ),
        ),
        Family(
            "websphere",
            "WebSphere Portal",
            # /!ut/p/… is the state of one visitor's look and may change at every visit; the names before it and the
            # content's own path behind urile= say which page it is.
            deny_urls=(r"(?i)/wps/(?:mypoc|myportal|themes|PA_\w+)/|[?&](?:printmode|printpreview|mode=print)",),
            feeds=(),
            body_marks=(b"/wps/portal", b"/wps/wcm/", b"/wps/contenthandler/"),
            same_page=(
                (r"(?i)(/wps/portal(?:/[^!?#]*?)?)/!ut/p/[^?#]*(\?[^#]*\burile=[^#]+)$", r"\1/\2"),
                (r"(?i)(/wps/portal/[^!?#]*?[^!/?#]+)/!ut/p/[^?#]*(?:\?[^#]*)?$", r"\1"),
            ),
        ),
        Family(
            "upload",
            "cổng tỉnh lưu tệp ở /upload/<trang>/<ngày>/",
            # ?page=Article.Print.detail&id=… is the print view of an article.
            deny_urls=(r"(?i)[?&]page=\w+\.(?:Print|Share|Email|Comment)\b", r"(?i)/upload/\d+/\d{8}/"),
            feeds=(),
            body_marks=(b"page=article.print.detail", b"page=article.news.list"),
            body_pattern=rb"/upload/\d{2,9}/(?:19|20)\d{6}/",
        ),
        Family(
            "vnptportal",
            "VNPT Portal",
            # /<section>/<slug>-<id>, no ending; the id has at least four digits.
            article_urls=r"(?i)/[^/?#]*[a-z][^/?#]*-\d{4,9}(?:$|\?)",
            deny_urls=(r"(?i)/(?:dang-nhap|tim-kiem|in-bai|print|rss)(?:/|$|\?)|[?&](?:print|in)=",),
            body_marks=(b"vnpt portal", b"vnptportal", b"vnpt-portal", b"vnportal"),
        ),
        Family(
            "newspaper",
            "báo điện tử",
            # Sitemaps by month, topics and tags as lists, videos and photo pages aside.
            deny_urls=(r"(?i)/(?:tag|tags|chu-de|tac-gia|video|media|podcast|tim-kiem|epaper|bao-in)(?:/|$|\?)",),
            sitemaps=("/sitemap.xml", "/sitemap-news.xml", "/news-sitemap.xml"),
            body_marks=(b'"newsmediaorganization"',),
            host_starts=("bao", "www.bao"),
        ),
        Family(
            "portal",
            "cổng thông tin cơ quan nhà nước",
            # Provincial portals: numbered sections and articles.
            deny_urls=(r"(?i)/(?:login|dang-nhap|search|tim-kiem|print|in-bai)(?:/|$|\?)",),
            host_parts=(".gov.vn",),
        ),
        GENERIC,
    )
}
"""By name, in the order in which ``recognise`` asks: a mark in the page comes before a host that many makes share."""


def family_of(name: str) -> Family:
    """The family of a name; the generic one for an unknown name."""
    return FAMILIES.get(name, GENERIC)


def one_address(family: str, url: str) -> str:
    """Of the several addresses that a make gives one page, the one that counts."""
    for pattern, replacement in family_of(family).same_page:
        changed, times = re.subn(pattern, replacement, url, count=1)
        if times:
            return changed
    return url


def recognise(host: str, headers: Mapping[str, str], body: bytes) -> Family:
    """The make of a site by its home page: the first family one of whose marks is there. ``headers`` in lower case."""
    page = body[:300_000].lower()
    for family in FAMILIES.values():
        if (
            any(mark in page for mark in family.body_marks)
            or (family.body_pattern is not None and re.search(family.body_pattern, page) is not None)
            or any(name in headers for name in family.headers)
            or host.startswith(family.host_starts)
            or any(part in host for part in family.host_parts)
        ):
            return family
    return GENERIC


def with_family(source: Source) -> Source:
    """The source with what its family adds: the family's article pattern where it has none, and its denials."""
    family = family_of(source.family)
    return source.model_copy(
        update={
            "article_urls": source.article_urls or family.article_urls,
            "deny_urls": (*source.deny_urls, *family.deny_urls),
        }
    )
