from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from digest.issues import Issues
from digest.window import window_of_week
from domain.days import ZONE
from domain.digest import IssueState
from domain.errors import ConfigError
from domain.settings import Settings
from pipeline.digests.due import COMMAND, due_windows, next_time, send_time_of, watching_since
from pipeline.digests.mail import mail_of
from pipeline.digests.post import Unapproved, post
from store import Store, open_store
from store.db.work_tables import runs
from store.digests.records import NewEdit
from store.mails.mail_record import MailKind
from tests.digest.making import publish, settings

MONDAY = date(2022, 9, 26)
W39 = window_of_week("2022-W39", settings())
SENDING = {"recipients": ["giamdoc@example.vn", "vanphong@example.vn"]}


def at(day: int, hour: int = 8, minute: int = 0, month: int = 10) -> datetime:
    return datetime(2022, month, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def sending() -> Settings:
    return settings(digest=SENDING)


def test_an_issue_goes_out_at_its_hour_after_the_window_is_over(store: Store, sending: Settings) -> None:
    assert send_time_of(W39, sending) == at(3, 7)
    since = at(1)
    ids = {
        minute: [one.id for one in due_windows(store, sending, at(3, hour, minute), since)]
        for hour, minute in ((0, 30), (6, 59), (7, 1))
    }
    assert ids == {30: [], 59: [], 1: ["2022-W39"]}
    window, moment = next_time(sending, at(3, 6, 59))
    assert (window.id, moment) == ("2022-W39", at(3, 7))
    window, moment = next_time(sending, at(3, 7, 1))
    assert (window.id, moment) == ("2022-W40", at(10, 7))


def test_what_was_missed_is_due_once_with_its_own_window(store: Store, sending: Settings) -> None:
    publish(store, "a", MONDAY)
    issues = Issues(store, sending)
    now = at(19)
    missed = due_windows(store, sending, now, since=at(1))
    assert [one.id for one in missed] == ["2022-W39", "2022-W40", "2022-W41"]
    for window in missed:
        post(issues, window, now, lambda issue: mail_of(issue, sending))
    assert due_windows(store, sending, now, since=at(1)) == []
    assert [len(store.mails.of(MailKind.DIGEST, one.id)) for one in missed] == [2, 2, 2]
    # Whoever begins to watch only now has missed nothing.
    assert due_windows(store, sending, at(26), since=at(25)) == []


def test_since_when_somebody_watches_is_known_however_many_other_runs_there_were(store: Store) -> None:
    assert watching_since(store, at(3)) == at(3)
    store.runs.start(COMMAND).end("done")
    begun = store.runs.recent(1)[0].started_at
    rows = [{"command": "mail send", "args": "{}", "owner": "x", "state": "done", "started_at": begun}] * 10_001
    with store.database.write() as connection:
        connection.execute(insert(runs), rows)
    assert watching_since(store, begun + timedelta(days=60)) == begun


def test_an_untouched_issue_is_frozen_and_says_that_nobody_approved_it(store: Store, sending: Settings) -> None:
    publish(store, "a", MONDAY)
    posted = post(Issues(store, sending), W39, at(3), lambda issue: mail_of(issue, sending))
    assert posted.new == 2
    assert posted.issue.state is IssueState.SENT
    assert posted.issue.approval is not None
    assert posted.issue.approval.who == ""
    assert "chưa có người duyệt" in _text(store)
    again = post(Issues(store, sending), W39, at(4), lambda issue: mail_of(issue, sending))
    assert again.new == 0


def test_an_issue_that_people_work_on_waits_for_their_approval(store: Store, sending: Settings) -> None:
    article = publish(store, "a", MONDAY)
    issues = Issues(store, sending)
    stored = issues.open(W39, at(3), "Lan")
    issues.edit(stored.id, [NewEdit("note", "đang sửa", article)], author="Lan", expected=0)
    with pytest.raises(Unapproved, match="chưa được duyệt"):
        post(issues, W39, at(3), lambda issue: mail_of(issue, sending))
    assert store.mails.of(MailKind.DIGEST, stored.id) == []
    issues.approve(stored.id, "Lan", at(3))
    assert post(issues, W39, at(3), lambda issue: mail_of(issue, sending)).new == 2


def test_an_office_may_ask_for_approval_of_every_issue(store: Store) -> None:
    publish(store, "a", MONDAY)
    asking = settings(digest=SENDING | {"approval": True})
    with pytest.raises(Unapproved):
        post(Issues(store, asking), W39, at(3), lambda issue: mail_of(issue, asking))


def test_a_week_without_news_says_so_once(store: Store, sending: Settings) -> None:
    for _ in range(2):
        post(Issues(store, sending), W39, at(3), lambda issue: mail_of(issue, sending))
    mails = store.mails.of(MailKind.DIGEST, "2022-W39")
    assert [one.subject for one in mails] == [
        "Điểm tin cải cách hành chính – Tuần 39/2022 (26/9–02/10/2022): không có tin mới"
    ] * 2


def test_nobody_to_send_to_is_told(store: Store) -> None:
    with pytest.raises(ConfigError, match="người nhận"):
        post(Issues(store, settings()), W39, at(3), lambda issue: mail_of(issue, settings()))


def test_the_edition_after_a_withdrawal_is_the_one_that_is_sent(store: Store, sending: Settings) -> None:
    publish(store, "a", MONDAY)
    issues = Issues(store, sending)
    post(issues, W39, at(3), lambda issue: mail_of(issue, sending))
    issues.withdraw("2022-W39", "Lan")
    assert due_windows(store, sending, at(3) + timedelta(hours=1), since=at(1)) == []
    with pytest.raises(Unapproved):
        post(issues, W39, at(3), lambda issue: mail_of(issue, sending))
    issues.approve("2022-W39a", "Lan", at(3))
    posted = post(issues, W39, at(3), lambda issue: mail_of(issue, sending))
    assert (posted.issue.id, posted.new) == ("2022-W39a", 2)


def _text(store: Store) -> str:
    from email import message_from_bytes
    from email.message import EmailMessage
    from email.policy import default

    (first, *_) = store.mails.of(MailKind.DIGEST, "2022-W39")
    content = store.mails.content(first.id)
    assert content is not None
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
