"""Mails as the store keeps them: once each, one sender each, and what becomes of them."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta
from pathlib import Path

import pytest

from store import Store, open_store
from store.mails.mail_record import RETRY_AFTER, MailKind, MailState
from tests.store.making import NOW, later

CONTENT = b"Subject: Tin\r\n\r\nCh\xc3\xa0o.\r\n"
DEAD = "mot-may-khac/1:1:1:abcd"


def enqueue(store: Store, *recipients: str, thing: str = "2026-W26") -> int:
    return store.mails.enqueue(MailKind.DIGEST, thing, recipients or ("a@example.vn",), "Điểm tin", CONTENT, NOW)


def claim(store: Store, owner: str = "toi", minutes: float = 0) -> int | None:
    taken = store.mails.claim(owner, later(minutes=minutes), lambda: "<1@example.vn>")
    return taken.id if taken else None


def state(store: Store, mail_id: int = 1) -> tuple[str, int, int]:
    mail = store.mails.get(mail_id)
    assert mail is not None
    return mail.state, mail.attempts, mail.doubts


def test_the_same_thing_to_the_same_recipient_is_one_mail(store: Store) -> None:
    assert enqueue(store, "a@example.vn", "b@example.vn", "a@example.vn") == 2
    assert enqueue(store, "b@example.vn", "c@example.vn") == 1
    assert enqueue(store, thing="2026-W27") == 1
    assert [mail.recipient for mail in store.mails.of(MailKind.DIGEST, "2026-W26")] == [
        "a@example.vn",
        "b@example.vn",
        "c@example.vn",
    ]
    assert store.mails.content(1) == CONTENT


def test_what_was_sent_is_not_enqueued_again(store: Store) -> None:
    enqueue(store)
    assert claim(store) == 1
    assert store.mails.begin_data(1, "toi", NOW)
    assert store.mails.sent(1, "toi", NOW, 250, "OK")
    assert enqueue(store) == 0
    assert store.mails.due(later(days=30)) == 0
    mail = store.mails.get(1)
    assert mail is not None
    assert (mail.state, mail.sent_at, mail.last_code) == (MailState.SENT, NOW, 250)


def test_a_mail_is_claimed_once_and_keeps_its_message_id(store: Store) -> None:
    enqueue(store)
    first = store.mails.claim("toi", NOW, lambda: "<1@example.vn>")
    assert first is not None
    assert claim(store, "khac") is None
    store.mails.refused(1, "toi", NOW, 451, "4.7.1 Greylisted")
    second = store.mails.claim("khac", later(minutes=1), lambda: "<2@example.vn>")
    assert second is not None
    assert (first.message_id, second.message_id) == ("<1@example.vn>", "<1@example.vn>")


def test_a_refusal_for_now_is_tried_again_after_1_5_30_minutes_and_6_hours_then_shown(store: Store) -> None:
    enqueue(store)
    at = NOW
    for wait in RETRY_AFTER:
        assert store.mails.claim("toi", at, lambda: "<1@example.vn>") is not None
        store.mails.refused(1, "toi", at, 451, "mai lại")
        assert store.mails.due(at + wait - timedelta(seconds=1)) == 0
        at += wait
    assert [wait.total_seconds() / 60 for wait in RETRY_AFTER] == [1, 5, 30, 360]
    assert store.mails.claim("toi", at, lambda: "<1@example.vn>") is not None
    store.mails.refused(1, "toi", at, 451, "mai lại")
    assert state(store) == (MailState.FAILED, 5, 0)
    assert store.mails.due(later(days=30)) == 0
    assert [mail.last_answer for mail in store.mails.troubled()] == ["mai lại"]
    assert store.mails.troubled_count() == 1


def test_a_refusal_for_good_is_shown_at_once(store: Store) -> None:
    enqueue(store)
    claim(store)
    store.mails.refused(1, "toi", NOW, 550, "không có người này")
    assert state(store) == (MailState.FAILED, 1, 0)


def test_no_answer_after_the_text_is_a_doubt_sent_again_once_and_marked(store: Store) -> None:
    enqueue(store)
    claim(store)
    store.mails.begin_data(1, "toi", NOW)
    store.mails.doubtful(1, "toi", NOW, "im lặng")
    assert state(store) == (MailState.DOUBTFUL, 1, 1)
    again = store.mails.claim("toi", later(minutes=1), lambda: "<2@example.vn>")
    assert again is not None
    assert (again.again, again.message_id) == (True, "<1@example.vn>")
    store.mails.doubtful(1, "toi", later(minutes=1), "im lặng")
    assert state(store) == (MailState.DOUBTFUL, 2, 2)
    assert store.mails.due(later(days=30)) == 0, "at most one is sent double without a person"
    assert store.mails.send_again(1, later(days=1))
    assert claim(store, minutes=60 * 24) == 1


@pytest.mark.parametrize(("begun", "wanted"), [(False, (MailState.WAITING, 0, 0)), (True, (MailState.DOUBTFUL, 1, 1))])
def test_what_a_dead_sender_left_is_taken_up(store: Store, begun: bool, wanted: tuple[str, int, int]) -> None:
    enqueue(store)
    claim(store, DEAD)
    if begun:
        assert store.mails.begin_data(1, DEAD, NOW)
    assert store.mails.recover(later(minutes=5)) == 0, "another machine's process may still be at it"
    assert store.mails.recover(later(minutes=16)) == 1
    assert state(store) == wanted
    assert store.mails.begin_data(1, DEAD, later(minutes=17)) is False, "whoever comes back late sends nothing"
    assert store.mails.sent(1, DEAD, later(minutes=17), 250, "OK") is False


def _claim_in_child(folder: Path) -> None:
    from store.work.owners import new_owner

    with open_store(folder) as store:
        store.mails.claim(new_owner(), NOW, lambda: "<1@example.vn>")


def test_a_dead_process_of_this_machine_is_seen_at_once(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        enqueue(store)
        child = multiprocessing.get_context("spawn").Process(target=_claim_in_child, args=(tmp_path,))
        child.start()
        child.join(60)
        assert state(store)[0] == MailState.SENDING
        assert store.mails.recover(NOW) == 1
        assert state(store)[0] == MailState.WAITING


def test_a_server_that_is_not_there_costs_no_attempt(store: Store) -> None:
    enqueue(store, "a@example.vn", "b@example.vn")
    claim(store)
    store.mails.put_back(1, "toi", NOW, None, "không kết nối được")
    assert store.mails.hold(NOW, None, "không kết nối được") == 1
    assert state(store) == (MailState.WAITING, 0, 0)
    assert [store.mails.due(later(minutes=minutes)) for minutes in (4, 5, 6)] == [0, 1, 2]


def test_a_person_sends_again_what_failed_and_marks_what_was_sent(store: Store) -> None:
    enqueue(store, "a@example.vn", "b@example.vn")
    claim(store)
    assert not store.mails.send_again(1, NOW), "it is on its way"
    assert not store.mails.send_again(2, NOW), "it waits"
    store.mails.refused(1, "toi", NOW, 550, "không")
    claim(store)
    store.mails.sent(2, "toi", NOW, 250, "OK")
    assert store.mails.send_again(1, NOW)
    assert not store.mails.send_again(2, NOW), "two people who press the same button send one"
    assert store.mails.send_again(2, NOW, arrived=True)
    assert [store.mails.claim("toi", NOW, str).again for _ in range(2)] == [False, True]  # type: ignore[union-attr]


def test_what_is_cancelled_goes_out_no_more_and_what_is_sent_stays_sent(store: Store) -> None:
    enqueue(store, "a@example.vn", "b@example.vn", "c@example.vn")
    claim(store)
    store.mails.sent(1, "toi", NOW, 250, "OK")
    claim(store)
    assert store.mails.cancel(MailKind.DIGEST, ["2026-W26"]) == 1
    assert store.mails.counts() == {MailState.SENT: 1, MailState.SENDING: 1, MailState.CANCELLED: 1}
    assert [mail.id for mail in store.mails.listed((MailState.CANCELLED,))] == [3]
    assert [mail.id for mail in store.mails.listed()] == [3, 2, 1]


def _race(folder: Path, queue: multiprocessing.Queue[list[int]]) -> None:
    from store.work.owners import new_owner

    owner, mine = new_owner(), []
    with open_store(folder) as store:
        while (taken := store.mails.claim(owner, NOW, lambda: f"<{owner}>")) is not None:
            mine.append(taken.id)
            store.mails.sent(taken.id, owner, NOW, 250, "OK")
    queue.put(mine)


def test_senders_at_once_never_take_the_same_mail(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        enqueue(store, *(f"nguoi{number}@example.vn" for number in range(60)))
    spawn = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[list[int]] = spawn.Queue()
    racers = [spawn.Process(target=_race, args=(tmp_path, queue)) for _ in range(3)]
    for racer in racers:
        racer.start()
    taken = [mail_id for _ in racers for mail_id in queue.get(timeout=60)]
    for racer in racers:
        racer.join(60)
    assert sorted(taken) == list(range(1, 61))
