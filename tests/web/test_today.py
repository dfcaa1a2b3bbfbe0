"""Hôm nay: the square of each province, the weeks, what is new to this person."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.testclient import TestClient

from domain.days import day_of
from domain.provinces import current_provinces
from tests.web.conftest import WIDTHS, Site, axe, store_of, too_wide
from web.province_tiles import ROWS, grid, province_now


def test_every_province_has_one_square_of_a_grid_of_five() -> None:
    assert sorted(cell[0] for cell in grid() if cell) == sorted(current_provinces())
    assert {len(row) for row in ROWS} == {5}
    assert len({cell[1] for cell in grid() if cell}) == 34
    assert (province_now("Kon Tum"), province_now("tỉnh nào đó")) == ("Quảng Ngãi", "tỉnh nào đó")


def test_the_weeks_count_what_the_store_holds(client: TestClient) -> None:
    store = store_of(client)
    last = store.trends.last_day(date(2026, 1, 1))
    assert last is not None
    weeks = store.trends.weeks(date(2022, 9, 5), 4)
    days = [day for one in store.documents.iterate() if (day := day_of(one.article.published_at)) is not None]
    for week in weeks:
        assert week.articles == sum(week.first <= day <= week.last for day in days)
    assert sum(week.articles for week in weeks) > 0


def test_what_is_new_is_new_once(own_client: TestClient) -> None:
    first = own_client.get("/")
    assert "Mới trong 7 ngày qua" in first.text
    store = store_of(own_client)
    begun = store.looks.begin("may-nay", "hom-nay")
    assert begun is None


def test_an_empty_store_says_what_to_do(empty_client: TestClient) -> None:
    page = empty_client.get("/")
    assert page.status_code == 200
    assert "Chưa có dữ liệu" in page.text
    assert "/danh-muc" in page.text


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe(site: Site, width: int, dark: bool) -> None:
    with site.page("/", width=width, dark=dark) as page:
        assert axe(page) == []
        assert too_wide(page) == 0


@pytest.mark.browser
def test_it_works_without_scripts(site: Site) -> None:
    with site.page("/", scripts=False) as page:
        page.click("text=Các tuần trước")
        assert "tuan=" in page.url
