"""Search answers on a terminal."""

from __future__ import annotations

import html
import re

from rich.text import Text

from cli.output import console
from cli.render.dates import day_text
from domain.areas import area_short_name
from domain.search import SearchResponse

__all__ = ["plain_snippet", "show_hits"]

_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


def _marked(snippet: str) -> Text:
    text, at = Text(), 0
    for match in _MARK.finditer(snippet):
        text.append(html.unescape(snippet[at : match.start()]))
        text.append(html.unescape(match[1]), style="bold yellow")
        at = match.end()
    text.append(html.unescape(snippet[at:]))
    return text


def plain_snippet(snippet: str) -> str:
    """The snippet without marks and escapes."""
    return html.unescape(snippet.replace("<mark>", "").replace("</mark>", ""))


def show_hits(response: SearchResponse, limit: int | None = None) -> None:
    """The hits, each with where and when it stood and the passage that matches."""
    out = console()
    out.print(Text(response.understood, style="dim"))
    if not response.total:
        out.print("Không có bài nào khớp.")
        if response.suggestion:
            out.print(Text(f"Có phải bạn muốn tìm: {response.suggestion.query}?"))
        return
    out.print(f"Có {response.total} bài.")
    for number, hit in enumerate(response.hits[:limit], start=1):
        out.print()
        out.print(Text(f"{number}. ", style="dim") + Text(hit.title, style="bold"))
        facts = [day_text(hit.published_at), hit.source or "", hit.province or ""]
        if hit.topics:
            facts.append("; ".join(area_short_name(code) for code in hit.topics[:3]))
        if hit.withdrawn:
            facts.append("trang gốc đã gỡ bài")
        out.print(Text("   " + " · ".join(part for part in facts if part), style="green"))
        if hit.snippet:
            out.print(Text("   ") + _marked(hit.snippet))
        out.print(Text(f"   {hit.url}", style="dim"))
    if response.suggestion:
        out.print()
        out.print(Text(f"Có phải bạn muốn tìm: {response.suggestion.query}?"))
