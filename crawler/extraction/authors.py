"""Who wrote an article: bylines at the heading, signatures under the text, and what the page states for programs.

A unit, a newspaper or an account ("Soytethainguyen", "admin", "Trung tâm Y tế …") is no author: then there is none.
Order: the source's selectors; a signature that says what was written ("Tin: …"); a byline between heading and text; a
name under the text; who posted it; JSON-LD and ``<meta>``. What readers see comes first because metadata names the
account that uploaded the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from lxml.html import HtmlElement

from domain.text import fold, has_accents, normalise

from .bylines import Line, Role, read_line, strip_role
from .names import PLACEHOLDERS, is_organisation, is_person, people
from .page import Page
from .placement import BLOCK_TAGS, Layout, Place, lines_of, names_of

__all__ = ["Author", "find_author"]

_TAIL = 6
_HEAD = 5
_MOST_AUTHORS = 5
_REACH_AFTER = 60
_SILENT = frozenset({"script", "style", "noscript", "template", "svg"})


@dataclass(frozen=True, slots=True)
class Author:
    """``drop``: indices of paragraphs that are bylines, signatures or date lines and so no body text."""

    name: str | None
    drop: frozenset[int] = frozenset()


def find_author(page: Page, paragraphs: Sequence[str]) -> Author:
    """The author of the page's article and the paragraphs that only sign or date it. Never raises on a page."""
    head = _head_lines(paragraphs)
    tail = _tail_lines(page, paragraphs, skip=len(head))
    drop = {i for i, _ in (*head, *tail)}
    if len(drop) >= len(paragraphs):
        drop = set()
    signed = [line for _, line in (*head, *reversed(tail)) if line.name]
    layout = Layout.of(page)
    byline = _byline(page, layout)
    name = (
        _selected(page)
        or next((line.name for line in signed if line.role is Role.SIGNED), None)
        or byline.name
        or next((line.name for line in signed), None)
        or _after(page, layout)
        or _closing(paragraphs, drop)
        or byline.poster
        or next((line.poster for _, line in (*head, *tail) if line.poster), None)
        or _stated(page)
    )
    return Author(name, frozenset(drop))


def _head_lines(paragraphs: Sequence[str]) -> list[tuple[int, Line]]:
    """Bylines and date lines among the first paragraphs."""
    found: list[tuple[int, Line]] = []
    for i, text in enumerate(paragraphs[:_HEAD]):
        line = read_line(text)
        after_byline = i == 0 or (bool(found) and found[-1][0] == i - 1)
        if line.role in (Role.DATED, Role.SIGNED) or (line.role is Role.NAME and after_byline and len(paragraphs) > 2):
            found.append((i, line))
        elif len(text) > 200:
            break
    return found


def _tail_lines(page: Page, paragraphs: Sequence[str], skip: int) -> list[tuple[int, Line]]:
    """The signature block at the end: names, credits, units, date lines, down from the last sentence."""
    found: list[tuple[int, Line]] = []
    for i in range(len(paragraphs) - 1, max(skip, len(paragraphs) - 1 - _TAIL), -1):
        text = paragraphs[i]
        line = read_line(text, alone=len(text) < 30 and _dressed(page, text))
        if line.role is Role.TEXT and len(text) < 60 and _is_site(page, text):
            line = Line(Role.UNIT)
        if line.role is Role.TEXT:
            break
        found.append((i, line))
    return found


def _dressed(page: Page, text: str) -> bool:
    """Whether a short line is set like a signature: on the right, bold, or named so."""
    wanted = text.strip()
    return any(
        element.text.strip() == wanted and _set_right(element)
        for element in page.tree.iter("p", "div", "strong", "b", "em", "i", "span", "td")
        if element.text
    )


def _set_right(element: HtmlElement) -> bool:
    """Whether an element, or one of the two boxes around it, is set on the right or bold, or named like a signature."""
    for box in islice(chain([element], element.iterancestors()), 3):
        style = (box.get("style") or "").replace(" ", "").lower()
        if "text-align:right" in style or (box.get("align") or "").lower() == "right" or box.tag in {"strong", "b"}:
            return True
        if re.search(r"author|tac-?gia|signature|text-right|align-right", names_of(box)):
            return True
    return len(element) == 1 and element[0].tag in {"strong", "b"} and not (element.text or "").strip()


_CLOSING = re.compile(r"[.!?…/”\"]\s*\(([^()]{4,40})\)\s*\.?$")


def _closing(paragraphs: Sequence[str], drop: set[int]) -> str | None:
    """A name in brackets after the last sentence: "… phục vụ người dân. (Thu Hà)"."""
    last = next((text for i, text in reversed(list(enumerate(paragraphs))) if i not in drop), "")
    match = _CLOSING.search(normalise(last[-80:]))
    return people(strip_role(match[1])) if match else None


def _selected(page: Page) -> str | None:
    if page.source is None:
        return None
    for selector in page.source.selectors.author:
        for element in page.tree.cssselect(selector):
            text = " ".join((element.get("content") or element.text_content()).split())[:160]
            line = read_line(text, alone=True)
            if line.name or (line.role is Role.TEXT and _foreign_name(text)):
                return line.name or _foreign_name(text)
    return None


_AUTHOR_NAMES = re.compile(
    r"(?:^|[\s_\-])(?:author|by-?line|tac-?gia|nguoi-?viet|writer|reporter|journalist|but-?danh|"
    r"pen-?name)(?:$|[\s_\-\d])"
)
_AUTHOR_PAGE = re.compile(r"/(?:tac-gia|authors?|phong-vien|nha-bao|but-danh)/[^/?#]")
_NOT_AUTHOR = re.compile(r"avatar|bio|desc|img|image|link-?list|social|follow|date|time|count|related|box-author-news")


def _byline(page: Page, layout: Layout) -> Line:
    """The author as named between heading and text: in a box called so, or in the date line."""
    if named := _boxed(page, layout, _near(layout)):
        return Line(Role.SIGNED, named)
    poster: str | None = None
    for text in _lines_near(layout):
        line = read_line(text)
        if line.name and line.role in (Role.DATED, Role.SIGNED):
            return line
        poster = poster or line.poster
    return Line(Role.TEXT, None, poster)


def _lines_near(layout: Layout) -> Iterator[str]:
    """Lines between heading and text, and the first ones of a text that only line breaks part."""
    for element in _near(layout):
        if element.tag in BLOCK_TAGS or element.tag == "span":
            yield from lines_of(element)
    if layout.first_body is not None:
        yield from lines_of(layout.elements[layout.first_body])[:_HEAD]


def _boxed(page: Page, layout: Layout, elements: Iterable[HtmlElement]) -> str | None:
    """The names in boxes that call themselves author's."""
    named: dict[str, str] = {}
    for element in elements:
        if _is_author_box(element) or _is_name_in_author_box(element):
            for text in lines_of(element):
                if (name := _visible_name(page, text)) and not layout.in_list(element):
                    named.setdefault(fold(name), name)
    return ", ".join(islice(named.values(), _MOST_AUTHORS)) or None


def _near(layout: Layout) -> Iterator[HtmlElement]:
    """Elements of the article's box above the heading and those between the heading and the first paragraph."""
    if layout.heading < 0:
        return
    start, end = layout.heading + 1, layout.heading + 40
    if layout.first_body is not None and layout.first_body > layout.heading:
        end = min(layout.first_body, layout.heading + 150)
    above = layout.elements[max(layout.heading - 40, 0) : layout.heading]
    for element in (*layout.elements[start:end], *(e for e in above if layout.inside_box(e))):
        if element.tag not in _SILENT and layout.place(element) in (Place.HEAD, Place.ABOVE):
            yield element


def _after(page: Page, layout: Layout) -> str | None:
    """An author's box or a signature that stands below the text without being part of it."""
    if layout.last_body is None:
        return None
    stop = layout.last_body + _REACH_AFTER
    last = layout.elements[layout.last_body]
    below = [
        element
        for element in layout.elements[layout.last_body + 1 : stop]
        if element.tag not in _SILENT and layout.place(element) is Place.BELOW and not layout.cut_off(element)
    ]
    if named := _boxed(page, layout, below):
        return named
    for element in below:
        if element.tag in BLOCK_TAGS and element not in last.iter():
            for text in lines_of(element):
                line = read_line(text)
                if line.role is Role.SIGNED or (line.role is Role.NAME and _set_right(element)):
                    return line.name
    return None


def _is_name_in_author_box(element: HtmlElement) -> bool:
    """``<p class="name">`` a few boxes inside ``<div class="author">``."""
    if re.search(r"(?:^|[\s_\-])name(?:$|[\s_\-])", names_of(element)) is None:
        return False
    return any(_is_author_box(box) for box in islice(element.iterancestors(), 3))


def _is_author_box(element: HtmlElement) -> bool:
    if "author" in (element.get("itemprop"), element.get("rel"), element.get("data-role")):
        return True
    if element.tag == "a" and _AUTHOR_PAGE.search(element.get("href") or ""):
        return True
    names = names_of(element)
    return bool(names) and _AUTHOR_NAMES.search(names) is not None and _NOT_AUTHOR.search(names) is None


def _visible_name(page: Page, text: str) -> str | None:
    line = read_line(text, alone=True)
    if line.name and not _is_site(page, line.name):
        return line.name
    return None


_FOREIGN_BY = re.compile(r"^(?:by|von|par|por|di|av|af|door|text|words by|written by|story by)[\s:]+", re.I)


def _foreign_name(text: str) -> str | None:
    """A name of another language, lightly cleaned: two to five words, capitals, no sentence."""
    text = _FOREIGN_BY.sub("", " ".join(text.split())).strip(" ,;|-–")
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or is_organisation(text) or text.lower() in PLACEHOLDERS:
        return None
    fit = all(re.match(r"[^\W\d_][^\W\d_.'’\-]*\.?", word) for word in words)
    return text if fit and words[0][0].isupper() and words[-1][0].isupper() else None


def _stated(page: Page) -> str | None:
    """The person in JSON-LD or ``<meta>``; accounts, addresses, units and the site itself are none."""
    vietnamese = has_accents(page.title)
    for value in _stated_values(page):
        text = " ".join(value.split())
        if not text or "@" in text or "//" in text or len(text) > 160 or _is_site(page, text):
            continue
        if name := people(strip_role(text)):
            return name
        if not vietnamese and (name := _foreign_name(text)):
            return name
    return None


_META_NAMES = ("article:author", "author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author", "byl")


def _stated_values(page: Page) -> Iterator[str]:
    for item in page.jsonld:
        if item.get("headline") or "Article" in str(item.get("@type")):
            names = [name for name in _names_in(item.get("author")) if name]
            if names:
                yield ", ".join(names)
    for key in _META_NAMES:
        if value := page.meta.get(key):
            yield value


def _names_in(author: object) -> Iterator[str]:
    for entry in author if isinstance(author, list) else [author]:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict) and "Organization" not in str(entry.get("@type")):
            name = entry.get("name")
            yield from (n for n in (name if isinstance(name, list) else [name]) if isinstance(n, str))


def _is_site(page: Page, name: str) -> bool:
    """Whether a "name" is the site's own: its title, its publisher, its host name."""
    key = fold(name).replace(" ", "")
    host = page.url.split("//")[-1].split("/")[0].lower().removeprefix("www.")
    known = [page.meta.get("og:site_name", ""), page.meta.get("application-name", "")]
    known += [page.source.name, page.source.unit] if page.source else []
    for item in page.jsonld:
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            known.append(str(publisher["name"]))
    if any(key == fold(site).replace(" ", "") for site in known if site):
        return True
    labels = {label.replace("-", "") for label in host.split(":")[0].split(".")}
    if any(key.removesuffix(end) in labels for end in ("", "online", "news", "vn") if len(key) > len(end) + 3):
        return True
    return len(key) > 5 and (key in host.replace(".", "").replace("-", "") or key in host) and not is_person(name)
