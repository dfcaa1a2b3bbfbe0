"""The guide: every screen and setting is named in it, its links and pictures lead somewhere, and the page shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from domain.settings import setting_fields
from tests.web.conftest import WIDTHS, Site, axe, too_wide
from tests.web.routes import every_route
from web.errors import INDEX_DOWN
from web.features import screens
from web.guide import GUIDE, INDEX, PICTURES, guide_page, page_names

README = Path(__file__).parents[2] / "README.vi.md"
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(GUIDE.glob("*.md")))
ADDRESSES = sorted(
    {
        re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path)
        for route in every_route()
        if route.method == "GET"
        and not route.path.startswith("/api/")
        and not re.search(r"\.(\w+|\{\w+\})$", route.path)
    }
)
"""Every address that a browser opens, downloads apart."""


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_screen_is_named(address: str) -> None:
    assert f"`{address}`" in TEXT


@pytest.mark.parametrize("label", [screen.nav.label for screen in screens() if screen.nav])
def test_every_entry_of_the_navigation_is_explained(label: str) -> None:
    assert f"**{label}**" in TEXT or re.search(rf"^#+ .*{label}", TEXT, re.MULTILINE)


@pytest.mark.parametrize("name", list(setting_fields()))
def test_every_setting_is_named(name: str) -> None:
    assert f"`{name}`" in TEXT


def test_what_the_page_says_in_trouble_is_explained() -> None:
    base = (GUIDE.parents[1] / "web" / "templates" / "base.html").read_text(encoding="utf-8")
    none_chosen = re.findall(r'data-none-chosen="([^"]+)"', base)
    assert none_chosen
    in_one_line = " ".join(TEXT.split())
    for said in (INDEX_DOWN, *none_chosen):
        assert f"“{said}”" in in_one_line


@pytest.mark.parametrize("path", sorted(GUIDE.glob("*.md")), ids=lambda path: path.stem)
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
        if not link.startswith("https://"):
            assert (path.parent / link).is_file(), link


def test_the_index_names_every_page() -> None:
    assert {*page_names(), INDEX} == {path.stem for path in GUIDE.glob("*.md")}


def test_pictures_are_of_the_two_widths_and_small() -> None:
    for path in PICTURES.glob("*.png"):
        assert path.stat().st_size <= 150_000, path.name
        with Image.open(path) as picture:
            assert picture.width == int(re.sub(r"\D", "", path.stem)), path.name


@pytest.mark.parametrize("name", [INDEX, *page_names()])
def test_a_page_is_shown(client: TestClient, name: str) -> None:
    known = guide_page(name)
    assert known
    html = client.get(known.path).text
    assert f"<h1>{known.title}</h1>" in html
    assert " style=" not in html
    assert html.count('class="scroll"') == html.count("<table>")
    for address in re.findall(r'(?:href|src)="(/tro-giup[^"#]*)', html):
        assert client.get(address).status_code == 200, address


def test_what_is_not_there_is_told(client: TestClient) -> None:
    for path in ("/tro-giup/khong-co", "/tro-giup/hinh/khong-co.png", "/tro-giup/hinh/..%2Fsettings.md"):
        assert client.get(path).status_code == 404


def test_pictures_are_kept_by_the_browser(client: TestClient) -> None:
    name = min(path.name for path in PICTURES.glob("*.png"))
    answer = client.get(f"/tro-giup/hinh/{name}")
    assert answer.headers["content-type"] == "image/png"
    assert "max-age" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("path", "fitting"), [("/", "mot-buoi-sang"), ("/nguon", "nguon-tin"), ("/so-lieu", "so-lieu-van-ban-co-quan")]
)
def test_each_screen_leads_to_its_page_of_the_guide(client: TestClient, path: str, fitting: str) -> None:
    assert fitting in page_names()
    assert f'href="/tro-giup/{fitting}"' in client.get(path).text


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/tro-giup", "/tro-giup/cai-dat", "/tro-giup/thiet-lap"])
def test_nothing_that_axe_finds(site: Site, path: str, width: int, dark: bool) -> None:
    with site.page(path, width=width, dark=dark) as page:
        assert axe(page) == []
        assert too_wide(page) <= 0
