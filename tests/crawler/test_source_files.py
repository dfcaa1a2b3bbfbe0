"""Source files: five that work, errors a person can act on, and the published schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.source_files import dump_source, load_sources, parse_source, pick, schema_text
from domain.errors import SourceError

ROOT = Path(__file__).parents[2]
HEAD = "id: thu\nname: Trang thử\nbase_url: https://a.vn\n"


def test_the_five_sites_load() -> None:
    sources = {source.id: source for source in load_sources(ROOT / "sources")}
    assert set(sources) == {"syt-thainguyen", "syt-sonla", "bao-thainguyen", "syt-kontum", "ttyt-tanbinh"}
    assert sources["syt-kontum"].base_url == "http://syt.kontum.gov.vn"
    assert [name for name, source in sources.items() if source.verified] == ["syt-kontum"]


def test_the_published_schema_is_current() -> None:
    published = (ROOT / "docs" / "source.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(), "write crawler.source_files.schema_text() to it"


def test_what_is_written_reads_back_the_same() -> None:
    for source in load_sources(ROOT / "sources"):
        assert parse_source(dump_source(source), "x") == source


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "listngs: []", ["listngs", "listings"]),
        (HEAD + "listings: [{url: /, lnks: a}]", ["listings.1.lnks", "links"]),
        (HEAD + "politeness: {dealy: 2s}", ["politeness.dealy", "delay"]),
        (HEAD + "interval: hai giờ", ["interval", "6h"]),
        (HEAD + "family: wordpres", ["family", "wordpress"]),
        (HEAD + "article_urls: '('", ["article_urls", "biểu thức"]),
        (HEAD + "interval: 0s", ["interval", "5m"]),
        (HEAD + "interval: 299", ["interval", "5m"]),
        (HEAD + "interval: 99999999999999999999d", ["interval", "366 ngày"]),
        (HEAD + "interval: .nan", ["interval", "ngày"]),
        (HEAD + "politeness: {delay: 3d}", ["politeness.delay", "1h"]),
        (HEAD + "politeness: {timeout: 0s}", ["politeness.timeout", "10m"]),
        (HEAD + "listings: [{url: /, item: 'a[[['}]", ["listings.1.item", "CSS"]),
        (HEAD + "listings: [{url: /, pages: /trang-2}]", ["listings.1.pages", "{page}"]),
        (HEAD + "selectors: {body: ['div', 'p:khong(']}", ["selectors.body", "CSS"]),
        (HEAD.replace("Trang thử", "X"), ["name", "2 chữ"]),
        (HEAD.replace("https://a.vn", "https://a.vn:99999"), ["base_url", "cổng"]),
        (HEAD + "id: hai", ["dòng 4", "hai lần"]),
        (HEAD + "feeds: [", ["dòng"]),
        (HEAD + "verified: có", ["verified", "true"]),
        ("name: x\nbase_url: https://a.vn", ["id"]),
        ("id: thu\nname: Thử\nbase_url: a.vn", ["base_url", "https://"]),
        ("id: Thử\nname: Thử\nbase_url: https://a.vn", ["id", "không dấu"]),
        ("- a\n- b", ["khóa"]),
        ("x: &a [1]\ny: *a", ["bí danh"]),
        ("!!python/object/apply:os.system ['true']", ["YAML"]),
    ],
)
def test_errors_name_file_key_and_what_is_right(text: str, words: list[str]) -> None:
    with pytest.raises(SourceError) as caught:
        parse_source(text, "sources/thu.yaml")
    said = str(caught.value)
    assert said.startswith("sources/thu.yaml")
    assert "\n" not in said
    for word in words:
        assert word in said


def test_two_files_of_one_id_and_an_unknown_id(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(HEAD, encoding="utf-8")
    with pytest.raises(SourceError, match="đã dùng"):
        load_sources(tmp_path)
    with pytest.raises(SourceError, match="syt-kontum"):
        pick(load_sources(ROOT / "sources"), ["syt-kontun"])


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x: " + b"[" * 3000, b"a" * 300_000, b""])
def test_broken_files_are_one_line(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    with pytest.raises(SourceError) as caught:
        load_sources(tmp_path)
    assert "a.yaml" in str(caught.value)


def test_a_file_that_cannot_be_used_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("id: hai\nname: Trang hai\nbase_url: nowhere", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("id: ba\nname: Trang ba\nbase_url: https://c.vn", encoding="utf-8")
    (tmp_path / "d.yaml").write_text("id: ba\nname: Trùng mã\nbase_url: https://d.vn", encoding="utf-8")
    said: list[SourceError] = []
    assert [source.id for source in load_sources(tmp_path, said.append)] == ["ba", "thu"]
    assert [(str(tmp_path / name) in str(error)) for name, error in zip(("b.yaml", "d.yaml"), said, strict=True)] == [
        True,
        True,
    ]
    with pytest.raises(SourceError, match="base_url"):
        load_sources(tmp_path)


def test_one_address_belongs_to_one_source(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + "listings: [{url: /tin-tuc}]", encoding="utf-8")
    twin = "id: sao\nname: Bản sao\nbase_url: https://A.vn/\nlistings: [{url: /khac}, {url: https://a.vn/tin-tuc#top}]"
    (tmp_path / "b.yaml").write_text(twin, encoding="utf-8")
    beside = "id: ke\nname: Cùng máy\nbase_url: https://a.vn\nlistings: [{url: /ke}]"
    (tmp_path / "c.yaml").write_text(beside, encoding="utf-8")
    said: list[SourceError] = []
    assert [source.id for source in load_sources(tmp_path, said.append)] == ["ke", "thu"]
    (error,) = said
    assert "https://a.vn/tin-tuc" in str(error)
    assert "a.yaml" in str(error)
    assert "b.yaml" in str(error)


def test_names_are_one_line_of_plain_words() -> None:
    source = parse_source('id: thu\nname: "Sở [/bold]\\e[31m Y\\n tế \\u202e abc"\nbase_url: https://a.vn', "x")
    assert source.name == "Sở [/bold] [31m Y tế abc"


def test_values_at_their_bounds_and_odd_selectors_are_taken() -> None:
    source = parse_source(
        HEAD + "interval: 5m\nselectors: {published: 'td:-soup-contains(\"Ngày\")'}",
        "x",
    )
    assert source.interval.total_seconds() == 300
    assert source.selectors.published


def test_a_file_is_parsed_again_only_when_its_text_is_another(tmp_path: Path) -> None:
    file = tmp_path / "thu.yaml"
    text = dump_source(load_sources(ROOT / "sources")[0])
    file.write_text(text, encoding="utf-8")
    (first,) = load_sources(tmp_path)
    assert load_sources(tmp_path)[0] is first
    file.write_text(text.replace(f"name: {first.name}", "name: Tên khác"), encoding="utf-8")
    assert load_sources(tmp_path)[0].name == "Tên khác"
    file.write_text("id: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SourceError):
            load_sources(tmp_path)
