"""One notice when a source breaks, one when it is well again, none while our own network was down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP as POLICY
from pathlib import Path

import pytest

from domain.settings import load_settings
from pipeline.notices import note_sources
from store import Store, open_store
from tests.store.making import later

SETTINGS = load_settings(mail={"notices_to": ["quantri@example.vn"]})
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def visit(store: Store, hour: int, **went_well: bool) -> int:
    """A visit of each of these sources at that hour; how many notices came of it."""
    for minute, (source, well) in enumerate(went_well.items()):
        at = later(hours=hour, minutes=minute)
        if well:
            store.sources.visited(source, new=0, configured=HOUR, at=at)
        else:
            store.sources.failed(source, "Không kết nối được máy chủ.", at=at)
    return note_sources(store, SETTINGS, later(hours=hour, minutes=30))


def subjects(store: Store) -> list[str]:
    return [mail.subject for mail in reversed(store.mails.listed())]


def test_one_notice_after_three_visits_and_one_when_it_is_well(store: Store) -> None:
    assert [visit(store, hour, a=False, b=True, c=True) for hour in range(6)] == [0, 0, 1, 0, 0, 0]
    assert [visit(store, hour, a=True, b=True) for hour in (6, 7)] == [1, 0]
    assert subjects(store) == [
        "[Điểm Tin] Nguồn tin cần kiểm tra: a",
        "[Điểm Tin] Nguồn tin hoạt động trở lại: a",
    ]
    content = store.mails.content(1)
    assert content is not None
    text = str(message_from_bytes(content, policy=POLICY).get_payload(decode=True).decode())  # type: ignore[union-attr]
    assert "3 lần thu thập gần nhất đều lỗi, từ 15:00 ngày 01/7/2026" in text.replace("01/07", "01/7")
    assert "Lý do: Không kết nối được máy chủ." in text


def test_it_is_told_again_when_it_breaks_again(store: Store) -> None:
    for hour in range(3):
        visit(store, hour, a=False, b=True)
    visit(store, 3, a=True, b=True)
    assert [visit(store, hour, a=False, b=True) for hour in range(4, 8)] == [0, 0, 1, 0]
    assert len(subjects(store)) == 3


def test_none_for_all_when_our_own_network_was_down(store: Store) -> None:
    visit(store, 0, a=True, b=True, c=True)
    assert [visit(store, hour, a=False, b=False, c=False) for hour in range(5, 11)] == [0] * 6
    assert visit(store, 11, a=True, b=True, c=True) == 0
    assert store.mails.listed() == []


def test_a_source_that_is_broken_when_the_network_is_back_is_told_after_three_more_visits(store: Store) -> None:
    for hour in range(5):
        visit(store, hour, a=False, b=False, c=False)
    assert [visit(store, hour, a=False, b=True, c=True) for hour in range(8, 12)] == [0, 0, 1, 0]


def test_a_single_source_is_told_of(store: Store) -> None:
    assert [visit(store, hour, a=False) for hour in range(3)] == [0, 0, 1]


def test_looking_twice_counts_a_visit_once(store: Store) -> None:
    visit(store, 0, a=False, b=True)
    for _ in range(5):
        assert note_sources(store, SETTINGS, later(hours=1)) == 0
    assert store.source_notices.all()["a"].failures == 1


def test_nobody_named_nobody_told(store: Store) -> None:
    for hour in range(4):
        store.sources.failed("a", "lỗi", at=later(hours=hour))
        assert note_sources(store, load_settings(), later(hours=hour)) == 0
    assert store.mails.listed() == []
