"""Old encodings."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from samples import SampleSites
from samples.legacy import to_tcvn3, to_vni, to_windows_1258
from tests.samples.visit import visit

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ ,.0123456789"


def test_tcvn3_is_what_old_pages_look_like() -> None:
    # The words at the head of every Vietnamese document, as they look in a Latin font.
    assert to_tcvn3("Cộng hòa xã hội chủ nghĩa Việt Nam").decode("latin-1") == "Céng hßa x· héi chñ nghÜa ViÖt Nam"
    assert to_tcvn3("Độc lập - Tự do - Hạnh phúc").decode("latin-1") == "§éc lËp - Tù do - H¹nh phóc"


def test_vni_is_what_old_pages_look_like() -> None:
    assert to_vni("Cộng hòa xã hội chủ nghĩa Việt Nam").decode("latin-1") == "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"
    assert to_vni("Độc lập - Tự do - Hạnh phúc").decode("latin-1") == "Ñoäc laäp - Töï do - Haïnh phuùc"
    assert len({to_vni(letter) for letter in LETTERS}) == len(LETTERS)


@settings(max_examples=60, deadline=None)
@given(st.text(LETTERS + LETTERS.upper()))
def test_windows_1258_reads_back(text: str) -> None:
    assert unicodedata.normalize("NFC", to_windows_1258(text).decode("cp1258")) == text


@settings(max_examples=60, deadline=None)
@given(st.text(LETTERS, min_size=1))
def test_tcvn3_gives_every_letter_a_byte_of_its_own(text: str) -> None:
    assert len(to_tcvn3(text)) == len(text)
    assert len({to_tcvn3(letter) for letter in LETTERS}) == len(LETTERS)


def test_old_pages_are_served_in_old_bytes(standing: SampleSites) -> None:
    site = standing.site("ttyt-tanbinh")
    page = visit(site.url("chuyen-doi-so-trong-quan-ly-cong-van-den-di"))
    assert page.headers["content-type"] == "text/html"
    assert b"charset=windows-1258" in page.body
    assert "bộ phận văn thư của Trung tâm tiếp nhận" in unicodedata.normalize("NFC", page.body.decode("cp1258"))
    site = standing.site("syt-sonla")
    page = visit(site.url("ra-soat-thu-tuc-hanh-chinh-nam-2018"))
    assert to_tcvn3("nhiều mẫu đơn còn yêu cầu người nộp khai lại nơi sinh") in page.body
    assert b".VnTime" in page.body
