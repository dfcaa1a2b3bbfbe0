"""Bản lưu: the page as its site showed it, made harmless, and the file as it came."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

import nh3
from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from domain.errors import StoreError
from store.crawl.archive import Exchange
from store.crawl.pages import Page
from web.access import require
from web.page import page
from web.state import Parts, Services

__all__ = ["router"]

router = APIRouter(dependencies=[require("xem")])
_MOST = 400_000
_MOST_BYTES = 15_000_000
_TAGS = nh3.ALLOWED_TAGS - {"img", "a", "map", "area"}


def _exchange(parts: Services, page_id: int | None) -> tuple[Page, Exchange]:
    found = parts.store.pages.get(page_id) if page_id is not None else None
    if found is None:
        raise HTTPException(404, "Không có bản lưu.")
    try:
        return found, parts.store.archive.read(found.ref)
    except StoreError as error:
        raise HTTPException(404, f"Chưa đọc được bản lưu. {error}") from error


def _page_id(parts: Services, article_id: str, number: int) -> int | None:
    history = parts.store.articles.versions(article_id)
    if not history:
        raise HTTPException(404, "Không có bài này trong kho dữ liệu.")
    return next((one.page_id for one in history if one.number == number), history[-1].page_id)


@router.get("/bai/{article_id}/ban-luu")
def archived(request: Request, parts: Parts, article_id: str, ban: int = 0) -> Response:
    """The archived page: its text and tables, without scripts, pictures, styles and links."""
    from crawler.extraction.decode.parsing import parse

    found, exchange = _exchange(parts, _page_id(parts, article_id, ban))
    tree = parse(exchange.body[:_MOST_BYTES], found.headers.get("content-type"))
    html = nh3.clean(_html(tree), tags=_TAGS, attributes={}) if tree is not None else ""
    stored = parts.store.articles.get(article_id)
    return page(
        request,
        "article/archived.html",
        stored=stored,
        found=found,
        html=html[:_MOST],
        cut=len(html) > _MOST,
        number=ban,
    )


def _html(tree: object) -> str:
    from lxml.html import HtmlElement, tostring

    assert isinstance(tree, HtmlElement)
    for heading in tree.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        heading.tag = "p"  # the headings of a screen are its own
    body = tree.find("body")
    return str(tostring(body if body is not None else tree, encoding="unicode"))


@router.get("/bai/{article_id}/ban-luu/tai-ve")
def download_page(parts: Parts, article_id: str, ban: int = 0) -> Response:
    """The bytes of the page as they came, to be kept as a file."""
    found, exchange = _exchange(parts, _page_id(parts, article_id, ban))
    return _attachment(exchange.body, f"ban-luu-{article_id[:12]}.html", found)


@router.get("/bai/{article_id}/tep/{number}")
def download_file(parts: Parts, article_id: str, number: int) -> Response:
    """An attached file as it came."""
    files = parts.store.attachments.of_article(article_id)
    if not 1 <= number <= len(files):
        raise HTTPException(404, "Bài không có tệp này.")
    file = files[number - 1]
    found, exchange = _exchange(parts, file.page_id)
    name = PurePosixPath(urlsplit(file.url).path).name or "tep"
    return _attachment(exchange.body, name[-120:], found)


def _attachment(body: bytes, name: str, found: Page) -> Response:
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Last-Modified": found.fetched_at.strftime("%a, %d %b %Y %H:%M:%S GMT"),
    }
    return Response(body, media_type="application/octet-stream", headers=headers)
