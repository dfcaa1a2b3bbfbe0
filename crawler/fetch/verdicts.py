"""What a visit to one address came to: a page, a wall, a wreck — each with its reason in plain Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from crawler.extraction.decode.office_html import is_office_html
from crawler.extraction.notice_words import LOGIN_TITLE, WALL
from domain.text import fold

__all__ = ["FetchOutcome", "Verdict", "judge", "looks_like_login", "looks_like_wall", "retry_after"]


class FetchOutcome(StrEnum):
    """How a visit ended. Only PAGE, UNCHANGED and MOVED are good news."""

    PAGE = "page"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    GONE = "gone"
    BUSY = "busy"
    SERVER = "server"
    REFUSED = "refused"
    LOGIN = "login"
    WALL = "wall"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    DISGUISED = "disguised"
    LOOP = "loop"
    DNS = "dns"
    TLS = "tls"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    ROBOTS = "robots"
    PRIVATE = "private"
    OFFSITE = "offsite"
    BROWSER = "browser"
    BROKEN = "broken"


TRANSIENT = frozenset(
    {
        FetchOutcome.BUSY,
        FetchOutcome.SERVER,
        FetchOutcome.TRUNCATED,
        FetchOutcome.DNS,
        FetchOutcome.TLS,
        FetchOutcome.CONNECTION,
        FetchOutcome.TIMEOUT,
        FetchOutcome.EMPTY,
        FetchOutcome.WALL,
        FetchOutcome.REFUSED,
        FetchOutcome.BROWSER,
    }
)
"""Outcomes that another try later may better; the others are final."""

QUICK = frozenset({FetchOutcome.SERVER, FetchOutcome.TRUNCATED, FetchOutcome.CONNECTION, FetchOutcome.TIMEOUT})
"""Outcomes worth a second and third try within the same visit."""

SITE_WIDE = frozenset(
    {
        FetchOutcome.DNS,
        FetchOutcome.TLS,
        FetchOutcome.CONNECTION,
        FetchOutcome.TIMEOUT,
        FetchOutcome.BUSY,
        FetchOutcome.WALL,
    }
)
"""Outcomes that say something of the whole site: some in a row end the visit."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``outcome`` with the ``reason`` for people; ``location``: where a moved page went (absolute, as sent);
    ``permanent``: a 301 or 308; ``wait``: what Retry-After asks for.
    """

    outcome: FetchOutcome
    reason: str = ""
    location: str | None = None
    permanent: bool = False
    wait: timedelta | None = None


_LOGIN_PATH = re.compile(
    r"(?i)(?:^|[/_.?=-])(?:login|log-in|signin|sign-in|dang-?nhap|dangnhap|account/log|_layouts/15/authenticate"
    r"|wp-login|sso|cas)(?:$|[/_.?&=-])"
)
_PASSWORD = re.compile(rb"(?i)<input[^>]{0,400}type\s{0,3}=\s{0,3}[\"']?password")
_WALL_MARKS = (
    b"cf-browser-verification", b"cf_chl_", b"/cdn-cgi/challenge-platform", b"challenge-form", b"_incapsula_resource",
    b"px-captcha", b"distil_r_captcha", b"datadome", b"sucuri_cloudproxy", b"ddos-guard", b"bunkerweb",
    b"function tonumbers", b"g-recaptcha", b"h-captcha", b"hcaptcha.com/1/api", b"cf-turnstile",
)  # fmt: skip
_COOKIE_TRICK = re.compile(rb"document\.cookie\s{0,3}=\s{0,3}[\"']?(?:__test|d1n|vdds)")
_HTML_TITLE = re.compile(rb"(?is)<title[^>]{0,200}>(.{0,500}?)</title")
_HTML_TYPES = ("text/html", "text/htm", "application/xhtml+xml")
_XML_TYPES = ("application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml")
_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP",
    b"\xd0\xcf\x11\xe0": "Office",
    b"\x89PNG": "ảnh",
    b"\xff\xd8\xff": "ảnh",
    b"GIF8": "ảnh",
}
_BIG_TEXT = 1500
_LITTLE_TEXT = 600
_SILENT = (b"<title", b"<script", b"<style", b"<noscript", b"<template", b"<svg")


def judge(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    url: str,
    kind: str,
    now: datetime | None = None,
) -> Verdict:
    """The verdict on an answer. ``headers`` by lower-case name; ``kind`` of the frontier (article, listing, feed,
    sitemap, attachment); ``body`` decompressed. Never raises.
    """
    now = now or datetime.now(UTC)
    if status == 304:
        return Verdict(FetchOutcome.UNCHANGED)
    if status in {301, 302, 303, 307, 308}:
        return _moved(status, headers, url)
    if status in {404, 410}:
        return Verdict(FetchOutcome.GONE, f"Trang không còn nữa (mã {status}).")
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    html = media in _HTML_TYPES or (not media and body.lstrip()[:1] == b"<")
    if status == 401 or status == 407:
        return Verdict(FetchOutcome.LOGIN, f"Trang yêu cầu đăng nhập (mã {status}).")
    if status in {429, 503}:
        if status == 503 and html and looks_like_wall(body):
            return Verdict(FetchOutcome.WALL, "Trang chặn truy cập tự động (mã 503, trang kiểm tra trình duyệt).")
        wait = retry_after(headers.get("retry-after"), now)
        said = f", đề nghị chờ {int(wait.total_seconds())} giây" if wait else ""
        word = "yêu cầu ghé thưa hơn" if status == 429 else "tạm ngừng phục vụ"
        return Verdict(FetchOutcome.BUSY, f"Trang {word} (mã {status}{said}).", wait=wait)
    if status == 403:
        wall = html and looks_like_wall(body)
        return Verdict(FetchOutcome.WALL if wall else FetchOutcome.REFUSED, "Trang từ chối truy cập (mã 403).")
    if status >= 500 or status == 408:
        return Verdict(FetchOutcome.SERVER, f"Máy chủ của trang báo lỗi (mã {status}).")
    if status >= 400:
        return Verdict(FetchOutcome.BROKEN, f"Địa chỉ không dùng được (mã {status}).")
    if status not in {200, 203, 206}:
        return Verdict(FetchOutcome.EMPTY, f"Trang trả lời mà không có nội dung (mã {status}).")
    return _content(media, html, body, url, kind)


def _content(media: str, html: bool, body: bytes, url: str, kind: str) -> Verdict:
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return Verdict(FetchOutcome.EMPTY, "Trang trả về nội dung rỗng.")
    looks_html = (
        body.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower().startswith((b"<!doctype html", b"<html", b"<head", b"<body"))
    )
    if kind == "attachment":
        if (html or looks_html) and not is_office_html(body):
            return Verdict(FetchOutcome.DISGUISED, _disguise(body, url))
        return Verdict(FetchOutcome.PAGE)
    for magic, name in _MAGIC.items():
        if body.startswith(magic):
            return Verdict(FetchOutcome.WRONG_TYPE, f"Địa chỉ này là tệp {name}, không phải trang tin.")
    if kind in {"feed", "sitemap"}:
        if looks_html:
            outcome, reason = _wall(body, url) or (
                FetchOutcome.WRONG_TYPE,
                "Địa chỉ này là trang HTML, không phải RSS hay sơ đồ trang.",
            )
            return Verdict(outcome, reason)
        return Verdict(FetchOutcome.PAGE)
    if media and not html and media not in {*_XML_TYPES, "text/plain", "application/octet-stream"}:
        return Verdict(FetchOutcome.WRONG_TYPE, f"Kiểu nội dung “{media[:60]}” không phải trang tin.")
    if media in {*_XML_TYPES, "text/plain", "application/octet-stream"} and not looks_html and b"<" not in body[:2000]:
        return Verdict(FetchOutcome.WRONG_TYPE, f"Kiểu nội dung “{media[:60]}” không phải trang tin.")
    walled = _wall(body, url)
    if walled:
        return Verdict(*walled)
    if not _has_words(body):
        return Verdict(FetchOutcome.EMPTY, "Trang không có chữ nào (có thể cần trình duyệt: thêm “render: browser”).")
    return Verdict(FetchOutcome.PAGE)


def _moved(status: int, headers: Mapping[str, str], url: str) -> Verdict:
    target = headers.get("location", "").strip()
    if not target:
        return Verdict(FetchOutcome.BROKEN, f"Trang chuyển hướng (mã {status}) mà không nói đi đâu.")
    try:
        location = urljoin(url, target)
        parts = urlsplit(location)
    except ValueError:
        return Verdict(FetchOutcome.BROKEN, f"Trang chuyển hướng (mã {status}) tới địa chỉ hỏng.")
    if parts.scheme not in {"http", "https"}:
        return Verdict(FetchOutcome.BROKEN, f"Trang chuyển hướng (mã {status}) tới địa chỉ không phải trang web.")
    if _LOGIN_PATH.search(parts.path) and not _LOGIN_PATH.search(urlsplit(url).path):
        return Verdict(FetchOutcome.LOGIN, "Trang chuyển tới màn hình đăng nhập.")
    return Verdict(FetchOutcome.MOVED, location=location, permanent=status in {301, 308})


def _disguise(body: bytes, url: str) -> str:
    walled = _wall(body, url)
    return "Địa chỉ tệp đính kèm trả về trang web, không phải tệp" + (
        f": {walled[1][0].lower()}{walled[1][1:]}" if walled else "."
    )


def _wall(body: bytes, url: str) -> tuple[FetchOutcome, str] | None:
    if looks_like_login(body, url):
        return FetchOutcome.LOGIN, "Trang yêu cầu đăng nhập."
    if looks_like_wall(body):
        return FetchOutcome.WALL, "Trang chặn truy cập tự động (trả mã 200 nhưng chỉ là trang kiểm tra)."
    return None


def _visible(body: bytes, limit: int = 4 * _BIG_TEXT) -> bytes:
    """The text of a page between its tags, up to about ``limit`` bytes. One pass, whatever is left open."""
    pieces: list[bytes] = []
    size = at = 0
    lower = body.lower()
    while size < limit:
        start = body.find(b"<", at)
        piece = body[at : start if start >= 0 else None].strip()
        if piece:
            pieces.append(piece)
            size += len(piece)
        if start < 0:
            break
        silent = next((name for name in _SILENT if lower.startswith(name, start)), None)
        stop = lower.find(b"</" + silent[1:], start) if silent else body.find(b">", start)
        if lower.startswith(b"<!--", start):
            stop = body.find(b"-->", start)
        if stop < 0:
            break
        at = stop + (0 if silent else 1)
    return b" ".join(pieces)


def _text(body: bytes) -> str:
    return fold(_visible(body[:400_000]).decode("utf-8", "replace"))


def _has_words(body: bytes) -> bool:
    return any(byte > 127 or chr(byte).isalnum() for byte in _visible(body[:400_000], 200))


def _title(body: bytes) -> str:
    found = _HTML_TITLE.search(body[:100_000])
    return fold(found[1].decode("utf-8", "replace")) if found else ""


def looks_like_wall(body: bytes) -> bool:
    """Whether an HTML page is a bot wall: challenge marks or words, on a page that says little else.

    An article about captchas is long; a wall is short. That is the whole difference a page of status 200 offers.
    """
    visible = _visible(body[:400_000], 3 * _BIG_TEXT)
    if len(visible) > 2 * _BIG_TEXT:
        return False  # most pages end here, before anything is folded
    lower = body[:300_000].lower()
    marked = any(mark in lower for mark in _WALL_MARKS) or _COOKIE_TRICK.search(lower) is not None
    if not marked and len(body) > 60_000:
        return False
    text = fold(visible.decode("utf-8", "replace"))
    if len(text) > _BIG_TEXT:
        return False
    if WALL.search(_title(body)):
        return True
    return len(text) < _LITTLE_TEXT and (marked or WALL.search(text) is not None)


def looks_like_login(body: bytes, url: str) -> bool:
    """Whether an HTML page is a login form instead of what was asked for: a password field and little else."""
    if b"password" not in body[:400_000].lower() or not _PASSWORD.search(body[:400_000]):
        return False
    text = _text(body)
    if LOGIN_TITLE.search(_title(body)) or _LOGIN_PATH.search(urlsplit(url).path):
        return len(text) < 4 * _BIG_TEXT
    return len(text) < _BIG_TEXT // 2 and "dang nhap" in text


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Retry-After, in seconds or as an HTTP date; None where it says nothing usable. At most a week."""
    if not value:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        seconds = float(value[:9])
    else:
        try:
            moment = parsedate_to_datetime(value)
        except (TypeError, ValueError, IndexError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    return timedelta(seconds=min(max(seconds, 0.0), 604_800.0))
