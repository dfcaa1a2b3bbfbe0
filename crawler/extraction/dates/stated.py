"""Dates that a page states for programs: JSON-LD of this article, microdata, ``<meta>``, and its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz

from crawler.extraction.dates.parsing import parse_machine
from crawler.extraction.layout import Layout, Place
from crawler.extraction.page import Page
from domain.article import DateOrigin, Moment
from domain.text import fold

__all__ = ["Stated", "from_jsonld", "from_meta", "from_microdata", "url_day", "weak_meta"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A pair of dates from one place of the page."""

    published: Moment | None
    updated: Moment | None
    origin: DateOrigin
    certain: bool = False  # said of this very article


_ARTICLE_TYPES = frozenset(
    "article newsarticle blogposting posting socialmediaposting report reportagenewsarticle "
    "analysisnewsarticle opinionnewsarticle "
    "advertisercontentarticle backgroundnewsarticle reviewnewsarticle techarticle scholarlyarticle "
    "liveblogposting satiricalarticle "
    "medicalscholarlyarticle".split()
)
_PAGE_TYPES = frozenset({"webpage", "itempage", "medicalwebpage", "creativework"})


def _types(item: dict[str, object]) -> set[str]:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {k.rsplit("/", 1)[-1].lower() for k in kinds if isinstance(k, str)}


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) else ""


def _same_address(first: str, second: str) -> bool:
    one, two = urlsplit(first), urlsplit(second)
    return bool(one.path.strip("/")) and one.path.rstrip("/") == two.path.rstrip("/") and one.query == two.query


def _about_this_page(item: dict[str, object], page: Page) -> bool | None:
    """Whether a JSON-LD object is about this page's article; None where it does not say."""
    addresses = [address for key in ("url", "mainEntityOfPage", "@id") if (address := _text(item.get(key)))]
    if any(_same_address(address, page.url) for address in addresses):
        return True
    headline = item.get("headline") or item.get("name")
    if isinstance(headline, str) and headline.strip() and page.title:
        one, two = fold(headline)[:300], fold(page.title)[:300]
        if one and two:
            return one in two or two in one or fuzz.ratio(one, two) >= 70 or fuzz.partial_ratio(one, two) >= 90
    return None


def from_jsonld(page: Page) -> Stated | None:
    """Publication and update by the JSON-LD of this article; objects of teasers and other pages are passed over."""
    objects = [*page.jsonld, *(inner for item in page.jsonld if isinstance(inner := item.get("mainEntity"), dict))]
    for kinds in (_ARTICLE_TYPES, _PAGE_TYPES):
        dated = [item for item in objects if _types(item) & kinds and _dates(item)]
        verdicts = [(item, _about_this_page(item, page)) for item in dated]
        chosen = next((item for item, verdict in verdicts if verdict), None)
        silent = [item for item, verdict in verdicts if verdict is None]
        if chosen is None and len(silent) == 1 and len(dated) == 1:
            chosen = silent[0]
        if chosen is not None:
            published = parse_machine(chosen.get("datePublished")) or parse_machine(chosen.get("dateCreated"))
            return Stated(
                published, parse_machine(chosen.get("dateModified")), DateOrigin.JSONLD, kinds is _ARTICLE_TYPES
            )
    return None


def _dates(item: dict[str, object]) -> bool:
    return any(parse_machine(item.get(key)) for key in ("datePublished", "dateCreated", "dateModified"))


_SAYING = "//*[@itemprop or @property]"
_GOOD_SCOPE = re.compile(r"article|posting|webpage|creativework|report|blog", re.I)


def from_microdata(layout: Layout) -> Stated | None:
    """``itemprop="datePublished"`` and its kin, of this article's scope."""
    values: dict[str, Moment] = {}
    for element in layout.page.tree.xpath(_SAYING):
        prop = (element.get("itemprop") or element.get("property") or "").lower()
        if "date" not in prop:
            continue
        key = prop.split()[0].rsplit(":", 1)[-1]
        if (
            key not in {"datepublished", "datecreated", "datemodified"}
            or key in values
            or not _own_scope(layout, element)
        ):
            continue
        given = element.get("content") or element.get("datetime") or element.text_content()
        if (value := parse_machine(given)) is not None:
            values[key] = value
    if not values:
        return None
    return Stated(values.get("datepublished") or values.get("datecreated"), values.get("datemodified"), DateOrigin.META)


def _own_scope(layout: Layout, element: object) -> bool:
    box = element
    while (box := box.getparent()) is not None:  # type: ignore[attr-defined]
        if box.get("itemscope") is not None:
            if (kind := box.get("itemtype")) and not _GOOD_SCOPE.search(kind):
                return False
            break
    if any(parent.tag == "head" for parent in element.iterancestors()):  # type: ignore[attr-defined]
        return True
    return layout.place(element) is not Place.OUTSIDE and not layout.in_list(element)


_PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "og:pubdate",
    "dc.date.issued", "dcterms.issued", "dc.issued", "dcterms.created", "dc.date.created", "dcterms.date.created",
    "article.published", "parsely-pub-date", "sailthru.date", "bt:pubdate", "pubdate", "publishdate", "publish-date",
    "publish_date", "published_at", "published", "publication_date", "publication-date", "date_published",
    "cxenseparse:recs:publishtime", "rnews:datepublished", "originalpublicationdate", "article_date_original",
    "citation_publication_date", "citation_date", "shareaholic:article_published_time", "ptime", "displaydate",
)  # fmt: skip
_UPDATED_NAMES = (
    "article:modified_time", "og:article:modified_time", "article:modified", "dcterms.modified", "dc.date.modified",
    "dc.modified", "shareaholic:article_modified_time", "lastmod", "article.updated", "og:modified_time",
)  # fmt: skip
_WEAK_NAMES = ("date", "dc.date", "dcterms.date", "dc:date", "dcterms:date", "dc.created", "created", "create_date")


def _first(meta: dict[str, str], names: tuple[str, ...]) -> Moment | None:
    return next((value for name in names if (value := parse_machine(meta.get(name))) is not None), None)


def from_meta(page: Page) -> Stated | None:
    """``article:published_time`` and its kin."""
    published, updated = _first(page.meta, _PUBLISHED_NAMES), _first(page.meta, _UPDATED_NAMES)
    return Stated(published, updated, DateOrigin.META) if published or updated else None


def weak_meta(page: Page) -> Moment | None:
    """``<meta name="date">`` and such: often right, but just as well the date of a template."""
    return _first(page.meta, _WEAK_NAMES)


_URL_PARTED = re.compile(r"/((?:19|20)\d{2})[/\-](\d{1,2})[/\-](\d{1,2})(?=[/\-_.]|$)")
_URL_DASHED = re.compile(r"(?:^|[/_\-])((?:19|20)\d{2})-(\d{2})-(\d{2})(?=[/\-_.]|$)")
_URL_WHOLE = re.compile(
    r"[/_\-]((?:20)\d{2})(\d{2})(\d{2})(?:[01]\d|2[0-3])?(?:[0-5]\d[0-5]\d(?:\d{3})?)?(?=[/\-_.]|$)"
)


def url_day(url: str) -> date | None:
    """The day that an address names: ``/2022/09/26/``, ``/2022-09-26-``, ``-20220926154412345.htm``."""
    path = unquote(urlsplit(url[url.rfind("http") :]).path)[:1000]  # web archives put the address into theirs
    for pattern in (_URL_PARTED, _URL_DASHED, _URL_WHOLE):
        for match in pattern.finditer(path):
            year, month, day = map(int, match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None
