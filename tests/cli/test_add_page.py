"""``diemtin add``: one page outside every source becomes an article like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.run import crawl
from domain.settings import load_settings
from pipeline.linked_pages import linked_sources
from store import open_store
from tests.cli.conftest import Command
from tests.support.web import Answer, ScriptedSite, article

PATH = "/xa-hoi/benh-vien-nhan-ho-so-qua-mang-41207.html"


@pytest.fixture
def paper() -> Iterator[ScriptedSite]:
    with ScriptedSite(
        {PATH: article(1, "Bệnh viện nhận hồ sơ cải cách hành chính qua mạng", date="02/06/2025")}
    ) as site:
        yield site


def test_a_page_is_shown_kept_found_and_looked_at_again(diemtin: Command, paper: ScriptedSite, tmp_path: Path) -> None:
    url = f"{paper.base_url}{PATH}"
    done = diemtin("add", url, "--yes", "--data", tmp_path)
    assert done.code == 0, done.err
    assert "Bệnh viện nhận hồ sơ" in done.out
    found = diemtin("search", "nhan ho so qua mang", "--json", "--data", tmp_path).json
    assert [hit["url"] for hit in found["hits"]] == [url]
    paper.put(PATH, article(1, "Bệnh viện nhận hồ sơ qua mạng, đã cập nhật", date="02/06/2025"))
    before = paper.counts()[PATH]
    with open_store(tmp_path) as store:
        (source,) = linked_sources(store)
        assert (source.by_link, source.listings) == (True, ())
        crawl(store, [source], load_settings(data_dir=tmp_path))
        stored = store.articles.by_url(url)
    assert stored is not None
    assert (stored.version, paper.counts()[PATH]) == (2, before + 1)
    assert set(paper.counts()) == {PATH, "/robots.txt"}


def test_a_known_address_is_not_fetched_again(diemtin: Command, paper: ScriptedSite, tmp_path: Path) -> None:
    url = f"{paper.base_url}{PATH}"
    first = diemtin("add", url, "--yes", "--json", "--data", tmp_path).json
    asked = len(paper.requests)
    again = diemtin("add", url, "--yes", "--json", "--data", tmp_path).json
    assert (first["new"], again["new"], again["id"]) == (True, False, first["id"])
    assert len(paper.requests) == asked


def test_a_person_gives_the_day_that_the_page_hides(diemtin: Command, paper: ScriptedSite, tmp_path: Path) -> None:
    page = article(2, "Trạm y tế công khai quy trình tiếp nhận hồ sơ", date="")
    paper.put("/tram-y-te-cong-khai-quy-trinh-88.html", page)
    url = f"{paper.base_url}/tram-y-te-cong-khai-quy-trinh-88.html"
    added = diemtin("add", url, "--yes", "--date", "03/6/2025", "--json", "--data", tmp_path).json
    assert (added["article"]["published_at"], added["article"]["date_origin"]) == ("2025-06-03", "person")


@pytest.mark.parametrize(
    ("path", "answer", "says"),
    [
        ("/khong-co-405.html", Answer("", status=404), "mã 404"),
        ("/dang-nhap-406.html", Answer("<html><title>Đăng nhập</title><form><input type=password></form>"), ""),
    ],
)
def test_what_is_no_article_is_one_plain_line(
    diemtin: Command, paper: ScriptedSite, tmp_path: Path, path: str, answer: Answer, says: str
) -> None:
    paper.put(path, answer)
    done = diemtin("add", f"{paper.base_url}{path}", "--yes", "--data", tmp_path)
    assert (done.code, done.err.count("\n")) == (1, 1), done.err
    assert says in done.err


def test_robots_txt_and_what_is_no_address_are_refused(diemtin: Command, paper: ScriptedSite, tmp_path: Path) -> None:
    paper.put("/robots.txt", Answer("User-agent: *\nDisallow: /xa-hoi/", headers={"Content-Type": "text/plain"}))
    refused = diemtin("add", f"{paper.base_url}{PATH}", "--yes", "--data", tmp_path)
    assert refused.code == 1
    assert "robots.txt" in refused.err
    assert PATH not in paper.counts()
    wrong = diemtin("add", "không phải địa chỉ", "--yes", "--data", tmp_path)
    assert wrong.code == 2
    assert "không phải địa chỉ" in wrong.err
