"""The title: the page's own heading, told from site names, section names and sub-headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from crawler.extraction.authors.organisations import UNIT_WORDS
from crawler.extraction.body.boilerplate import is_boilerplate, is_date_line
from crawler.extraction.body.outline import Block, Outline
from crawler.extraction.body.scoring import Content
from domain.text import fold

__all__ = ["Title", "find_title", "names_a_unit", "without_site"]

_TAG_SCORE = {"h1": 3.0, "h2": 1.6, "h3": 1.2, "h4": 0.8, "h5": 0.4, "h6": 0.3}
_NAMED = re.compile(r"title|headline|tieu-?de|heading|subject|tend?e?-?bai|ten-?tin", re.I)
_SUBTITLE = re.compile(
    r"sub-?title|sub-?head|sapo|desc|summary|site-?title|site-?name|widget|logo|block-?title|box-?title|"
    r"section-?title|cat|portlet|menu",
    re.I,
)
_PARTS = re.compile(r"\s+(?:[|\-–—»«•·:]|::|/)\s+|\s*\|\s*")


_SECTION = re.compile(
    r"^(?:(?:chi tiet|noi dung|xem) ?(?:tin(?: tuc)?|bai viet|noi dung)?|tin (?:tuc|chi tiet|hoat dong|"
    r"noi bat|moi|trong tinh|trong nganh|bai)"
    r"(?: (?:su kien|- su kien|noi bat|moi))?|tin|su kien|thong bao|bai viet|trang chu|home|news|details?|article|"
    r"tin tuc ?[-&va]{1,2} ?su kien|hoat dong(?: cua)?(?: (?:nganh|don vi|co so))?|(?:website|trang web).{0,40})$"
)
_UNIT_HEAD = re.compile(
    r"(?:cổng|trang)\s+(?:thông tin|tin)|"
    r"(?:sở|bộ|cục|chi cục|ủy ban|uỷ ban|ubnd|bệnh viện|trung tâm|trạm|báo|đài|phòng)\b",
    re.I,
)


def names_a_unit(text: str) -> bool:
    """Whether a heading is only the name of an office or its site ("Sở Y tế tỉnh Kon Tum"), which is no news title."""
    if len(text) > 90 or not _UNIT_HEAD.match(text):
        return False
    words = re.findall(r"\w+", text)
    if text.isupper():
        return (
            len(words) <= 12 and all(w.lower() in UNIT_WORDS for w in words[:4]) and not any(c.isdigit() for c in text)
        )
    return all(word[0].isupper() or word.lower() in UNIT_WORDS for word in words)


@dataclass(frozen=True, slots=True)
class Title:
    """``block``: index of the heading's block in the outline, None where the title stands in the metadata only."""

    text: str
    block: int | None


def without_site(title: str, site: str = "") -> list[str]:
    """A ``<title>`` and its parts, longest first: the site's name is one of the short ones."""
    title = " ".join(title.split())
    parts = [part for part in _PARTS.split(title) if part]
    found = [title]
    if len(parts) > 1:
        found += sorted(parts, key=len, reverse=True)[:1]
    return [part for part in found if fold(part) != fold(site)]


def _similar(text: str, meta: Iterable[str]) -> float:
    folded = fold(text)
    best = 0.0
    for other in meta:
        if folded == other:
            return 1.0
        if len(folded) >= 12 and (other.startswith(folded) or folded.startswith(other)) and len(other) >= 12:
            best = max(best, 0.9)
        elif len(folded) >= 12:
            best = max(best, fuzz.ratio(folded, other) / 100)
    return best


def _names(block: Block) -> str:
    """Class and id of the block's box and of inline elements that wrap all of its text."""
    element = block.element
    found = []
    for _ in range(4):
        found += [element.get("class") or "", element.get("id") or "", element.get("itemprop") or ""]
        children = [child for child in element if isinstance(child.tag, str)]
        if len(children) != 1 or (element.text and element.text.strip()):
            break
        element = children[0]
    return " ".join(filter(None, found))


def _says_nothing(title: str) -> bool:
    """Whether a ``<title>`` holds only names of offices and sections."""
    parts = [part.strip(" :.") for part in _PARTS.split(title) if part.strip(" :.")]
    return all(names_a_unit(part) or _SECTION.match(fold(part)) for part in parts)


def _leads_home(block: Block) -> bool:
    links = [urlsplit(a.get("href") or "") for a in block.element.iter("a")]
    return any(link.path in {"/", ""} and not link.query and not link.fragment for link in links)


def _leads_here(block: Block, url: str) -> bool:
    """Whether a heading links to its own page."""
    tail = urlsplit(url)
    here = tail.path + ("?" + tail.query if tail.query else "")
    return len(here) > 8 and any((a.get("href") or "").split("#")[0].endswith(here) for a in block.element.iter("a"))


def _without_date(block: Block) -> str:
    """A heading's text without the date that stands in a small print inside it."""
    for small in block.element.iter("small", "time", "span", "em"):
        inner = " ".join("".join(small.itertext()).split())
        if inner and is_date_line(inner) and block.text.endswith(inner) and len(block.text) >= len(inner) + 12:
            return block.text[: -len(inner)].rstrip(" -–|(")
    return block.text


def find_title(
    page: Outline, content: Content | None, meta_titles: list[str], site: str, url: str = ""
) -> Title | None:
    """The heading that is most likely the article's title. ``meta_titles``: what the metadata call it, best first."""
    folded = [fold(title) for title in meta_titles if title and not _says_nothing(title)]
    links: set[str] = set()
    site_folded = fold(site)
    best: tuple[float, int] | None = None
    later: list[tuple[float, int]] = []
    first = content.blocks[0] if content and content.blocks else None
    body_starts = next((i for i in content.blocks if len(page.blocks[i].text) >= 120), first) if content else None
    for index, block in enumerate(page.blocks):
        text = block.text
        if block.density > 0.9 and len(text) <= 36:
            links.add(fold(text))
        if not 6 <= len(text) <= 400 or block.tag == "table":
            continue
        tag_score = _TAG_SCORE.get(block.tag, 0.0)
        near = body_starts is not None and 0 <= body_starts - index <= 12
        if not tag_score and not near:
            continue
        names = _names(block)
        named = 2.0 if _NAMED.search(names) and not _SUBTITLE.search(names) else 0.0
        bold = 0.8 if block.bold >= 0.9 * len(text) and not tag_score else 0.0
        upper = 0.6 if text.isupper() and len(text) > 25 else 0.0
        similar = _similar(text, folded)
        lone = (
            1.2
            if not folded and near and 20 <= len(text) <= 220 and text[-1] not in ".;:,!" and not block.linked
            else 0.0
        )
        if not (tag_score or named or bold or upper or lone or similar > 0.9):
            continue
        score = max(tag_score + named + bold + upper, lone)
        score += 6 * similar if similar > 0.85 else 1.5 * similar if similar > 0.6 else 0.0
        if _SUBTITLE.search(names):
            score -= 1.5
        if block.density > 0.8 and similar < 0.85 and not _leads_here(block, url):
            score -= 3
        if page.boxes[block.box].dead:
            score -= 2.5
        if body_starts is not None:
            gap = body_starts - index
            if gap < 0:
                score -= 2.5
            elif gap <= 6:
                score += 1.5
            elif gap <= 12:
                score += 0.8
            elif gap > 40:
                score -= 0.8
        if (site_folded and fold(text) == site_folded) or names_a_unit(text) or _says_nothing(text):
            score -= 5
        if len(text) <= 36 and (_SECTION.match(fold(text)) or (fold(text) in links and not block.linked)):
            score -= 3.5  # a section's name: the menu above names it too
        if block.density > 0.8 and _leads_home(block):
            score -= 6
        if len(text) < 20:
            score -= 0.8
        elif len(text) > 220:
            score -= 1.5
        if is_boilerplate(text) or is_date_line(text):
            score -= 4
        later.append((score, index))
        if best is None or score > best[0] + 1e-9:
            best = (score, index)
    if best is None or best[0] < 1.5:
        return None
    chosen = _under_section(page, best[1], later, links, body_starts)
    return Title(_without_date(page.blocks[chosen]), chosen)


def _under_section(
    page: Outline, best: int, scored: list[tuple[float, int]], links: set[str], body_starts: int | None
) -> int:
    """The title proper, where the best heading is a section's short name that ``<title>`` repeats, and the title
    stands between it and the text."""
    block = page.blocks[best]
    if body_starts is None or best >= body_starts or len(block.text) > 36 or block.text.count(" ") > 6:
        return best
    if block.tag == "h1" and fold(block.text) not in links:
        return best
    proper = [
        (score, index)
        for score, index in scored
        if best < index < body_starts
        and score >= 2.5
        and len(page.blocks[index].text) >= max(25, 1.5 * len(block.text))
        and page.blocks[index].text[-1] not in ".;:,!…"
        and page.blocks[index].density < 0.5
        and not _SUBTITLE.search(_names(page.blocks[index]))
    ]
    return max(proper, default=(0.0, best))[1]
