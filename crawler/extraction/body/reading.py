"""Title, lead and body paragraphs of a page: outline → noise → boxes → heading → cleaning → lead."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.extraction.body.boilerplate import is_address, is_boilerplate, is_date_line, is_imprint
from crawler.extraction.body.box_roles import names_caption
from crawler.extraction.body.cleaning import clean
from crawler.extraction.body.outline import Outline, outline
from crawler.extraction.body.sapo import find_lead
from crawler.extraction.body.scoring import Content, beside, choose_content, mark_noise
from crawler.extraction.body.teasers import is_teaser
from crawler.extraction.body.title import Title, find_title, names_a_unit, without_site
from crawler.extraction.body.trafilatura_fallback import second_opinion
from crawler.extraction.metadata import language_of, site_name
from crawler.extraction.page import Page
from crawler.extraction.selectors import select, select_first

__all__ = ["Body", "plain", "read_body"]

_THIN = 300
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
_JOINERS = dict.fromkeys(map(ord, "\u00ad\u200c\u200d"))


@dataclass(slots=True)
class Body:
    """What was read of a page. ``order``: indices of body blocks, the lead's first; ``lead``: how many are it."""

    outline: Outline
    content: Content | None
    title: str = ""
    heading: int | None = None
    order: list[int] = field(default_factory=list)
    lead: int = 0
    language: str | None = None
    declared: bool = False

    @property
    def paragraphs(self) -> list[str]:
        return [plain(self.outline.blocks[i].text, self.language) for i in self.order]

    @property
    def clutter(self) -> set[HtmlElement]:
        return {box.element for box in self.outline.boxes if box.clutter}

    @property
    def dead(self) -> set[HtmlElement]:
        boxes = self.outline.boxes
        return {box.element for box in boxes if box.dead and (box.parent < 0 or not boxes[box.parent].dead)}


def plain(text: str, language: str | None = "vi") -> str:
    """NFC, plain single spaces, no invisible characters; line breaks (of table rows) stay.

    Soft hyphens and joiners go from Vietnamese, which has no use for them, and stay where scripts need them.
    """
    if language == "vi":
        text = text.translate(_JOINERS)
    lines = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _meta_titles(page: Page) -> list[str]:
    site = site_name(page.meta, page.jsonld)
    found = [page.meta.get("og:title", ""), page.meta.get("twitter:title", "")]
    found += [item["headline"] for item in page.jsonld if isinstance(item.get("headline"), str)]  # type: ignore[misc]
    if page.hint and page.hint.title:
        found.insert(0, page.hint.title)
    head = page.tree.find(".//title")
    found.append("".join(head.itertext()) if head is not None else "")
    titles: list[str] = []
    for title in found:
        titles += [part for part in without_site(title, site) if part not in titles]
    return titles


def _removed(page: Page) -> set[HtmlElement]:
    if page.source is None:
        return set()
    return {element for selector in page.source.selectors.remove for element in select(page.tree, selector)}


def _declared_content(page: Page, out: Outline) -> Content | None:
    """The boxes that the source's body selector names."""
    if page.source is None or not page.source.selectors.body:
        return None
    chosen = select_first(page.tree, page.source.selectors.body)
    index = {box.element: i for i, box in enumerate(out.boxes)}
    boxes: list[int] = []
    for element in chosen:
        node: HtmlElement | None = element
        while node is not None and node not in index:
            node = node.getparent()
        if node is not None and not any(
            out.boxes[b].first <= out.boxes[index[node]].first < out.boxes[b].last for b in boxes
        ):
            boxes.append(index[node])
    blocks = [i for b in boxes for i in range(out.boxes[b].first, out.boxes[b].last)]
    if not blocks:
        return None
    for b in boxes:
        _revive(out, b)
    return Content(boxes[0], boxes, [i for i in blocks if not out.boxes[out.blocks[i].box].dead])


def _revive(out: Outline, index: int) -> None:
    """A declared box lives whatever its name; the noise inside it stays dead."""
    top = out.boxes[index]
    top.dead = False
    for box in out.boxes[index + 1 :]:
        if box.parent < index:
            break
        box.dead = box.noise or out.boxes[box.parent].dead


def _general_content(out: Outline) -> Content | None:
    mark_noise(out)
    content = choose_content(out)
    if content is None or sum(len(out.blocks[i].text) for i in content.blocks) < _THIN:
        # Names may mislead ("sidebar-layout" around everything): a second look believes tags alone.
        mark_noise(out, names=False)
        content = choose_content(out) or content
    return content


def _own_column(out: Outline, content: Content, heading: int) -> Content:
    """Without the columns beside the one that holds the title, if that one has an article's worth of text."""
    box = out.blocks[heading].box
    blocks = [i for i in content.blocks if not beside(out, box, out.blocks[i].box)]
    prose = [len(out.blocks[i].text) for i in blocks if _is_prose(out, i)]
    kept = set(blocks)
    left = next((out.blocks[i] for i in content.blocks if i not in kept), None)
    if left is None or len(prose) < 2 or sum(prose) < 250:
        return content
    if left.tag not in {"h2", "h3", "h4", "h5", "h6"} and left.bold < 0.9 * len(left.text):
        return content  # a column of its own has a head of its own
    return Content(content.top, content.boxes, blocks)


def _is_prose(out: Outline, index: int) -> bool:
    block = out.blocks[index]
    prose = len(block.text) >= 80 and block.density < 0.3 and block.tag != "figcaption"
    return prose and not out.boxes[block.box].dead


def _nearer(out: Outline, content: Content | None, heading: int | None) -> Content | None:
    """Choose again where the title stands right above other paragraphs: a long side column wins by weight alone."""
    if content is None or heading is None or not content.blocks or out.boxes[out.blocks[heading].box].dead:
        return content
    first = content.blocks[0]
    end = first if first > heading else len(out.blocks)
    between = [i for i in range(heading + 1, min(end, heading + 40)) if _is_prose(out, i)]
    if heading in content.blocks:
        return _own_column(out, content, heading)
    if first < heading < content.blocks[-1]:
        return content
    if len(between) < 2 or any(is_teaser(out, i) for i in between[:2]) or between[0] - heading > 6:
        return content
    index = out.blocks[heading].box
    while not out.boxes[index].first <= between[1] < out.boxes[index].last:
        index = out.boxes[index].parent
    around, old = out.boxes[index], out.boxes[content.top]
    if around.first <= old.first and old.last <= around.last:
        return content  # one box holds both: nothing tells them apart
    blocks = [i for i in range(around.first, around.last) if not out.boxes[out.blocks[i].box].dead]
    weight = sum(len(out.blocks[i].text) for i in blocks if _is_prose(out, i))
    if weight < 0.25 * sum(len(out.blocks[i].text) for i in content.blocks if _is_prose(out, i)):
        return content
    return Content(index, [index], blocks)


def _declared_title(page: Page, out: Outline) -> Title | None:
    if page.source is None:
        return None
    found = select_first(page.tree, page.source.selectors.title)
    if not found:
        return None
    text = " ".join((found[0].get("content") or "".join(found[0].itertext())).split())
    inside = set(found[0].iter())
    block = next((i for i, b in enumerate(out.blocks) if b.element in inside), None)
    return Title(text, block)


def _declared_lead(page: Page, out: Outline) -> list[int]:
    if page.source is None or not page.source.selectors.lead:
        return []
    found = select_first(page.tree, page.source.selectors.lead)
    inside = {node for element in found for node in element.iter()}
    return [i for i, b in enumerate(out.blocks) if b.element in inside]


def read_body(page: Page) -> Body:
    """Read ``page``; sets its title, heading, container and body_nodes. It may be empty: ``refusal`` judges it."""
    out = outline(page.tree, _removed(page))
    mark_noise(out)
    content = _declared_content(page, out)
    declared = content is not None
    content = content or _general_content(out)
    body = Body(out, content, declared=declared)
    meta_titles = _meta_titles(page)
    first_choice = content
    title = _declared_title(page, out) or find_title(
        out, content, meta_titles, site_name(page.meta, page.jsonld), page.url
    )
    if title is not None:
        body.title, body.heading = plain(title.text), title.block
        content = body.content = _nearer(out, content, title.block) if not declared else content
    elif meta_titles:
        body.title = plain(meta_titles[0])
    if content is not None:
        text = " ".join(out.blocks[i].text for i in content.blocks[:40])
        body.language = language_of(text, page.tree, page.meta)
        # Vietnamese pages carry news in their captions ("Ảnh: …" lines of reports); elsewhere they repeat or credit.
        order = clean(out, content, body.heading, captions=body.language == "vi")
        if not declared:
            refused = {*content.blocks, *(first_choice.blocks if first_choice else ())}
            order = second_opinion(page.tree, out, order, refused.difference(order))
            if all(_is_furniture(out.blocks[i].text) for i in order):
                order = []  # a page of pictures or of a file: the header's address is no text of it
        description = page.meta.get("og:description") or page.meta.get("description") or ""
        lead = _declared_lead(page, out) or find_lead(out, order, body.heading, body.title, description)
        body.lead = len(lead)
        captions = _captions_between(out, lead, order) if body.language == "vi" else []
        body.order = lead + captions + [i for i in order if i not in set(lead)]
        _drop_repeats(body)
    _tell_page(page, body)
    return body


def _captions_between(out: Outline, lead: list[int], order: list[int]) -> list[int]:
    """Captions that stand between a lead outside the chosen boxes and the first paragraph in them."""
    rest = [i for i in order if i not in set(lead)]
    if not lead or not rest or lead[-1] >= rest[0] or rest[0] - lead[-1] > 6:
        return []
    between = [i for i in range(lead[-1] + 1, rest[0]) if not out.boxes[out.blocks[i].box].dead and i not in set(order)]
    return [
        i
        for i in between
        if (out.blocks[i].tag == "figcaption" or names_caption(out.boxes[out.blocks[i].box].names))
        and not is_boilerplate(out.blocks[i].text)
    ]


def _is_furniture(text: str) -> bool:
    """Whether a block is a date line, an address or the site's imprint and nothing else."""
    return is_date_line(text) or is_imprint(text) or is_address(text) or names_a_unit(text)


def _drop_repeats(body: Body) -> None:
    """A caption that stands twice, a lead that opens the body again, a title set above the text once more."""
    blocks = body.outline.blocks
    kept: list[int] = []
    seen: set[str] = set()
    for n, i in enumerate(body.order):
        text = plain(blocks[i].text)
        close = {plain(blocks[j].text) for j in kept[-2:]}
        if text in close or (n < 8 and text in seen) or (n < 5 and text == body.title and n >= body.lead):
            continue
        if text:
            seen.add(text)
            kept.append(i)
    body.order = kept


def _tell_page(page: Page, body: Body) -> None:
    out = body.outline
    page.title = body.title
    page.hidden = out.hidden
    page.heading = out.blocks[body.heading].element if body.heading is not None else None
    page.body_nodes = {out.blocks[i].element for i in body.order}
    if body.order:
        first, last = min(body.order), max(body.order)
        index = out.blocks[first].box
        while index > 0 and not out.boxes[index].first <= first <= last < out.boxes[index].last:
            index = out.boxes[index].parent
        page.container = out.boxes[max(index, 0)].element
