"""The same Vietnamese page in every encoding that sites have used comes out as the same text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction.decode.encodings import decode
from crawler.extraction.decode.legacy_fonts import from_tcvn3, from_vni

TEXT = (
    "Sở Y tế đã rút ngắn thời gian giải quyết thủ tục hành chính, người dân vùng cao không phải đi lại nhiều lần. "
    "Bộ phận một cửa niêm yết công khai quy trình, mức phí và số điện thoại để tiếp nhận phản ánh; cán bộ hướng dẫn tận tình."
)
PAGE = (
    f"<html><head><title>Tin tức</title></head><body><h1>Cải cách hành chính ngành y tế</h1><p>{TEXT}</p></body></html>"
)
GERMAN = "<p>Für Ärzte, Bürger und Behörden: Größe, Maß und Übung über Öffentlichkeit, später schön.</p>"
FRENCH = "<p>Le ministère a précisé que l'élève, à l'été, espère être reçu à l'école supérieure où il naît.</p>"


def cp1258(text: str) -> bytes:
    """windows-1258 writes tones as marks after the letter."""
    parts: list[bytes] = []
    for char in text:
        try:
            parts.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in marks[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
            parts.append((unicodedata.normalize("NFC", marks.replace(tone, "")) + tone).encode("cp1258"))
    return b"".join(parts)


def legacy(text: str, code: str) -> str:
    """TCVN3 or VNI code places of a text in small letters, found by turning the decoder's table round."""
    turn = from_tcvn3 if code == "tcvn3" else from_vni
    pairs: dict[str, str] = {}
    places = [*map(chr, range(0xE0, 0x100)), *map(chr, range(0xA1, 0xE0))]
    for first in [*"abcdeghiklmnopqrstuvxy", *places]:
        for written in (first, *(first + second for second in places if code == "vni")):
            read = turn(written)
            if len(read) == 1 and read not in pairs and not read.isascii():
                pairs[read] = written
    return "".join(pairs.get(char, char) for char in text.lower())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    "header", [None, "text/html; charset=iso-8859-1", "text/html; charset=utf-8", "text/html; charset=nonsense"]
)
def test_unicode_whatever_was_declared(encoding: str, header: str | None) -> None:
    assert decode(PAGE.encode(encoding), header) == PAGE


@pytest.mark.parametrize(
    "header", [None, "text/html; charset=windows-1258", "text/html; charset=utf-8", "text/html; charset=iso-8859-1"]
)
def test_windows_1258_is_composed(header: str | None) -> None:
    assert decode(cp1258(PAGE), header) == PAGE


def test_the_meta_declaration_is_not_believed() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="utf-8">')
    assert decode(cp1258(page)) == page


@pytest.mark.parametrize("code", ["tcvn3", "vni"])
@pytest.mark.parametrize("declared", [None, "utf-8", "x-user-defined", "windows-1252"])
def test_legacy_fonts_as_bytes(code: str, declared: str | None) -> None:
    assert decode(legacy(PAGE, code).encode("latin-1"), declared=declared) == PAGE.lower()


@pytest.mark.parametrize("code", ["tcvn3", "vni"])
def test_legacy_fonts_inside_unicode(code: str) -> None:
    menu = "<div>Trang chủ</div><div>Giới thiệu</div><div>Văn bản chỉ đạo điều hành</div>"
    assert decode((menu + legacy(PAGE, code)).encode()) == menu + PAGE.lower()


def test_a_font_of_capitals_shows_capitals() -> None:
    small = '<font face=".VnTimeH"><b>cải cách hành chính</b> năm 2009</font> năm nay'
    page = PAGE.lower().replace("</h1>", "</h1>" + small)
    written = legacy(page, "tcvn3").replace(".vntimeh", ".VnTimeH")
    wanted = page.replace("<b>cải cách hành chính</b> năm 2009", "<b>CẢI CÁCH HÀNH CHÍNH</b> NĂM 2009")
    for content in (written.encode("latin-1"), written.encode()):
        assert decode(content) == wanted


def test_legacy_fonts_in_attributes() -> None:
    page = PAGE.replace("<head>", '<head><meta name="description" content="Đẩy mạnh cải cách hành chính">').lower()
    assert decode(legacy(page, "tcvn3").encode()) == page


def test_legacy_fonts_as_character_references() -> None:
    written = "".join(f"&#{ord(char)};" if ord(char) > 127 else char for char in legacy(PAGE, "tcvn3"))
    assert decode(written.encode()) == PAGE.lower()


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_utf8_encoded_twice(wrong: str) -> None:
    twice = "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in PAGE.encode())
    assert decode(twice.encode()) == PAGE


def test_a_few_broken_bytes_spoil_nothing() -> None:
    content = PAGE.encode()
    assert decode(PAGE[:-40].encode() + b"\xe1\xba")[:-1] == PAGE[:-40]
    assert decode(content.replace(b"Tin t", b"Tin\x96t")).count("\ufffd") == 1


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "iso-8859-1"),
        (FRENCH, "iso-8859-1"),
        (GERMAN, "utf-8"),
        (FRENCH, "utf-8"),
        ("<p>简体中文网页的内容</p>", "gb2312"),
    ],
)
def test_other_languages_are_left_alone(text: str, encoding: str) -> None:
    assert decode((text * 5).encode(encoding), f"text/html; charset={encoding}") == text * 5


def test_quotation_marks_of_windows_1252() -> None:
    assert decode(b"<p>\x93Gr\xfc\xdfe\x94</p>", "text/html; charset=iso-8859-1") == "<p>“Grüße”</p>"


@pytest.mark.parametrize("name", ["utf-7", "rot13", "base64", "unicode_escape", "../../etc", "", "utf-16"])
def test_unsafe_or_absurd_declarations(name: str) -> None:
    assert decode(PAGE.encode(), f"text/html; charset={name}", name) == PAGE
    assert "\x00" not in decode(b"+ADw-script\x00\xff", f"text/html; charset={name}", name)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=40)))
def test_no_bytes_raise(content: bytes, header: str | None) -> None:
    text = decode(content, header, header)
    assert isinstance(text, str)
    assert "\x00" not in text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"), max_codepoint=0x1FFFF), max_size=200))
def test_utf8_round_trip_of_ordinary_text(text: str) -> None:
    page = f"<p>{TEXT}</p>" + text.replace("\ufeff", "")
    decoded = decode(page.encode())
    assert decoded.startswith(f"<p>{TEXT}</p>")
