"""``make screens``: pictures of every screen over the sample data, for the guide, in the machine's Chromium.

The sample sites are crawled as ``diemtin demo`` does it, an office of three works with what was found, and each screen
is taken at two widths, some also in dark. A picture that did not change keeps its bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

from crawler.fetch.browser import find_chromium
from domain.roles import Role
from domain.settings import load_settings
from pipeline.context import Context
from samples.plan_files import PLANS
from tests.web.conftest import PASSWORD, listening
from web.app import create_app
from web.guide import PICTURES
from web.identity import SESSION_COOKIE

MAX_BYTES = 150_000
MAX_HEIGHT = {1280: 1400, 360: 1500}
"""Pixels: what is further down says nothing new."""

OFFICE = {
    "name": "Sở Y tế tỉnh Sơn La",
    "parent": "Ủy ban nhân dân tỉnh Sơn La",
    "province": "Sơn La",
    "place": "Sơn La",
    "symbol": "SYT",
}
SETTINGS: dict[str, Any] = {
    "office": OFFICE,
    "contact_url": "https://soyte.example.vn/lien-he",
    "web": {"base_url": "https://diemtin.example.vn"},
    "mail": {"host": "thu.example.vn", "sender": "diemtin@example.vn"},
    "digest": {"recipients": ["lanhdao@example.vn", "vanphong@example.vn"]},
}
PLAN = "/ke-hoach/96-kh-syt-2022"
"""Of the sample plans that the demo takes in, the one of this office."""
PEOPLE = (
    ("ha.nguyen", "Nguyễn Thu Hà", Role.ADMIN),
    ("minh.tran", "Trần Quang Minh", Role.EDITOR),
    ("lan.pham", "Phạm Thị Lan", Role.VIEWER),
)


@dataclass(frozen=True)
class Shot:
    """One screen: the name of its pictures, where it stands; ``dark``: also in dark; ``signed_out``: before sign-in;
    ``at``: what the picture begins with, where that is not the head of the page; ``reads``: a sample plan that is handed in.
    """

    name: str
    path: str
    dark: bool = False
    signed_out: bool = False
    at: str = ""
    reads: str = ""


def main() -> None:
    """Make every picture anew."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("Chromium is not installed (Debian: apt-get install chromium).")
    PICTURES.mkdir(exist_ok=True)
    asked = ArgumentParser(description="Pictures of every screen.")
    asked.add_argument("--data", type=Path, help="what diemtin demo --data left (it is copied); else the demo is run")
    asked.add_argument("only", nargs="*", help="names of pictures; else all, and those of former screens go")
    given = asked.parse_args()
    only = set(given.only)
    with (
        tempfile.TemporaryDirectory() as folder,
        _office(Path(folder), given.data) as (address, secret),
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"])
        worker = browser.new_context(base_url=address, locale="vi-VN")
        _sign_in(worker, address, secret)
        shots = [shot for shot in _work(worker.new_page(), address) if not only or shot.name in only]
        taken: set[str] = set()
        for shot in shots:
            for width in MAX_HEIGHT:
                for dark in (False, True) if shot.dark and width > 1000 else (False,):
                    window = browser.new_context(
                        base_url=address,
                        locale="vi-VN",
                        viewport={"width": width, "height": 800},
                        color_scheme="dark" if dark else "light",
                        reduced_motion="reduce",
                    )
                    if not shot.signed_out:
                        _sign_in(window, address, secret)
                    taken.add(_take(window.new_page(), shot, width, dark))
                    window.close()
        browser.close()
    if not only:
        for path in PICTURES.glob("*.png"):
            if path.name not in taken:
                path.unlink()


def _sign_in(context: BrowserContext, address: str, secret: str) -> None:
    context.add_cookies([{"name": SESSION_COOKIE, "value": secret, "url": address}])


@contextmanager
def _office(folder: Path, made: Path | None) -> Iterator[tuple[str, str]]:
    """The page of an office over the sample sites: its address, and the secret of its administrator's session."""
    data = folder / "data"
    if made is not None:
        shutil.copytree(made, data)
    else:
        demo = [sys.executable, "-m", "cli.main", "demo", "--no-serve", "--data", str(data)]
        subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
    os.chdir(folder)  # settings are shown on a screen: no path of this machine
    (data / "sources").rename("sources")
    settings = load_settings(**SETTINGS)
    context = Context(settings)
    with context.store() as store:
        accounts = [store.users.create(login, name, role, PASSWORD) for login, name, role in PEOPLE]
        secret = store.sessions.begin(accounts[0].id, address="10.12.0.15", browser="Chrome")
    with listening(create_app(context, local=False)) as address:
        yield address, secret


def _post(page: Page, address: str, path: str, **form: str) -> str:
    """Send a form as a page of ours would; where the answer led."""
    answer = page.request.post(path, form=form, headers={"origin": address})
    assert answer.ok, f"{path}: {answer.status}"
    return answer.url


def _path(url: str) -> str:
    return urlsplit(url).path


def _first(page: Page, path: str, selector: str) -> str:
    """Where the first link leads that the selector finds."""
    page.goto(path)
    return str(page.locator(selector).first.get_attribute("href"))


def _work(page: Page, address: str) -> Iterator[Shot]:
    """What the office does with the samples, and the screens that show it."""
    found = "/tim-kiem?q=m%E1%BB%99t+c%E1%BB%ADa"
    article = _first(page, "/tim-kiem?q=kien+hop+giai+quyet+ho+so", ".hit h3 a")
    page.goto(article)
    fix = str(page.locator('a[href*="?sua="]').first.get_attribute("href")).split("#")[0]
    source = _first(page, "/nguon", "td a.strong")
    document = _first(page, "/van-ban", "tbody th a")
    body = _first(page, "/don-vi", "tbody th a")
    search = "q=h%C3%A0i+l%C3%B2ng"
    _post(
        page,
        address,
        f"/canh-bao/moi?{search}",
        ten="Mức độ hài lòng",
        tan_suat="hang-ngay",
        nguoi_nhan="ha@example.vn",
    )
    person = _first(page, "/quan-tri/nguoi-dung", "tbody th a")
    approved = _path(_post(page, address, "/diem-tin/mo", tuan="40/2022"))
    for state in ("cho_duyet", "da_duyet", "gui"):
        _post(page, address, f"{approved}/trang-thai", sang=state)
    desk = _path(_post(page, address, "/diem-tin/mo", tuan="41/2022"))
    plan = PLAN
    task = "ky=2022-Q3&nhiem-vu=I.1"
    page.goto(f"{plan}?{task}")
    page.get_by_role("button", name="Xác nhận").first.click()
    chosen = article.rpartition("/")[2]
    yield from (
        Shot("hom-nay", "/?tuan=2022-W39", dark=True),
        Shot("tim-kiem", found, dark=True),
        Shot("tim-kiem-khong-co", "/tim-kiem?q=%22hai+long%22+tay+nguyen+%C4%91%E1%BA%BFn%3A2020"),
        Shot("bai", article, dark=True),
        Shot("bai-sua", f"{article}?{fix.partition('?')[2]}"),
        Shot("diem-tin", "/diem-tin"),
        Shot("diem-tin-soan", desk, dark=True),
        Shot("diem-tin-da-duyet", approved),
        Shot("ke-hoach", "/ke-hoach"),
        Shot("ke-hoach-nhap", "/ke-hoach/nhap"),
        Shot("ke-hoach-xem-lai", "/ke-hoach/nhap", reads="benh-vien-2025.pdf"),
        Shot("ke-hoach-mot", f"{plan}?ky=2022-Q3"),
        Shot("ke-hoach-nhiem-vu", f"{plan}?{task}", at="#bang-chung"),
        Shot("ke-hoach-bao-cao", f"{plan}/bao-cao?ky=2022-Q3"),
        Shot("ghi-nhan", f"/ke-hoach/ghi-nhan?article_id={chosen}"),
        Shot("them-tai-lieu", f"{plan}/them-tai-lieu?{task}"),
        Shot("luu-tim-kiem", f"/canh-bao/moi?{search}"),
        Shot("canh-bao", "/canh-bao"),
        Shot("van-ban", "/van-ban"),
        Shot("van-ban-mot", document),
        Shot("co-quan", "/don-vi"),
        Shot("co-quan-mot", body),
        Shot("so-lieu", "/so-lieu", dark=True),
        Shot("nguon", "/nguon"),
        Shot("nguon-mot", source),
        Shot("them-nguon", "/them-nguon"),
        Shot("danh-muc", "/danh-muc?tinh=S%C6%A1n+La"),
        Shot("them-bai", "/them-bai"),
        Shot("thu-gui-di", "/thu-gui-di"),
        Shot("quan-tri", "/quan-tri"),
        Shot("nguoi-dung", "/quan-tri/nguoi-dung"),
        Shot("nguoi-dung-mot", person),
        Shot("viec", "/quan-tri/viec"),
        Shot("nhat-ky", "/quan-tri/nhat-ky"),
        Shot("kiem-tra", "/quan-tri/kiem-tra"),
        Shot("thiet-lap", "/quan-tri/thiet-lap"),
        Shot("tai-khoan", "/tai-khoan"),
        Shot("phim-tat", "/phim-tat"),
        Shot("tro-giup", "/tro-giup"),
        Shot("dang-nhap", "/dang-nhap", signed_out=True),
    )


def _take(page: Page, shot: Shot, width: int, dark: bool) -> str:
    """Take one picture; the name of its file."""
    answer = page.goto(shot.path)
    assert answer is not None, shot.path
    assert answer.ok, f"{shot.path}: {answer.status}"
    if shot.reads:
        page.set_input_files("input[type=file]", PLANS / shot.reads)
        page.get_by_role("button", name="Đọc tệp").click()
        page.wait_for_selector("#tasks-title")
    page.evaluate("document.fonts.ready.then(() => true)")
    height = min(int(page.evaluate("document.documentElement.scrollHeight")), MAX_HEIGHT[width])
    page.set_viewport_size({"width": width, "height": max(height, 640)})
    if shot.at:
        page.set_viewport_size({"width": width, "height": 1000})
        page.locator(shot.at).evaluate("element => element.scrollIntoView()")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    name = f"{shot.name}-{width}{'-toi' if dark else ''}.png"
    for colours in (128, 64, 32, 16):
        data = BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
        if data.tell() <= MAX_BYTES:
            break
    (PICTURES / name).write_bytes(data.getvalue())
    print(f"{name} {picture.width} × {picture.height}, {data.tell() // 1000} kB, {colours} colours")
    return name


if __name__ == "__main__":
    main()
