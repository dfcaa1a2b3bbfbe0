"""Folders of templates: five structures of real digests, and what the check says of folders that are broken."""

from __future__ import annotations

import io
import re
import shutil
from importlib.resources import files
from pathlib import Path

import docx
import pypdf
import pytest

from cli.main import main
from digest.render.check import check_templates
from digest.render.example import full_issue
from digest.render.formats import FORMATS, render_issue
from digest.render.paper import issue_paper
from domain.settings import Settings
from domain.settings_sections import Digest, Office
from publishing.blocks import Bullets, Contents, Heading, Paragraph, Quote, plain
from publishing.typefaces import FONT_DIR

SHIPPED = Path(str(files("digest").joinpath("templates")))
FORMS = sorted(one.name for one in SHIPPED.iterdir() if one.is_dir())


def settings(folder: Path) -> Settings:
    return Settings.model_validate({"office": Office(name="Sở Y tế"), "digest": Digest(templates_dir=str(folder))})


def folder(tmp_path: Path, outline: str, **others: str) -> Path:
    (tmp_path / "outline.html").write_text(outline, encoding="utf-8")
    for name, text in others.items():
        (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", FORMS)
def test_shipped_forms_pass_the_check(name: str) -> None:
    assert check_templates(SHIPPED / name) == []


def test_there_are_the_five_structures_and_ours() -> None:
    assert FORMS == ["ba-tin-chinh", "chuan", "co-muc-luc", "danh-so", "theo-ngay", "thu-hai-thu-sau"]


def test_three_headlines_then_items() -> None:
    blocks = issue_paper(full_issue(6), settings(SHIPPED / "ba-tin-chinh")).blocks
    assert isinstance(blocks[1], Paragraph)
    assert blocks[1].kind == "lead"
    assert plain(blocks[1].runs).count(";") == 2
    kinds = [type(block) for block in blocks[2:6]]
    assert kinds == [Heading, Quote, Quote, Paragraph]
    assert isinstance(blocks[5], Paragraph)
    assert "https://syt1.example.vn/bai-1" in plain(blocks[5].runs)


def test_one_line_a_day_over_a_months_end() -> None:
    blocks = issue_paper(full_issue(6), settings(SHIPPED / "theo-ngay")).blocks
    lines = [plain(block.runs) for block in blocks if isinstance(block, Paragraph)]
    days = [match[1] for line in lines if (match := re.match(r"[\w ]+, ngày (\d\d/\d+/\d{4}):", line))]
    assert days == ["26/9/2022", "27/9/2022", "28/9/2022", "29/9/2022", "30/9/2022", "01/10/2022", "02/10/2022"]
    assert lines[-2].endswith("không có bài.") or lines[-3].endswith("không có bài.")


def test_monday_to_friday_by_days() -> None:
    blocks = issue_paper(full_issue(6), settings(SHIPPED / "thu-hai-thu-sau")).blocks
    titles = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert titles[:5] == [
        "THỨ HAI, NGÀY 26/9/2022",
        "THỨ BA, NGÀY 27/9/2022",
        "THỨ TƯ, NGÀY 28/9/2022",
        "THỨ NĂM, NGÀY 29/9/2022",
        "THỨ SÁU, NGÀY 30/9/2022",
    ]
    assert not [title for title in titles if "BẢY" in title]


def test_contents_with_page_numbers() -> None:
    own = settings(SHIPPED / "co-muc-luc")
    assert any(isinstance(block, Contents) for block in issue_paper(full_issue(12), own).blocks)
    pages = [
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_issue(full_issue(12), "pdf", own))).pages
    ]
    (number,) = re.findall(r"VIII\.\s+ĐO LƯỜNG[^.]+[\W]+?(\d+)\s", pages[0].replace("\xa0", " "))
    assert "VIII. ĐO LƯỜNG SỰ HÀI LÒNG" in pages[int(number) - 1].replace("\xa0", " ")
    assert int(number) > 2
    word = docx.Document(io.BytesIO(render_issue(full_issue(12), "docx", own)))
    assert "PAGEREF" in word.element.xml


def test_a_numbered_digest() -> None:
    paper = issue_paper(full_issue(12), settings(SHIPPED / "danh-so"))
    assert paper.letterhead is None
    assert any(isinstance(block, Bullets) and block.ordered for block in paper.blocks)
    assert "Tuần 39/2022" in plain(paper.blocks[1].runs)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("outline", "said"),
    [
        ("<p>{{ issue.tieu_de }}</p>", "outline.html, dòng 1: không có trường “tieu_de”"),
        (
            "<p>a</p>\n{% for x in issue.items %}\n<p>{{ x.title }}</p>\n",
            "outline.html, dòng 3: sai cú pháp (thiếu phần cuối",
        ),
        ("<p>{{ issue.title|dam }}</p>", "dòng 1: sai cú pháp (không có bộ lọc “dam”)"),
        ("<p>x</p>\n<div>y</div>", "outline.html, dòng 2: không có thẻ <div>"),
        ("<p>{{ issue.title }}", "thẻ <p> chưa đóng"),
        ("chữ ngoài thẻ", "chữ phải nằm trong một thẻ"),
        ('{% import "khac.html" as khac %}<p>x</p>', "không có tệp mẫu “khac.html”"),
        ("<p>{{ ''.__class__.__mro__ }}</p>", "không được phép"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}<p>x</p>", "lặp quá nhiều"),
        ("{# chỉ có chú thích #}", "không in ra gì"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td></tr></table>", "bảng có 2 cột nhưng một hàng có 1 ô"),
        ('<p class="to">x</p>', "không có kiểu đoạn “to”"),
    ],
)
def test_a_broken_outline_is_told_in_plain_words(tmp_path: Path, outline: str, said: str) -> None:
    faults = check_templates(folder(tmp_path, outline))
    assert len(faults) == 1
    assert said in faults[0]


def test_a_comparison_is_no_tag(tmp_path: Path) -> None:
    assert (
        check_templates(folder(tmp_path, "{% if 1 <issue.items|length %}<p>x</p>{% else %}<p>y</p>{% endif %}")) == []
    )


def test_other_files_are_checked_too(tmp_path: Path) -> None:
    own = folder(
        tmp_path,
        "<p>{{ issue.title }}</p>",
        layout_yaml="top: 50\nmau: đỏ\nsize: 13",
        style_css="p { color: black }\nbody { background: url(http://evil.example/x.png) }",
        ghichu_txt="x",
    )
    (own / "letterhead.docx").write_bytes(b"not a word file")
    (own / "fonts").mkdir()
    (own / "fonts" / "x.ttf").write_bytes(b"not a font")
    said = "\n".join(check_templates(own))
    assert "layout.yaml: “top” phải từ 25 trở xuống" in said
    assert "không có mục “mau”" in said
    assert "style.css, dòng 2: không được dùng “url(”" in said
    assert "ghichu.txt: tệp này không dùng đến" in said
    assert "letterhead.docx: không mở được như một tệp Word" in said
    assert "x.ttf không phải tệp phông chữ" in said


def test_missing_and_too_large_parts(tmp_path: Path) -> None:
    assert "Không có thư mục mẫu" in check_templates(tmp_path / "none")[0]
    assert check_templates(tmp_path) == [
        "outline.html: thiếu tệp này trong thư mục mẫu. Hãy chép tệp này từ một mẫu có sẵn."
    ]
    folder(tmp_path, "<p>x</p>" + " " * 200_001)
    assert "tệp quá lớn (tối đa 200 kB)" in check_templates(tmp_path)[0]
    (tmp_path / "outline.html").write_bytes("<p>Điểm tin</p>".encode("utf-16"))
    assert "không phải tệp chữ UTF-8" in check_templates(tmp_path)[0]
    folder(tmp_path, "<p>x</p>")
    (tmp_path / "fonts").mkdir()
    assert "fonts: không có tệp .ttf" in check_templates(tmp_path)[0]
    shutil.copy(FONT_DIR / "Tinos-Regular.ttf", tmp_path / "fonts")
    assert "thiếu kiểu đậm hoặc nghiêng" in check_templates(tmp_path)[0]


def test_an_offices_own_fonts_make_the_pdf(tmp_path: Path) -> None:
    own = folder(tmp_path, "<p><b>{{ issue.title }}</b> và <i>nghiêng</i></p>")
    shutil.copytree(FONT_DIR, own / "fonts")
    assert check_templates(own) == []
    assert render_issue(full_issue(3), "pdf", settings(own)).startswith(b"%PDF")


def letterhead(path: Path, *lines: str) -> None:
    made = docx.Document()
    made.add_picture(io.BytesIO(PNG))
    for line in lines:
        made.add_paragraph(line)
    made.styles["Normal"].font.name = "Arial"
    made.sections[0].header.paragraphs[0].text = "Đầu trang của {{office}}"
    made.save(str(path))


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def test_an_offices_own_word_file_frames_the_text(tmp_path: Path) -> None:
    own = folder(tmp_path, "<h1>I. PHẦN MỘT</h1><p>{{ issue.title }}</p>")
    letterhead(own / "letterhead.docx", "CƠ QUAN {{office}}", "{{title}}", "{{content}}", "Người ký: …")
    assert check_templates(own) == []
    word = docx.Document(io.BytesIO(render_issue(full_issue(3), "docx", settings(own))))
    lines = [line.text for line in word.paragraphs if line.text]
    assert lines[0] == "CƠ QUAN SỞ Y TẾ"
    assert lines[1].startswith("Điểm tin cải cách hành chính – Tuần 39/2022")
    assert lines[2:4] == ["I. PHẦN MỘT", lines[1]]
    assert lines[-1] == "Người ký: …"
    assert word.sections[0].header.paragraphs[0].text == "Đầu trang của SỞ Y TẾ"
    assert word.styles["Normal"].font.name == "Arial"
    assert word.inline_shapes
    assert "{{" not in word.element.xml


def test_a_wrong_word_file_is_told(tmp_path: Path) -> None:
    own = folder(tmp_path, "<p>x</p>")
    letterhead(own / "letterhead.docx", "{{ten_co_quan}}")
    said = check_templates(own)[0]
    assert "không có trường “ten_co_quan”" in said
    letterhead(own / "letterhead.docx", "{{office}}")
    assert "đúng một dòng {{content}}" in check_templates(own)[0]


def test_a_template_cannot_read_more_than_the_issue(tmp_path: Path) -> None:
    for reach in ("settings", "self.__init__.__globals__", "issue.__class__", "cycler.__init__", "lipsum.__globals__"):
        own = folder(tmp_path, f"<p>{{{{ {reach} }}}}</p>")
        assert check_templates(own), reach


def test_the_command_says_it_and_exits_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = folder(tmp_path, "<p>{{ issue.khong_co }}</p>")
    with pytest.raises(SystemExit) as left:
        main(["digest", "template", "check", str(own)])
    out, err = capsys.readouterr()
    assert left.value.code == 1
    assert "không có trường “khong_co”" in out
    assert "Traceback" not in out + err
    with pytest.raises(SystemExit) as left:
        main(["digest", "template", "check", str(SHIPPED / "chuan")])
    assert left.value.code == 0
    assert len(FORMATS) == 7


def test_a_form_that_is_empty_in_a_week_without_news_is_told_what_to_add(tmp_path: Path) -> None:
    items = "{% for one in issue.items %}<p>{{ one.title }}</p>{% endfor %}"
    (fault,) = check_templates(folder(tmp_path, items))
    assert "kỳ không có tin" in fault
    assert "{% if issue.empty %}" in fault
    said = "{% if issue.empty %}<p>Không có tin mới.</p>{% endif %}"
    assert check_templates(folder(tmp_path, items + said)) == []


def test_faults_are_whole_sentences_without_english(tmp_path: Path) -> None:
    (fault,) = check_templates(
        folder(tmp_path, "{% for d in issue.days if d.date.weekday() < 5 %}<p>x</p>{% endfor %}")
    )
    assert "không dùng được “.weekday”). Hãy bỏ" in fault
    assert "unsafe" not in fault
    (fault,) = check_templates(folder(tmp_path, "<p>{{ issue.khong_co }}</p>"))
    assert "“khong_co”. Xem tên" in fault


def test_a_file_that_leads_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "ngoai.html"
    outside.write_text("<p>ngoài</p>", encoding="utf-8")
    inside = tmp_path / "mau"
    inside.mkdir()
    (inside / "outline.html").symlink_to(outside)
    (fault,) = check_templates(inside)
    assert "trỏ ra ngoài thư mục mẫu" in fault
