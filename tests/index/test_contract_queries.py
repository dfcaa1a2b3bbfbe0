"""What every engine finds for every form of query."""

from __future__ import annotations

import pytest

from domain.search import SearchRequest, SearchResponse
from index import SearchEngine
from tests.index.corpus import ARTICLES, document

ALL = {article.id for article in ARTICLES}


def found(engine: SearchEngine, query: str) -> set[str]:
    response = engine.search(SearchRequest(query=query, limit=50))
    assert response.total == len(response.hits)
    return {hit.id for hit in response.hits}


def first(engine: SearchEngine, query: str) -> str:
    return engine.search(SearchRequest(query=query)).hits[0].id


REFORM = {"ke-hoach-1603", "tthc-son-la", "mot-cua", "mot-cua-in-lai"}

FINDS: list[tuple[str, set[str]]] = [
    # accents
    ("cai cach hanh chinh", REFORM),
    ("cải cách hành chính", REFORM),
    ("CCHC", REFORM),
    ("cchc", REFORM),
    ("CẢI CÁCH HÀNH CHÍNH", REFORM),
    ("dong da", {"dang-o-dong-da"}),
    ("Đống Đa", {"dang-o-dong-da"}),
    ("đống đa".replace("ố", "ố"), {"dang-o-dong-da"}),  # NFD
    ("hoà giải", {"hoa-giai"}),
    ("hòa giải", {"hoa-giai"}),
    ("khỏe tùy", {"hoa-giai"}),
    ("hoa", {"hoa-giai", "hoa-tuoi"}),
    ("=hoà", {"hoa-giai"}),
    ("=hòa", {"hoa-giai"}),
    ("=hoa", {"hoa-giai", "hoa-tuoi"}),
    ("=HOÁ", {"hoa-tuoi"}),
    ('="hoá đơn"', {"hoa-tuoi"}),
    # abbreviations, both ways
    ("chuyển đổi số", {"dang-o-dong-da"}),
    ("thủ tục hành chính", {"tthc-son-la"}),
    ("TTHC", {"tthc-son-la"}),
    ("DVC trực tuyến", {"mot-cua", "mot-cua-in-lai"}),
    ("DVCTT", {"mot-cua", "mot-cua-in-lai"}),
    ("ủy ban nhân dân", {"ke-hoach-1603"}),
    ("SYT Kon Tum", {"ke-hoach-1603"}),
    # numbers of documents
    ("1603/KH-UBND", {"ke-hoach-1603"}),
    ("1603/kh-ubnd", {"ke-hoach-1603"}),
    ("1603 / KH - UBND", {"ke-hoach-1603"}),
    ("ke hoach 1603", {"ke-hoach-1603"}),
    ("Kế hoạch số 1603", {"ke-hoach-1603"}),
    ("KH 1603", {"ke-hoach-1603"}),
    ('"1603/KH-UBND"', {"ke-hoach-1603"}),
    ("kế hoạch số 1603/KH-UBND ngày 18/5/2021", {"ke-hoach-1603"}),
    ("1603/KH-SYT", set()),
    ("quyết định 1229", {"van-ban-dinh-kem"}),
    ("1229/QĐ-SYT", {"van-ban-dinh-kem"}),
    ("văn bản:1229", {"van-ban-dinh-kem"}),
    ("van ban:1229/QD", {"van-ban-dinh-kem"}),
    ("văn bản:KH-SYT", {"ke-hoach-1603"}),
    ('văn bản:"kế hoạch 2105"', {"ke-hoach-1603"}),
    ("văn bản:9999", set()),
    # figures
    ("1185", {"tthc-son-la"}),
    ("1.185 hồ sơ", {"tthc-son-la"}),
    ("12,85%", {"tthc-son-la"}),
    ("1687/1909", {"mot-cua", "mot-cua-in-lai"}),
    # phrases, exclusion, either
    ('"hài lòng của người dân"', {"ke-hoach-1603", "vac-xin"}),
    ('"hài lòng của người dân" -vắc', {"ke-hoach-1603"}),
    ('"hai long cua nguoi dan" -vac', {"ke-hoach-1603"}),
    ('-"hài lòng" vắc xin', set()),
    ('"người dân của hài lòng"', set()),
    ("“một cửa”", {"mot-cua", "mot-cua-in-lai"}),
    ("vắc-xin", {"vac-xin"}),
    ("vắc xin", {"vac-xin"}),
    ("hoa giai OR vac xin", {"hoa-giai", "vac-xin"}),
    ("(hoa giai) | (vac xin)", {"hoa-giai", "vac-xin"}),
    ("hoa -tươi", {"hoa-giai"}),
    ("-hoa", ALL - {"hoa-giai", "hoa-tuoi"}),
    ("hoa -hòa", {"hoa-tuoi"}),
    ("-(hoa OR hài lòng OR một cửa) y tế", {"tthc-son-la", "van-ban-dinh-kem", "y-kien-te-nhi"}),
    # fields
    ('tỉnh:"Sơn La"', {"tthc-son-la", "vac-xin", "hoa-giai", "hoa-tuoi"}),
    ('tinh:"son la"', {"tthc-son-la", "vac-xin", "hoa-giai", "hoa-tuoi"}),
    ("tinh:Sơn La thẩm quyền", {"tthc-son-la"}),
    ('tỉnh:"Kon Tum"', {"ke-hoach-1603", "van-ban-dinh-kem"}),
    ('tỉnh:"Quảng Ngãi"', {"ke-hoach-1603", "van-ban-dinh-kem"}),
    ("tỉnh:hanoi", {"dang-o-dong-da"}),
    ('tỉnh:"Hà Nội" OR tỉnh:"Kon Tum"', {"ke-hoach-1603", "van-ban-dinh-kem", "dang-o-dong-da"}),
    ('tỉnh:"Hà Nội" tỉnh:"Kon Tum"', {"ke-hoach-1603", "van-ban-dinh-kem", "dang-o-dong-da"}),
    ('-tỉnh:"Sơn La" hài lòng', {"ke-hoach-1603"}),
    ("linh vuc:tthc", {"tthc-son-la", "mot-cua", "mot-cua-in-lai"}),
    ('lĩnh vực:"thủ tục hành chính" tỉnh:"Thái Nguyên"', {"mot-cua", "mot-cua-in-lai"}),
    ("lĩnh vực:tthc lĩnh vực:chinh_quyen_so", {"mot-cua", "mot-cua-in-lai"}),
    ("nguồn:syt-sonla", {"tthc-son-la", "vac-xin", "hoa-giai", "hoa-tuoi"}),
    ('nguon:"bao thai nguyen"', {"mot-cua", "y-kien-te-nhi", "da-go"}),
    ('đơn vị:"SYT Thái Nguyên"', {"mot-cua-in-lai"}),
    ('don vi:"Sở Y tế"', {a.id for a in ARTICLES if a.unit.startswith("Sở Y tế")}),
    ("từ:2022-09-26 đến:2022-10-01", {"mot-cua", "mot-cua-in-lai", "vac-xin"}),
    ("tu:26/9/2022 den:26/9/2022", {"mot-cua"}),
    ("từ:9/2022 đến:tháng 9/2022", {"mot-cua", "mot-cua-in-lai", "y-kien-te-nhi"}),
    ("từ:2023", {"dang-o-dong-da"}),
    ("đến:2018", {"tthc-son-la"}),
    ("từ:2030 đến:2020", set()),
    # attachments, titles
    ("vị trí việc làm", {"van-ban-dinh-kem"}),
    ("tài liệu danh mục", {"van-ban-dinh-kem"}),
    ("đường dây nóng", {"da-go"}),
    # what cannot be parsed is plain words, or nothing
    ("((", set()),
    ("😀", set()),
    ("-", set()),
    ('"', set()),
    ("()", set()),
    ("...", set()),
    ("((hoa giai", {"hoa-giai"}),
    ('"hoa giai', {"hoa-giai"}),
    ("hoa giai))", {"hoa-giai"}),
    ("hoà giải 😀", {"hoa-giai"}),
    ("tỉnh: hoa giai", set()),
    ("từ:hôm nào hoa", set()),
    ("hoa\x00 giai\u200b", {"hoa-giai"}),
    ("OR hoa giai OR", {"hoa-giai"}),
    ("", ALL),
    ("   ", ALL),
]


@pytest.mark.parametrize(("query", "expected"), FINDS, ids=[query or "blank" for query, _ in FINDS])
def test_finds(library: SearchEngine, query: str, expected: set[str]) -> None:
    assert found(library, query) == expected


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("so y te", "ke-hoach-1603"),
        ("sở y tế", "ke-hoach-1603"),
        ("hoa tuoi", "hoa-tuoi"),
        ("hóa", "hoa-tuoi"),
        ("hoà", "hoa-giai"),
        ("tuyên truyền cải cách hành chính", "ke-hoach-1603"),
        ("y kien te nhi", "y-kien-te-nhi"),
    ],
)
def test_best_first(library: SearchEngine, query: str, best: str) -> None:
    assert first(library, query) == best


def test_delicate_opinions_stay_below_the_health_service(library: SearchEngine) -> None:
    hits = [hit.id for hit in library.search(SearchRequest(query="so y te")).hits]
    assert hits.index("y-kien-te-nhi") > max(hits.index("ke-hoach-1603"), hits.index("tthc-son-la"))


def test_without_accents_the_same_are_found_as_with_them(library: SearchEngine) -> None:
    for plain, accented in [("hai long", "hài lòng"), ("thu tuc", "thủ tục"), ("dong da", "đống đa")]:
        assert found(library, plain) == found(library, accented)


@pytest.mark.parametrize(
    "query", ["a" * 10_000, "hoà giải " * 1_250, "(" * 10_000, "x OR " * 2_000, "1603/KH-UBND " * 800]
)
def test_very_long_queries_are_answered(library: SearchEngine, query: str) -> None:
    response = library.search(SearchRequest(query=query))
    assert response.query == query
    assert response.understood.endswith(".")


def test_a_whole_article_pasted_finds_the_article(library: SearchEngine) -> None:
    article = ARTICLES[1].article
    assert found(library, f"{article.title} {article.body}") == {"tthc-son-la"}


def test_hits_carry_what_is_shown(library: SearchEngine) -> None:
    response: SearchResponse = library.search(SearchRequest(query="dịch vụ công trực tuyến đúng hạn"))
    by_id = {hit.id: hit for hit in response.hits}
    hit, article = by_id["mot-cua"], ARTICLES[2]
    assert (hit.url, hit.title, hit.source) == (article.article.url, article.article.title, "bao-thainguyen")
    assert hit.published_at == article.article.published_at
    assert (hit.province, hit.topics, hit.group) == ("Thái Nguyên", ("tthc", "chinh_quyen_so"), "nhom-1")
    assert by_id["mot-cua-in-lai"].group == "nhom-1"
    assert by_id["mot-cua-in-lai"].published_at == ARTICLES[3].article.published_at
    assert hit.score > 0


def test_withdrawn_articles_are_found_and_marked(library: SearchEngine) -> None:
    response = library.search(SearchRequest(query="đường dây nóng"))
    assert [(hit.id, hit.withdrawn) for hit in response.hits] == [("da-go", True)]


@pytest.mark.parametrize(
    ("query", "typed", "other"),
    [
        ("hòa", "Tổ hòa giải họp.", "Hoa"),
        ("hải long", "Xã Hải Long có trạm y tế mới.", "Hài lòng"),
        ("thù lao", "Tiền thù lao của cộng tác viên.", "Thu lao"),
        ("chế độ công vụ", "Đổi mới chế độ công vụ ở xã.", "Che do cong vu"),
        ('"hải long"', "Xã Hải Long có trạm y tế mới.", "Hài lòng"),
    ],
)
def test_forms_as_typed_come_first(engine: SearchEngine, query: str, typed: str, other: str) -> None:
    """Even where another form stands in the title and again and again in a short text."""
    filler = "Cán bộ của đơn vị làm việc tại cơ sở và báo cáo kết quả hằng tháng. " * 8
    engine.write(
        [
            document("khác", other, f"{other}. {other} {other}."),
            document("đúng", "Tin trong tỉnh", f"{filler}{typed} {filler}"),
            *(document(f"lấp-{at}", "Tin khác", filler) for at in range(20)),
        ]
    )
    assert [hit.id for hit in engine.search(SearchRequest(query=query)).hits] == ["đúng", "khác"]
