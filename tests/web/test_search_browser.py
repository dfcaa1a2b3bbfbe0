"""Tìm kiếm in a real browser: by keyboard, without scripts, in both themes and widths."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.conftest import WIDTHS, Site, axe, too_wide

pytestmark = pytest.mark.browser

STATES = {
    "full": "/tim-kiem?q=cai+cach+hanh+chinh",
    "filtered": "/tim-kiem?q=ho+so&tinh=S%C6%A1n+La&tu=1/2022&den=12/2022&mo=nguon",
    "days": "/tim-kiem?tu=1/9/2022&den=30/9/2022",
    "nothing": "/tim-kiem?q=%22h%E1%BB%93+s%C6%A1%22&tinh=S%C6%A1n+La&tu=1/1/1990&den=2/1/1990",
    "fault": "/tim-kiem?q=ho+so&tu=31/02/2022&den=x",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_that_axe_finds(site: Site, state: str, width: int, dark: bool) -> None:
    with site.page(STATES[state], width=width, dark=dark) as page:
        page.evaluate(
            "document.querySelectorAll('details').forEach(one => { if (!one.closest('header, nav')) one.open = true })"
        )
        assert axe(page) == []
        assert too_wide(page) <= 0


@pytest.mark.parametrize("width", WIDTHS)
def test_what_can_be_done_with_a_hit_keeps_to_its_column(site: Site, width: int) -> None:
    with site.page(STATES["full"], width=width) as page:
        beyond = """boxes => boxes.flatMap(box => [...box.querySelectorAll("a, button, kbd")]
            .map(one => one.getBoundingClientRect().right - box.getBoundingClientRect().right))"""
        assert max(page.locator(".hit .actions").evaluate_all(beyond)) <= 1


def test_from_words_without_accents_to_an_open_article_in_three_keys(site: Site) -> None:
    with site.page("/tim-kiem") as page:
        page.keyboard.press("/")
        page.keyboard.type("cai cach hanh chinh")
        page.keyboard.press("Enter")
        expect(page.locator("mark").first).to_be_visible()
        page.keyboard.press("j")
        first = page.locator(".hit").first
        expect(first).to_have_class("hit current")
        title = first.locator("h3").inner_text()
        page.keyboard.press("o")
        page.wait_for_url("**/bai/**")
        expect(page.get_by_role("heading", level=1)).to_contain_text(title.split()[0])


def test_from_words_without_accents_into_the_digest_in_three_keys(own_site: Site) -> None:
    with own_site.page("/tim-kiem?q=cai+cach+hanh+chinh") as page:
        page.keyboard.press("j")
        page.keyboard.press("d")
        expect(page.locator("[data-toast]")).to_contain_text("điểm tin")
        expect(page.locator(".hit").first.locator(".badge")).to_contain_text(["Trong Điểm tin"])


def test_a_filter_is_one_click_and_one_more_to_drop_it(site: Site) -> None:
    with site.page("/tim-kiem?q=ho+so", scripts=False) as page:
        page.locator("#loc-tinh a").first.click()
        assert "tinh=" in page.url
        chip = page.locator(".chip", has_text="Tỉnh, thành phố")
        expect(chip).to_have_count(1)
        chip.click()
        assert "tinh=" not in page.url


def test_on_a_phone_the_filter_is_a_sheet_without_scripts(site: Site) -> None:
    with site.page("/tim-kiem?q=ho+so", width=360, scripts=False) as page:
        expect(page.locator("#loc")).to_be_hidden()
        page.get_by_role("link", name="Bộ lọc").click()
        expect(page.locator("#loc")).to_be_visible()
        page.get_by_role("link", name="Xem kết quả").click()
        expect(page.locator("#loc")).to_be_hidden()


def test_a_bar_is_a_click(site: Site) -> None:
    with site.page("/tim-kiem", scripts=False) as page:
        page.locator(".histogram a").nth(1).click()
        assert "tu=" in page.url
        expect(page.locator(".chip", has_text="Ngày đăng")).to_have_count(1)


def test_parting_by_keyboard_and_its_undo(own_site: Site) -> None:
    with own_site.page("/tim-kiem?q=ho+so") as page:
        before = page.locator(".found b").inner_text()
        page.locator("summary", has_text="Cùng nội dung").first.focus()
        page.keyboard.press("Enter")
        page.locator(".fold button").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-toast]")).to_contain_text("Đã tách bài")
        assert page.locator(".found b").inner_text() != before
        page.get_by_role("button", name="Hoàn tác").click()
        expect(page.locator(".found b")).to_have_text(before)
