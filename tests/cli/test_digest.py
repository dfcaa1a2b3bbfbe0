from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from digest.render.names import PART_NAMES
from domain.digest import Issue
from store import open_store
from tests.cli.conftest import Command, World
from tests.support.mail import mail_server

WEEK = ("--week", "2022-W41")


def test_the_issue_of_a_week_as_json_and_on_the_terminal(world: World) -> None:
    done = world.run("digest", *WEEK, "--json")
    assert done.code == 0, done.err
    issue = Issue.model_validate(done.json)
    assert (issue.id, done.json["from"], done.json["to"]) == ("2022-W41", "2022-10-10", "2022-10-16")
    assert issue.items
    again = world.run("digest", *WEEK, "--format", "json").json
    assert again | {"composed_at": None} == done.json | {"composed_at": None}
    shown = world.run("digest", *WEEK)
    assert "Tuần 41/2022 (10/10–16/10/2022)" in shown.out
    assert issue.items[0].title in shown.out


def test_the_terminal_and_the_files_have_one_word_for_one_thing(world: World) -> None:
    shown = " ".join(world.run("digest", *WEEK).out.split())
    paper = " ".join(world.run("digest", *WEEK, "--format", "md").out.split())
    for part in ("asks", "examples", "new_documents", "reprints"):
        assert PART_NAMES[part] in shown, part
        assert PART_NAMES[part] in paper, part


def test_files_of_every_format(world: World, tmp_path: Path) -> None:
    for form, begins in (("docx", b"PK"), ("html", b"<!"), ("md", b"#"), ("atom", b"<?xml"), ("eml", b"Subject")):
        file = tmp_path / f"diem-tin.{form}"
        done = world.run("digest", *WEEK, "-o", file)
        assert done.code == 0, done.err
        assert file.read_bytes().lstrip().lower().startswith(begins.lower())
    file = tmp_path / "in.pdf"
    assert world.run("digest", *WEEK, "--format", "pdf", "-o", file).code == 0
    assert "Tuần 41/2022" in "".join(page.extract_text() for page in PdfReader(file).pages)


def test_an_issue_is_named_as_it_is_printed(world: World) -> None:
    for name in ("Tuần 41/2022", "tuan 2 - thang 10/2022"):
        assert world.run("digest", "--week", name, "--json").json["id"] == "2022-W41"
    none = world.run("digest", "--week", "2022-W41a")
    assert none.code == 2
    assert "Không có số điểm tin 2022-W41a" in none.err


def test_two_dates_an_empty_week_and_what_is_no_week(world: World) -> None:
    done = world.run("digest", "--from", "1/9/2022", "--to", "30/9/2022", "--json")
    assert done.json["id"] == "2022-09-01_2022-09-30"
    empty = world.run("digest", "--week", "2020-W10")
    assert empty.code == 0
    assert "Không có tin mới" in empty.out
    for wrong in (("--week", "2022-W77"), ("--from", "1/9/2022"), ("--week", "39/2022", "--to", "1/9/2022")):
        assert world.run("digest", *wrong).code == 2
    assert world.run("digest", *WEEK, "--format", "rtf").code == 2


def test_no_store_is_told_and_none_is_made(diemtin: Command, tmp_path: Path) -> None:
    done = diemtin("digest", "--data", tmp_path / "chua-co")
    assert (done.code, "diemtin run" in done.err) == (1, True)
    assert not (tmp_path / "chua-co" / "diemtin.sqlite").exists()


def test_templates_are_checked(diemtin: Command, tmp_path: Path) -> None:
    done = diemtin("digest", "template", "check", tmp_path / "khong-co")
    assert done.code == 1
    assert done.err.strip()


def test_sending_reaches_each_recipient_once(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = shutil.copytree(world.data, tmp_path / "data")
    own = World(world.sites, data, world.sources)
    assert own.run("digest", *WEEK, "--send").code == 1  # nobody to send to
    with mail_server() as server:
        for name, value in {
            "DIEMTIN_MAIL__HOST": "127.0.0.1",
            "DIEMTIN_MAIL__PORT": str(server.port),
            "DIEMTIN_MAIL__SECURITY": "none",
            "DIEMTIN_MAIL__SENDER": "Điểm Tin <diemtin@example.vn>",
            "DIEMTIN_DIGEST__RECIPIENTS": "giamdoc@example.vn,vanphong@example.vn",
        }.items():
            monkeypatch.setenv(name, value)
        for _ in range(2):
            done = own.run("digest", *WEEK, "--send")
            assert done.code == 0, done.err
            assert "đã gửi 2 trên 2 người nhận." in done.err
        assert "không gửi lại" in done.err
        assert sorted(one.recipient for one in server.accepted) == ["giamdoc@example.vn", "vanphong@example.vn"]
        (first, _) = server.accepted
        assert "Tuần 41/2022" in str(first.message["Subject"])
        assert first.message["Message-ID"]
        assert "chưa có người duyệt" in first.text()
        frozen = own.run("digest", *WEEK, "--json").json
        assert (frozen["state"], bool(frozen["hash"])) == ("da_duyet", True), "the record as it was frozen"
        with open_store(data) as store:
            assert [one.state for one in store.digests.of_window("2022-W41")] == ["da_gui"]


def test_sending_says_who_was_refused_and_who_waits(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = World(world.sites, shutil.copytree(world.data, tmp_path / "data"), world.sources)
    with mail_server() as server:
        server.refusals["saiten@example.vn"] = "550 5.1.1 No such user"
        server.refusals["ban@example.vn"] = "451 4.3.0 Try later"
        for name, value in {
            "DIEMTIN_MAIL__HOST": "127.0.0.1",
            "DIEMTIN_MAIL__PORT": str(server.port),
            "DIEMTIN_MAIL__SECURITY": "none",
            "DIEMTIN_MAIL__SENDER": "Điểm Tin <diemtin@example.vn>",
            "DIEMTIN_DIGEST__RECIPIENTS": "giamdoc@example.vn,saiten@example.vn,ban@example.vn",
        }.items():
            monkeypatch.setenv(name, value)
        done = own.run("digest", *WEEK, "--send")
        assert done.code == 1  # somebody has to look
        said = " ".join(done.err.split())
        assert "đã gửi 1 trên 3 người nhận." in said
        assert "Chờ thử lại: ban@example.vn (451 4.3.0 Try later)." in said
        assert "cần người xem: saiten@example.vn (550 5.1.1 No such user)." in said
        again = own.run("digest", *WEEK, "--send")
        assert again.code == 1  # as long as somebody has to look
        assert "đã gửi trước đó" not in again.err
        assert [one.recipient for one in server.accepted] == ["giamdoc@example.vn"]


def test_watch_says_when_and_ends_when_asked(world: World, tmp_path: Path) -> None:
    data = shutil.copytree(world.data, tmp_path / "data")
    environment = {**os.environ, "DIEMTIN_DIGEST__RECIPIENTS": "a@example.vn", "TZ": "Pacific/Kiritimati"}
    command = [sys.executable, "-m", "cli.main", "digest", "--watch", "--data", str(data)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert "Lần tới: 07:00" in line
        assert "giờ Asia/Ho_Chi_Minh" in line
        time.sleep(0.2)
        process.terminate()
        _, rest = process.communicate(timeout=60)
    finally:
        process.kill()
    assert "Đã dừng" in rest
