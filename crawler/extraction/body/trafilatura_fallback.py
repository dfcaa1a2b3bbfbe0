"""A second opinion: where our own reading finds little, trafilatura is asked, and its answer is told in our blocks."""

from __future__ import annotations

import copy
import logging

import trafilatura
from lxml.html import HtmlElement

from crawler.extraction.body.boilerplate import is_boilerplate
from crawler.extraction.body.outline import Outline
from crawler.extraction.body.scoring import in_overlay
from crawler.extraction.body.teasers import is_teaser
from domain.text import fold

__all__ = ["THIN", "second_opinion"]

THIN = 800
"""Characters below which a body is thin. On richer pages our own reading measured better and many times faster."""

_VERY_THIN = 250
_MAX_ELEMENTS = 20_000
_MAX_NESTED_TABLES = 25
"""trafilatura reads a table again for every table inside it; no page laid out by tables nests them so deep."""

_log = logging.getLogger(__name__)
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def _lines(tree: HtmlElement) -> list[str]:
    if sum(1 for _ in zip(range(_MAX_ELEMENTS + 1), tree.iter(), strict=False)) > _MAX_ELEMENTS:
        return []
    try:
        text = trafilatura.extract(copy.deepcopy(tree), include_comments=False, include_tables=True)
    except Exception:  # a library's trouble with odd markup only means that there is no second opinion
        _log.info("trafilatura failed", exc_info=True)
        return []
    return [fold(line.strip("- |")) for line in (text or "").split("\n") if line.strip()]


def _nested_tables(page: Outline) -> int:
    """How many tables lie in one another at the deepest place."""
    depths: list[int] = []
    for box in page.boxes:
        depths.append((depths[box.parent] if 0 <= box.parent < len(depths) else 0) + (box.tag == "table"))
    return max(depths, default=0)


def _most(page: Outline) -> int:
    """The most that any reading of the page could call its body."""
    return sum(len(b.text) for b in page.blocks if b.density < 0.6 and b.tag != "h1" and len(b.text) >= 30)


def second_opinion(tree: HtmlElement, page: Outline, order: list[int], refused: set[int]) -> list[int]:
    """``order``, or the blocks that trafilatura holds for the body where these say clearly more.

    ``refused``: blocks that our own reading left out on purpose; they stay out unless it found next to nothing.
    """
    own = sum(len(page.blocks[i].text) for i in order)
    if own >= THIN or _most(page) < max(2 * own, 120):
        return order
    if _nested_tables(page) > _MAX_NESTED_TABLES:
        return order
    lines = _lines(tree)
    whole = " ".join(lines)
    if len(whole) < max(2 * own, 120):
        return order
    exact = set(lines)
    chosen = []
    for i, block in enumerate(page.blocks):
        text = fold(block.text)
        found = text in exact or (len(text) > 60 and text in whole)
        if (
            found
            and len(block.text) >= 30
            and block.density < 0.6
            and not is_boilerplate(block.text)
            and block.tag != "h1"
            and not in_overlay(page, block.box)
        ):
            chosen.append(i)
    if own >= _VERY_THIN:
        chosen = [i for i in chosen if i not in refused and not is_teaser(page, i)]
    dead = sum(len(page.blocks[i].text) for i in chosen if page.boxes[page.blocks[i].box].dead)
    size = sum(len(page.blocks[i].text) for i in chosen)
    if size < 2 * own or (own >= _VERY_THIN and (dead > 0.3 * size or size < 0.7 * len(whole))):
        return order
    return chosen
