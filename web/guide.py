"""The guide for staff and IT (``docs/huong-dan``), read from its Markdown files and made into pages."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

from domain.text import fold

__all__ = ["GUIDE", "INDEX", "PICTURES", "PICTURES_PATH", "GuidePage", "Heading", "guide_page", "page_names"]

GUIDE = Path(__file__).parents[1] / "docs" / "huong-dan"
"""The same files that are read on the project's own pages; they travel in the wheel."""

PICTURES = GUIDE.parent / "screens"
PATH = "/tro-giup"
PICTURES_PATH = f"{PATH}/hinh"
INDEX = "README"
_PAGE_LINK = re.compile(r"([a-z0-9-]+|README)\.md(#.*)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: ``anchor`` is its id, ``level`` 2 or 3."""

    anchor: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page of the guide; ``html`` is what stands beneath its title."""

    name: str
    title: str
    html: str
    headings: tuple[Heading, ...]

    @property
    def path(self) -> str:
        """Where the page stands."""
        return _address(self.name)


@cache
def page_names() -> tuple[str, ...]:
    """Every page but the index, in the order in which the index names them."""
    there = {path.stem for path in GUIDE.glob("*.md")} - {INDEX}
    index = (GUIDE / f"{INDEX}.md").read_text(encoding="utf-8")
    named = [match[1] for match in re.finditer(r"\]\(([a-z0-9-]+)\.md", index)]
    return tuple(dict.fromkeys(name for name in named if name in there))


@cache
def guide_page(name: str) -> GuidePage | None:
    """A page by the name of its file without the ending; null where there is none."""
    if name != INDEX and name not in page_names():
        return None
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((GUIDE / f"{name}.md").read_text(encoding="utf-8"))
    title = tokens[1].content
    body = tokens[3:]
    headings = tuple(_anchored(body))
    for token in body:
        for inner in token.children or ():
            _led_home(inner)
    html = markdown.renderer.render(body, markdown.options, {})
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
    html = html.replace("<pre>", '<pre tabindex="0">')  # what scrolls is reached by keyboard
    return GuidePage(name, title, html, headings)


def _address(name: str) -> str:
    return PATH if name == INDEX else f"{PATH}/{name}"


def _anchored(tokens: list[Token]) -> Iterator[Heading]:
    """Give every heading the id that GitHub's readers know, accents and all gone."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            text = tokens[at + 1].content
            anchor = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
            token.attrSet("id", anchor)
            yield Heading(anchor, text, int(token.tag[1]))


def _led_home(token: Token) -> None:
    """Links between the files become links between our pages, pictures come from our own address."""
    if token.type == "image":
        source = PurePosixPath(str(token.attrs["src"])).name
        token.attrSet("src", f"{PICTURES_PATH}/{source}")
        if (PICTURES / source).is_file():
            width, height = _size(PICTURES / source)
            token.attrSet("width", width)  # so that nothing moves when it comes in
            token.attrSet("height", height)
    elif token.type == "link_open" and (match := _PAGE_LINK.fullmatch(str(token.attrs["href"]))):
        token.attrSet("href", f"{_address(match[1])}{match[2] or ''}")


def _size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG, as its head says."""
    with path.open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    return width, height
