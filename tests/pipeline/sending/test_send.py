"""Mails sent to real servers: well behaved, refusing, silent, slow, gone, with login and TLS."""

from __future__ import annotations

import multiprocessing
import ssl
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest

from domain.errors import ConfigError
from pipeline.sending import Step, send_waiting
from pipeline.sending.compose import AGAIN, MARK
from samples.certificates import make_chain
from samples.tls import Chain
from store import Store, open_store
from store.mails.mail_record import MailState
from tests.pipeline.sending.making import QUICK, enqueue, mail_settings
from tests.store.making import NOW, later
from tests.support.mail import free_port, mail_server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


def _context(chain: Chain) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain.sent, chain.key)
    return context


def state(store: Store, mail_id: int = 1) -> str:
    mail = store.mails.get(mail_id)
    assert mail is not None
    return mail.state


def answer(store: Store, mail_id: int = 1) -> str:
    mail = store.mails.get(mail_id)
    assert mail is not None
    assert mail.last_answer is not None
    return mail.last_answer


def test_each_recipient_gets_a_mail_of_their_own_over_one_connection(store: Store) -> None:
    enqueue(store, "a@example.vn", "b@example.vn", "c@example.vn")
    with mail_server() as server:
        report = send_waiting(store, mail_settings(server.port), NOW)
    assert (report.sent, report.problem) == (3, None)
    assert [one.recipient for one in server.received] == ["a@example.vn", "b@example.vn", "c@example.vn"]
    assert server.connections == 1
    message = server.received[0].message
    assert message["To"] == "a@example.vn"
    assert message["From"] == "Điểm Tin <diemtin@example.vn>"
    assert message["Reply-To"] == "vanphong@example.vn"
    assert message["Subject"] == "Điểm tin tuần 26/2026"
    assert message["Date"] == "Wed, 01 Jul 2026 15:00:00 +0700"
    assert message["Auto-Submitted"] == "auto-generated"
    assert server.received[0].text() == "Tuần này có 3 tin, bài.\n"
    assert server.received[0].content.isascii()
    assert len({one.message["Message-ID"] for one in server.received}) == 3
    stored = [store.mails.get(number) for number in (1, 2, 3)]
    assert [one.message["Message-ID"] for one in server.received] == [mail.message_id for mail in stored if mail]


def test_nothing_is_sent_twice_however_often_it_is_asked(store: Store) -> None:
    enqueue(store)
    with mail_server() as server:
        for day in range(3):
            enqueue(store)
            send_waiting(store, mail_settings(server.port), later(days=day))
    assert len(server.received) == 1


def test_451_waits_and_comes_through_and_is_not_counted_as_sent(store: Store) -> None:
    enqueue(store)
    with mail_server(answers=["451 4.7.1 Greylisted"]) as server:
        first = send_waiting(store, mail_settings(server.port), NOW)
        assert (first.sent, first.later, state(store)) == (0, 1, MailState.WAITING)
        assert answer(store) == "451 4.7.1 Greylisted"
        assert send_waiting(store, mail_settings(server.port), later(seconds=59)).sent == 0
        assert send_waiting(store, mail_settings(server.port), later(seconds=61)).sent == 1
    assert [one.message["Subject"] for one in server.accepted] == ["Điểm tin tuần 26/2026"]
    assert len({one.message["Message-ID"] for one in server.received}) == 1


def test_451_at_every_try_ends_as_failed_and_is_shown(store: Store) -> None:
    enqueue(store)
    at = NOW
    with mail_server(refusals={"a@example.vn": "451 later"}) as server:
        for minutes in (0, 1, 5, 30, 360):
            at += timedelta(minutes=minutes)
            report = send_waiting(store, mail_settings(server.port), at)
    assert (report.later, report.failed) == (0, 1), "after the last try it is told as failed"
    assert server.received == []
    assert [mail.state for mail in store.mails.troubled()] == [MailState.FAILED]


def test_550_is_shown_at_once_and_stops_nobody_else(store: Store) -> None:
    enqueue(store, "khong-co@example.vn", "b@example.vn")
    with mail_server(refusals={"khong-co@example.vn": "550 No such user"}) as server:
        report = send_waiting(store, mail_settings(server.port), NOW)
    assert (report.sent, report.failed) == (1, 1)
    assert [mail.last_answer for mail in store.mails.troubled()] == ["550 No such user"]
    assert [one.recipient for one in server.accepted] == ["b@example.vn"]


def test_a_server_that_hangs_up_after_the_text_gets_it_once_more_marked(store: Store) -> None:
    enqueue(store)
    with mail_server(answers=["drop"]) as server:
        first = send_waiting(store, mail_settings(server.port), NOW)
        assert (first.sent, first.doubtful, state(store)) == (0, 1, MailState.DOUBTFUL)
        assert first.problem is not None
        second = send_waiting(store, mail_settings(server.port), later(minutes=1))
    assert (second.sent, second.again, state(store)) == (1, 1, MailState.SENT)
    before, after = server.received
    assert before.message["Message-ID"] == after.message["Message-ID"]
    assert after.message["Subject"] == MARK + "Điểm tin tuần 26/2026"
    assert after.message["X-DiemTin-Resent"] == "1"
    assert before.message["X-DiemTin-Resent"] is None
    assert AGAIN in after.text()
    assert AGAIN in after.text("html")
    assert after.text("html").index("class='a'") < after.text("html").index(AGAIN)
    (file,) = after.message.iter_attachments()
    assert isinstance(file, EmailMessage)
    assert file.get_payload(decode=True) == "một;hai".encode()


def test_a_server_that_always_hangs_up_gets_it_twice_and_a_person_is_asked(store: Store) -> None:
    enqueue(store)
    with mail_server(answers=["drop"] * 9) as server:
        for day in range(5):
            send_waiting(store, mail_settings(server.port), later(days=day))
        assert len(server.received) == 2
        assert [mail.state for mail in store.mails.troubled()] == [MailState.DOUBTFUL]
        assert store.mails.send_again(1, later(days=6))
        server.answers.clear()
        send_waiting(store, mail_settings(server.port), later(days=6))
    assert state(store) == MailState.SENT
    assert server.received[-1].message["Subject"].startswith(MARK)


def test_a_slow_answer_is_waited_for_and_one_too_slow_is_a_doubt(store: Store) -> None:
    enqueue(store)
    with mail_server(slow=0.3) as server:
        assert send_waiting(store, mail_settings(server.port), NOW, waits=QUICK).sent == 1
    enqueue(store, "b@example.vn")
    with mail_server(slow=3) as server:
        report = send_waiting(store, mail_settings(server.port), NOW, waits=QUICK)
    assert (report.sent, report.doubtful, state(store, 2)) == (0, 1, MailState.DOUBTFUL)


def test_a_server_that_is_down_is_told_and_costs_nothing(store: Store) -> None:
    enqueue(store, "a@example.vn", "b@example.vn")
    port = free_port()
    report = send_waiting(store, mail_settings(port), NOW)
    assert report.problem is not None
    assert report.problem.startswith(f"Không kết nối được máy chủ gửi thư 127.0.0.1:{port}.")
    assert (report.sent, report.failed, state(store)) == (0, 0, MailState.WAITING)
    with mail_server(port=port) as server:
        assert send_waiting(store, mail_settings(port), later(days=3)).sent == 2
    assert not any(one.message["Subject"].startswith(MARK) for one in server.received)


def test_a_recipient_at_whom_the_server_always_hangs_up_keeps_nobody_waiting(store: Store) -> None:
    enqueue(store, "a@example.vn", "b@example.vn", "c@example.vn")
    with mail_server(refusals={"a@example.vn": "421 4.3.2 Closing"}) as server:
        assert send_waiting(store, mail_settings(server.port), NOW).sent == 0
        assert send_waiting(store, mail_settings(server.port), later(minutes=5)).sent == 2
    assert state(store) == MailState.WAITING


def test_login_over_tls_from_the_start_and_by_starttls(store: Store, tmp_path: Path) -> None:
    chain = make_chain(tmp_path)
    login = {"user": "diemtin", "password": "mật khẩu", "ca_cert": str(chain.root)}
    for number, security in enumerate(("tls", "starttls")):
        context = _context(chain)
        options = {"tls": context} if security == "tls" else {"starttls": context}
        with mail_server(login=("diemtin", "mật khẩu"), **options) as server:  # type: ignore[arg-type]
            enqueue(store, f"nguoi{number}@example.vn")
            report = send_waiting(store, mail_settings(server.port, security=security, **login), later(hours=number))
        assert (report.problem, report.sent) == (None, 1)


def test_a_wrong_password_is_told_and_every_mail_waits(store: Store, tmp_path: Path) -> None:
    chain = make_chain(tmp_path)
    enqueue(store)
    with mail_server(login=("diemtin", "đúng"), starttls=_context(chain)) as server:
        settings = mail_settings(
            server.port, security="starttls", user="diemtin", password="sai", ca_cert=str(chain.root)
        )
        report = send_waiting(store, settings, NOW)
    assert report.problem is not None
    assert "không nhận tên đăng nhập hoặc mật khẩu" in report.problem
    assert state(store) == MailState.WAITING
    assert server.received == []


def test_a_certificate_that_nobody_vouches_for_is_refused(store: Store, tmp_path: Path) -> None:
    chain = make_chain(tmp_path)
    enqueue(store)
    for security, options in (("tls", {"tls": _context(chain)}), ("starttls", {"starttls": _context(chain)})):
        with mail_server(**options) as server:  # type: ignore[arg-type]
            report = send_waiting(store, mail_settings(server.port, security=security), later(hours=len(security)))
        assert report.problem is not None
        assert "mail.security" in report.problem
        assert server.received == []


def test_starttls_is_insisted_on(store: Store) -> None:
    enqueue(store)
    with mail_server() as server:
        report = send_waiting(store, mail_settings(server.port, security="starttls"), NOW)
    assert report.problem is not None
    assert server.received == []


def test_a_hostile_subject_and_recipient_add_no_header(store: Store) -> None:
    enqueue(store, "a@example.vn", subject="Tin\r\nBcc: ke-xau@example.vn")
    enqueue(store, "b@example.vn\r\nBcc: ke-xau@example.vn", thing="khac")
    with mail_server() as server:
        report = send_waiting(store, mail_settings(server.port), NOW)
    assert (report.sent, report.failed) == (1, 1)
    (one,) = server.received
    assert one.message["Bcc"] is None
    assert one.message["Subject"] == "Tin Bcc: ke-xau@example.vn"
    assert one.recipient == "a@example.vn"


def test_names_as_people_type_them_reach_the_mail_whole(store: Store) -> None:
    enqueue(store, "Trần Thị A, Giám đốc <giamdoc@example.vn>")
    named = "Điểm Tin Sở Y tế, Phòng Truyền thông và Giáo dục sức khỏe (Trung tâm Kiểm soát bệnh tật) <x@example.vn>"
    with mail_server() as server:
        assert send_waiting(store, mail_settings(server.port, sender=named), NOW).sent == 1
    (one,) = server.received
    assert one.recipient == "giamdoc@example.vn"
    heard = message_from_bytes(one.content)
    assert str(make_header(decode_header(heard["To"]))) == "Trần Thị A, Giám đốc <giamdoc@example.vn>"
    assert str(make_header(decode_header(heard["From"]))) == named
    assert max(map(len, heard.as_bytes().splitlines())) <= 78


def test_without_a_server_or_a_sender_the_mail_waits_and_people_are_told(store: Store) -> None:
    assert send_waiting(store, mail_settings(25, host=""), NOW).sent == 0, "nothing to send, nothing to say"
    enqueue(store)
    with pytest.raises(ConfigError, match=r"mail\.host"):
        send_waiting(store, mail_settings(25, host=""), NOW)
    with pytest.raises(ConfigError, match=r"mail\.sender"):
        send_waiting(store, mail_settings(25, sender=""), NOW)
    assert state(store) == MailState.WAITING


def _send(folder: Path, port: int) -> None:
    with open_store(folder) as store:
        send_waiting(store, mail_settings(port))


def test_two_senders_at_once_send_each_mail_once(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        enqueue(store, *(f"nguoi{number}@example.vn" for number in range(40)))
    spawn = multiprocessing.get_context("spawn")
    with mail_server() as server:
        senders = [spawn.Process(target=_send, args=(tmp_path, server.port)) for _ in range(2)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join(90)
    assert sorted(one.recipient for one in server.received) == sorted(f"nguoi{n}@example.vn" for n in range(40))
    assert not any(one.message["Subject"].startswith(MARK) for one in server.received)


def test_the_steps_come_in_their_order(store: Store) -> None:
    enqueue(store)
    steps: list[Step] = []
    with mail_server() as server:
        send_waiting(store, mail_settings(server.port), NOW, watch=steps.append)
    assert steps == [*Step, Step.DUE]
