"""The desk of an issue in real browsers: the mouse, two editors at once, an issue of three weeks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.roles import Role
from tests.web.conftest import PASSWORD, WIDTHS, Site, axe, context_of, listening, too_wide
from web.app import create_app
from web.identity import SESSION_COOKIE

DESK = "/diem-tin/2022-W41"


def opened(page: Page) -> None:
    page.goto("/diem-tin")
    page.fill("#f-tuan", "41/2022")
    page.get_by_role("button", name="Mở", exact=True).click()
    page.wait_for_url(f"**{DESK}")


@pytest.mark.browser
def test_items_are_dragged_with_the_mouse_and_moved_with_buttons(own_site: Site) -> None:
    with own_site.page(height=2400) as page:
        opened(page)
        titles = page.locator(".pick [data-article] h4")
        items = page.locator(".pick [data-article]")
        first, second, third, *rest = titles.all_inner_texts()

        def stands(*wanted: str) -> None:
            expect(titles).to_have_text([*wanted, *rest], timeout=60_000)
            page.wait_for_load_state()

        def drag(moved: int, target: int, *, low: bool) -> None:
            box = items.nth(target).bounding_box()
            assert box is not None
            place = {"x": 20, "y": box["height"] - 8 if low else 8}
            items.nth(moved).locator(".n").drag_to(items.nth(target), target_position=place)  # type: ignore[arg-type]

        drag(1, 0, low=False)
        stands(second, first, third)
        drag(0, 1, low=True)  # down by one: after the next
        stands(first, second, third)
        page.get_by_role("button", name="Đưa mục 2 lên").click()
        stands(second, first, third)
        drag(2, 1, low=False)  # into another area
        stands(second, third, first)


@contextmanager
def two_editors(folder: Path, chromium: Browser, width: int) -> Iterator[tuple[Page, Page]]:
    """Two people at desks of their own."""
    context = context_of(folder)
    with context.store() as store:
        lan = store.users.create("lan", "Nguyễn Thị Lan", Role.EDITOR, PASSWORD)
        people = [next(one for one in store.users.all() if one.role is Role.EDITOR and one.id != lan.id), lan]
        secrets = [store.sessions.begin(one.id, address="127.0.0.1", browser="Chrome") for one in people]
    with listening(create_app(context, local=False)) as address:
        windows = [
            chromium.new_context(base_url=address, viewport={"width": width, "height": 800}, locale="vi-VN")
            for _ in secrets
        ]
        for window, secret in zip(windows, secrets, strict=True):
            window.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": address}])
        yield windows[0].new_page(), windows[1].new_page()
        for window in windows:
            window.close()


def write(page: Page, label: str, text: str) -> None:
    field = page.locator(".edit-place details[open]").get_by_label(label)
    field.fill(text)
    field.blur()


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_two_editors_lose_nothing_and_choose_between_two_texts(own_folder: Path, chromium: Browser, width: int) -> None:
    with two_editors(own_folder, chromium, width) as (one, other):
        opened(one)
        opened(other)
        for page in (one, other):
            page.get_by_text("Sửa mục [1]").click()
        write(one, "Câu 1 trong điểm tin", "Câu của người thứ nhất.")
        one.get_by_text("Đã lưu").first.wait_for()
        write(other, "Ghi chú của cơ quan", "Ghi chú của Lan.")  # another field of the same form
        other.get_by_text("Đã lưu").first.wait_for()
        write(other, "Câu 1 trong điểm tin", "Câu của Lan.")  # the same field, not seen yet
        other.wait_for_url("**/hai-ban")
        assert axe(other) == []
        assert too_wide(other) <= 0
        for text in ("Câu của người thứ nhất.", "Câu của Lan.", "(nguyên văn)"):
            assert other.get_by_text(text).first.is_visible()
        other.get_by_role("button", name="Dùng bản này").click()
        other.wait_for_url(f"**{DESK}")
        one.reload()
        sheet = one.locator(".paper")
        assert sheet.get_by_text("Câu của Lan.").first.is_visible()
        assert sheet.get_by_text("Ghi chú của Lan.").first.is_visible()
