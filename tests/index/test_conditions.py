"""A query in conditions: each can be taken away, and the rest is read as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.search import SearchFilters
from index.query.conditions import conditions, written
from index.query.parser import parse
from index.query.planning import plan_of


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", []),
        ("cai cach hanh chinh ho so", ["cai cach hanh chinh (hoặc CCHC)", "ho so"]),
        ("hồ sơ TTHC", ["hồ sơ", "TTHC (hoặc thủ tục hành chính)"]),
        ('"chữ ký số" -vắc', ["“chữ ký số”", "không có “vắc”"]),
        ("ke hoach 1603", ["Văn bản kế hoạch 1603"]),
        ("tỉnh:sonla một cửa", ["Tỉnh: tỉnh Sơn La", "một cửa"]),
        ("=hoà", ["đúng “hòa”"]),
        ("từ:9/2022", ["Từ: 01/9/2022"]),
    ],
)
def test_what_is_shown(query: str, shown: list[str]) -> None:
    assert [one.text for one in conditions(query)] == shown


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("cai cach hanh chinh ho so", ["ho so", "cai cach hanh chinh"]),
        (
            '"chữ ký số" tỉnh:"Sơn La" -vắc',
            ['tỉnh:"tỉnh Sơn La" -(vắc)', '"chữ ký số" -(vắc)', '"chữ ký số" tỉnh:"tỉnh Sơn La"'],
        ),
        ("một cửa OR TTHC Kon Tum", [""]),
    ],
)
def test_what_is_left(query: str, left: list[str]) -> None:
    assert [one.without for one in conditions(query)] == left


QUERIES = [
    "cải cách hành chính",
    '"hài lòng của người dân" -vắc',
    "hồ sơ -(cửa OR phạt)",
    "bệnh án điện tử OR ký số",
    "(một cửa OR TTHC) Kon Tum",
    '="hoà giải" =hoà',
    "1603/KH-UBND ke hoach 12 chỉ thị 5/CT-UBND",
    'nguồn:syt-kontum tỉnh:"Sơn La" lĩnh vực:tthc văn bản:1603',
    'đơn vị:"SYT Sơn La" tệp:pdf từ:9/2022 đến:2023 ngày đăng:"chưa rõ"',
    '-tỉnh:"Sơn La" -(a b) -"x y"',
    "31,25 1.185 hồ sơ",
    "KHÔNG hồ sơ VÀ a",
]


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_written_is_read_again(query: str) -> None:
    root = parse(query).root
    assert root is not None
    again = parse(written(root))
    assert plan_of(again, SearchFilters()).match == plan_of(parse(query), SearchFilters()).match
    assert set(plan_of(again, SearchFilters()).narrow) == set(plan_of(parse(query), SearchFilters()).narrow)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from('aăđốk 12/-()"=:|OR.,tỉnhừSơnLa'), max_size=60) | st.text(max_size=40))
def test_any_query_has_conditions(query: str) -> None:
    for one in conditions(query):
        assert one.text
        parse(one.without)
