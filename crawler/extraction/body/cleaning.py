"""From the blocks of the chosen boxes to the blocks of the body: what is not the article's own text leaves."""

from __future__ import annotations

from crawler.extraction.body.boilerplate import (
    is_boilerplate,
    is_comment_head,
    is_contact,
    is_credit,
    is_date_line,
    is_imprint,
    is_related_head,
)
from crawler.extraction.body.box_roles import Role, names_caption
from crawler.extraction.body.outline import Block, Box, Outline
from crawler.extraction.body.scoring import Content
from crawler.extraction.body.teasers import is_linked_title, is_teaser, under_title

__all__ = ["clean"]

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl"})
_TEXT_TAGS = frozenset({"p", "blockquote", "li", "td", "tr", "tbody", "pre", *_HEADINGS})
_ENDS = (".", "!", "?", "…", ":", ";", '"', "”", "’", "»", ")", "。", "！", "？")


def _sentence(block: Block) -> bool:
    """A block that reads as running text rather than as a label."""
    return len(block.text) - block.linked >= 80 or (
        len(block.text) >= 40 and block.density < 0.5 and block.text.endswith(_ENDS)
    )


class _Sums:
    """Characters of text, of links and of running text over living blocks, for any range of blocks."""

    def __init__(self, page: Outline, alive: list[bool]) -> None:
        self.text, self.link, self.prose = [0], [0], [0]
        for block, living in zip(page.blocks, alive, strict=True):
            size = len(block.text) if living else 0
            self.text.append(self.text[-1] + size)
            self.link.append(self.link[-1] + (block.linked if living else 0))
            self.prose.append(self.prose[-1] + (size if living and block.density < 0.34 and _sentence(block) else 0))

    def of(self, box: Box) -> tuple[int, int, int]:
        first, last = box.first, box.last
        return (
            self.text[last] - self.text[first],
            self.link[last] - self.link[first],
            self.prose[last] - self.prose[first],
        )


def _is_clutter(box: Box, size: int, linked: int, prose: int) -> bool:
    density = linked / size
    if box.tag in _LISTS:
        return density > 0.6 or (density > 0.35 and prose < 0.3 * size)
    if box.tag == "table":
        return density > 0.6
    if box.role is Role.WEAK:
        return prose < 0.5 * size and (size < 160 or density > 0.3)
    if box.tag in _TEXT_TAGS or (box.last - box.first == 1 and density < 0.9):
        return False
    return density > 0.5 and prose < 0.4 * size


def _teasers(page: Outline, content: Content, alive: list[bool]) -> list[tuple[int, int]]:
    """Running counts of long blocks and of teasers among them."""
    counts = [(0, 0)]
    last = max(content.blocks, default=-1)
    for i in range(last + 1):
        block = page.blocks[i]
        long = alive[i] and len(block.text) - block.linked >= 60 and block.tag != "table"
        counts.append((counts[-1][0] + long, counts[-1][1] + (long and under_title(page, i))))
    return counts


def _is_teaser_list(box: Box, counts: list[tuple[int, int]]) -> bool:
    last = min(box.last, len(counts) - 1)
    first = min(box.first, last)
    long = counts[last][0] - counts[first][0]
    teasers = counts[last][1] - counts[first][1]
    return teasers >= 2 and teasers >= 0.7 * long


def _is_lone_teaser(page: Outline, box: Box, counts: list[tuple[int, int]]) -> bool:
    """A box of a linked title and the first words of what it leads to, set into the text."""
    if not 2 <= box.last - box.first <= 3 or box.last >= len(counts) or not is_linked_title(page.blocks[box.first]):
        return False
    return counts[box.last][0] - counts[box.first][0] == 1


def _drop_clutter(page: Outline, content: Content, alive: list[bool], captions: bool) -> None:
    """Boxes inside the content that are lists of links, labels or (unless wanted) captions."""
    sums = _Sums(page, alive)
    whole = sum(sums.of(page.boxes[b])[0] for b in content.boxes)
    chosen = set(content.boxes)
    inside: set[int] = set()
    teasers = _teasers(page, content, alive)
    lone = {i for i, box in enumerate(page.boxes) if _is_lone_teaser(page, box, teasers)}
    if len(lone) > 2:
        lone = set()  # a list: ``refusal`` must see it whole
    for index, box in enumerate(page.boxes):
        if index in chosen:
            inside.add(index)
            continue
        if box.parent not in inside or box.dead:
            continue
        inside.add(index)
        size, linked, prose = sums.of(box)
        if not size or size > 0.9 * whole:
            continue
        picture = box.tag in {"figure", "figcaption"} or (box.names and names_caption(box.names))
        unwanted = size < 1000 and not captions if picture else _is_clutter(box, size, linked, prose)
        unwanted = unwanted and size <= 0.6 * whole
        if unwanted or _is_teaser_list(box, teasers) or (index in lone and size <= 0.4 * whole):
            inside.discard(index)
            box.clutter = not picture
            alive[box.first : box.last] = [False] * (box.last - box.first)


def clean(page: Outline, content: Content, heading: int | None, *, captions: bool) -> list[int]:
    """Indices of the body's blocks in document order. ``heading``: index of the title's block, if it is a block."""
    alive = [False] * len(page.blocks)
    for i in content.blocks:
        alive[i] = True
    _drop_clutter(page, content, alive, captions)
    if heading is not None and content.blocks and content.blocks[0] <= heading <= content.blocks[-1]:
        before = [i for i in content.blocks if i < heading and alive[i] and _sentence(page.blocks[i])]
        if sum(len(page.blocks[i].text) for i in before) < 600:
            for i in range(heading + 1):
                alive[i] = False
    order = [i for i in range(len(page.blocks)) if alive[i]]
    order = _cut_tail(page, order)
    order = [i for i in order if not _is_label(page, i) and (captions or not is_credit(page.blocks[i].text))]
    order = _trim_head(page, order)
    while len(order) > 1 and page.blocks[order[-1]].tag in {"h1", "h2"} and not _sentence(page.blocks[order[-1]]):
        order.pop()  # a heading with nothing under it belongs to what was cut off
    return _without_imprint(page, order)


def _without_imprint(page: Outline, order: list[int]) -> list[int]:
    """Cut where the site says whose it is, if only addresses follow: a footer that no name tells from the text."""
    for n in range(max(1, len(order) - 5), len(order)):
        if is_imprint(page.blocks[order[n]].text) and all(
            is_imprint(page.blocks[i].text) or is_contact(page.blocks[i].text) for i in order[n + 1 :]
        ):
            return order[:n]
    return order


def _is_label(page: Outline, index: int) -> bool:
    block = page.blocks[index]
    if block.tag == "table":
        return False
    if is_boilerplate(block.text):
        return True
    if block.density <= 0.9 or len(block.text) >= 160 or block.text.startswith(("http", "www.")):
        return False
    return not block.text.endswith((".", "”", '"'))


def _trim_head(page: Outline, order: list[int]) -> list[int]:
    """Drop date lines, bylines and labels that stand before the first running text."""
    first = next(
        (n for n, i in enumerate(order) if _sentence(page.blocks[i]) and not is_date_line(page.blocks[i].text)), None
    )
    if first is None:  # a notice of a few words: the day above them is still no text of it
        start = next((n for n, i in enumerate(order) if not is_date_line(page.blocks[i].text)), 0)
        return order[start:]
    kept = []
    for n, i in enumerate(order[:first]):
        block = page.blocks[i]
        if (
            block.tag == "table"
            or block.tag in {"li", "figcaption"}
            or (n == first - 1 and block.tag in _HEADINGS and len(block.text) > 12 and not is_date_line(block.text))
        ):
            kept.append(i)
    return kept + order[first:]


def _cut_tail(page: Outline, order: list[int]) -> list[int]:
    """Cut at the head of a related list or of the comments, up to the next stretch of running text."""
    kept: list[int] = []
    n = 0
    while n < len(order):
        i = order[n]
        block = page.blocks[i]
        headed = block.tag in _HEADINGS or block.bold >= 0.9 * len(block.text)
        if n and headed and is_comment_head(block.text) and sum(len(page.blocks[j].text) for j in kept) > 150:
            return kept
        if n and is_related_head(block.text):
            after = n + 1
            while after < len(order) and not (
                _sentence(page.blocks[order[after]]) and page.blocks[order[after]].density < 0.3
            ):
                after += 1
            rest = sum(
                len(page.blocks[j].text) for j in order[after:] if _sentence(page.blocks[j]) and not is_teaser(page, j)
            )
            done = sum(len(page.blocks[j].text) for j in kept)
            if rest < 0.35 * done or after >= len(order):
                return kept
            n = after
            continue
        kept.append(i)
        n += 1
    return kept
