"""Passages, what was understood, and suggestions, on every engine."""

from __future__ import annotations

import pytest

from domain.search import SearchRequest
from index import SearchEngine


def passage(engine: SearchEngine, query: str, name: str) -> str:
    hits = {hit.id: hit.snippet for hit in engine.search(SearchRequest(query=query, limit=50)).hits}
    return hits[name]


@pytest.mark.parametrize(
    ("query", "name", "marked"),
    [
        ("hai long", "vac-xin", "<mark>hài lòng</mark>"),
        ("hài lòng", "vac-xin", "<mark>hài lòng</mark>"),
        ("CCHC", "ke-hoach-1603", "Kế hoạch số 1603/KH-UBND"),  # only the title has it: the opening, nothing marked
        ("cải cách hành chính", "mot-cua", "<mark>CCHC</mark>"),
        ("thủ tục hành chính", "tthc-son-la", "<mark>TTHC</mark>"),
        ("DVCTT", "mot-cua", "<mark>dịch vụ công trực tuyến</mark>"),
        ("1603/KH-UBND", "ke-hoach-1603", "<mark>1603/KH-UBND</mark>"),
        ("ke hoach 1603", "ke-hoach-1603", "<mark>Kế hoạch số 1603</mark>"),
        ('"người dân khi đưa con"', "vac-xin", "<mark>người dân khi đưa con</mark>"),
        ("vac xin", "vac-xin", "<mark>vắc-xin</mark>"),
        ("=hoà", "hoa-giai", "Tổ <mark>hoà</mark> giải làm việc với các hộ. Bình hoa đặt"),
        ("hoà giải", "hoa-giai", "<mark>hoà giải</mark>"),
        ("1185", "tthc-son-la", "<mark>1.185</mark>"),
        ("dong da", "dang-o-dong-da", "<mark>Đống Đa</mark>"),
        ("vị trí việc làm", "van-ban-dinh-kem", "<mark>vị trí việc làm</mark>"),
        ("alert", "khong-ro-nguon", "&lt;script&gt;<mark>alert</mark>(&quot;xấu&quot;)&lt;/script&gt; và dấu &amp;"),
        ("", "hoa-tuoi", "Hoa tươi được bày bán."),
    ],
)
def test_marks(library: SearchEngine, query: str, name: str, marked: str) -> None:
    assert marked in passage(library, query, name)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("cải cách hành chính", "cải cách hành chính"),
        ("cchc", "cải cách hành chính"),
        ("kiểm tra cải cách hành chính", "hoặc “CCHC”"),
        ("kiem tra tthc", "hoặc “thủ tục hành chính”"),
        ("so y te", "không phân biệt dấu"),
        ("sở y tế", "đúng dấu như đã gõ được xếp trước"),
        ('tinh:"son la"', "tỉnh Sơn La"),
        ("linh vuc:tthc", "thuộc lĩnh vực Thủ tục hành chính"),
        ("ke hoach 1603", "viện dẫn văn bản “kế hoạch 1603”"),
        ("tu:2022-09-01", "đăng từ ngày 01/9/2022"),
        ("hoa -tươi", "không có “tươi”"),
        ("a OR b", "có “a” hoặc “b”"),
        ("(phạt OR cửa) mở", "(có “phạt” hoặc “cửa”) và có “mở”"),
        ("-(phạt OR cửa) mở", "không có “phạt” và không có “cửa”; có “mở”"),
        ("-(phạt cửa) mở", "không có cùng lúc các từ “phạt cửa” và có “mở”"),
        ("-từ:1/9/2022", "đăng trước ngày 01/9/2022"),
        ("-nguồn:syt-sonla", "không thuộc nguồn syt-sonla"),
        ("từ:5/1/2022 đến:14/9/2022", "đăng từ ngày 05/01/2022 đến ngày 14/9/2022"),
        ("từ:5/1/2022 đến:5/1/2022", "đăng ngày 05/01/2022"),
        ('="Sở Y tế"', "có đúng cụm “Sở Y tế”"),
        ("tỉnh:tphcm", "thuộc Thành phố Hồ Chí Minh"),
        ("từ:31/02/2022 hoa", "“từ:31/02/2022” không phải ngày, tháng, quý hay năm, nên được tìm như từ thường"),
        ("tacgia:Lan", "“tacgia:” không phải tên điều kiện, nên được tìm như từ thường"),
        ("tỉnh:Atlantis hoa", "“tỉnh:Atlantis” không phải tên tỉnh, thành phố"),
        ("từ:2023 đến:2022", "ngày bắt đầu sau ngày kết thúc"),
        ("nguồn:bao-khong-co hoa", "chưa có bài nào thuộc nguồn bao-khong-co"),
        ('tỉnh:"Cà Mau" hoa', "chưa có bài nào thuộc tỉnh Cà Mau"),
        ("=hoà", "có đúng từ “hòa”"),
        ("((", "Chưa nhập từ khóa."),
        ("", "tất cả các bài"),
    ],
)
def test_says_how_the_query_was_read(library: SearchEngine, query: str, said: str) -> None:
    assert said in library.search(SearchRequest(query=query)).understood


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("cai cahc", "cai cach"),
        ("cải cahc", "cải cách"),
        ("cái cahc hành chính", "cải cách hành chính"),
        ("caicach", "cai cach"),
        ("hai lonh nguoi dan", "hai long nguoi dan"),
        ("dich vu cogn", "dich vu cong"),
        ("hồ sơ đúng hạnn", "hồ sơ đúng hạn"),
        ('tỉnh:"Sơn La" thur tucj', 'tỉnh:"Sơn La" thu tuc'),
        ('"hài lòng của ngừoi dna"', '"hài lòng của người dân"'),
        ("hanhf chinhs", "hanh chinh"),
        ("ca3i ca1ch", "cai cach"),
        ("nguowif daan", "nguoi dan"),
        ("CCHC dđi vào", "CCHC đi vào"),
    ],
)
def test_a_slip_gets_a_suggestion(library: SearchEngine, query: str, suggestion: str) -> None:
    response = library.search(SearchRequest(query=query))
    assert response.suggestion is not None
    assert response.suggestion.query == suggestion
    assert library.search(SearchRequest(query=suggestion)).total > response.total


@pytest.mark.parametrize(
    "query", ["cai cach", "hài lòng", "", "((", "zzzzqqq wwwkkk", "tỉnh:Huế", "1603/KH-UBND", "-hoa"]
)
def test_no_suggestion_where_none_is_better(library: SearchEngine, query: str) -> None:
    assert library.search(SearchRequest(query=query)).suggestion is None
