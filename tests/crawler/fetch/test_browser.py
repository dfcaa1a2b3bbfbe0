"""A page whose article is put there by a script: read through Chromium, which fetches through us alone."""

from __future__ import annotations

import pytest

from crawler.fetch.browser import find_chromium
from crawler.run import crawl
from domain.settings import Settings
from store import Store
from tests.conftest import lacking
from tests.crawler.conftest import source_of
from tests.support.web import Answer, ScriptedSite, listing

pytestmark = pytest.mark.browser

SHELL = """<!doctype html><html><head><meta charset=utf-8><title>Cổng tin</title><link rel=stylesheet href=/kieu.css></head>
<body><div id=bai></div><img src=/anh.png>
<script>
fetch('/api/1.json').then(r => r.json()).then(b => {
  document.getElementById('bai').innerHTML = '<h1>' + b.title + '</h1><div class=ngay>Ngày đăng: 12/05/2023</div>' + b.body;
});
fetch('/cam/2.json');
</script></body></html>"""
BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "Sở Y tế đã giải quyết 120 hồ sơ trước hạn trong quý, tăng so với cùng kỳ năm trước.",
        "Tại trạm y tế xã, người dân nộp hồ sơ ở một nơi và nhận kết quả qua bưu điện nếu muốn.",
        "Cán bộ một cửa được tập huấn hai ngày về phần mềm mới và cách trả lời người dân.",
        "Ngành sẽ nhân rộng cách làm này ra các huyện còn lại trước khi hết năm.",
    )
)


@pytest.fixture(autouse=True)
def chromium() -> None:
    """Chromium is there."""
    if find_chromium() is None:
        lacking("Chromium is not installed (Debian: apt-get install chromium)")


def test_a_scripted_page_is_read_and_every_load_is_ours(store: Store, settings: Settings) -> None:
    json = {"Content-Type": "application/json"}
    with ScriptedSite({"/tin/": listing([1]), "/tin/bai-viet-so-1.html": SHELL}) as site:
        site.put("/robots.txt", Answer("User-agent: *\nDisallow: /cam/\n", headers={"Content-Type": "text/plain"}))
        said = f'{{"title": "Một cửa liên thông ở trạm y tế xã", "body": "{BODY}"}}'
        site.put("/api/1.json", Answer(said, headers=json))
        source = source_of(site.base_url, render="browser", politeness={"delay": "0s", "timeout": "10s"})
        report = crawl(store, [source], settings)
        paths = set(site.counts())
        stored = store.articles.by_url(f"{site.base_url}/tin/bai-viet-so-1.html")
    assert report.total("new") == 1
    assert stored is not None
    assert stored.article.title == "Một cửa liên thông ở trạm y tế xã"
    assert "120 hồ sơ" in stored.article.body
    assert paths == {"/robots.txt", "/tin/", "/tin/bai-viet-so-1.html", "/api/1.json"}, (
        "no picture, no style, nothing forbidden"
    )


def test_without_a_browser_the_reason_is_plain(store: Store, settings: Settings) -> None:
    without = settings.model_copy(update={"browser_path": "/khong/co/chromium"})
    with ScriptedSite({"/tin/": listing([1])}) as site:
        report = crawl(store, [source_of(site.base_url, render="browser")], without)
    assert "Chromium" in (report.sources["thu"].trouble or "")
