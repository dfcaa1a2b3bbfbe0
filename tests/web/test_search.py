"""Tìm kiếm: state in the address, chips, facets, bars, reprints, downloads that are what is shown, empty answers."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from domain.search import SearchRequest
from index import SearchEngine
from tests.web.conftest import Office, store_of

ATOM = "{http://www.w3.org/2005/Atom}"
VIEWS = [
    "",
    "q=cai+cach+hanh+chinh",
    "q=cai+cach+hanh+chinh&sap-xep=moi-nhat&gop=khong",
    "q=ho+so&tinh=S%C6%A1n+La&tinh=Kon+Tum",
    "linh-vuc=tthc&tu=1/2021&den=31/12/2022",
    "ngay-dang=chua-ro",
    "tep=co",
    "q=%22h%C3%A0i+l%C3%B2ng%22+-v%E1%BA%AFc",
]


def engine_of(client: TestClient) -> SearchEngine:
    engine: SearchEngine = client.app.state.services.engine  # type: ignore[attr-defined]
    return engine


def number_shown(html: str) -> int:
    """The number in the heading of the results."""
    found = re.search(r"<b>([\d.]+) kết quả</b>", html)
    assert found, re.sub(r"(?s)<svg class=.symbols.*?</svg>", "", html)[:600]
    return int(found[1].replace(".", ""))


def titles(html: str) -> list[str]:
    """The headlines of a page, plain."""
    return [re.sub(r"\s+", " ", one) for one in re.findall(r"data-open>([^<]+)</a>", html)]


def links(html: str) -> list[str]:
    return [one.replace("&amp;", "&").replace("&#34;", '"') for one in re.findall(r'href="([^"]+)"', html)]


@pytest.mark.parametrize("query", VIEWS)
def test_what_is_downloaded_is_what_is_shown(client: TestClient, query: str) -> None:
    """Over several views: the rows of each file are counted against the number of the page, in the page's order."""
    pages, shown = [], 0
    for number in range(1, 30):
        html = client.get(f"/tim-kiem?{query}&trang={number}", follow_redirects=False)
        if html.status_code == 303:
            break
        shown = number_shown(html.text)
        pages += re.findall(r'href="/bai/([^"]+)" data-open', html.text)
    assert len(pages) == shown > 0
    hits = json.loads(client.get(f"/tim-kiem.json?{query}").content)["hits"]
    assert [hit["id"] for hit in hits] == pages
    text = client.get(f"/tim-kiem.csv?{query}").content.decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row[-1] for row in rows[1:]] == [hit["url"] for hit in hits]
    sheet = load_workbook(io.BytesIO(client.get(f"/tim-kiem.xlsx?{query}").content), read_only=True).worksheets[0]
    table = [[str(cell) if cell is not None else "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(table) == shown + 1
    assert [row[-1] for row in table[1:]] == [hit["url"] for hit in hits]
    assert table[0] == rows[0]
    feed = ElementTree.fromstring(client.get(f"/tim-kiem.atom?{query}").content)
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert ids == [f"urn:diemtin:bai:{one}" for one in pages]
    assert len(set(ids)) == len(ids)


def test_a_feed_is_the_same_when_it_is_asked_again(client: TestClient) -> None:
    one, other = (client.get("/tim-kiem.atom?q=ho+so").content for _ in range(2))
    assert one == other
    assert ElementTree.fromstring(one).findtext(f"{ATOM}id", "").startswith("urn:diemtin:tim-kiem:")


def test_json_has_the_fields_of_the_command(client: TestClient) -> None:
    data = json.loads(client.get("/tim-kiem.json?q=ho+so").content)
    assert {"query", "understood", "total", "hits", "facets"} <= set(data)
    assert data["total"] == engine_of(client).search(SearchRequest(query="ho so")).total


def test_unaccented_words_find_and_passages_are_marked(client: TestClient) -> None:
    html = client.get("/tim-kiem?q=cai+cach+hanh+chinh").text
    assert "<mark>" in html
    assert "cai cach hanh chinh (hoặc CCHC)" in html
    assert len(html.encode()) <= 60_000


@pytest.mark.parametrize("query", VIEWS)
def test_a_page_is_small(client: TestClient, query: str) -> None:
    assert len(client.get(f"/tim-kiem?{query}").content) <= 60_000


def test_each_chip_leads_to_the_view_without_it(client: TestClient) -> None:
    html = client.get('/tim-kiem?q=tỉnh:"Sơn La" hồ sơ&linh-vuc=tthc&tu=2020&den=2023').text
    group = re.search(r'aria-label="Điều kiện tìm">(.*?)</div>', html, re.DOTALL)
    assert group
    found = re.findall(r'<a class="chip" href="([^"]+)">([^<]+)', group[1])
    assert [text.strip() for _, text in found] == [
        "Tỉnh: tỉnh Sơn La",
        "hồ sơ",
        "Lĩnh vực CCHC: Thủ tục hành chính",
        "Ngày đăng từ 01/01/2020 đến 31/12/2023",
    ]
    for href, text in found:
        after = client.get(href.replace("&amp;", "&")).text
        assert (
            f"{text.strip()} "
            not in (re.search(r'aria-label="Điều kiện tìm">(.*?)</div>', after, re.DOTALL) or [""])[0]
        )


def test_clicking_a_facet_finds_as_many_as_it_says(client: TestClient) -> None:
    html = client.get("/tim-kiem?q=ho+so&gop=khong").text
    side = html[html.index('id="loc"') : html.index('id="ket-qua"')]
    rows = re.findall(r'<a href="([^"]+)"><span>[^<]+</span><span>([\d.]+)</span>', side)
    assert len(rows) > 12
    for href, count in rows:
        assert number_shown(client.get(href.replace("&amp;", "&")).text) == int(count.replace(".", "")), href


def test_a_second_value_can_be_chosen_and_a_first_one_taken_back(client: TestClient) -> None:
    html = client.get("/tim-kiem?tinh=S%C6%A1n+La&gop=khong").text
    side = html[html.index('id="loc-tinh"') : html.index('id="loc-linh-vuc"')]
    assert side.count("<li>") > 1
    chosen = re.search(r'<a href="([^"]+)" aria-current="true"><span>Sơn La', side)
    assert chosen
    assert chosen[1] == "/tim-kiem?gop=khong"
    both = next(one for one in links(side) if one.count("tinh=") == 2)
    assert number_shown(client.get(both).text) > number_shown(html)


def test_bars_lead_from_years_to_months_to_days(client: TestClient) -> None:
    address = "/tim-kiem?gop=khong"
    for level in ("Năm", "Tháng", "Ngày"):
        html = client.get(address).text
        table = re.search(rf'<th scope="col">{level}</th>.*?</table>', html, re.DOTALL)
        assert table, level
        rows = re.findall(r'<a href="([^"]+)">([^<]+)</a></th><td class="number">([\d.]+)', table[0])
        dated = [row for row in rows if "Chưa rõ" not in row[1]]
        address, name, count = max(dated, key=lambda row: int(row[2].replace(".", "")))
        address = address.replace("&amp;", "&")
        assert number_shown(client.get(address).text) == int(count.replace(".", "")), name
    last = client.get(address).text
    assert "Mọi năm" in last
    assert "Đăng ngày" in last


def test_the_bar_of_undated_articles_finds_them(client: TestClient) -> None:
    html = client.get("/tim-kiem?gop=khong").text
    row = re.search(r'<a href="([^"]+)">Chưa rõ ngày đăng</a></th><td class="number">(\d+)', html)
    assert row
    undated = client.get(row[1].replace("&amp;", "&")).text
    assert number_shown(undated) == int(row[2]) > 0
    assert undated.count("Chưa rõ ngày đăng</span>") == min(20, int(row[2]))


def test_a_fold_shows_the_other_sources(client: TestClient) -> None:
    folded = client.get("/tim-kiem?q=ho+so").text
    apart = client.get("/tim-kiem?q=ho+so&gop=khong").text
    assert number_shown(folded) < number_shown(apart)
    assert "Cùng nội dung (" in folded
    assert "Cùng nội dung (" not in apart


@pytest.mark.parametrize("typed", ["31/02/2022", "hôm kia", "2022-13-01"])
def test_a_day_that_cannot_be_read_is_said_beside_its_field(client: TestClient, typed: str) -> None:
    answer = client.get(f"/tim-kiem?{urlencode({'q': 'hồ sơ', 'tu': typed})}")
    assert answer.status_code == 422
    assert f"Không hiểu ngày “{typed}”" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert f'value="{typed}"' in answer.text
    assert client.get(f"/tim-kiem.csv?{urlencode({'tu': typed})}").status_code == 422


@pytest.mark.parametrize(("tu", "den"), [("1/7/2022", "30/9/2022"), ("2022-07-01", "2022-09-30"), ("7/2022", "9/2022")])
def test_days_in_any_writing_are_one(client: TestClient, tu: str, den: str) -> None:
    expected = engine_of(client).search(SearchRequest(query="từ:2022-07-01 đến:2022-09-30", fold=True)).contents
    assert number_shown(client.get(f"/tim-kiem?{urlencode({'tu': tu, 'den': den})}").text) == expected


def test_days_the_wrong_way_round_are_said(client: TestClient) -> None:
    answer = client.get("/tim-kiem?tu=2023&den=2022")
    assert answer.status_code == 422
    assert "Ngày kết thúc đứng trước ngày bắt đầu." in answer.text


def test_nothing_found_leads_on_with_counts(client: TestClient) -> None:
    html = client.get('/tim-kiem?q="hồ sơ"&tinh=Sơn La&tu=1/1/1990&den=2/1/1990').text
    assert "Không có bài phù hợp" in html
    ways = re.findall(r'<a class="button small" href="([^"]+)">Xem ([\d.]+) bài</a>', html)
    assert ways
    for href, count in ways:
        there = client.get(href.replace("&amp;", "&") + "&gop=khong").text
        assert number_shown(there) == int(count.replace(".", ""))


def test_a_slip_is_mended(client: TestClient) -> None:
    html = client.get("/tim-kiem?q=cai+cahc+hanh+chinh").text
    found = re.search(r'Có phải bạn muốn tìm: <a href="([^"]+)"><b>cai cach hanh chinh</b>', html)
    assert found
    assert number_shown(client.get(found[1]).text) > 0


def test_an_empty_store_says_so(empty_client: TestClient) -> None:
    html = empty_client.get("/tim-kiem?q=gì").text
    assert "Chưa có dữ liệu" in html
    assert "Không có bài phù hợp" not in html
    assert len(empty_client.get("/tim-kiem.csv").text.splitlines()) == 1


def test_a_page_past_the_end_is_the_last_one(client: TestClient) -> None:
    answer = client.get("/tim-kiem?q=ho+so&trang=9999")
    assert answer.status_code == 303
    assert number_shown(client.get(answer.headers["location"]).text) > 0


@pytest.mark.parametrize(
    "query",
    [
        "trang=-1",
        "trang=x",
        "trang=" + "9" * 50,
        "tinh=&tinh=",
        "mo=linh+tinh",
        "sap-xep=x",
        "q=" + "a" * 9_000,
        "id=%00",
    ],
)
def test_odd_addresses_are_answered(client: TestClient, query: str) -> None:
    assert client.get(f"/tim-kiem?{query}").status_code in {200, 303}


def test_hostile_values_stay_text(client: TestClient) -> None:
    bad = '"><script>alert(1)</script>'
    html = client.get(f"/tim-kiem?{urlencode({'q': bad, 'tinh': bad, 'tu': bad, 'id': bad, 'don-vi': bad})}").text
    assert "<script>alert" not in html


def test_exact_ids_are_one_condition(client: TestClient) -> None:
    ids = [hit.id for hit in engine_of(client).search(SearchRequest(query="", limit=3)).hits]
    html = client.get(f"/tim-kiem?{urlencode([('id', one) for one in ids])}&gop=khong").text
    assert number_shown(html) == 3
    assert "Đúng 3 bài đã chọn" in html


def test_the_api_answers_as_the_command(client: TestClient) -> None:
    data = client.get("/api/v1/search?q=ho+so&tinh=S%C6%A1n+La&limit=5").json()
    asked = engine_of(client).search(SearchRequest(query="ho so", limit=5)).facets["province"]
    assert data["total"] == next(one.count for one in asked if one.value == "Sơn La")
    assert len(data["hits"]) <= 5
    assert data["contents"] is None
    first = client.get("/api/v1/search?q=ho+so&limit=3").json()
    second = client.get("/api/v1/search", params={"q": "ho so", "limit": 3, "after": first["next"]}).json()
    assert second["hits"] == client.get("/api/v1/search?q=ho+so&limit=3&trang=2").json()["hits"]
    assert client.get("/api/v1/search?gop=co").json()["contents"] < data["total"] + 10_000
    for wrong in ("tu=31/02/2022", "limit=501", "limit=x", "trang=0", "sap-xep=x"):
        assert client.get(f"/api/v1/search?{wrong}").status_code == 422


def test_an_unknown_ending_is_not_found(client: TestClient) -> None:
    assert client.get("/tim-kiem.pdf").status_code == 404


def test_an_editor_parts_and_joins_and_takes_it_back(own_client: TestClient) -> None:
    here = "/tim-kiem?q=ho+so"
    html = own_client.get(here).text
    before = number_shown(html)
    action = re.search(r'action="(/bai/([^"/]+)/tach-nhom)"', html)
    assert action
    answer = own_client.post(action[1], data={"ve": here})
    assert (answer.status_code, answer.headers["location"]) == (303, here)
    parted = own_client.get(here).text
    assert number_shown(parted) == before + 1
    assert "Đã tách bài khỏi nhóm cùng nội dung." in parted
    undo = re.search(r'action="([^"]+hoan-tac-nhom)"><input type="hidden" name="decisions" value="([^"]+)"', parted)
    assert undo
    own_client.post(undo[1], data={"decisions": undo[2], "ve": here})
    assert number_shown(own_client.get(here).text) == before
    said = store_of(own_client).reprints.of_article(action[2])
    assert {(one.kind, one.author, one.revoked_by) for one in said} == {("parted", "may-nay", "may-nay")}


def test_an_editor_joins_what_is_offered_or_named(own_client: TestClient) -> None:
    engine = engine_of(own_client)
    hits = [hit for hit in engine.search(SearchRequest(limit=50)).hits if not hit.group][:3]
    page = own_client.get(f"/bai/{hits[0].id}/gop-nhom?ve=/tim-kiem").text
    assert "Bài có tiêu đề gần giống" in page
    for named in (hits[1].url, f"http://may.example/bai/{hits[2].id}?x=1"):
        answer = own_client.post(f"/bai/{hits[0].id}/gop-nhom", data={"bai": named, "ve": "/tim-kiem"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/tim-kiem")
    assert set(store_of(own_client).articles.group(hits[0].id)) == {hit.id for hit in hits}
    wrong = own_client.post(f"/bai/{hits[0].id}/gop-nhom", data={"bai": "https://la.example/"})
    assert wrong.status_code == 422
    assert "Không có bài nào ở địa chỉ này." in wrong.text
    assert own_client.post("/bai/khong-co/tach-nhom").status_code == 404


def test_a_hit_leads_to_the_digest_a_task_and_an_alert_for_who_may(office: Office) -> None:
    editor = office.sign_in("bien_tap").get("/tim-kiem?q=ho+so").text
    reader = office.sign_in("xem").get("/tim-kiem?q=ho+so").text
    for way in ('action="/diem-tin/chon"', 'href="/ke-hoach/ghi-nhan?', 'href="/canh-bao/moi?'):
        assert way in editor
        assert way not in reader
