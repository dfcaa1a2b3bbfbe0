"""Dates that a reader sees: those of date lines near the heading, told from clocks, licences, lists, captions and cited
documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.block_tags import BLOCK_TAGS
from crawler.extraction.dates.labels import Label, label_in_names, label_of, only_label, remainder
from crawler.extraction.dates.parsing import Found, find_moments, parse_machine, same_day
from crawler.extraction.dates.time_of_day import TIME, read_time
from crawler.extraction.layout import Layout, Place, lines_of
from domain.article import Moment, day_of
from domain.text import fold, normalise

__all__ = ["Seen", "Visible", "beside_tag", "date_lines", "is_caption", "read_visible"]

_MAYBE = re.compile(r"(?:19|20)\d\d|\d[/.]\d{1,2}[/.]\d\d")
_PURE_TIME = re.compile(rf"\W{{0,6}}{TIME}\W{{0,6}}\Z")
_LONGEST_LINE = 240
_MOST_LINES = 400
_STRAY = 0.5
_ABOVE_REACH = 40
_LABELLED_REACH = 90
_BELOW_REACH = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """One date of a date line. ``score``: 4 and more is labelled and well placed, below that only placed."""

    value: Moment
    label: Label
    score: float
    at: int
    place: Place = Place.HEAD
    soft: bool = False  # only a class named "updated" says so: hAtom themes put it on the publication, too


@dataclass(slots=True)
class Visible:
    """What the page shows. ``clock_days``: days that the site's own clock showed when the page was fetched."""

    published: Seen | None = None
    updated: Seen | None = None
    clock_days: set[date] = field(default_factory=set)
    seen: list[Seen] = field(default_factory=list)


def read_visible(layout: Layout) -> Visible:
    """All date lines of the page, and the best of them for publication and update."""
    visible = Visible()
    for element, line, value_of_tag in date_lines(layout):
        for seen in _judge(layout, element, line, value_of_tag, visible.clock_days):
            visible.seen.append(seen)
    published = [seen for seen in visible.seen if seen.label in (Label.PUBLISHED, Label.NONE)]
    if len(stray := [seen for seen in published if seen.score == _STRAY]) > 1:
        published = [seen for seen in published if seen not in stray]  # dated boxes within the text: a chronicle
    below = [seen for seen in published if seen.place is Place.BELOW]
    if len({_day(seen.value) for seen in below}) > 1:
        published = [seen for seen in published if seen not in below]  # comments, each with its own date
    updated = [seen for seen in visible.seen if seen.label is Label.UPDATED]

    def rank(seen: Seen) -> tuple[float, int]:
        return seen.score, -abs(seen.at - max(layout.heading, 0))

    visible.published = max(published, key=rank, default=None)
    visible.updated = max(updated, key=rank, default=None)
    if (
        visible.updated is not None
        and visible.updated.soft
        and (visible.published is None or visible.published.score < 2)
    ):
        visible.published, visible.updated = replace(visible.updated, label=Label.NONE, score=3.5), None
    return visible


def date_lines(layout: Layout) -> Iterator[tuple[HtmlElement, str, Moment | None]]:
    """Lines that may hold a date, each with the element that holds it; ``<time>`` brings its own value."""
    heading = layout.page.heading
    done: set[HtmlElement] = set()
    count = 0
    for element in layout.elements:
        if count >= _MOST_LINES:
            return
        if element.tag in {"script", "style", "head", "title", "option", "textarea", "noscript"}:
            continue
        unseen = layout.unseen(element)
        if unseen and element not in layout.page.hidden:
            continue
        if (
            element.tag == "time"
            and not unseen
            and (stamp := element.get("datetime"))
            and (value := parse_machine(stamp)) is not None
        ):
            count += 1
            yield element, " ".join(normalise(element.text_content()[:_LONGEST_LINE]).split()), value
            continue
        holders = []
        if not unseen and element.text and _MAYBE.search(element.text):
            holders.append(element)
        if element.tail and _MAYBE.search(element.tail) and (parent := element.getparent()) is not None:
            holders.append(parent)
        for holder in holders:
            block = _block_of(holder, heading)
            if block is None or block in done:
                continue
            done.add(block)
            for line in lines_of(block):
                if _MAYBE.search(line) and len(line) <= _LONGEST_LINE:
                    count += 1
                    if count > _MOST_LINES:
                        return
                    yield holder, normalise(line), None


def _block_of(element: HtmlElement, heading: HtmlElement | None) -> HtmlElement | None:
    """The block whose line the text is part of. A small print inside the heading is a line of its own."""
    box: HtmlElement | None = element
    while box is not None:
        parent = box.getparent()
        if box is heading:
            return None
        if box.tag in BLOCK_TAGS or (heading is not None and parent is heading):
            return box
        box = parent
    return None


def _names_around(element: HtmlElement, layout: Layout) -> str:
    """Class and id of the element and of the two boxes around it, short of those that hold the heading."""
    names: list[str] = []
    box: HtmlElement | None = element
    while box is not None and len(names) < 3 and box is not layout.page.tree:
        if layout.heading >= 0 and layout.page.heading is not None and _holds(box, layout.page.heading):
            break
        if box in layout.page.body_nodes:
            break
        names.append(layout.names(box))
        box = box.getparent()
    return " ".join(filter(None, names))


def _holds(box: HtmlElement, element: HtmlElement) -> bool:
    return any(other is box for other in element.iterancestors())


def _judge(
    layout: Layout, element: HtmlElement, line: str, stamp: Moment | None, clock_days: set[date]
) -> Iterator[Seen]:
    """The dates of one line that count; those of the site's clock are noted apart."""
    place = layout.place(element)
    names = _names_around(element, layout)
    named_label, named = label_in_names(names)
    short_years = named or only_label(line.split(":")[0]) is not Label.NONE or _SHORT_ALONE.fullmatch(line) is not None
    found = find_moments(line, short_years=short_years)
    if stamp is not None:
        found = [_of_tag(stamp, found, line)]
        named = True
    if not found:
        return
    rest = _without(line, found)
    left = remainder(rest) if stamp is None else beside_tag(element, line, place)
    prose = len(left) > 60 or left.count(" ") > 9
    start = 0
    for index, moment in enumerate(found):
        label = label_of(line[start : moment.start])
        start = moment.end
        if label is Label.NONE and index == 0 and not line[: moment.start].strip(" \t([|-–—·•"):
            label = _label_beside(layout, element)
        soft = label is Label.NONE and index == 0 and named_label is Label.UPDATED
        if label is Label.NONE and index == 0:
            label = named_label
        if label is Label.WHEN:
            label = Label.NONE if named else Label.OTHER
        if _is_clock(layout, element, place, label, line):
            clock_days.add(_day(moment.value))
            continue
        if label is Label.OTHER or prose or (label is Label.NONE and index > 0):
            continue
        if label is Label.NONE and not named and not _is_dateline(layout, element, line, rest, left):
            continue
        score = _score(layout, element, place, label, named, isinstance(moment.value, datetime), left, line)
        if score > 0:
            score += 0.5 if _ANSWERED.search(fold(line)) else 0.0  # an answer is the article, not the question
            value = moment.value if len(found) > 1 else _with_time(moment.value, layout, element)
            yield Seen(value, label, score, layout.order.get(element, 0), place, soft)


_SHORT_ALONE = re.compile(r"\W{0,4}\d{1,2}/\d{1,2}/\d{2}\s?[|,–-]?\s?\d{1,2}\s?[:h]\s?\d{2}\W{0,4}")
_BRACKETED = re.compile(r"\([^()]{6,40}\)\.?")
_ANSWERED = re.compile(r"\b(?:ngay|thoi gian|luc) tra loi\b")
_BARS = re.compile(r"\s[|•·/–—-]\s|[|•·]")
_BYLINE = re.compile(r"\W*(?:(?:(?:duoc |da )?(?:dang|gui|viet) )?boi\b|tac gia|nguoi (?:dang|viet|gui)) ?:?")
_BAR = re.compile(r"[|•·]")
_SOURCE = re.compile(r"\W*(?:theo )?nguon\b")
_LETTERHEAD = re.compile(r"^\W*[A-ZĐ][^\d,]{1,40},\s*ngày\s+\d{1,2}\s+tháng", re.I)
_CAPTION_NAMES = re.compile(r"caption|chu-?thich|cutline|img-?desc|photo-?desc")


def _is_dateline(layout: Layout, element: HtmlElement, line: str, rest: str, left: str) -> bool:
    """Whether an unlabelled line is made of a date and at most a name or a section beside it. A caption, a line of
    figures
    ("Số liệu đến 12/05/2024") or a sentence names the day of something else, the letterhead of a document its own.
    """
    if not left:
        return True
    if _LETTERHEAD.match(line) or is_caption(layout, element):
        return False
    if _SOURCE.match(fold(line[:40])) and not (_BAR.search(line) and left.count(" ") < 4):
        return False  # the day is that of what is cited, unless a bar parts it from the source
    words = re.findall(r"[^\W\d_]+", rest)
    if _BYLINE.match(fold(line[:40])) and left.count(" ") < 8:
        return True
    if left.count(" ") >= 5:
        return False
    if all(word[0].isupper() for word in words):
        return True
    return _BARS.search(line) is not None and left.count(" ") < 4


def is_caption(layout: Layout, element: HtmlElement) -> bool:
    """Whether an element is, or stands where, the caption of a picture stands."""
    block = _block_of(element, None)
    if block is None:
        return False
    around = [block, *islice(block.iterancestors(), 2)]
    if any(
        box.tag in {"figure", "figcaption", "caption"} or _CAPTION_NAMES.search(layout.names(box)) for box in around
    ):
        return True
    at = layout.order.get(block, 0)
    return any(other.tag == "img" for other in (*layout.elements[max(at - 2, 0) : at], *islice(block.iter("img"), 1)))


def _label_beside(layout: Layout, element: HtmlElement) -> Label:
    """The label in the cell or box before: "Ngày đăng:" | "21/06/2024", but also "Ngày ban hành" | "18/5/2021"."""
    text = normalise(layout.neighbour(element, -1))
    if len(text) > 40 or fold(text) == fold(layout.page.title):
        return Label.NONE  # a heading that speaks of a schedule or a plan says nothing of the day below it
    label = only_label(text)
    return Label.OTHER if label is Label.NONE and label_of(text) is Label.OTHER else label


def _of_tag(stamp: Moment, found: list[Found], line: str) -> Found:
    """A ``<time>``: its machine value, unless the text gives the same day with more detail."""
    if found and not isinstance(stamp, datetime) and same_day(found[0].value, stamp):
        return found[0]
    return Found(stamp, found[0].start if found else len(line), found[0].end if found else len(line))


def beside_tag(element: HtmlElement, line: str, place: Place) -> str:
    """What else the line of a ``<time>`` says. It matters only below the heading's part: there events have times."""
    block = _block_of(element, None)
    if block is None or place in (Place.HEAD, Place.ABOVE):
        return ""
    text = normalise(" ".join(block.text_content()[: 4 * _LONGEST_LINE].split()))
    return remainder(text.replace(line, " ", 1))


def _day(value: Moment) -> date:
    day = day_of(value)
    assert day is not None
    return day


def _without(line: str, found: list[Found]) -> str:
    pieces, last = [], 0
    for moment in found:
        pieces.append(line[last : moment.start])
        last = moment.end
    return " ".join([*pieces, line[last:]])


def _is_clock(layout: Layout, element: HtmlElement, place: Place, label: Label, line: str) -> bool:
    """The server's clock: an unlabelled date in what stands before the article, or "Hôm nay"."""
    if label in (Label.PUBLISHED, Label.UPDATED):
        return False
    if re.match(r"(?i)\W*(?:hôm nay|bây giờ|today)", line):
        return True
    early = layout.order.get(element, 0) < layout.heading
    if place is Place.OUTSIDE:
        return early and not layout.in_list(element)
    return place is Place.ABOVE and not layout.inside_box(element) and not layout.beside_heading(element)


def _score(
    layout: Layout, element: HtmlElement, place: Place, label: Label, named: bool, timed: bool, left: str, line: str
) -> float:
    """How much the place and the label speak for the date; 0 rejects it."""
    labelled = label is not Label.NONE
    at = layout.order.get(element, 0)
    if place is Place.OUTSIDE or layout.in_list(element):
        return 0
    if layout.repeats(element, 2 if place is Place.HEAD else 1):
        return 0
    if place is Place.HEAD:
        return 5.0 if labelled else 3.5 if named else 3.0
    if place is Place.ABOVE:
        if labelled:
            near = layout.heading - at < _LABELLED_REACH and layout.few_links_before(at)
            return 4.0 if near or layout.inside_box(element) else 0
        if (named or timed) and layout.beside_heading(element):
            return 2.5
        near = layout.heading - at < _ABOVE_REACH
        if line.rstrip().endswith(("-", "–", "|")):
            return 0  # a clock whose time a script fills in
        return (2.5 if named else 2.0) if near and layout.inside_box(element) and layout.few_links_before(at) else 0
    if place is Place.BODY:
        edge = layout.at_body_edge(element)
        if labelled and edge:
            return 4.0
        if edge == "first" and len(line) < 90 and left.count(" ") < 4:
            return 1.5
        if edge == "last" and not left and _BRACKETED.fullmatch(line):
            return 1.0
        return _STRAY if named and not left else 0
    if layout.cut_off(element):
        return 0
    if labelled:
        return 4.0 if layout.inside_box(element) or at - (layout.last_body or 0) < _BELOW_REACH else 0
    alone = named or _BRACKETED.fullmatch(line) is not None
    return 1.0 if alone and not left and layout.inside_box(element) else 0


def _with_time(value: Moment, layout: Layout, element: HtmlElement) -> Moment:
    """A bare day with the time of day that stands alone in the box before or after it."""
    if isinstance(value, datetime):
        return value
    for step in (1, -1):
        text = normalise(layout.neighbour(element, step)).lower()
        if text and len(text) < 24 and (match := _PURE_TIME.match(text)) and (clock := read_time(match)) is not None:
            if not (clock.hour or clock.minute):
                return value  # an empty field, or the clock of an audio player
            return datetime.combine(value, clock)
    return value
