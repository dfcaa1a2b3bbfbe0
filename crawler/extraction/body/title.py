"""The title: the page's own heading, told from site names, section names and sub-headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from crawler.extraction.authors.organisations import UNIT_WORDS
from crawler.extraction.body.boilerplate import is_address, is_boilerplate, is_contact, is_date_line
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
_SUBJECT = re.compile(r"^(?:trich yeu(?: noi dung)?|ten van ban|ve viec)\W*$")
_LEAST = 1.5
_LONG_ENOUGH = 25
_KICKER = 40
_PARTS = re.compile(r"\s+(?:[|\-–—»«•·:]|::|/)\s+|\s*\|\s*")


_SECTION = re.compile(
    r"^(?:(?:chi tiet|noi dung|xem|thong tin) ?(?:tin(?: tuc)?|bai viet|noi dung|van ban)?|"
    r"tin (?:tuc|chi tiet|hoat dong|"
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


@dataclass(frozen=True, slots=True)
class _Spot:
    """What the page around a heading says: where the body begins, how metadata, menu and site are called."""

    page: Outline
    folded: list[str]
    links: set[str]
    site: str
    body_starts: int | None
    url: str

    def near(self, index: int) -> bool:
        return self.body_starts is not None and 0 <= self.body_starts - index <= 12


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    index: int
    similar: float


def find_title(
    page: Outline, content: Content | None, meta_titles: list[str], site: str, url: str = ""
) -> Title | None:
    """The heading that is most likely the article's title. ``meta_titles``: what the metadata call it, best first."""
    text_blocks = [i for i in content.blocks if not _is_contact(page.blocks[i].text)] if content else []
    first = text_blocks[0] if text_blocks else None
    body_starts = next((i for i in text_blocks if len(page.blocks[i].text) >= 120), first)
    folded = [fold(title) for title in meta_titles if title and not _says_nothing(title)]
    spot = _Spot(page, folded, set(), fold(site), body_starts, url)
    candidates: list[_Candidate] = []
    best: _Candidate | None = None
    for index, block in enumerate(page.blocks):
        if block.density > 0.9 and len(block.text) <= 36:
            spot.links.add(fold(block.text))
        if (candidate := _candidate(spot, index)) is None:
            continue
        candidates.append(candidate)
        if best is None or candidate.score > best.score + 1e-9:
            best = candidate
    if best is None or best.score < _LEAST:
        return _subject(page)
    if first is not None and best.index >= first:
        best = _heading_above(spot, best, candidates)
    chosen = _under_section(page, best.index, [(c.score, c.index) for c in candidates], spot.links, body_starts)
    text = _without_kicker(page.blocks[chosen], _without_date(page.blocks[chosen]), folded)
    if _SECTION.match(fold(text)) and (subject := _subject(page)) is not None:
        return Title(subject.text, chosen)
    return Title(text, chosen)


def _candidate(spot: _Spot, index: int) -> _Candidate | None:
    """A block that may be the title, with what speaks for it; None for ordinary text."""
    block = spot.page.blocks[index]
    text = block.text
    if not 6 <= len(text) <= 400 or block.tag == "table":
        return None
    tag_score, near = _TAG_SCORE.get(block.tag, 0.0), spot.near(index)
    if not tag_score and not near:
        return None
    names = _names(block)
    named = 2.0 if _NAMED.search(names) and not _SUBTITLE.search(names) else 0.0
    bold = 0.8 if block.bold >= 0.9 * len(text) and not tag_score else 0.0
    upper = 0.6 if text.isupper() and len(text) > 25 else 0.0
    similar = _similar(text, spot.folded)
    bare = not spot.folded and near and 20 <= len(text) <= 220 and text[-1] not in ".;:,!" and not block.linked
    if not (tag_score or named or bold or upper or bare or similar > 0.9):
        return None
    score = max(tag_score + named + bold + upper, 1.2 if bare else 0.0)
    score += 6 * similar if similar > 0.85 else 1.5 * similar if similar > 0.6 else 0.0
    score += _by_place(spot, index) - _by_words(spot, block, names, similar)
    return _Candidate(score, index, similar)


def _by_place(spot: _Spot, index: int) -> float:
    """How near above the body a heading stands, and whether its box is the article's."""
    score = -2.5 if spot.page.boxes[spot.page.blocks[index].box].dead else 0.0
    if spot.body_starts is None:
        return score
    gap = spot.body_starts - index
    if gap < 0:
        return score - 2.5
    return score + (1.5 if gap <= 6 else 0.8 if gap <= 12 else -0.8 if gap > 40 else 0.0)


def _by_words(spot: _Spot, block: Block, names: str, similar: float) -> float:
    """What a heading's names, links and words say against it."""
    text, folded = block.text, fold(block.text)
    against = 1.5 if _SUBTITLE.search(names) else 0.0
    if block.density > 0.8:
        against += 3.0 if similar < 0.85 and not _leads_here(block, spot.url) else 0.0
        against += 6.0 if _leads_home(block) else 0.0
    if (spot.site and folded == spot.site) or names_a_unit(text) or _says_nothing(text):
        against += 5.0
    if len(text) <= 36 and (_SECTION.match(folded) or (folded in spot.links and not block.linked)):
        against += 3.5  # a section's name: the menu above names it too
    against += 0.8 if len(text) < 20 else 1.5 if len(text) > 220 else 0.0
    said = is_boilerplate(text) or is_date_line(text) or _is_contact(text)
    return against + (4.0 if said else 0.0)


def _is_contact(text: str) -> bool:
    """Whether a block is the office's address or telephone, as sites set it over a page: no title and no text."""
    return is_address(text) or is_contact(text)


def _heading_above(spot: _Spot, best: _Candidate, candidates: list[_Candidate]) -> _Candidate:
    """The page's only h1, where ``best`` is a sub-heading of the text below it that ``<title>`` merely resembles."""
    block = spot.page.blocks[best.index]
    if block.tag == "h1" or best.similar == 1.0 or (best.similar >= 0.9 and len(block.text) >= _LONG_ENOUGH):
        return best
    above = [c for c in candidates if spot.page.blocks[c.index].tag == "h1" and c.index < best.index]
    if len(above) == 1 and above[0].score >= _LEAST and best.index - above[0].index <= 12:
        text = fold(spot.page.blocks[above[0].index].text)
        box = spot.page.boxes[spot.page.blocks[above[0].index].box]
        if text not in spot.links and not _SECTION.match(text) and not box.noise and not box.dead:
            return above[0]
    return best


def _without_kicker(block: Block, text: str, folded: list[str]) -> str:
    """A heading without the label set before it in an element of its own, if the metadata's title lacks it."""
    if fold(text) in folded:
        return text
    for inner in block.element.iter("span", "small", "em", "a", "label", "b", "strong"):
        label = " ".join("".join(inner.itertext()).split())
        if not label or not text.startswith(label) or len(label) > _KICKER:
            continue
        rest = text[len(label) :].lstrip(" :|/-–—»>•")
        plain = fold(rest)
        if len(rest) >= 12 and any(plain == other or other.startswith(plain) for other in folded):
            return rest
    return text


def _subject(page: Outline) -> Title | None:
    """The "trích yếu" of a document's page, which has no heading of its own."""
    for block in page.blocks:
        if block.tag == "table":
            for row in block.text.split("\n"):
                label, _, value = row.partition(" | ")
                if _SUBJECT.match(fold(label)) and len(value) >= 12:
                    return Title(value.split(" | ")[0][:400], None)
    return None


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
