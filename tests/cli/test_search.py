"""``diemtin search`` on the crawled samples: the contract of its JSON, its exports, and any query at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from domain.text import fold
from samples.truth import truth
from tests.cli.conftest import World


def test_the_json_has_what_scripts_rely_on(world: World) -> None:
    found = world.run("search", "cải cách hành chính", "--json", "--limit", 5).json
    assert set(found) >= {"query", "understood", "total", "hits", "facets"}
    assert found["total"] >= len(found["hits"]) == 5
    for hit in found["hits"]:
        wanted = {"url", "title", "source", "published_at", "province", "topics", "score", "snippet"}
        assert set(hit) >= wanted
        assert "<mark>" in hit["snippet"]


@pytest.mark.parametrize(
    "query",
    [
        "cai cach hanh chinh",
        "cải cách hành chính",
        "CCHC",
        '"hài lòng của người dân" -vắc',
        "=hoà",
        "((",
        "😀",
        "x" * 10_000,
    ],
)
def test_any_query_is_answered(world: World, query: str) -> None:
    done = world.run("search", query, "--json")
    assert done.code == 0
    assert done.json["total"] >= 0


def test_accents_do_not_matter_and_the_abbreviation_finds_the_phrase(world: World) -> None:
    with_accents, without, short = (
        {hit["url"] for hit in world.run("search", query, "--json", "--limit", 200).json["hits"]}
        for query in ("cải cách hành chính", "cai cach hanh chinh", "CCHC")
    )
    assert with_accents == without
    assert len(short) > 10
    assert short <= without


def test_every_document_number_of_the_samples_finds_its_articles(world: World) -> None:
    known = truth(world.sites)
    numbers: dict[str, set[str]] = {}
    for article in known.articles.values():
        if article.is_reform:
            for document in article.documents:
                if document.number:
                    numbers.setdefault(document.number, set()).add(article.url)
    assert len(numbers) > 30
    missed = []
    for number, urls in numbers.items():
        hits = world.run("search", f"văn bản:{number}", "--json", "--limit", 100).json["hits"]
        missed += [(number, url) for url in urls - {hit["url"] for hit in hits}]
    assert not missed


def test_filters_narrow(world: World) -> None:
    every = world.run("search", "cchc", "--json", "--limit", 200).json
    province = world.run("search", 'tỉnh:"Sơn La" cchc', "--json", "--limit", 200).json
    assert 0 < province["total"] < every["total"]
    assert {hit["province"] for hit in province["hits"]} == {"Sơn La"}
    option = world.run("search", "cchc", "--province", "son la", "--json", "--limit", 200).json
    assert {hit["url"] for hit in option["hits"]} == {hit["url"] for hit in province["hits"]}
    dated = world.run("search", "cchc", "--from", "2022-09-01", "--to", "30/9/2022", "--json", "--limit", 200).json
    assert dated["hits"]
    assert all("2022-09-01" <= hit["published_at"][:10] <= "2022-09-30" for hit in dated["hits"])
    by_date = world.run("search", "cchc", "--sort", "date", "--json", "--limit", 200).json["hits"]
    days = [hit["published_at"][:10] for hit in by_date if hit["published_at"]]
    assert days == sorted(days, reverse=True)


def test_a_limit_beyond_a_page_of_the_engine(world: World) -> None:
    found = world.run("search", "", "--json", "--limit", 100_000).json
    assert len(found["hits"]) == found["total"]
    assert len({hit["url"] for hit in found["hits"]}) == found["total"]
    assert world.run("search", "cchc", "--json", "--limit", 0).json["hits"] == []


def test_csv_and_xlsx_carry_the_same_rows(world: World, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(world.run("search", "hài lòng", "--csv").out.removeprefix("\ufeff"))))
    assert rows[0][0] == "Tiêu đề"
    assert len(rows) > 2
    target = tmp_path / "ket-qua.xlsx"
    assert world.run("search", "hài lòng", "--xlsx", target).code == 0
    sheet = load_workbook(target).worksheets[0]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == rows
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)


def test_people_read_marked_passages(world: World) -> None:
    shown = world.run("search", "mot cua", "--limit", 3).out
    assert "một cửa" in fold(shown) or "mot cua" in fold(shown)
    assert "<mark>" not in shown
    assert "http://127.0.0.1" in shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["search"], "TỪ_KHÓA"),
        (["search", "a", "--from", "hôm qua"], "2022-09-26"),
        (["search", "a", "--topic", "thời tiết"], "tthc"),
        (["search", "a", "--json", "--csv"], "--json"),
        (["search", "a", "b"], "nháy"),
        (["search", "a", "--sort", "x"], "relevance"),
    ],
)
def test_wrong_use_is_two_and_says_what_is_right(world: World, arguments: list[str], says: str) -> None:
    done = world.run(*arguments)
    assert done.code == 2
    assert says in done.err
    assert not done.out
