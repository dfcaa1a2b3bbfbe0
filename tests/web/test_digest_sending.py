"""An issue of the digest is sent from its page; what became of its mails is said there and on the first page."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from domain.settings import load_settings
from pipeline.sending import send_waiting
from store.mails.mail_record import MailKind
from tests.support.mail import mail_server
from tests.web.conftest import serving, store_of
from tests.web.digest_pages import WEEK, opened


def test_sending_needs_a_server_and_writes_mails_once(own_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = opened(own_client)
    own_client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})
    refused = own_client.post(f"{path}/trang-thai", data={"sang": "gui"})
    assert refused.status_code == 422
    assert "máy chủ gửi thư" in refused.text
    assert store_of(own_client).mails.of(MailKind.DIGEST, WEEK) == []


def test_an_issue_is_said_to_be_sent_only_when_the_server_took_every_mail(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(refusals={"saiten@example.vn": "550 No such user"}) as server:
        for name, value in {
            "MAIL__HOST": "127.0.0.1",
            "MAIL__PORT": str(server.port),
            "MAIL__SECURITY": "none",
            "MAIL__SENDER": "Điểm Tin <diemtin@example.vn>",
            "DIGEST__RECIPIENTS": "giamdoc@example.vn,saiten@example.vn",
        }.items():
            monkeypatch.setenv(f"DIEMTIN_{name}", value)
        with serving(own_folder) as client:
            store, settings = store_of(client), load_settings()
            path = opened(client)
            client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})

            def shown() -> list[str]:
                pages = [client.get(one).text.replace("\N{NO-BREAK SPACE}", " ") for one in (path, "/diem-tin")]
                states = [
                    re.findall(r"Đang gửi, được \d trên \d thư|Gửi lỗi \d trên \d thư|> Đã gửi<", one) for one in pages
                ]
                return ["|".join(dict.fromkeys(one)) for one in states]

            for _ in range(2):
                assert client.post(f"{path}/trang-thai", data={"sang": "gui"}).status_code == 303
            assert shown()[0] == "Đang gửi, được 0 trên 2 thư"
            assert shown()[1] == "Đang gửi, được 0 trên 2 thư"
            send_waiting(store, settings)
            assert shown() == ["Gửi lỗi 1 trên 2 thư"] * 2
            assert "1 thư chưa gửi được" in client.get("/").text
            assert client.get("/api/v1/digests").json()[0]["mails"] == {"total": 2, "sent": 1, "troubled": 1}
            server.refusals.clear()
            (failed,) = store.mails.troubled()
            for _ in range(2):  # two people press the same button, the second after the mail has gone
                client.post(f"{path}/gui-lai", data={"thu": str(failed.id)})
                client.post(f"/thu-gui-di/{failed.id}/gui-lai")
                send_waiting(store, settings)
            assert [one.recipient for one in server.accepted] == ["giamdoc@example.vn", "saiten@example.vn"]
            page = client.get(path).text
            assert "Gửi lỗi" not in page
            assert "Đã gửi 2 trên 2 người nhận" in page
            assert "Đã gửi" in client.get("/diem-tin").text


def test_what_waits_for_a_server_that_is_gone_is_told_on_the_first_page(own_client: TestClient) -> None:
    store = store_of(own_client)
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    store.mails.enqueue(MailKind.DIGEST, WEEK, ["a@example.vn"], "Điểm tin", b"", long_ago)
    assert "thư chờ đã lâu" not in own_client.get("/").text
    store.mails.hold(datetime.now(UTC), None, "Không kết nối được máy chủ gửi thư.")
    assert "1 thư chờ đã lâu" in own_client.get("/").text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_withdrawn_issue_goes_to_nobody_any_more(own_client: TestClient) -> None:
    path = opened(own_client)
    own_client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})
    mails = store_of(own_client).mails
    mails.enqueue(MailKind.DIGEST, WEEK, ["a@example.vn"], "Điểm tin", b"", datetime.now(UTC))
    own_client.post(f"{path}/trang-thai", data={"sang": "thu_hoi"})
    assert mails.due(datetime.now(UTC) + timedelta(days=9)) == 0
    assert not mails.send_again(1, datetime.now(UTC), arrived=True)
    assert "Đã hủy" in own_client.get(path).text
