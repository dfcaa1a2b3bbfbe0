"""What the form of an address says: an article, a list, or nothing certain."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

__all__ = ["looks_like_article_url"]

_LIST_PART = re.compile(
    r"^(?:category|categories|tag|tags|topic|topics|author|authors|search|tim-kiem|timkiem|chuyen-muc|"
    r"chuyenmuc|danh-muc|danhmuc|"
    r"page|trang|feed|rss|sitemap|login|dang-nhap|lien-he|contact|gioi-thieu|about|index|"
    r"default|home|trangchu|trang-chu)$"
)
_ARCHIVE = re.compile(r"^archives?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_ITEM_KEY = re.compile(
    r"^(?:item_?id|article_?id|news_?id|post_?id|id_?tin|id_?bai(?:viet)?|baiviet|tintuc|dieu|aid|nid|p|"
    r"storyid|contentid|detail)$",
    re.I,
)
_DETAIL_PAGE = re.compile(
    r"^(?:chi-?tiet(?:-?(?:tin(?:-?tuc)?|bai(?:-?viet)?))?|(?:news|article|tin|bai-?viet)?-?details?|xem-?tin|"
    r"doc-?tin|noi-?dung|view-?(?:news|article)|show-?news|bai-?viet)$"
)
_STATIC = re.compile(
    r"^(?:gioi-thieu(?:-(?:chung|so-y-te|don-vi|trung-tam|benh-vien))?|lien-he(?:-\w+){0,2}|co-cau-to-chuc|so-do-to-chuc|"
    r"chuc-nang-(?:va-)?nhiem-vu(?:-va-quyen-han|-quyen-han)?|so-do-(?:trang|site|web|cong)|hop-thu-gop-y|"
    r"chinh-sach-bao-mat|dieu-khoan-su-dung|privacy-policy|about-us|contact-us|sample-page|trang-mau)$"
)
_SEARCH_KEY = re.compile(
    r"^(?:s|q|query|keyword|tukhoa|tu-khoa|search|page|trang|paged|p_page|cat(?:id|egory)?|categoryid)$", re.I
)
_SECTION = re.compile(
    r"^(?:cong-tac|chuyen-(?:muc|trang|de)|tin-(?:tuc|hoat-dong)|hoat-dong|thong-tin|tin-bai|van-ban)-"
)
_ENDS_IN_ID = re.compile(r"(?:^|[-_/.])[a-z]{0,6}\d{4,}$|-(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7}$")
_ENDING = re.compile(r"\.(?:html?|aspx|php|chn|vnp|epi|vov|ldo|tpo|bbg|jsp|amp|shtml|cfm|do)$")


def looks_like_article_url(url: str) -> bool | None:
    """True: the address reads like one article's; False: like a home page, list or search; None: it does not say."""
    try:
        parts = urlsplit(url)
        query = parse_qsl(parts.query)
    except ValueError:
        return None
    segments = [s for s in unquote(parts.path).strip("/").lower().split("/") if s]
    said = _by_query(query)
    if said is not None:
        return said
    if not segments:
        return None if query else False
    last = _ENDING.sub("", segments[-1])
    for judge in (_by_path, _by_role):
        known, said = judge(segments, last, query)
        if known:
            return said
    return _by_name(last, inside=len(segments) > 1)


def _by_query(query: list[tuple[str, str]]) -> bool | None:
    keys = [key for key, value in query if value]
    if len(keys) > 1:  # "?p=8812" is an entry of WordPress, "?menu=tin&p=2" the second page of a list
        keys = ["page" if key == "p" else key for key in keys]
    if any(_ITEM_KEY.match(key) for key in keys):
        return True
    return False if any(_SEARCH_KEY.match(key) for key in keys) else None


def _by_path(segments: list[str], last: str, _: list[tuple[str, str]]) -> tuple[bool, bool | None]:
    """Whether the folders decide, and what they say."""
    pairs = list(pairwise(segments))
    inside = any(_LIST_PART.match(s) for s in segments[:-1])
    if any(_ITEM_KEY.match(a) and b.isdigit() for a, b in pairs):
        return True, True
    if any(a == "id" and re.fullmatch(r"\d{2,}", b) for a, b in pairs):
        return True, None if inside else True
    if inside and not re.search(r"\d{4,}", segments[-1]):
        return True, False
    return (True, False) if _of_archive(segments, last) else (False, None)


def _by_role(segments: list[str], last: str, query: list[tuple[str, str]]) -> tuple[bool, bool | None]:
    """Whether the kind of page that the last segment names decides, and what it says."""
    if _DETAIL_PAGE.match(last) and any(key.lower().endswith("id") and value.isdigit() for key, value in query):
        return True, True if any(value.isdigit() and len(value) >= 3 for _, value in query) else None
    if _LIST_PART.match(last):
        return True, False
    if re.search(r"/\d{4}/\d{1,2}/", "/" + "/".join(segments) + "/") and len(last) > 8:
        return True, True
    return (True, False) if _STATIC.match(last) else (False, None)


def _by_name(last: str, *, inside: bool) -> bool | None:
    """What the last segment says by its words and numbers. ``inside``: it lies in a folder."""
    if inside and re.fullmatch(r"\d{1,9}", last):
        return None  # a number in a section: an article's, or a section's own
    words = [w for w in re.split(r"[-_+ .]", last) if w]
    if len(words) <= 7 and _SECTION.match(last) and not re.search(r"\d", last):
        return None
    if len(words) >= 6 or (len(words) >= 3 and _ENDS_IN_ID.search(last)):
        return True
    if re.search(r"\d{12,}$", last):
        return True  # a moment or a serial number, which no section has
    return False if len(words) <= 2 and not re.search(r"\d{3,}", last) else None


def _of_archive(segments: list[str], last: str) -> bool:
    """The list of a month or a year, or of all of them; "/archives/123" is a page that its number names."""
    if _ARCHIVE.match(last):
        return True
    return any(_ARCHIVE.match(one) for one in segments[:-1]) and any(
        _YEAR.match(_ENDING.sub("", one)) for one in segments[-3:]
    )
