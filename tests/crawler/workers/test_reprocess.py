"""Reading archived pages again: what cannot be read now keeps the version that was read from it."""

from __future__ import annotations

import os
import signal

from crawler.workers.pool import Pool
from crawler.workers.reprocess import reprocess
from crawler.workers.stage import EXTRACTOR
from domain.settings import Settings
from store import Store
from tests.crawler.conftest import source_of
from tests.store.making import add_page, later, make_article
from tests.support.web import article

SITE = "https://soyte.example.vn"


def archived(store: Store, number: int, day: int = 0) -> int:
    """A page as it was fetched, with the version that was read from it."""
    url = f"{SITE}/tin/bai-viet-so-{number}.html"
    body = article(number, title=f"Bài viết số {number} của ngày thứ {day}").encode()
    page = add_page(store, url, body=body, source="thu", at=later(days=day))
    read = make_article(
        f"/tin/bai-viet-so-{number}.html", site=SITE, source="thu", title=f"Bài cũ {number}, ngày {day}"
    )
    store.articles.save(read.model_copy(update={"content_hash": f"{number}-{day}"}), page, extractor=EXTRACTOR)
    return page


def test_a_damaged_record_keeps_its_version_and_the_rest_goes_on(store: Store) -> None:
    first, second, other = archived(store, 1), archived(store, 1, day=1), archived(store, 2)
    page = store.pages.get(first)
    assert page is not None
    store.archive.close()
    path = store.archive.folder / page.ref.file
    data = bytearray(path.read_bytes())
    data[page.ref.offset + 20 : page.ref.offset + 60] = b"x" * 40
    path.write_bytes(data)
    with Pool(1) as pool:
        report = reprocess(store, {}, pool)
    ((url, reason),) = report.unread
    assert url == page.url
    assert f"vị trí {page.ref.offset}" in reason
    assert report.pages == 3
    kept = store.articles.versions(store.articles.by_url(page.url).id)  # type: ignore[union-attr]
    assert [(one.page_id, one.article.title) for one in kept] == [
        (first, "Bài cũ 1, ngày 0"),
        (second, "Bài viết số 1 của ngày thứ 1"),
    ]
    again = store.articles.by_url(f"{SITE}/tin/bai-viet-so-2.html")
    assert again is not None
    assert (again.article.title, again.source) == ("Bài viết số 2 của ngày thứ 0", "thu")
    assert store.pages.get(other).state == "article"  # type: ignore[union-attr]


def test_workers_killed_on_the_way_cost_nothing(store: Store, settings: Settings) -> None:
    for number in range(12):
        archived(store, number)
    killed: list[int] = []
    with Pool(2) as pool:

        def advance(_count: int) -> None:
            for worker in list(pool._at_work)[: 1 if len(killed) < 2 else 0]:
                killed.append(worker._process.pid)
                os.kill(killed[-1], signal.SIGKILL)

        report = reprocess(store, {"thu": source_of(SITE)}, pool, advance=advance)
    assert killed
    assert (report.pages, report.articles, report.gone, report.unread) == (12, 12, [], [])
