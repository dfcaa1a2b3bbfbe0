"""The sapo: the opening paragraph that a page sets apart from the rest, often outside the box of the body."""

from __future__ import annotations

import re

from crawler.extraction.body.boilerplate import is_boilerplate, is_date_line, is_related_head
from crawler.extraction.body.box_roles import names_caption
from crawler.extraction.body.outline import Block, Outline
from domain.text import fold

__all__ = ["Lead", "find_lead"]

_NAMED = re.compile(
    r"sapo|(?<![a-z])lead(?!ing|[a-z-]*er)|summary|(?<!meta-)description|(?<![a-z])desc(?![a-z])|"
    r"intro(?!duction-video)|excerpt|abstract|chapeau|"
    r"standfirst|(?<![a-z])de[ck]k?(?![a-z])|teaser|tom-?tat|trich-?(?:yeu|dan)|mo-?ta|sub-?(?:title|head)|"
    r"gioi-?thieu|news-?head|dan-?de|dau-?bai|home-?text",
    re.I,
)
_NAMED_SHORT = re.compile(
    r"sapo|home-?text|(?<![a-z])lead(?!ing|[a-z-]*er)|summary|chapeau|standfirst|tom-?tat|mo-?ta|dan-?de|intro-?text",
    re.I,
)
"""Names under which a single short sentence is a lead, too."""
_MIN, _MAX, _SHORT = 40, 1200, 12
_REACH = 14

Lead = list[int]
"""Indices of the lead's blocks; empty where the page sets none apart."""


def _names(page: Outline, block: Block, end: int) -> str:
    """Names of the boxes around a block, short of those that hold block ``end``, the body's last, too."""
    found = [block.element.get("itemprop") or ""]
    index = block.box
    for _ in range(3):
        if index < 0:
            break
        box = page.boxes[index]
        if box.last - box.first > 6 or (box.last > end and box.last - box.first > 1):
            break
        found.append(box.names)
        index = box.parent
    child = next((c for c in block.element if isinstance(c.tag, str)), None)
    if child is not None and not (block.element.text or "").strip():
        found.append(child.get("class") or "")
    return " ".join(found)


def _fits(page: Outline, index: int, end: int) -> bool:
    block = page.blocks[index]
    text = block.text
    least = _MIN if len(text) >= _MIN or not _NAMED_SHORT.search(_names(page, block, end)) else _SHORT
    return (
        least <= len(text) <= _MAX
        and block.density < 0.4
        and block.tag not in {"table", "figcaption"}
        and not (is_boilerplate(text) or is_date_line(text) or is_related_head(text))
    )


def find_lead(page: Outline, body: list[int], heading: int | None, title: str, description: str) -> Lead:
    """The blocks of the lead between the title and the body, or at the body's start."""
    if not body:
        return []
    first = body[0]
    start = heading + 1 if heading is not None and heading < first else max(0, first - _REACH)
    start = max(start, first - 40)
    # A block of the body may carry the lead too: look at its first few.
    spots = [*range(start, first), *body[:3]]
    folded_title = fold(title)
    near = [i for i in spots if _fits(page, i, body[-1]) and fold(page.blocks[i].text) != folded_title]
    in_body = set(body)
    near = [i for i in near if i in in_body or not _astray(page, i, body[-1])]
    named = [i for i in near if _is_named(page, i, body)]
    if named:
        head = named[0]
        run = [
            i
            for i in named
            if page.boxes[page.blocks[i].box].parent == page.boxes[page.blocks[head].box].parent or i == head
        ]
        if sum(len(page.blocks[i].text) for i in run) <= _MAX and len(run) <= 3:
            return run
        return [head]
    described = fold(description)
    if len(described) >= _MIN:
        for i in near:
            text = fold(page.blocks[i].text)
            short = min(len(text), len(described), 80)
            if text[:short] == described[:short] or (len(described) > 60 and described[:60] in text):
                return [i]
    for i in near[:2]:
        block = page.blocks[i]
        if (
            block.bold >= 0.9 * len(block.text)
            and len(block.text) >= 60
            and ((i in in_body and i == first) or i < first)
        ):
            return [i]
        if (
            i < first
            and block.tag in {"h2", "h3", "strong", "p", "div"}
            and heading is not None
            and len(block.text) >= 80
        ):
            return [i]
    return []


def _is_named(page: Outline, index: int, body: list[int]) -> bool:
    """Whether a block before the body, or the first of its paragraphs, names itself a lead and no caption."""
    names = _names(page, page.blocks[index], body[-1])
    if not _NAMED.search(names) or names_caption(names):
        return False
    first = body[1] if len(body) > 1 and len(page.blocks[body[0]].text) < 2 * _MIN else body[0]
    return index not in body or index <= first


def _astray(page: Outline, index: int, end: int) -> bool:
    """Whether a block before the body is dead and does not name itself a lead."""
    box = page.boxes[page.blocks[index].box]
    if not box.dead:
        return False
    return _NAMED.search(_names(page, page.blocks[index], end)) is None
