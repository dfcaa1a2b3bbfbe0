"""Every format of several weeks, read again: what stands in quotation marks stands in an article, and page one is short
whatever the office is called.
"""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import docx
import feedparser
import pypdf
import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import html

from digest.issues import Issues
from digest.render.formats import render_issue
from digest.window import window_of_week
from domain.digest import Issue
from domain.settings import Settings
from store import Store
from tests.digest.making import BODY, NOW, OFFICE, publish, settings, text_of

WEEKS = ("2022-W38", "2022-W39", "2022-W40")
LONG = OFFICE | {
    "name": "Trung tâm Kiểm soát bệnh tật và Phòng, chống các bệnh xã hội, nghề nghiệp và môi trường",
    "parent": "Sở Y tế và Dân số – Gia đình tỉnh Sơn La",
    "place": "Phường Chiềng Lề, thành phố Sơn La",
}


def filled(store: Store) -> dict[str, str]:
    """Three weeks of articles: id → body."""
    bodies = {}
    for n in range(24):
        other = BODY.replace("415", f"4{n:02}").replace("1.284", f"1.{n + 300}")
        body = f"{text_of(n)}\n\n{other}\n\nPhòng {n} nói: “làm {n} việc”, rồi ghi <b>{n}</b> & *sao*. "
        body += (
            "Văn phòng offline 24/7 gửi file về hồ sơ 1234/BC-SYT-VP, giai đoạn 2021–2025, xem soyte.example.vn/a-b."
        )
        day = date(2022, 9, 19) + timedelta(days=n % 21)
        bodies[publish(store, f"bai-{n}", day, source=f"n-{n}", body=body)] = body
    return bodies


def read(issue: Issue, form: str, chosen: Settings) -> str:
    made = render_issue(issue, {"plain": "eml", "mail": "eml", "copied": "pdf"}.get(form, form), chosen)
    match form:
        case "docx":
            body = docx.Document(io.BytesIO(made)).element.body
            text = "\n".join("".join(one.itertext(qn("w:t"))) for one in body.iter(qn("w:p")))
        case "plain" | "mail":
            part = message_from_bytes(made, policy=default).get_body(("plain" if form == "plain" else "html",))
            assert part is not None
            text = (
                part.get_content() if form == "plain" else html.document_fromstring(part.get_content()).text_content()
            )
        case "copied":
            opened = pypdfium2.PdfDocument(made)
            text = "\n".join(page.get_textpage().get_text_bounded() for page in opened)
        case "pdf":
            text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
        case "html":
            text = html.document_fromstring(made).text_content()
        case _:
            text = re.sub(r"\\(.)", r"\1", made.decode())
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("form", ["docx", "html", "md", "pdf", "copied", "plain", "mail"])
def test_what_stands_in_quotation_marks_stands_in_its_article(store: Store, form: str) -> None:
    bodies = filled(store)
    chosen = settings()
    for week in WEEKS:
        issue = Issues(store, chosen).preview(window_of_week(week, chosen), NOW)
        article = {item.n: re.sub(r"\s+", " ", bodies[item.article_id]) for item in issue.items}
        quoted = re.findall(r"“((?:[^“”]|“[^“”]*”)+)” ?\[(\d+)\]", read(issue, form, chosen))
        assert len(quoted) >= 2 * len(issue.items) > 0
        assert [text for text, n in quoted if text not in article[int(n)]] == []


def test_what_a_feed_quotes_stands_in_its_article(store: Store) -> None:
    bodies = filled(store)
    chosen = settings()
    for week in WEEKS:
        issue = Issues(store, chosen).preview(window_of_week(week, chosen), NOW)
        entries = feedparser.parse(render_issue(issue, "atom", chosen)).entries
        assert len(entries) == len(issue.items)
        for item, entry in zip(issue.items, entries, strict=True):
            quoted = re.findall(r"“((?:[^“”]|“[^“”]*”)+)”", entry.summary)
            assert quoted
            assert [text for text in quoted if text not in re.sub(r"\s+", " ", bodies[item.article_id])] == []


def test_page_one_has_at_most_350_words_under_a_long_head(store: Store) -> None:
    filled(store)
    for office in (OFFICE, LONG):
        chosen = settings(office=office)
        for week in WEEKS:
            issue = Issues(store, chosen).preview(window_of_week(week, chosen), NOW)
            pages = pypdf.PdfReader(io.BytesIO(render_issue(issue, "pdf", chosen))).pages
            assert len(pages[0].extract_text().split()) <= 350
            assert "I. " in pages[1].extract_text()[:60]
