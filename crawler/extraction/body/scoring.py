"""Which boxes of a page hold the article: paragraph scores passed up the tree, after the idea of Readability."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from crawler.extraction.body.box_roles import Role
from crawler.extraction.body.outline import Block, Box, Outline
from domain.text import fold

__all__ = ["Content", "beside", "choose_content", "in_overlay", "mark_noise"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OWN_PARENT = frozenset(
    {"p", "li", "dd", "dt", "blockquote", "pre", "address", "figcaption", "caption", "center", "table", *_HEADINGS}
)
_NEVER_DEAD = frozenset({"html", "body", "main", "article", "h1"})
_NOISE_TAGS = frozenset({"nav", "footer", "aside"})
_COLUMN = re.compile(
    r"col(?:umn)?s?[-_ ]?(?:\d|[a-z]{2}-\d|last|right|left)|span\d|large-\d|right|left|side|cot-", re.I
)
_CONTACT = re.compile(
    r"\b(?:dia chi|dien thoai|e-?mail|fax|website|ban quyen|giay phep|copyright|chiu trach nhiem)\b ?:?|©"
)
_OVERLAY = re.compile(
    r"^(?!.*(?:article|post|entry)).*(?:pop-?up|(?:^|[\s_-])modal(?:$|[\s_-](?!enabled|open|ready))|cookie|gdpr|consent)"
)
_LEVELS = 5
_GOOD_LENGTH = 25


@dataclass(slots=True)
class Content:
    """``top``: the best box; ``boxes``: it and the siblings that carry on; ``blocks``: indices of their blocks."""

    top: int
    boxes: list[int]
    blocks: list[int]


def plain_length(block: Block) -> int:
    return len(block.text) - block.linked


def _paragraph(block: Block) -> bool:
    return len(block.text) >= 80 and block.density < 0.34


def in_overlay(page: Outline, index: int) -> bool:
    """Whether a box lies in a pop-up, a modal window or a cookie notice."""
    while index >= 0 and page.boxes[index].tag != "body":
        if page.boxes[index].dead and _OVERLAY.search(page.boxes[index].names.lower()):
            return True
        index = page.boxes[index].parent
    return False


def _share_to_live(box: Box) -> float:
    """The share of the page's paragraphs above which a box is no noise, whatever it is called."""
    names = box.names.lower()
    if _OVERLAY.search(names):
        return 1.0
    if "comment" in names or "related" in names or box.tag in _NOISE_TAGS:
        return 0.85
    return 0.3 if box.strong else 0.5


def mark_noise(page: Outline, keep: frozenset[int] = frozenset(), *, names: bool = True) -> None:
    """Decide which boxes are dead: those that present themselves as noise, unless the article is plainly inside.

    ``keep``: boxes known to hold the title. ``names=False`` believes tags and styles only: some names mislead.
    """
    mass = [0] * (len(page.blocks) + 1)
    for i, block in enumerate(page.blocks):
        mass[i + 1] = mass[i] + (len(block.text) if _paragraph(block) else 0)
    total = mass[-1]
    for index, box in enumerate(page.boxes):
        dead = box.noise and box.tag not in _NEVER_DEAD and index not in keep
        if dead and not names and box.role is Role.NOISE and box.tag not in _NOISE_TAGS:
            dead = "comment" in box.names.lower() or _OVERLAY.search(box.names.lower()) is not None
        if dead and total:
            share = (mass[box.last] - mass[box.first]) / total
            dead = share <= _share_to_live(box)
        box.dead = dead or (box.parent >= 0 and page.boxes[box.parent].dead)


def _scores(page: Outline) -> list[float]:
    scores = [0.0] * len(page.boxes)
    direct = [0] * len(page.boxes)
    for block in page.blocks:
        if len(block.text) >= _GOOD_LENGTH:
            direct[block.box] += 1
    for block in page.blocks:
        box = page.boxes[block.box]
        if box.dead or len(block.text) < _GOOD_LENGTH or block.density > 0.5:
            continue
        text = block.text
        score = (1 + min(text.count(",") + text.count("،") + text.count("，"), 12) + min(len(text) / 100, 3.0)) * (
            1 - block.density
        )
        if box.tag in _HEADINGS or (block.bold == len(text) and len(text) < 60):
            score *= 0.3
        index = block.box
        if box.tag in _OWN_PARENT or direct[index] < 2:
            index = box.parent
        level = 0
        while index >= 0 and level < _LEVELS:
            scores[index] += score if level == 0 else score / 2 if level == 1 else score / (3 * level)
            index = page.boxes[index].parent
            level += 1
    return scores


def _densities(page: Outline) -> tuple[list[int], list[int]]:
    """Running sums of text and link characters over living blocks, for ranges."""
    text, link = [0], [0]
    for block in page.blocks:
        alive = not page.boxes[block.box].dead
        text.append(text[-1] + (len(block.text) if alive else 0))
        link.append(link[-1] + (block.linked if alive else 0))
    return text, link


_TAG_BONUS = {"article": 10.0, "main": 5.0, "section": 0.0, "div": 3.0, "td": 3.0, "pre": 3.0, "blockquote": 3.0,
              "form": -3.0, "ul": -5.0, "ol": -3.0, "li": -5.0, "dl": -3.0, "th": -5.0, "address": -5.0}  # fmt: skip


def choose_content(page: Outline) -> Content | None:
    """The box of the article and its blocks, or None where no paragraph is found."""
    scores = _scores(page)
    text, link = _densities(page)

    def density(index: int) -> float:
        box = page.boxes[index]
        size = text[box.last] - text[box.first]
        return (link[box.last] - link[box.first]) / size if size else 0.0

    final: list[tuple[float, int]] = []
    bare = [score * (1 - density(index)) for index, score in enumerate(scores)]
    for index, score in enumerate(scores):
        box = page.boxes[index]
        if score <= 0 or box.dead:
            continue
        score += _TAG_BONUS.get(box.tag, 0.0)
        if box.strong:
            score += 25 + score * 0.1
        elif box.role is Role.CONTENT:
            score += 12
        elif box.role is Role.WEAK:
            score -= 10
        scores[index] = score * (1 - density(index))
        final.append((scores[index], index))
    if not final:
        return None
    final.sort(reverse=True)
    top = final[0][1]
    top = _rise(page, scores, bare, final, top)
    top = _widen(page, top)
    boxes = _siblings(page, scores, density, top)
    blocks = [
        i
        for b in boxes
        for i in range(page.boxes[b].first, page.boxes[b].last)
        if not page.boxes[page.blocks[i].box].dead
    ]
    return Content(top, boxes, blocks)


def _ancestors(page: Outline, index: int) -> list[int]:
    chain = []
    index = page.boxes[index].parent
    while index >= 0:
        chain.append(index)
        index = page.boxes[index].parent
    return chain


def _rise(page: Outline, scores: list[float], bare: list[float], final: list[tuple[float, int]], top: int) -> int:
    """Move up while a parent gathers more: other good boxes beside the top, or a rising score."""
    near = [index for score, index in final[1:6] if score >= scores[top] * 0.75]
    if len(near) >= 3:
        chains = [set(_ancestors(page, index)) for index in near]
        for parent in _ancestors(page, top):
            if page.boxes[parent].tag in {"body", "html"}:
                break
            if sum(parent in chain for chain in chains) >= 3:
                top = parent
                break
    last = bare[top]
    threshold = last / 3
    index = page.boxes[top].parent
    while index >= 0 and page.boxes[index].tag not in {"body", "html"}:
        score = bare[index]
        if score > 0:
            if score < threshold:
                break
            if score > last:
                top = index
                break
            last = score
        index = page.boxes[index].parent
    # An only child stands for its parent: the sibling search then sees the right neighbours.
    while (parent := page.boxes[top].parent) >= 0 and page.boxes[parent].tag not in {"body", "html"}:
        inside, around = page.boxes[top], page.boxes[parent]
        if (inside.first, inside.last) != (around.first, around.last):
            break
        top = parent
    return top


def _child_towards(page: Outline, ancestor: int, index: int) -> int:
    """The child of ``ancestor`` that holds box ``index`` (or is it)."""
    while page.boxes[index].parent != ancestor and index != ancestor:
        index = page.boxes[index].parent
    return index


def beside(page: Outline, top: int, index: int) -> bool:
    """Whether box ``index`` stands in another column than ``top``: what it says is no part of the article."""
    inside = page.boxes[top]
    ancestor = index
    while not (page.boxes[ancestor].first <= inside.first and inside.last <= page.boxes[ancestor].last):
        ancestor = page.boxes[ancestor].parent
    child = _child_towards(page, ancestor, index)
    own = _child_towards(page, ancestor, top)
    if child in {own, ancestor}:
        return False
    box = page.boxes[child]
    return box.tag == "td" or (_COLUMN.search(box.names) is not None and box.names != page.boxes[own].names)


def _widen(page: Outline, top: int) -> int:
    """Move up to an ancestor whose further text is mostly paragraphs: articles cut into chunks."""
    best = top
    inside = page.boxes[top]
    mass = sum(len(b.text) for b in page.blocks[inside.first : inside.last] if _living_paragraph(page, b))
    for index in _ancestors(page, top):
        box = page.boxes[index]
        if box.tag in {"body", "html"}:
            break
        current = page.boxes[best]
        extra = [*page.blocks[box.first : current.first], *page.blocks[current.last : box.last]]
        extra = [b for b in extra if not page.boxes[b.box].dead]
        size = sum(plain_length(b) for b in extra)
        good = [len(b.text) for b in extra if _paragraph(b) and not beside(page, best, b.box)]
        if sum(good) > 0.2 * mass and len(good) >= 2 and sum(good) > 0.65 * size:
            best = index
            mass += sum(good)
    return best


def _living_paragraph(page: Outline, block: Block) -> bool:
    return _paragraph(block) and not page.boxes[block.box].dead


def _carries_on(page: Outline, box: Box, joined: list[int]) -> bool:
    """Whether a small box right after the text so far is its next paragraph ("<div>…</div><div>…</div>")."""
    if (
        not joined
        or box.tag not in {"div", "section", "blockquote"}
        or box.last - box.first > 3
        or box.role is Role.WEAK
    ):
        return False
    end = page.boxes[joined[-1]].last
    blocks = page.blocks[box.first : box.last]
    if box.first - end > 1 or not blocks or _CONTACT.search(fold(blocks[0].text)):
        return False
    return all(_paragraph(b) and b.density < 0.2 and b.text[-1] in ".!?…”:;" for b in blocks)


def _siblings(page: Outline, scores: list[float], density: Callable[[int], float], top: int) -> list[int]:
    """The top box and those beside it that carry on its text."""
    parent = page.boxes[top].parent
    if parent < 0:
        return [top]
    limit = max(10.0, scores[top] * 0.2)
    names = page.boxes[top].names
    boxes = []
    for index in range(parent + 1, len(page.boxes)):
        box = page.boxes[index]
        if box.parent != parent:
            if box.first >= page.boxes[parent].last and index > top:
                break
            continue
        if index == top:
            boxes.append(index)
            continue
        if box.dead or (box.tag != "p" and beside(page, top, index)):
            continue
        bonus = scores[top] * 0.2 if names and box.names == names else 0.0
        if (scores[index] + bonus >= limit and density(index) < 0.35) or _carries_on(page, box, boxes):
            boxes.append(index)
        elif box.tag == "p":
            size = sum(len(b.text) for b in page.blocks[box.first : box.last])
            links = density(index)
            if (size > 80 and links < 0.25) or (
                0 < size <= 80 and links == 0 and page.blocks[box.first].text[-1] in ".!?"
            ):
                boxes.append(index)
    return boxes
