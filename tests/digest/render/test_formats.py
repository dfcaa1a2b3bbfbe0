"""An issue in every format, read again with other people's readers."""

from __future__ import annotations

import io
import json
import re
from email import message_from_bytes
from email.policy import default

import docx
import feedparser
import pypdf
import pytest
from docx.oxml.ns import qn
from lxml import html as lxml_html

from digest.render.email import MOST_BYTES, issue_email
from digest.render.example import empty_issue, full_issue
from digest.render.formats import FORMATS, render_issue
from domain.digest import Issue, Sentence
from domain.errors import UsageError
from domain.settings import Settings
from domain.settings_sections import Office, Web
from tests.publishing.papers import HOSTILE

OFFICE = Office(name="Sở Y tế", parent="UBND tỉnh Quảng Ngãi", symbol="SYT", place="Quảng Ngãi")
SETTINGS = Settings.model_validate({"office": OFFICE})
WITH_PAGE = Settings.model_validate({"office": OFFICE, "web": Web(base_url="https://diemtin.example.vn")})


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def texts(issue: Issue) -> dict[str, str]:
    """The letters of the formats that people read."""
    word = docx.Document(io.BytesIO(render_issue(issue, "docx", SETTINGS)))
    foot = word.sections[0].footer._element
    mail = message_from_bytes(render_issue(issue, "eml", WITH_PAGE), policy=default)
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert page is not None
    pdf = pypdf.PdfReader(io.BytesIO(render_issue(issue, "pdf", SETTINGS)))
    return {
        "docx": squeezed(
            "\n".join(
                "".join(one.itertext(qn("w:t"))) for root in (word.element.body, foot) for one in root.iter(qn("w:p"))
            )
        ),
        "html": squeezed(lxml_html.document_fromstring(render_issue(issue, "html", SETTINGS)).text_content()),
        "md": squeezed(re.sub(r"\\(.)", r"\1", render_issue(issue, "md", SETTINGS).decode())),
        "plain": squeezed(plain.get_content()),
        "mail": squeezed(lxml_html.document_fromstring(page.get_content()).text_content()),
        "pdf": squeezed("\n".join(one.extract_text() for one in pdf.pages)),
    }


@pytest.fixture(scope="module")
def read() -> dict[str, str]:
    return texts(full_issue(6))


@pytest.mark.parametrize("form", ["docx", "html", "md", "plain", "mail", "pdf"])
def test_every_part_is_in_every_format(read: dict[str, str], form: str) -> None:
    text = read[form]
    for part in (
        "Trạm y tế số 1 đưa bộ phận một cửa vào hoạt động",
        "“Trong 9 tháng, bộ phận một cửa tiếp nhận 1.185 hồ sơ, giải quyết đúng hạn đạt 98,7%.” [1]",
        "(kỳ trước 28)",
        "Kế hoạch số 88/KH-SYT ngày 20/9/2022 của Sở Y tế",
        "thời hạn: trước ngày 15/10/2022",
        "“Trạm trả kết quả tại nhà cho người cao tuổi.” [3]",
        "tăng 2,5 điểm phần trăm",
        "Bệnh viện đa khoa số 1",
        "Thời hạn khác: trước ngày 30/11/2022 [1].",
        "1 bài chưa rõ ngày đăng đang chờ xem trong khay",
        "Nội dung có thể cần trả lời",
        "Bài về cơ quan, đơn vị trực thuộc",
        "syt6.example.vn/bai-6",
        "Báo tỉnh",
        "Phòng Tổ chức cán bộ, thời hạn 10/10/2022 (đã giao)",
        "0123456789abcdef0123456789abcdef",
    ):
        assert part in text, part
    assert "BỔ SUNG TUẦN TRƯỚC" in text.upper()


@pytest.mark.parametrize("form", ["docx", "html", "md", "plain", "mail", "pdf"])
def test_an_edited_sentence_says_so_and_stands_without_quotation_marks(read: dict[str, str], form: str) -> None:
    said = re.sub(r"[*_]", "", read[form])
    assert "Người dân chờ ít hơn trước. (câu đã biên tập) [2]" in said
    assert "“Người dân chờ ít hơn trước.” [2]" not in said
    assert "“Người dân chờ ít hơn trước.” [3]" in said


@pytest.mark.parametrize("form", ["docx", "html", "md", "plain", "mail", "pdf"])
def test_a_week_without_news_says_so(form: str) -> None:
    text = texts(empty_issue())[form]
    assert "không có tin mới" in text.lower()
    assert "Bản nháp, chưa được duyệt" in text


@pytest.mark.parametrize("form", ["docx", "html", "md", "plain", "mail", "pdf"])
def test_a_site_is_named_once_among_the_others(read: dict[str, str], form: str) -> None:
    said = re.findall(r"Cùng nội dung \(2 nguồn\): (.*?)(?=IV|VII|BỔ|\d\.|$)", re.sub(r"[*_#]", "", read[form]))
    assert [one.count("Báo tỉnh") for one in said] == [1, 1]


@pytest.mark.parametrize("without", [(), ("silent",), ("silent", "documents"), ("silent", "documents", "figures")])
def test_undated_articles_are_counted_once_in_an_annex(without: tuple[str, ...]) -> None:
    issue = full_issue(3).model_copy(update=dict.fromkeys(without, ()))
    said = "1 bài chưa rõ ngày đăng đang chờ xem trong khay “Chưa rõ ngày đăng”"
    text = squeezed(lxml_html.document_fromstring(render_issue(issue, "html", SETTINGS)).text_content())
    assert text.count(said) == 1
    assert text.index(said) > text.index("Phụ lục")
    none = issue.model_copy(update={"undated": ()})
    assert "chờ xem trong khay" not in render_issue(none, "html", SETTINGS).decode()


def test_page_one_has_at_most_350_words_and_is_one_page() -> None:
    pages = pypdf.PdfReader(io.BytesIO(render_issue(full_issue(6), "pdf", SETTINGS))).pages
    first = pages[0].extract_text()
    assert len(first.split()) <= 350
    assert "Nguồn không có bài mới" in first
    assert "I. CÔNG TÁC CHỈ ĐẠO" not in first
    assert "I. CÔNG TÁC CHỈ ĐẠO" in pages[1].extract_text()


def test_json_holds_the_fields_of_the_contract() -> None:
    made = json.loads(render_issue(full_issue(3), "json", SETTINGS))
    assert {"id", "from", "to", "title", "headlines", "overview", "sections", "figures", "documents", "silent"} <= set(
        made
    )
    assert {"undated", "late"} <= set(made)
    item = next(one for section in made["sections"] for one in section["items"])
    assert {"n", "article_id", "title", "url", "source", "unit", "published_at", "sentences", "reprints"} <= set(item)
    assert Issue.model_validate_json(json.dumps(made)) == full_issue(3)


def test_atom_is_a_feed_with_ids_that_stay() -> None:
    data = render_issue(full_issue(6), "atom", SETTINGS)
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert len(feed.entries) == 7
    assert feed.feed.title.startswith("Điểm tin cải cách hành chính")
    again = feedparser.parse(render_issue(full_issue(6), "atom", WITH_PAGE))
    assert [one.id for one in again.entries] == [one.id for one in feed.entries]
    assert len({one.id for one in feed.entries}) == 7
    assert feed.entries[0].link == "https://syt1.example.vn/bai-1"
    assert again.feed.id == feed.feed.id


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_issue_gives_the_same_bytes(form: str) -> None:
    assert render_issue(full_issue(6), form, SETTINGS) == render_issue(full_issue(6), form, SETTINGS)


def test_an_unknown_format_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="docx"):
        render_issue(empty_issue(), "odt", SETTINGS)


def test_a_mail_is_text_and_html_without_pictures() -> None:
    mail = issue_email(full_issue(6), SETTINGS)
    assert mail.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in mail.iter_parts()] == ["text/plain", "text/html"]
    page = mail.get_body(("html",))
    assert page is not None
    root = lxml_html.document_fromstring(page.get_content())
    assert not root.xpath("//img|//style|//link|//script")
    assert root.xpath("//p/@style")
    assert len(mail.as_bytes()) <= MOST_BYTES


@pytest.mark.parametrize("items", [30, 400])
def test_a_long_mail_is_shortened_and_says_where_the_whole_is(items: int) -> None:
    mail = issue_email(full_issue(items), WITH_PAGE)
    assert len(mail.as_bytes()) <= MOST_BYTES
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        text = part.get_content()
        assert "Thư này chỉ gồm phần đầu" in text
        assert "https://diemtin.example.vn/diem-tin/2022-W39" in text
        assert "Trạm y tế số 1 đưa bộ phận một cửa" in text


@pytest.mark.parametrize("items", [60, 400])
def test_no_number_of_a_shortened_mail_leads_nowhere(items: int) -> None:
    mail = issue_email(full_issue(items), WITH_PAGE)
    page, plain = mail.get_body(("html",)), mail.get_body(("plain",))
    assert page is not None
    assert plain is not None
    root = lxml_html.document_fromstring(page.get_content())
    led = {str(one) for one in root.xpath("//a/@href") if str(one).startswith("#")}
    assert led >= {"#bai-1", "#bai-2", "#bai-3"}
    assert led <= {f"#{one}" for one in root.xpath("//@id")}
    text = squeezed(plain.get_content())
    named = set(
        re.findall(r"\[(\d+)\] Trạm y tế số \1 đưa bộ phận một cửa vào hoạt động https://syt\1\.example\.vn/", text)
    )
    assert set(re.findall(r"\[(\d+)\]", text)) == named


def test_a_long_mail_without_a_page_carries_the_pdf() -> None:
    mail = issue_email(full_issue(60), SETTINGS)
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "diem-tin-2022-W39.pdf"
    content = attached.get_content()
    assert isinstance(content, bytes)
    assert content.startswith(b"%PDF")
    text = mail.get_body(("plain",))
    assert text is not None
    assert "tệp PDF đính kèm" in squeezed(text.get_content())
    bodies = [part for part in mail.walk() if part.get_content_maintype() == "text"]
    assert sum(len(part.as_bytes()) for part in bodies) <= MOST_BYTES


def hostile() -> Issue:
    """An issue whose every text is hostile."""
    made = full_issue(len(HOSTILE))
    sections = []
    at = 0
    for section in made.sections:
        items = []
        for item in section.items:
            text = HOSTILE[at % len(HOSTILE)].replace("\ud800", "")
            at += 1
            sentences = (Sentence(text=text), Sentence(text=text, edited=True))
            items.append(
                item.model_copy(
                    update={
                        "title": text,
                        "sentences": sentences,
                        "note": text,
                        "unit": text,
                        "url": f"javascript:{text}",
                    }
                )
            )
        sections.append(section.model_copy(update={"items": tuple(items)}))
    return made.model_copy(update={"sections": tuple(sections), "headlines": tuple(HOSTILE[:4]), "title": HOSTILE[3]})


def test_hostile_texts_stay_texts_everywhere() -> None:
    issue = hostile()
    for form in FORMATS:
        assert render_issue(issue, form, WITH_PAGE)
    found = texts(issue)
    for form in ("docx", "html"):
        assert "<script>alert('x')</script>" in found[form]
        assert "{{ settings.mail.password }}" in found[form]
        assert '#let x = read("/etc/passwd")' in found[form]
    root = lxml_html.document_fromstring(render_issue(issue, "html", SETTINGS))
    assert not root.xpath("//script|//img")
    assert not [one for one in root.xpath("//a/@href") if not str(one).startswith(("#", "https://"))]
    feed = feedparser.parse(render_issue(issue, "atom", SETTINGS))
    assert not feed.bozo
    assert not [one for one in feed.entries if "javascript" in one.get("link", "")]
    mail = issue_email(issue, WITH_PAGE)
    assert "\n" not in str(mail["Subject"])
    assert len(mail.as_bytes()) <= MOST_BYTES
