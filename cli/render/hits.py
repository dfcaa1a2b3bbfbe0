"""Search answers on a terminal."""

from __future__ import annotations

import html
import re

from rich.text import Text

from cli.output import console
from cli.render.dates import day_text
from cli.render.numbers import number_text
from cli.render.terminal import harmless
from domain.areas import area_short_name
from domain.provinces import find_province
from domain.search import Hit, SearchResponse

__all__ = ["plain_snippet", "province_text", "show_hits", "source_text"]

_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


def _marked(snippet: str) -> Text:
    text, at, snippet = Text(), 0, harmless(snippet)
    for match in _MARK.finditer(snippet):
        text.append(harmless(html.unescape(snippet[at : match.start()])))
        text.append(harmless(html.unescape(match[1])), style="bold yellow")
        at = match.end()
    text.append(harmless(html.unescape(snippet[at:])))
    return text


def plain_snippet(snippet: str) -> str:
    """The snippet without marks and escapes."""
    return html.unescape(snippet.replace("<mark>", "").replace("</mark>", ""))


def source_text(hit: Hit) -> str:
    """The name of the source; its id where it has none."""
    return hit.source_name or hit.source or ""


def province_text(hit: Hit) -> str:
    """The province with its rank: "Tỉnh Sơn La", "Thành phố Huế"; as written where it is not known."""
    known = find_province(hit.province) if hit.province else None
    return known.full_name if known else hit.province or ""


def show_hits(response: SearchResponse, limit: int | None = None, *, empty: bool = False) -> None:
    """The hits, each with where and when it stood and the passage that matches. ``empty``: there is nothing to search
    in yet.
    """
    out = console()
    if empty:
        out.print("Chưa có dữ liệu; hãy chạy diemtin run.")
        return
    out.print(Text(harmless(response.understood), style="dim"))
    if not response.total:
        out.print("Không có bài phù hợp.")
        if response.suggestion:
            out.print(Text(harmless(f"Có phải bạn muốn tìm: {response.suggestion.query}?")))
        return
    out.print(f"Có {number_text(response.total)} tin, bài.")
    for number, hit in enumerate(response.hits[:limit], start=1):
        out.print()
        out.print(Text(f"{number}. ", style="dim") + Text(harmless(hit.title), style="bold"))
        facts = [day_text(hit.published_at), source_text(hit), province_text(hit)]
        if hit.topics:
            facts.append("; ".join(area_short_name(code) for code in hit.topics[:3]))
        if hit.withdrawn:
            facts.append("nguồn đã gỡ bài")
        out.print(Text("   " + harmless(" · ".join(part for part in facts if part)), style="green"))
        if hit.snippet:
            out.print(Text("   ") + _marked(hit.snippet))
        out.print(Text(f"   {harmless(hit.url)}", style="dim"))
    if response.suggestion:
        out.print()
        out.print(Text(harmless(f"Có phải bạn muốn tìm: {response.suggestion.query}?")))
