"""Alerts: each article once, nothing older than the alert, late runs whole, windows with both ends, on both engines."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from pathlib import Path
from typing import cast

import pytest
from openpyxl import load_workbook

from domain.days import ZONE
from domain.search import SearchFilters
from domain.settings import load_settings
from index import SearchEngine
from pipeline.alerts.run import AlertReport, run_alerts
from store import Store, open_store
from store.mails.mail_record import MailKind, MailState
from store.mails.saved_searches import NewSearch, Rate
from tests.index.conftest import ENGINES, PARAMS
from tests.pipeline.alerts.making import INDEX, arrive, feed, save_search
from tests.store.making import annotate, make_article

MONDAY = datetime(2026, 6, 29, 9, 0, tzinfo=ZONE)
SETTINGS = load_settings(web={"base_url": "https://diemtin.example.vn/"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


@pytest.fixture(params=PARAMS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    with ENGINES[request.param](request, tmp_path) as opened:
        yield opened


@pytest.fixture
def own_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    with ENGINES["embedded"](request, tmp_path) as opened:
        yield opened


def run(store: Store, engine: SearchEngine, now: datetime, only: int | None = None) -> AlertReport:
    return run_alerts(store, engine, INDEX, SETTINGS, now, only=only)


def mail(store: Store, mail_id: int) -> EmailMessage:
    content = store.mails.content(mail_id)
    assert content is not None
    return cast(EmailMessage, message_from_bytes(content, policy=POLICY))


def text(store: Store, mail_id: int, kind: str = "plain") -> str:
    part = mail(store, mail_id).get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def told(store: Store, report: AlertReport) -> list[str]:
    return [hit.article_id for alert in report.told for hit in store.alerts.hits(alert)]


def test_only_what_came_after_the_alert_and_fits_is_told_once(store: Store, engine: SearchEngine) -> None:
    arrive(store, engine, 1, 2)
    search = save_search(store, MONDAY)
    assert run(store, engine, MONDAY).told == [], "nothing older than the alert"
    wanted = arrive(store, engine, 3)
    arrive(store, engine, 4, kind=1)
    first = run(store, engine, MONDAY + timedelta(hours=1))
    assert told(store, first) == wanted
    assert run(store, engine, MONDAY + timedelta(hours=2)).told == []
    assert len(store.mails.listed()) == 1
    alert = store.alerts.of(search.id)[0]
    assert (alert.from_at, alert.to_at, alert.hits) == (MONDAY, MONDAY + timedelta(hours=1), 1)


def test_the_mail_says_which_search_why_from_when_to_when_and_how_to_stop(
    store: Store, own_engine: SearchEngine
) -> None:
    search = save_search(store, MONDAY, 'mot cua "tra ket qua"')
    (article_id,) = arrive(store, own_engine, 7, title="Một cửa <b>mới</b> & nhanh")
    report = run(store, own_engine, MONDAY + timedelta(days=1))
    (noted,) = store.mails.of(MailKind.ALERT, str(report.told[0]))
    assert noted.subject == "[Điểm Tin] Một cửa: 1 bài mới"
    alert = store.alerts.of(search.id)[0]
    for kind in ("plain", "html"):
        body = text(store, noted.id, kind)
        assert "từ 09:00 ngày 29/6/2026 đến 09:00 ngày 30/6/2026" in body
        assert f"https://diemtin.example.vn/canh-bao/{alert.token}" in body
        assert f"https://diemtin.example.vn/canh-bao/dung/{search.stop_token}" in body
        assert "trả kết quả" in body.partition("Vì có: ")[2].partition("\n")[0], body
        assert "đăng ngày 30/6/2026" in body
        assert "Tần suất: ngay khi có." in body
    shown = text(store, noted.id, "html")
    assert "<mark>Một cửa</mark> &lt;b&gt;mới&lt;/b&gt; &amp; nhanh" in shown
    assert "<mark>trả kết quả</mark>" in shown
    assert "*Một cửa* <b>mới</b> & nhanh" in text(store, noted.id)
    assert [hit.article_id for hit in store.alerts.hits(alert.id)] == [article_id]
    assert mail(store, noted.id)["List-Unsubscribe"].strip() == (
        f"<https://diemtin.example.vn/canh-bao/dung/{search.stop_token}>"
    )


def test_without_an_address_of_the_page_the_mail_says_where_to_look(store: Store, own_engine: SearchEngine) -> None:
    save_search(store, MONDAY)
    arrive(store, own_engine, 1)
    run_alerts(store, own_engine, INDEX, load_settings(), MONDAY)
    assert "mở trang Điểm Tin, đường dẫn /canh-bao/" in text(store, 1)
    assert "https://diemtin" not in text(store, 1, "html")


def test_a_filter_alone_is_a_reason_too(store: Store, own_engine: SearchEngine) -> None:
    new = NewSearch("Nguồn mẫu", "", SearchFilters(sources=("syt-mau",)), "nguon=syt-mau", Rate.AT_ONCE, ("a@x.vn",))
    store.saved_searches.add(new, MONDAY)
    arrive(store, own_engine, 1)
    arrive(store, own_engine, 2, source="khac")
    run(store, own_engine, MONDAY)
    assert "Vì thuộc các bộ lọc đã chọn." in text(store, 1)
    assert "1 bài mới" in text(store, 1)


def test_three_days_late_neither_loses_nor_repeats(store: Store, engine: SearchEngine) -> None:
    search = save_search(store, MONDAY, "một cửa", Rate.DAILY)
    wanted = [arrive(store, engine, number)[0] for number in range(4)]
    assert run(store, engine, MONDAY + timedelta(hours=1)).told == [], "not before seven"
    late = run(store, engine, datetime(2026, 7, 3, 11, 0, tzinfo=ZONE))
    assert sorted(told(store, late)) == sorted(wanted)
    alert = store.alerts.of(search.id)[0]
    assert (alert.from_at, alert.to_at) == (MONDAY, datetime(2026, 7, 3, 11, 0, tzinfo=ZONE))
    later = arrive(store, engine, 9)
    assert run(store, engine, datetime(2026, 7, 4, 6, 59, tzinfo=ZONE)).told == []
    assert told(store, run(store, engine, datetime(2026, 7, 4, 7, 0, tzinfo=ZONE))) == later
    assert store.alerts.of(search.id)[0].from_at == alert.to_at


def test_a_day_without_news_sends_nothing_and_moves_the_window(store: Store, own_engine: SearchEngine) -> None:
    save_search(store, MONDAY, "một cửa", Rate.DAILY)
    tuesday = datetime(2026, 6, 30, 7, 0, tzinfo=ZONE)
    assert run(store, own_engine, tuesday).searches == 1
    assert store.mails.listed() == []
    assert store.saved_searches.active()[0].told_at == tuesday


def test_new_versions_and_withdrawals_are_not_told_again(store: Store, own_engine: SearchEngine) -> None:
    save_search(store, MONDAY)
    arrive(store, own_engine, 1)
    assert len(told(store, run(store, own_engine, MONDAY))) == 1
    arrive(store, own_engine, 1, body="Bộ phận một cửa đã đổi khác hẳn so với trước, người dân hài lòng hơn nhiều.")
    store.articles.withdraw("https://soyte.example.gov.vn/tin/1")
    feed(store, own_engine)
    assert run(store, own_engine, MONDAY + timedelta(days=1)).told == []


def test_an_article_that_was_there_before_and_fits_only_now_is_no_news(store: Store, own_engine: SearchEngine) -> None:
    arrive(store, own_engine, 1, kind=1)
    save_search(store, MONDAY)
    arrive(store, own_engine, 1, body="Bộ phận một cửa đã đổi khác hẳn so với trước, người dân hài lòng hơn nhiều.")
    assert run(store, own_engine, MONDAY).told == []


def test_reprints_are_counted_and_not_told_again(store: Store, own_engine: SearchEngine) -> None:
    save_search(store, MONDAY)
    body = " ".join(
        f"Bộ phận một cửa ngày thứ {n} tiếp nhận {n * 7} hồ sơ, trả kết quả đúng hạn {n * 6} hồ sơ." for n in range(40)
    )
    first, copy = arrive(store, own_engine, 1, body=body), arrive(store, own_engine, 2, body=body, source="bao-mau")
    report = run(store, own_engine, MONDAY)
    assert told(store, report) == first
    assert store.alerts.of(1)[0].reprints == 1
    assert "Cùng nội dung ở: bao-mau" in text(store, 1)
    arrive(store, own_engine, 3, body=body, source="bao-khac")
    assert run(store, own_engine, MONDAY + timedelta(hours=1)).told == []
    other = arrive(store, own_engine, 4)
    report = run(store, own_engine, MONDAY + timedelta(hours=2))
    assert told(store, report) == other
    assert "1 bài đăng lại nội dung đã báo ở các thư trước" in text(store, 2)
    assert store.alerts.of(1)[0].reprints == 1
    assert copy[0] not in told(store, report)


def test_over_fifty_the_rest_comes_as_a_workbook(store: Store, own_engine: SearchEngine) -> None:
    save_search(store, MONDAY)
    ids = arrive(store, own_engine, *range(57), title="=1+1")
    report = run(store, own_engine, MONDAY)
    assert sorted(told(store, report)) == sorted(ids)
    body = text(store, 1)
    assert "50. =1+1" in body
    assert "51. " not in body
    assert "7 bài còn lại (từ số 51) ở tệp Excel đính kèm" in body
    assert len(text(store, 1, "html").encode()) < 100_000
    (file,) = mail(store, 1).iter_attachments()
    sheet = load_workbook(io.BytesIO(file.get_payload(decode=True))).active  # type: ignore[arg-type]
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows] == list(range(51, 58))
    cell = sheet.cell(4, 2)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_an_index_that_lost_its_articles_makes_the_alert_wait(store: Store, tmp_path: Path) -> None:
    from index import open_index

    folder = tmp_path / "index"
    save_search(store, MONDAY)
    with open_index("embedded", path=folder) as engine:
        wanted = arrive(store, engine, 1)
    shutil.rmtree(folder)
    with open_index("embedded", path=folder) as engine:
        report = run(store, engine, MONDAY)
        assert report.problem is not None
        assert report.told == []
        feed(store, engine)
        assert told(store, run(store, engine, MONDAY)) == wanted


def test_pausing_keeps_what_comes_for_later_and_stopping_ends_it(store: Store, own_engine: SearchEngine) -> None:
    search = save_search(store, MONDAY)
    assert store.saved_searches.pause(search.id, MONDAY)
    wanted = arrive(store, own_engine, 1)
    assert run(store, own_engine, MONDAY).searches == 0
    assert store.saved_searches.resume(search.id, MONDAY)
    report = run(store, own_engine, MONDAY)
    assert told(store, report) == wanted
    store.saved_searches.stop(search.id, MONDAY)
    assert [one.state for one in store.mails.of(MailKind.ALERT, str(report.told[0]))] == [MailState.CANCELLED]
    arrive(store, own_engine, 2)
    assert run(store, own_engine, MONDAY).searches == 0
    assert not store.saved_searches.resume(search.id, MONDAY)


def test_send_now_does_not_wait_for_the_hour(store: Store, own_engine: SearchEngine) -> None:
    search = save_search(store, MONDAY, "một cửa", Rate.WEEKLY)
    wanted = arrive(store, own_engine, 1)
    assert run(store, own_engine, MONDAY).told == []
    assert told(store, run(store, own_engine, MONDAY, only=search.id)) == wanted
    assert run(store, own_engine, MONDAY + timedelta(days=8)).told == []


def test_articles_that_turn_out_to_be_one_are_told_of_once(store: Store, own_engine: SearchEngine) -> None:
    save_search(store, MONDAY)
    arrive(store, own_engine, 1)
    run(store, own_engine, MONDAY)
    stored = store.articles.by_url("https://soyte.example.gov.vn/tin/1")
    assert stored is not None
    moved = make_article("/moi/1", title=stored.article.title, body=stored.article.body)
    store.articles.add_alias(stored.id, moved.url)
    store.articles.save(moved)
    annotate(store)
    feed(store, own_engine)
    assert run(store, own_engine, MONDAY + timedelta(days=1)).told == []


def test_of_two_runs_at_once_one_tells(store: Store, own_engine: SearchEngine) -> None:
    search = save_search(store, MONDAY)
    arrive(store, own_engine, 1)
    with store.transaction():
        assert store.alerts.advance(search, store.arrivals.last(), MONDAY)
    with store.transaction():
        assert not store.alerts.advance(search, store.arrivals.last(), MONDAY)
