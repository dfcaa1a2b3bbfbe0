"""Refusal: what is no article leaves here with a plain reason."""

from __future__ import annotations

import re

from crawler.extraction.announced import announced, is_dated
from crawler.extraction.authors.names import has_surname, is_person, is_titled
from crawler.extraction.body.reading import Body
from crawler.extraction.list_score import LIST, is_home, list_score, shape_of
from crawler.extraction.notice_words import ERROR, LOGIN_TITLE, OUTAGE, WALL
from crawler.extraction.page import Page
from crawler.extraction.url_shape import looks_like_article_url
from domain.errors import NotAnArticle
from domain.text import fold

__all__ = ["refuse_list", "refuse_static", "refuse_wall"]

_THIN = 600
_MOST_FILES = 12
"""A page of hardly any text that links more files than this is a list of documents."""
_SHORT_PAGE = 1500
_SENTENCE = 80


def refuse_wall(page: Page, body: Body) -> None:
    """Raise ``NotAnArticle`` for bot walls, login forms, outages and error pages that answer as if all were well."""
    blocks = body.outline.blocks
    chars = sum(len(blocks[i].text) for i in body.order)
    if chars > 3 * _THIN:
        return
    head = page.tree.find(".//title")
    titles = [fold(" ".join("".join(head.itertext()).split())) if head is not None else "", fold(page.title)]
    headings = titles + [fold(b.text) for b in blocks if b.tag in {"h1", "h2"}][:3]
    if any(WALL.search(heading) for heading in headings) or (
        chars <= _THIN and WALL.search(fold(" ".join(b.text for b in blocks)[:3000]))
    ):
        raise NotAnArticle(
            "Trang chặn truy cập tự động, không cho đọc bài.", "Mở bằng trình duyệt hoặc liên hệ cơ quan chủ quản."
        )
    if chars > _THIN:
        return
    dated = is_dated(page)
    if not dated and _asks_to_sign_in(page, body, titles, chars):
        raise NotAnArticle("Trang yêu cầu đăng nhập mới cho đọc bài.")
    first = [fold(blocks[i].text)[:150] for i in body.order[:2]]
    if not dated and (
        any(ERROR.match(heading.strip()) for heading in headings if heading)
        or (chars < 300 and any(ERROR.match(text) for text in first))
    ):
        raise NotAnArticle("Trang báo lỗi hoặc bài không còn.")
    if not dated and _is_outage(body, titles):
        raise NotAnArticle("Trang báo sự cố hoặc đang bảo trì, không có nội dung bài.", "Chờ lần thu thập sau.")


def _asks_to_sign_in(page: Page, body: Body, titles: list[str], chars: int) -> bool:
    """Whether a page with a password field is a login form. A login box beside a short article makes it none."""
    if not any((field.get("type") or "").lower() == "password" for field in page.tree.iter("input")):
        return False
    if any(LOGIN_TITLE.search(title) for title in titles):
        return True
    own = page.heading is not None and bool(body.order) and min(body.order) > (body.heading or 0)
    return chars < 250 and not own


def _is_outage(body: Body, titles: list[str]) -> bool:
    """Whether a page that says little says that the site is down."""
    if sum(len(body.outline.blocks[i].text) >= _SENTENCE for i in body.order) >= 2:
        return False
    visible = fold(" ".join(block.text for block in body.outline.blocks)[: 2 * _SHORT_PAGE])
    if len(visible) > _SHORT_PAGE:
        opening = " ".join(fold(body.outline.blocks[i].text) for i in body.order[:2])[:200]
        return OUTAGE.search(titles[0]) is not None or OUTAGE.match(opening) is not None
    return OUTAGE.search(visible) is not None or OUTAGE.search(titles[0]) is not None


_STATIC = re.compile(
    r"^\W*(?:(?:trang )?gioi thieu(?: chung| ve .{0,40})?|lien he(?: voi chung toi)?|thong tin lien he|"
    r"chuc nang,?(?: va)? nhiem vu(?:,? quyen han)?(?: .{0,60})?|(?:so do |co cau |bo may )to chuc(?: .{0,40})?|"
    r"(?:ban |tap the )?(?:giam doc|lanh dao)(?: (?:so|benh vien|trung tam|don vi|qua cac thoi ky).{0,40})?|"
    r"lich su (?:hinh thanh|phat trien).{0,40}|so do (?:site|trang|website)|danh ba.{0,40}|"
    r"(?:danh sach|thong tin) (?:can bo|lanh dao|nhan su).{0,40}|doi ngu (?:can bo|bac si|nhan su|lanh dao).{0,30}|"
    r"dieu khoan (?:su dung|dich vu)|chinh sach bao mat|contact(?: us)?|about(?: us)?)\W*$"
)
_SCHEDULE = re.compile(r"^\W*(?:lich (?:cong tac|lam viec|hop|giao ban|truc|tuan)|(?:thong bao )?lich .{0,30}\btuan\b)")
_WEEKDAYS = re.compile(r"(?:^|[\n|(])\W*(thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b")


def refuse_static(page: Page, body: Body) -> None:
    """Raise ``NotAnArticle`` for pages that stand for years or change every week: who we are, who works here, the
    week's
    schedule. A day at the heading makes an article of any of them but the schedule.
    """
    title = fold(page.title)
    if _SCHEDULE.match(title):
        rows = "\n".join(fold(line) for i in body.order for line in body.outline.blocks[i].text.split("\n"))
        days = {match[1] for match in _WEEKDAYS.finditer(rows)}
        if len(days) >= 3:
            raise NotAnArticle("Đây là lịch công tác, không phải một bài viết.")
    if page.meta.get("article:published_time"):
        return
    if _lists_people(body) and not is_dated(page):
        raise NotAnArticle("Đây là danh sách nhân sự, không phải một bài viết.")
    if _STATIC.match(title) and not is_dated(page):
        raise NotAnArticle("Đây là trang giới thiệu hoặc liên hệ, không phải một bài viết.")


_POSITION = re.compile(
    r"\W*(?:chuc vu|(?:pho )?(?:giam doc|truong (?:khoa|phong|tram)|khoa|phong)|bac si|dieu duong|ky thuat)"
)
_LEAST_STAFF = 3


def _lists_people(body: Body) -> bool:
    """Whether the text is names of people each with a position or a life under it."""
    texts = [body.outline.blocks[i].text for i in body.order]
    named = [n for n, text in enumerate(texts[:-1]) if len(text) <= 60 and has_surname(text) and is_person(text)]
    told = [n for n in named if n + 1 not in named]
    ranked = [n for n in told if is_titled(texts[n]) or _POSITION.match(fold(texts[n + 1]))]
    return len(ranked) >= _LEAST_STAFF and len(told) >= 0.2 * len(texts)


def refuse_list(page: Page, body: Body) -> None:
    """Raise ``NotAnArticle`` for a page whose text is teasers, menus, or nothing; a notice that only announces a
    file or
    shows a picture is none of these.
    """
    if body.order and list_score(page, body) <= LIST:
        return
    if _is_notice(page, body):
        return
    if not body.order:
        raise NotAnArticle("Trang không có bài viết nào đọc được.", _script_hint(page))
    raise NotAnArticle("Đây là trang danh sách hoặc trang chủ, không phải một bài viết.")


def _is_notice(page: Page, body: Body) -> bool:
    """Whether a page of hardly any text is a heading with its day and what it announces."""
    if page.heading is None or is_home(page.url):
        return False
    shape = shape_of(page, body)
    if shape.head_linked or shape.leads_on or shape.teasers or shape.chars > _THIN:
        return False
    found = announced(page, body)
    if len(found.attachments) > _MOST_FILES:
        return False
    dated = is_dated(page)
    if not found:
        return dated and shape.chars >= 40 and looks_like_article_url(page.url) is not False
    return dated or looks_like_article_url(page.url) is True


def _script_hint(page: Page) -> str:
    scripts = sum(1 for _ in page.tree.iter("script"))
    return "Nếu bài hiện trong trình duyệt, đặt “render: browser” cho nguồn này." if scripts >= 2 else ""
