"""Verdicts on single answers: walls told from pages about walls, waits read from both forms of Retry-After."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.fetch.verdicts import FetchOutcome, judge, looks_like_login, looks_like_wall, retry_after
from tests.support.web import article

HTML = {"content-type": "text/html; charset=utf-8"}
URL = "https://a.vn/tin/1.html"
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def page(title: str, body: str) -> bytes:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "body",
    [
        page("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript>"),
        page("Attention Required! | Cloudflare", "Sorry, you have been blocked"),
        page("Kiểm tra", "<p>Hệ thống đang kiểm tra trình duyệt của bạn, vui lòng chờ 5 giây.</p>"),
        page("Xác minh", "<p>Vui lòng xác nhận bạn không phải là robot</p><div class='g-recaptcha'></div>"),
        page("", "<p>Truy cập bị từ chối do lưu lượng bất thường từ địa chỉ của bạn.</p>"),
        page("", '<script>document.cookie="D1N=abc";location.reload()</script>'),
        page("", '<script src="/aes.js"></script><script>function toNumbers(d){}</script>'),
        page("Loading", "<div class='cf-turnstile'></div>"),
    ],
)
def test_walls_with_status_200(body: bytes) -> None:
    assert looks_like_wall(body)
    assert judge(200, HTML, body, URL, "article").outcome is FetchOutcome.WALL


@pytest.mark.parametrize(
    "body",
    [
        article(1).encode(),
        article(1, extra="<form class='g-recaptcha'>Gửi nhận xét, nhập mã captcha</form>" + "<p>Bình luận của bạn đọc.</p>" * 40).encode(),
        page("Sở Y tế", "<p>Bài ngắn: Trạm y tế xã nhận hồ sơ qua mạng từ hôm nay.</p>"),
        article(1, title="Bệnh viện xác minh bạn không phải người máy bằng căn cước: hỏi và đáp", extra="<p>Chi tiết như sau.</p>" * 90).encode(),
    ],
)  # fmt: skip
def test_pages_that_are_no_walls(body: bytes) -> None:
    assert not looks_like_wall(body)
    assert judge(200, HTML, body, URL, "article").outcome is FetchOutcome.PAGE


def test_a_login_form_beside_an_article_is_no_wall() -> None:
    form = "<form>Đăng nhập <input type=password name=p></form>"
    assert not looks_like_login(
        article(1, extra=form + "<p>Nội dung dài của bài viết về y tế cơ sở.</p>" * 30).encode(), URL
    )
    assert looks_like_login(page("Đăng nhập", form), URL)


@pytest.mark.parametrize(
    ("kind", "media", "body", "outcome"),
    [
        ("attachment", "application/pdf", b"%PDF-1.7", FetchOutcome.PAGE),
        ("attachment", "application/pdf", page("404", "Không tìm thấy tệp"), FetchOutcome.DISGUISED),
        ("attachment", "text/html", b"tep", FetchOutcome.DISGUISED),
        ("feed", "application/rss+xml", b"<rss></rss>", FetchOutcome.PAGE),
        ("feed", "text/html", page("Trang chủ", "Tin tức"), FetchOutcome.WRONG_TYPE),
        ("sitemap", "application/gzip", b"\x1f\x8b\x08\x00data", FetchOutcome.PAGE),
        ("article", "application/octet-stream", article(1).encode(), FetchOutcome.PAGE),
        ("article", "text/plain", b"chi co chu", FetchOutcome.WRONG_TYPE),
        ("article", "video/mp4", b"\x00\x01", FetchOutcome.WRONG_TYPE),
        ("article", "", article(1).encode(), FetchOutcome.PAGE),
    ],
)
def test_what_was_asked_for_and_what_came(kind: str, media: str, body: bytes, outcome: FetchOutcome) -> None:
    assert judge(200, {"content-type": media} if media else {}, body, URL, kind).outcome is outcome


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 5 ", timedelta(seconds=5)),
        ("Mon, 05 Jan 2026 08:01:00 GMT", timedelta(minutes=1)),
        ("Mon, 05 Jan 2026 07:00:00 GMT", timedelta()),
        ("99999999999", timedelta(days=7)),
        ("sớm", None),
        ("-1", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_in_both_forms(value: str | None, wait: timedelta | None) -> None:
    assert retry_after(value, NOW) == wait
