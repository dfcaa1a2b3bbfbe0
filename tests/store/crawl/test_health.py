from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.source import Source
from store import Store
from store.crawl.drift import Reading, drifts
from store.crawl.frontier import Kind, Outcome
from tests.store.making import NOW, SITE, add_page, found, later, make_article

SOURCE = "syt-mau"


def publish(store: Store, count: int, *, first: int = 0, every: float = 2, end: float = 0, **fields: object) -> None:
    """So many articles, one every so many days, the last ``end`` days before now."""
    with store.transaction():
        for n in range(count):
            at = NOW - timedelta(days=end + every * (count - 1 - n))
            url = f"{SITE}/{first + n}"
            given = {"published_at": at.date()} | fields
            article = make_article(f"/{first + n}", title=f"Tin {first + n}", body=f"Bài {first + n}.", **given)  # type: ignore[arg-type]
            store.articles.save(article, add_page(store, url, at=at))


@pytest.fixture(autouse=True)
def _known(store: Store) -> None:
    store.sources.remember(Source(id=SOURCE, name="Sở Y tế Mẫu", base_url=SITE))
    store.sources.visited(SOURCE, new=0, configured=timedelta(hours=6), at=NOW)


def test_a_source_never_crawled_has_nothing_to_say(store: Store) -> None:
    report = store.health.report("khong-co", NOW)
    assert (report.articles, report.days_silent, report.shares, report.verdicts) == (0, None, {}, ())


def test_a_healthy_source_has_no_verdict(store: Store) -> None:
    publish(store, 30)
    report = store.health.report(SOURCE, NOW)
    assert (report.days_silent, report.habit_days, report.silent) == (0, 2.0, False)
    assert report.shares == {"title": 1.0, "date": 1.0, "author": 1.0, "body": 1.0}
    assert report.verdicts == ()
    assert report.articles == 30
    assert [one.source for one in store.health.all(NOW)] == [SOURCE]


def test_silence_is_judged_by_the_sources_own_habit(store: Store) -> None:
    publish(store, 30, every=2, end=12)
    report = store.health.report(SOURCE, NOW)
    assert (report.days_silent, report.silent) == (12, True)
    assert any("12 ngày chưa có bài mới (thường 2 ngày có một bài)" in line for line in report.verdicts)
    assert any("có thể trang ngừng đăng bài" in line for line in report.verdicts)


def test_a_source_that_seldom_writes_is_not_silent_after_as_many_days(store: Store) -> None:
    publish(store, 12, every=9, end=12)
    assert not store.health.report(SOURCE, NOW).silent


def test_a_broken_source_is_told_from_a_silent_one(store: Store) -> None:
    publish(store, 30, every=2, end=12)
    store.sources.failed(SOURCE, "Không kết nối được máy chủ.", at=NOW)
    verdicts = " ".join(store.health.report(SOURCE, NOW).verdicts)
    assert "1 lần thu thập gần nhất đều lỗi: Không kết nối được máy chủ." in verdicts
    assert "trang hỏng hoặc đổi giao diện" in verdicts


@pytest.mark.parametrize(
    ("fields", "field"), [({"author": None}, "author"), ({"published_at": None}, "date")], ids=["author", "date"]
)
def test_a_field_that_vanishes_is_noticed_after_three_pages(
    store: Store, fields: dict[str, object], field: str
) -> None:
    publish(store, 12, end=1)
    assert store.health.report(SOURCE, NOW).drift == ()
    publish(store, 3, first=100, every=0, **fields)
    report = store.health.report(SOURCE, NOW)
    assert [(d.field, d.before, d.now, d.pages) for d in report.drift] == [(field, 1.0, 0.0, 3)]
    assert any("Có thể trang đã đổi giao diện" in line for line in report.verdicts)


def test_pages_that_no_longer_yield_articles_are_noticed(store: Store) -> None:
    publish(store, 12, end=1)
    for n in range(3):
        store.pages.mark(add_page(store, f"{SITE}/new/{n}"), "failed", "không tìm thấy nội dung")
    (drift,) = store.health.report(SOURCE, NOW).drift
    assert drift.field == "body"


def test_undated_articles_looked_at_again_are_no_drift(store: Store) -> None:
    publish(store, 12, end=3)
    publish(store, 1, first=100, end=2, published_at=None)
    for day in range(6):
        store.articles.save(
            make_article("/100", title="Tin 100", body="Bài 100.", published_at=None),
            add_page(store, SITE + "/100", at=later(days=-1, hours=day)),
        )
    assert store.health.report(SOURCE, NOW).drift == ()


def test_pages_that_showed_a_field_and_no_longer_do_are_drift(store: Store) -> None:
    publish(store, 12, end=1)
    for n in range(9, 12):
        article = make_article(f"/{n}", title=f"Tin {n}", body=f"Bài {n}.", author=None)
        store.articles.save(article, add_page(store, f"{SITE}/{n}", at=NOW))
    assert [drift.field for drift in store.health.report(SOURCE, NOW).drift] == ["author"]


def test_a_field_that_half_the_pages_have_is_judged_by_its_share() -> None:
    half = [Reading(f"u{n}", {"author": n % 2 == 0}) for n in range(40)]
    assert drifts(half) == ()
    assert drifts([*half, *(Reading(f"v{n}", {"author": False}) for n in range(4))]) == ()
    assert [d.field for d in drifts([*half, *(Reading(f"v{n}", {"author": False}) for n in range(9))])] == ["author"]
    thinned = [Reading(f"u{n}", {"author": True}) for n in range(30)]
    thinned += [Reading(f"v{n}", {"author": n % 3 == 0}) for n in range(10)]
    assert [d.field for d in drifts(thinned)] == ["author"]


def test_few_pages_prove_nothing() -> None:
    assert drifts([Reading("a", {"date": True}), Reading("b", {"date": False}), Reading("c", {"date": False})]) == ()
    assert drifts([]) == ()


def test_a_list_that_names_no_article_any_more_is_noticed(store: Store) -> None:
    url = SITE + "/tin-tuc"
    publish(store, 1)
    store.frontier.add_many([found(path, kind=Kind.LISTING) for path in ("/tin-tuc", "/luon-trong")])
    add_page(store, url, kind=Kind.LISTING, state="none", links=20)
    assert store.health.report(SOURCE, NOW).verdicts == ()
    add_page(store, url, kind=Kind.LISTING, state="none", links=0, at=later(hours=6))
    add_page(store, SITE + "/luon-trong", kind=Kind.LISTING, state="none", links=0)
    (line,) = store.health.report(SOURCE, NOW).verdicts
    assert line.startswith(url + ": trang danh sách không còn danh sách bài như trước")


def test_volume_against_its_own_history(store: Store) -> None:
    publish(store, 70, every=1, end=7)
    report = store.health.report(SOURCE, NOW)
    assert (report.week_volume, report.usual_volume) == (0, 7.0)
    assert "7 ngày qua chỉ có 0 bài, thường là 7." in report.verdicts
    publish(store, 40, first=500, every=0.1)
    assert any(line.startswith("7 ngày qua có tới 40 bài") for line in store.health.report(SOURCE, NOW).verdicts)


def test_what_waits_in_quarantine_is_said(store: Store) -> None:
    store.frontier.add(found("/x"))
    store.frontier.fail(SITE + "/x", "Tường đăng nhập.", permanent=True)
    report = store.health.report(SOURCE, NOW)
    assert (report.quarantined, report.verdicts) == (1, ("1 địa chỉ lỗi đã tạm ngừng, cần người kiểm tra.",))


def test_a_day_on_which_most_articles_change_is_a_new_layout(store: Store) -> None:
    publish(store, 12, end=3)
    store.frontier.add_many([found(f"/{n}") for n in range(12)])

    def look_again(changed: int, at: datetime) -> None:
        for n in range(12):
            store.frontier.finish(f"{SITE}/{n}", Outcome.OK, at=at)
            if n < changed:
                article = make_article(f"/{n}", title=f"Tin {n}", body=f"Bài {n}, đọc ra khác lúc {at}.")
                store.articles.save(article, add_page(store, f"{SITE}/{n}", at=at))

    look_again(0, later(days=-3))
    look_again(4, later(days=-2))
    assert store.health.report(SOURCE, NOW).verdicts == ()
    look_again(9, NOW)
    assert store.health.report(SOURCE, NOW).verdicts == (
        "9 trên 12 bài xem lại trong ngày đều đổi nội dung: có thể trang đã đổi giao diện.",
    )


def test_undated_articles_of_the_backlog_do_not_hide_silence(store: Store) -> None:
    publish(store, 30, every=2, end=12)
    for n in range(3):
        first = later(days=-70)  # the day of the first visit, on which everything older was seen
        article = make_article(f"/u{n}", title=f"Không ngày {n}", body=f"Không ngày {n}.", published_at=None)
        store.articles.save(article, add_page(store, f"{SITE}/u{n}", at=first))
    assert store.health.report(SOURCE, NOW).days_silent == 12
