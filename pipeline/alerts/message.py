"""The mail of a saved search: which search, why each article, from when to when, how to stop."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from domain.article import Moment, day_of
from domain.days import local_time, official_day
from domain.search import Sort
from index.query.parser import parse
from index.query.understood import understood
from pipeline.sending.compose import POLICY
from publishing.xlsx import Field, Sheet, write_xlsx
from store.mails.saved_searches import Rate, SavedSearch

__all__ = ["MOST_SHOWN", "RATES", "AlertMail", "MailContent", "ToldHit", "alert_message", "conditions", "marked_words"]

MOST_SHOWN = 50
"""Articles that stand in the mail itself; the rest comes as a workbook."""
RATES = {Rate.AT_ONCE: "ngay khi có", Rate.DAILY: "hằng ngày", Rate.WEEKLY: "hằng tuần (thứ Hai)"}
_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
_LONG_AGO = 30
_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True)
class ToldHit:
    """An article in the mail. ``title_html`` and ``snippet`` are HTML with ``<mark>``; ``copies``: the other sources
    that brought the same text in this window.
    """

    article_id: str
    url: str
    title: str
    title_html: str
    source: str
    published_at: Moment | None
    snippet: str
    copies: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class AlertMail:
    """What a mail tells. ``later``: reprints of articles that earlier mails told of."""

    search: SavedSearch
    token: str
    from_at: datetime
    to_at: datetime
    hits: tuple[ToldHit, ...]
    later: int


@dataclass(frozen=True, slots=True)
class MailContent:
    """A finished mail but for its recipient."""

    subject: str
    body: bytes


def conditions(search: SavedSearch) -> str:
    """How the search is read, in Vietnamese."""
    return understood(parse(search.query), search.filters, Sort.DATE)


def marked_words(*texts: str) -> tuple[str, ...]:
    """What is marked in these texts, each writing once."""
    found: dict[str, str] = {}
    for text in texts:
        for one in _MARK.findall(text):
            shown = " ".join(html.unescape(one).split())
            found.setdefault(shown.lower(), shown)
    return tuple(found.values())


def _clock(moment: datetime) -> str:
    local = local_time(moment)
    return f"{local:%H:%M} ngày {official_day(local.date())}"


def _day(moment: Moment | None) -> str:
    day = day_of(moment)
    return f"đăng ngày {official_day(day)}" if day else "chưa rõ ngày đăng"


def _plain(marked: str) -> str:
    """HTML with marks as text: *marked*."""
    return html.unescape(str(marked).replace("<mark>", "*").replace("</mark>", "*"))


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(clock=_clock, day=_day, plain=_plain)
    return environment


def alert_message(mail: AlertMail, base_url: str, now: datetime) -> MailContent:
    """The mail, readable as plain text too. Without ``base_url`` it says where on the page to look."""
    base = base_url.rstrip("/")
    shown, rest = mail.hits[:MOST_SHOWN], mail.hits[MOST_SHOWN:]
    today = local_time(now).date()
    values = {
        "search": mail.search,
        "conditions": conditions(mail.search),
        "rate": RATES[mail.search.rate],
        "from_at": mail.from_at,
        "to_at": mail.to_at,
        "total": len(mail.hits),
        "rest": len(rest),
        "first_rest": MOST_SHOWN + 1,
        "later": mail.later,
        "base": base,
        "hits_path": f"/canh-bao/{mail.token}",
        "stop_path": f"/canh-bao/dung/{mail.search.stop_token}",
        "hits": [
            {
                "hit": hit,
                "title": Markup(hit.title_html),  # noqa: S704 - escaped where the marks were set
                "snippet": Markup(hit.snippet),  # noqa: S704 - escaped by the index
                "words": marked_words(hit.title_html, hit.snippet),
                "old": _is_old(hit.published_at, today),
            }
            for hit in shown
        ],
    }
    subject = f"[Điểm Tin] {mail.search.name}: {len(mail.hits)} bài mới"
    message = EmailMessage(policy=POLICY)
    message.set_content(_templates().get_template("alert.txt").render(values), cte="base64")
    message.add_alternative(_templates().get_template("alert.html").render(values), subtype="html", cte="base64")
    if base:
        message["List-Unsubscribe"] = f"<{base}{values['stop_path']}>"
    if rest:
        book = _workbook(mail, rest, now)
        message.add_attachment(book, maintype=_XLSX[0], subtype=_XLSX[1], filename="cac-bai-con-lai.xlsx")
    return MailContent(subject, message.as_bytes())


def _is_old(published: Moment | None, today: date) -> bool:
    day = day_of(published)
    return day is not None and (today - day).days > _LONG_AGO


def _workbook(mail: AlertMail, rest: tuple[ToldHit, ...], now: datetime) -> bytes:
    fields = (
        Field("TT", 6, "number"),
        Field("Tiêu đề", 60),
        Field("Nguồn", 30),
        Field("Ngày đăng", 14, "day"),
        Field("Đoạn trích", 80),
        Field("Nguồn khác cùng nội dung", 30),
        Field("Địa chỉ", 50),
    )
    rows = (
        (number, hit.title, hit.source, day_of(hit.published_at), _plain(hit.snippet), "; ".join(hit.copies), hit.url)
        for number, hit in enumerate(rest, start=MOST_SHOWN + 1)
    )
    note = f"Từ {_clock(mail.from_at)} đến {_clock(mail.to_at)}. {conditions(mail.search)}"
    sheet = Sheet("Các bài còn lại", fields, rows, title=mail.search.name, note=note)
    return write_xlsx([sheet], now, mail.search.name)
