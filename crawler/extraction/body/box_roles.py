"""What the names that a page gives its boxes (class, id, role) say about their content."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

__all__ = ["Role", "names_caption", "role_of"]


class Role(IntEnum):
    """How a box presents itself."""

    NOISE = -2  # menus, comments, related lists, share bars: no body text is expected inside
    WEAK = -1  # meta lines, tags, side notes: dropped when short or full of links
    PLAIN = 0
    CONTENT = 1  # article, main, entry-content, noi-dung


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTED = re.compile(r"[_\s:./]+")

# Written as name parts: "-" stands before and after every part once a name is normalised.
_NOISE = re.compile(
    "|".join(
        (
            r"comments?-|-comment|disqus|-fb-root|fb-(?:like|comment|share)|binh-?luan|wpdiscuz|respond-|"
            r"feed-?back|-captcha",
            r"related|lien-?quan|tin-?khac|cung-?chuyen-?muc|tin-?lien|tin-?moi|recommend|read-?more|"
            r"read-?next|up-?next|-next-",
            r"more-?(?:news|stories|articles|from|posts|info-)|see-?also|also-?(?:read|like)|you-?may|"
            r"doc-?them|xem-?them",
            r"most-?(?:read|popular|viewed|shared)|trending|jp-relatedposts|kbwscwl-related|outbrain|taboola",
            r"bread-?crumbs?|duong-?dan-|side-?bar|-footer|footer-|chan-?trang|-nav-|nav-?bar|navigation|-menu|menu-|"
            r"mega-?menu|mast-?head",
            r"paginat|-pager|-paging|phan-?trang|skip-?(?:link|to)|back-?to-?top|-toc-|"
            r"table-?of-?contents?|-widget-area",
            r"-social|social-|-shar(?:e|es|ing)-|share-?(?:bar|box|button|link|this|tool|block|icon)|"
            r"add-?this|chia-?se|sharedaddy",
            r"newsletter|subscri(?:be|ption)|sign-?up|log-?in-|-login|tool-?bar|print-?(?:button|link|only)|-no-?print",
            r"sponsor|advert(?!orial)|-ads?-|-adv-|ad-?(?:slot|unit|container|wrapper|banner|block|box)|"
            r"quang-?cao|-dfp-|banner",
            r"pop-?up|-modal|cookie|gdpr|-consent|-promo|promo-|hot-?line|-marquee|ticker|lien-?ket|"
            r"-weather|thoi-?tiet",
            r"copy-?right|visitor|-counter|hit-?count|thong-?ke|truy-?cap|-vote|voting|-rating|danh-?gia|"
            r"-poll-|-hoi-dap-",
            r"-tag-?s?-|-tags?-list|tag-?cloud|-hashtags?|screen-?reader|visually-?hidden|-sr-only|-lich-cong-tac",
            r"author-?(?:bio|box|info|card|about)|about-?(?:the-)?author|box-?author|-bio-|-disclaimer|"
            r"audio-?(?:player|box)|-tts-",
            r"-correction-box",
        )
    )
)
_WEAK = re.compile(
    r"-meta-|post-?meta|entry-?meta|-byline|-author|-dates?-|-times?-|-timestamp|-published|-source-|"
    r"-nguon-|-tac-?gia|-ngay-?|"
    r"caption-credit|-credits?-|-labels?-|-buttons?-|-btn-|-widget|widget-|-icons?-|-action|-tool|"
    r"-category|-categories|-kicker|"
    r"-aside|-info-|-views?-count|-luot-?xem|-topics?-|-keywords?|tu-?khoa|-callout|-inline-?(?:box|link)|"
    r"-embed|-box-|-links?-|"
    r"-list-news|-tin-|-header-"
)
_CONTENT = re.compile(
    r"article|-body|content|-main-|-entry-|entry-|-post-|post-|-story|story-|-text-|-detail|detail-|"
    r"noi-?dung|chi-?tiet|bai-?viet|"
    r"-news-|-page-|-hentry|-blog|fck|-cms|ms-rtestate-field|-sapo"
)
_STRONG = re.compile(
    r"article-?(?:body|content|text|main)|(?:entry|post|story|news|detail|page|main|body)-?(?:content|body|"
    r"text)|-fck-detail|"
    r"content-?(?:detail|article|body|news|main)|detail-?(?:content|news|body|c?main)|noi-?dung|chi-?tiet|"
    r"bai-?viet|rich-?text|"
    r"ms-rtestate-field|-cms-body|afcbc-body|news-?detail|body-?text|singular-content|maincontent"
)


_CAPTION = re.compile(
    r"caption|legende|bild-?(?:unter|text|rechte)|-credits?-|(?:image|photo|picture|img|media|"
    r"pic)-?(?:credit|desc|description|text|info|note)|chu-?thich|cutline|copyright"
)


@lru_cache(maxsize=16384)
def names_caption(names: str) -> bool:
    """Whether the names speak of a picture's caption or credit."""
    flat = "-" + _PARTED.sub("-", _CAMEL.sub("-", names)).lower() + "-"
    return _CAPTION.search(flat) is not None


@lru_cache(maxsize=16384)
def role_of(names: str) -> tuple[Role, bool]:
    """The role that ``class``, ``id`` and ``role`` (joined by a space) speak for, and whether they name the body."""
    flat = "-" + _PARTED.sub("-", _CAMEL.sub("-", names)).lower() + "-"
    strong = _STRONG.search(flat) is not None
    if _NOISE.search(flat):
        return Role.NOISE, strong
    if strong or _CONTENT.search(flat):
        return Role.CONTENT, strong
    if _WEAK.search(flat):
        return Role.WEAK, False
    return Role.PLAIN, False
