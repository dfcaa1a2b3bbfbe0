"""Nguồn tin: the states, what a person can do, adding with a preview, the catalogue, one page by its link."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from store.crawl.health import State
from tests.support.web import ScriptedSite, article, listing
from tests.web.conftest import WIDTHS, Site, axe, store_of, too_wide
from web.source_health import STATES


@pytest.fixture(autouse=True)
def _private(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEMTIN_ALLOW_PRIVATE_ADDRESSES", "true")


def test_every_state_has_a_word_a_shape_and_a_colour_of_its_own() -> None:
    assert set(STATES) == set(State)
    assert len({words.label for words in STATES.values()}) == len({words.icon for words in STATES.values()}) == 6


def test_sources_are_listed_filtered_and_found_without_accents(client: TestClient) -> None:
    page = client.get("/nguon").text
    assert "5 nguồn tin" in page
    one = client.get("/nguon", params={"tu_khoa": "so y te tinh son la"}).text
    assert "Sở Y tế tỉnh Sơn La".replace("Y tế", "Y\N{NO-BREAK SPACE}tế") in one
    assert "Báo Thái Nguyên" not in one
    assert "Không có nguồn phù hợp" in client.get("/nguon", params={"tu_khoa": "khong co noi nay"}).text


def test_a_pause_until_a_day_and_its_end(own_client: TestClient) -> None:
    store = store_of(own_client)
    answer = own_client.post("/nguon/syt-sonla/tam-dung", data={"den_ngay": "31/12/2030"})
    assert answer.status_code == 303
    assert store.health.report("syt-sonla").state is State.PAUSED
    page = own_client.get("/nguon/syt-sonla").text
    assert "đến hết ngày 31/12/2030" in page
    assert "Hoàn tác" in page
    own_client.post("/nguon/syt-sonla/chay-lai")
    assert store.health.report("syt-sonla").state is not State.PAUSED
    assert own_client.post("/nguon/syt-sonla/tam-dung", data={"den_ngay": "mai mốt"}).status_code == 422
    assert own_client.post("/nguon/khong-co/thu-lai").status_code == 404


def test_a_site_is_shown_before_it_is_followed(own_client: TestClient) -> None:
    pages = {"/": listing([1, 2, 3]), **{f"/tin/bai-viet-so-{n}.html": article(n) for n in (1, 2, 3)}}
    store = store_of(own_client)
    known = {one.id for one in store.sources.all()}
    with ScriptedSite(pages) as site:
        shown = own_client.post("/them-nguon", data={"dia_chi": site.base_url})
        assert shown.status_code == 200
        assert "đợt kiểm tra thứ 2" in shown.text
        assert {one.id for one in store.sources.all()} == known
        yaml = shown.text.partition('name="yaml"')[2].partition(">")[2].partition("</textarea>")[0].strip()
        import html

        kept = own_client.post("/luu-nguon", data={"yaml": html.unescape(yaml)})
        assert kept.status_code == 303, kept.text
        again = own_client.post("/luu-nguon", data={"yaml": html.unescape(yaml)})
        assert again.status_code == 422
    (added,) = {one.id for one in store.sources.all()} - known
    assert kept.headers["location"] == f"/nguon/{added}"
    assert own_client.get(f"/nguon/{added}").status_code == 200


@pytest.mark.parametrize("address", ["", "không phải địa chỉ", "http://127.0.0.1:9/"])
def test_an_address_that_gives_nothing_is_told_beside_its_field(own_client: TestClient, address: str) -> None:
    for path in ("/them-nguon", "/them-bai"):
        answer = own_client.post(path, data={"dia_chi": address})
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text


def test_the_catalogue_is_chosen_from_by_province(client: TestClient) -> None:
    page = client.get("/danh-muc", params={"tinh": "Quảng Ngãi"}).text
    assert "syt.quangngai.gov.vn" in page
    assert "syt.angiang.gov.vn" not in page
    assert "Không có địa chỉ phù hợp" in client.get("/danh-muc", params={"tu_khoa": "zzz"}).text


def test_one_page_by_its_link_is_shown_corrected_kept_and_opened(own_client: TestClient) -> None:
    import re

    with ScriptedSite({"/tin/bai-41207.html": article(7, "Bệnh viện nhận hồ sơ qua mạng", date="")}) as site:
        url = f"{site.base_url}/tin/bai-41207.html"
        shown = own_client.post("/them-bai", data={"dia_chi": url})
        assert "Trang không ghi ngày đăng" in shown.text
        key = re.search(r'name="khoa" value="([^"]+)"', shown.text)
        assert key is not None
        form = {"khoa": key[1], "tieu_de": "Bệnh viện nhận hồ sơ trực tuyến", "ngay_dang": "03/6/2025"}
        kept = own_client.post("/them-bai/luu", data=form)
        assert kept.status_code == 303, kept.text
        stored = store_of(own_client).articles.by_url(url)
        assert stored is not None
        assert (stored.article.title, str(stored.article.published_at)) == (form["tieu_de"], "2025-06-03")
        assert kept.headers["location"] == f"/bai/{stored.id}"
        known = own_client.post("/them-bai", data={"dia_chi": url})
        assert known.headers["location"] == f"/bai/{stored.id}"
        copy = own_client.get(f"/bai/{stored.id}/ban-luu")
        assert "Bộ phận một cửa" in copy.text
        assert "<script" not in copy.text.partition("archived")[2].partition("</main>")[0]
        raw = own_client.get(f"/bai/{stored.id}/ban-luu/tai-ve")
        assert raw.headers["content-type"] == "application/octet-stream"
        assert raw.content == article(7, "Bệnh viện nhận hồ sơ qua mạng", date="").encode()


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe(site: Site, width: int, dark: bool) -> None:
    for path in ("/nguon", "/nguon/syt-sonla", "/them-nguon", "/danh-muc", "/them-bai", "/nguon?tu_khoa=zzz"):
        with site.page(path, width=width, dark=dark) as page:
            assert axe(page) == [], path
            assert too_wide(page) == 0, path
