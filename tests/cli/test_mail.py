"""``diemtin mail``: what is due is sent once, what became of it is listed, what failed is sent again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import open_store
from store.mails.mail_record import MailKind
from tests.cli.conftest import Command
from tests.support.mail import free_port, mail_server

BODY = b"Content-Type: text/plain; charset=utf-8\r\n\r\nXin chao\r\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIEMTIN_MAIL__HOST", "127.0.0.1")
    monkeypatch.setenv("DIEMTIN_MAIL__SECURITY", "none")
    monkeypatch.setenv("DIEMTIN_MAIL__SENDER", "Điểm Tin <diemtin@example.vn>")
    folder = tmp_path / "data"
    with open_store(folder) as store:
        now = datetime.now(UTC)
        store.mails.enqueue(MailKind.DIGEST, "2022-W39", ("a@x.vn", "b@x.vn"), "Điểm tin tuần 39/2022", BODY, now)
    return folder


def test_send_list_and_again(data: Path, diemtin: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server(refusals={"b@x.vn": "550 No such user"}) as server:
        monkeypatch.setenv("DIEMTIN_MAIL__PORT", str(server.port))
        first = diemtin("mail", "send", "--data", data)
        assert first.code == 0
        assert "Đã gửi 1 thư; 1 thư không gửi được." in first.err
        assert "Đã gửi 0 thư." in diemtin("mail", "send", "--data", data).err
        listed = diemtin("mail", "list", "--data", data, "--json").json
        assert {(row["recipient"], row["state"], row["last_code"]) for row in listed} == {
            ("a@x.vn", "sent", 250),
            ("b@x.vn", "failed", 550),
        }
        shown = diemtin("mail", "list", "--data", data, "--state", "failed").out
        assert "550 No such user" in shown
        assert "a@x.vn" not in shown
        server.refusals.clear()
        assert diemtin("mail", "again", 2, "--data", data).code == 0
        assert "Đã gửi 1 thư." in diemtin("mail", "send", "--data", data).err
    assert [one.recipient for one in server.received] == ["a@x.vn", "b@x.vn"]


def test_a_server_that_is_down_is_one_line_and_a_failure(
    data: Path, diemtin: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIEMTIN_MAIL__PORT", str(free_port()))
    done = diemtin("mail", "send", "--data", data)
    assert done.code == 1
    assert "Không kết nối được máy chủ gửi thư" in done.err
    assert done.err.count("Lỗi: ") == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("list", "--state", "x"), "--state: phải là một trong waiting"), (("again", "99"), "Không có thư số 99.")],
)
def test_wrong_use(data: Path, diemtin: Command, arguments: tuple[str, ...], says: str) -> None:
    done = diemtin("mail", *arguments, "--data", data)
    assert (done.code, says in done.err) == (2, True)


def test_nothing_there(tmp_path: Path, diemtin: Command) -> None:
    assert "Chưa có thư nào." in diemtin("mail", "list", "--data", tmp_path / "moi").out
