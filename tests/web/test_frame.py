"""The frame in a real browser: without scripts, by keyboard, in both themes and widths."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.conftest import WIDTHS, Site, axe, too_wide

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/phim-tat", "/khong-co-trang-nay"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_that_axe_finds(site: Site, path: str, width: int, dark: bool) -> None:
    with site.page(path, width=width, dark=dark) as page:
        assert axe(page) == []
        assert too_wide(page) <= 0


def test_the_theme_is_chosen_without_scripts(site: Site) -> None:
    with site.page("/phim-tat", scripts=False) as page:
        page.locator("summary.face").click()
        page.get_by_role("button", name="Tối").click()
        assert page.locator("html").get_attribute("data-theme") == "dark"
        assert page.url.endswith("/phim-tat")


def test_the_box_of_keys_opens_and_closes(site: Site) -> None:
    with site.page("/phim-tat") as page:
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert axe(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("typed", ["dd", "aa", "w", "x?", "jo"])
def test_no_key_fires_within_a_field(site: Site, typed: str) -> None:
    with site.page("/phim-tat") as page:
        page.keyboard.press("/")
        expect(page.locator("#find")).to_be_focused()
        page.keyboard.type(typed)
        expect(page.locator("#find")).to_have_value(typed)
        expect(page.locator("#keys")).to_be_hidden()


def test_no_key_fires_while_a_letter_is_composed(site: Site) -> None:
    with site.page("/phim-tat") as page:
        page.evaluate(
            "document.body.dispatchEvent("
            "new KeyboardEvent('keydown', {key: '?', bubbles: true, isComposing: true, keyCode: 229}))"
        )
        expect(page.locator("#keys")).to_be_hidden()
        page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '?', bubbles: true}))")
        expect(page.locator("#keys")).to_be_visible()


def test_keys_can_be_switched_off(own_site: Site) -> None:
    with own_site.page("/phim-tat") as page:
        page.locator("main").get_by_role("button", name="Tắt phím tắt").click()
        expect(page.get_by_role("status")).to_have_text("Đã tắt phím tắt.")
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_hidden()
