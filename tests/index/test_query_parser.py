"""How queries are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.search import SearchFilters, Sort
from index.answer.highlight import targets_of
from index.query.fields import QUERY_FIELDS
from index.query.lexer import LONGEST, clean, pieces
from index.query.parser import MOST_WORDS, parse
from index.query.planning import plan_of
from index.query.tree import (
    Every,
    Exclude,
    FieldValue,
    Node,
    Number,
    OneOf,
    Phrase,
    Run,
)
from index.query.understood import understood


def shape(node: Node | None) -> object:
    """A tree in short: runs and phrases as text, the rest by kind."""
    match node:
        case None:
            return None
        case Run(words):
            return " ".join(word.exact for word in words)
        case Phrase(words, _, exact_only):
            return ("=" if exact_only else '"') + " ".join(word.exact for word in words)
        case Number(keys):
            return ("số", *keys)
        case FieldValue(field, keys):
            return (field.name, *keys)
        case Exclude(child):
            return ("không", shape(child))
        case OneOf(children):
            return ["hoặc", *map(shape, children)]
        case Every(children):
            return ["và", *map(shape, children)]


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("cải cách", "cải cách"),
        ("cải cách -vắc xin", ["và", "cải cách", ("không", "vắc"), "xin"]),
        ('"một cửa" liên thông', ["và", '"một cửa', "liên thông"]),
        ("y tế - dân số", "y tế dân số"),
        ("--x", "x"),
        ("a- b", "a b"),
        ("a OR b", ["hoặc", "a", "b"]),
        ("a | b || c", ["hoặc", "a", "b", "c"]),
        ("a b OR c d", ["hoặc", "a b", "c d"]),
        ('a b "c d" OR e', ["và", "a b", ["hoặc", '"c d', "e"]]),
        ("a OR -b", ["hoặc", "a", ("không", "b")]),
        ("(a OR b) c", ["và", ["hoặc", "a", "b"], "c"]),
        ("(a (b OR (c)))", ["và", "a", ["hoặc", "b", "c"]]),
        ("-(a b)", ("không", "a b")),
        ("-() a", "a"),
        ("a AND b", "a b"),
        ("OR", "or"),
        ("a OR", "a"),
        ("OR a", "a"),
        ("or", "or"),
        ("=Hoà", "=hòa"),
        ('="hoà bình"', "=hòa bình"),
        ("= hoà", "hòa"),
        ("a=b", '"a b'),
        ("x:y", "x y"),
        ("Thông báo: mở lớp", "thông báo mở lớp"),
        ('tỉnh:"Sơn La"', ("tỉnh", "son la")),
        ('TINH:"SON LA"', ("tỉnh", "son la")),
        ("tỉnh: Sơn La", ("tỉnh", "son la")),
        ("tỉnh:Bà Rịa - Vũng Tàu cải cách", ["và", ("tỉnh", "ba ria - vung tau"), "cải cách"]),
        ("tỉnh:TP.HCM", ("tỉnh", "ho chi minh")),
        ("tỉnh:xứ sở xa", "tỉnh xứ sở xa"),
        ("tỉnh:", "tỉnh"),
        ('tỉnh:""', "tỉnh"),
        ("thanhtỉnh:Huế", "thanhtỉnh huế"),
        ("lĩnh vực:tthc", ("lĩnh vực", "tthc")),
        ('linhvuc:"chinh quyen so"', ("lĩnh vực", "chinh_quyen_so")),
        ("lĩnh vực:thủ tục hành chính abc", ["và", ("lĩnh vực", "tthc"), "abc"]),
        ("nguồn:syt-kontum", ("nguồn", "syt", "kontum")),
        ('đơn vị:"Sở Y tế"', ("đơn vị", "so", "y", "te")),
        ("từ:2022-09-01", ("từ", "2022-09-01")),
        ("tu:1/9/2022", ("từ", "2022-09-01")),
        ("từ:09/2022 đến:09/2022", ["và", ("từ", "2022-09-01"), ("đến", "2022-09-30")]),
        ("đến:tháng 2/2024", ("đến", "2024-02-29")),
        ("từ:quý 3/2022 đến:quý III/2022", ["và", ("từ", "2022-07-01"), ("đến", "2022-09-30")]),
        ("từ:2022", ("từ", "2022-01-01")),
        ("từ:30/2/2022", ["và", "từ", '"30 2 2022']),
        ("1603/KH-UBND", ("số", "1603/kh-ubnd")),
        ("ke hoach 1603", ("số", "kh 1603")),
        ("ke hoach 1603 kon tum", ["và", ("số", "kh 1603"), "kon tum"]),
        ("kế hoạch năm 2022", "kế hoạch năm 2022"),
        ("-1603/KH-UBND", ("không", ("số", "1603/kh-ubnd"))),
        ("văn bản:1603", ("văn bản", "1603")),
        ("van ban:1603/KH-UBND x", ["và", ("văn bản", "1603/kh-ubnd"), "x"]),
        ('văn bản:"kế hoạch 1603"', ("văn bản", "kh 1603")),
        ("văn bản 1603", ("số", "1603")),
        ('"kế hoạch 1603 của tỉnh"', '"kế hoạch 1603 của tỉnh'),
        ("số:1603/KH-UBND", ("số", "1603/kh-ubnd")),
        ("(a", "a"),
        ("a)", "a"),
        ('"a', "a"),
        ("((", None),
        ("😀", None),
        ("", None),
    ],
)
def test_reads(query: str, tree: object) -> None:
    assert shape(parse(query).root) == tree


def test_accented_is_about_the_words_only() -> None:
    assert parse("cải cách").accented
    assert not parse("cai cach").accented
    assert not parse('tỉnh:"Sơn La" cai cach').accented


def test_blank_is_told_from_hopeless() -> None:
    assert parse(" \t\n").blank
    assert not parse("((").blank
    assert not parse("😀").blank


def test_too_long_is_cut_and_said() -> None:
    query = parse("từ " * LONGEST)
    assert query.cut
    assert len(query.text) <= LONGEST
    assert "quá dài" in understood(query, SearchFilters(), Sort.RELEVANCE)
    assert not parse("từ " * (MOST_WORDS // 2)).cut


def test_many_words_are_cut_and_said() -> None:
    query = parse(" ".join(f"t{at}" for at in range(MOST_WORDS + 5)))
    assert query.cut
    assert isinstance(query.root, Run)
    assert len(query.root.words) == MOST_WORDS


def test_deep_parentheses_are_read_without_recursion() -> None:
    assert shape(parse("(" * 4_000 + "a b" + ")" * 4_000).root) == "a b"


_BITS = [
    "tỉnh:",
    '"',
    "(",
    ")",
    "-",
    "=",
    " OR ",
    "|",
    "từ:",
    "1603/KH-UBND",
    "ke hoach 12",
    "Sơn La",
    "x",
    " ",
    "văn bản:",
]
QUERIES = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(_BITS), st.text(max_size=4)), max_size=40).map("".join),
)


@settings(max_examples=500, deadline=None)
@given(QUERIES)
def test_any_text_can_be_read(text: str) -> None:
    query = parse(text)
    plan = plan_of(query, SearchFilters())
    said = understood(query, SearchFilters(from_=date(2022, 1, 1)), Sort.DATE)
    assert said.endswith(".")
    assert "\n" not in said
    assert len(said) < 1_000
    assert plan.hopeless == (query.root is None and not query.blank) or query.root is not None
    for target in targets_of(query.root):
        assert target.tokens


@settings(max_examples=300, deadline=None)
@given(QUERIES)
def test_pieces_cover_the_words(text: str) -> None:
    """What is no sign of the language is never lost without a trace."""
    cleaned, _ = clean(text)
    read = pieces(cleaned)
    if any(char.isalpha() and ord(char) < 0x250 for char in cleaned) and not set(cleaned.split()) <= {"OR", "AND"}:
        assert read


@pytest.mark.parametrize("bit", [*_BITS, "a ", "1/a", "0", "1.", "tinh:a ", 'van ban:"', "-a", "ke hoach so ", "=("])
def test_work_grows_with_the_length_and_no_faster(bit: str) -> None:
    """Counted in calls rather than seconds, so that a busy machine changes nothing."""
    import sys

    def calls(text: str) -> int:
        count = 0

        def tick(frame: object, event: str, arg: object) -> None:
            nonlocal count
            count += event in {"call", "c_call"}

        sys.setprofile(tick)
        try:
            parse(text)
        finally:
            sys.setprofile(None)
        return count

    short, long = (bit * 2_000)[:2_000], (bit * 10_000)[:10_000]
    parse(long)  # caches are warm
    assert calls(long) <= 8 * calls(short) + 2_000


def test_field_names_are_those_of_the_page() -> None:
    assert {field.name for field in QUERY_FIELDS} == {
        *("nguồn", "tỉnh", "lĩnh vực", "văn bản", "đơn vị", "từ", "đến", "tệp", "ngày đăng"),
    }
