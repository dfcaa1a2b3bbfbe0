"""Who wrote an article: bylines at the heading, signatures under the text, and what the page states for programs.

A unit, a newspaper or an account ("Soytethainguyen", "admin", "Trung tâm Y tế …") is no author: then there is none. An
office that signs is kept apart, as ``office``; a newspaper or a source ("Theo TTXVN") is none.
Order: the source's selectors; a signature that says what was written ("Tin: …"); a byline between heading and text; a
name under the text; who posted it; JSON-LD and ``<meta>``. What readers see comes first because metadata names the
account that uploaded the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.extraction.authors.boxes import author_below, byline_of, dressed, office_below
from crawler.extraction.authors.bylines import Line, Role, read_line, strip_role
from crawler.extraction.authors.names import people
from crawler.extraction.authors.organisations import office_of
from crawler.extraction.authors.stated import foreign_name, is_site, stated_author
from crawler.extraction.layout import Layout
from crawler.extraction.page import Page
from crawler.extraction.selectors import select
from domain.text import normalise

__all__ = ["Author", "find_author"]

_TAIL = 6
_HEAD = 5
_MOST_SIGNATURES = 2


@dataclass(frozen=True, slots=True)
class Author:
    """``office``: the office that signs the text, as written; ``drop``: indices of paragraphs that are bylines,
    signatures
    or date lines and so no body text.
    """

    name: str | None
    drop: frozenset[int] = frozenset()
    office: str | None = None


def find_author(page: Page, paragraphs: Sequence[str]) -> Author:
    """The author of the page's article and the paragraphs that only sign or date it. Never raises on a page."""
    head = _head_lines(paragraphs)
    tail = _tail_lines(page, paragraphs, skip=len(head))
    drop = {i for i, _ in (*head, *tail)}
    if len(drop) >= len(paragraphs):
        drop = set()
    signed = [line for _, line in (*head, *reversed(tail)) if line.name]
    layout = Layout.of(page)
    byline = byline_of(page, layout)
    name = (
        _selected(page)
        or next((line.name for line in signed if line.role is Role.SIGNED), None)
        or byline.name
        or next((line.name for line in signed), None)
        or author_below(page, layout)
        or _closing(paragraphs, drop)
        or byline.poster
        or next((line.poster for _, line in (*head, *tail) if line.poster), None)
        or stated_author(page)
    )
    office = (
        next(
            (
                line.office
                for line in (*reversed([line for _, line in tail]), *(line for _, line in head))
                if line.office
            ),
            None,
        )
        or byline.office
        or office_below(layout)
    )
    return Author(name, frozenset(drop), office)


def _head_lines(paragraphs: Sequence[str]) -> list[tuple[int, Line]]:
    """Bylines and date lines among the first paragraphs."""
    found: list[tuple[int, Line]] = []
    past_sapo = False
    for i, text in enumerate(paragraphs[:_HEAD]):
        line = read_line(text)
        after_byline = i == 0 or (bool(found) and found[-1][0] == i - 1)
        signs = line.role in (Role.DATED, Role.SIGNED, Role.CREDIT) and (not past_sapo or line.role is not Role.CREDIT)
        if signs or (line.role is Role.NAME and after_byline and len(paragraphs) > 2):
            found.append((i, line))
        elif len(text) > 200:
            if past_sapo:
                break
            past_sapo = True
    return found


def _tail_lines(page: Page, paragraphs: Sequence[str], skip: int) -> list[tuple[int, Line]]:
    """The signature block at the end: names, credits, units, date lines, down from the last sentence."""
    found: list[tuple[int, Line]] = []
    for i in range(len(paragraphs) - 1, max(skip, len(paragraphs) - 1 - _TAIL), -1):
        text = paragraphs[i]
        line = read_line(text, alone=len(text) < 30 and dressed(page, text))
        if line.role is Role.TEXT and len(text) < 60 and is_site(page, text):
            line = Line(Role.UNIT, office=office_of(text))
        if line.role is Role.TEXT:
            break
        found.append((i, line))
    top = min((i for i, _ in found), default=0)
    names = [line for _, line in found if line.role is Role.NAME]
    if len(names) > _MOST_SIGNATURES or (
        names and any(_is_officer(text) for text in paragraphs[max(top - 3, 0) : top])
    ):
        return []  # a list of people, or the officer who signed a document that the page quotes
    return found


_OFFICE = re.compile(
    r"\W{0,3}(?:(?:kt|tl|tm|q)\.|(?:phó )?(?:giám đốc|chủ tịch|trưởng (?:phòng|ban|khoa|đoàn))"
    r"|chánh văn phòng|cục trưởng|viện trưởng|thủ trưởng|\(?đã ký|nơi nhận|người lập|xác nhận của)",
    re.I,
)


def _is_officer(text: str) -> bool:
    """Whether a line is the office of the one who signs: "KT. GIÁM ĐỐC". A sentence about a chairman is none."""
    return len(text) <= 90 and text[-1:] not in ".!?…" and _OFFICE.match(text) is not None


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
        for element in select(page.tree, selector):
            text = " ".join((element.get("content") or element.text_content()).split())[:160]
            line = read_line(text, alone=True)
            if line.name or (line.role is Role.TEXT and foreign_name(text)):
                return line.name or foreign_name(text)
    return None
