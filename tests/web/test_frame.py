"""The frame in a real browser: without scripts, by keyboard, in both themes and widths."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

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


def hold(page: Page, key: str, times: int = 6) -> None:
    """A key that is held down, as keyboards repeat it."""
    for _ in range(times):
        page.keyboard.down(key)
    page.keyboard.up(key)


def sent(page: Page) -> list[str]:
    """What the page sends from here on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if request.method == "POST" else None)
    return found


@pytest.mark.parametrize("key", ["d", "x", "m"])
def test_a_key_does_nothing_to_what_nobody_chose(own_site: Site, key: str) -> None:
    with own_site.page("/tim-kiem?q=ho+so") as page:
        expect(page.locator("[data-item]").first).to_be_visible()
        before, writes, told = page.url, sent(page), page.locator("[data-none-chosen]")
        hold(page, key)
        if key == "d":
            expect(told).to_have_text("Chưa chọn mục nào. Nhấn j hoặc k để chọn.")
            assert axe(page) == []
        page.keyboard.press("j")
        expect(told).to_be_hidden()
        assert page.url == before
        assert writes == []


def test_a_key_that_is_held_acts_once(own_site: Site) -> None:
    with own_site.page("/tim-kiem?q=ho+so") as page:
        writes = sent(page)
        page.keyboard.press("j")
        page.keyboard.down("d")
        expect(page.locator("[data-toast]")).to_contain_text("điểm tin")
        hold(page, "d")
        page.keyboard.press("j")
        assert len(writes) == 1


def test_a_held_j_goes_on_and_a_held_question_mark_does_not(site: Site) -> None:
    with site.page("/tim-kiem?q=ho+so") as page:
        hold(page, "j", 3)
        expect(page.locator("[data-item]").nth(2)).to_have_class("hit current")
        hold(page, "?")
        expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("typed", ["dd", "aa", "w", "ow", "xoa", "m"])
def test_telex_in_the_box_of_the_results_stays_there(own_site: Site, typed: str) -> None:
    """As an input method composes it, and as plain keys, with a hit chosen before."""
    with own_site.page("/tim-kiem?q=ho+so") as page:
        writes = sent(page)
        page.keyboard.press("j")
        page.keyboard.press("/")
        page.keyboard.type(typed)
        expect(page.locator("#q")).to_have_value(typed)
        session = page.context.new_cdp_session(page)
        session.send("Input.imeSetComposition", {"text": "đ", "selectionStart": 1, "selectionEnd": 1})
        session.send("Input.insertText", {"text": "đ"})
        expect(page.locator("#q")).to_have_value(f"{typed}đ")
        expect(page.locator("#keys")).to_be_hidden()
        assert writes == []


def test_keys_can_be_switched_off(own_site: Site) -> None:
    with own_site.page("/phim-tat") as page:
        page.locator("main").get_by_role("button", name="Tắt phím tắt").click()
        expect(page.get_by_role("status")).to_have_text("Đã tắt phím tắt.")
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_hidden()
