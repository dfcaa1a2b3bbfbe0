"""``diemtin serve`` as a process: what it prints, what it refuses, how it ends."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.roles import Role
from store import open_store
from tests.cli.conftest import Command

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(data: Path, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The page on a free port; its address, once it answers."""
    command = [sys.executable, "-m", "cli.main", "serve", "--port", "0", "--data", str(data), *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found[0], process
    finally:
        process.kill()
        process.communicate()


def get(address: str) -> tuple[int, str]:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=60) as answer:
        return answer.status, answer.read().decode()


def test_it_serves_this_machine_and_ends_when_asked(tmp_path: Path) -> None:
    with serving(tmp_path) as (address, process):
        assert address.startswith("http://127.0.0.1:")
        status, body = get(f"{address}/healthz")
        assert (status, json.loads(body)["store"]) == (200, True)
        assert process.stderr is not None
        told = process.stderr.readline() + process.stderr.readline()
        link = re.search(rf"{re.escape(address)}/thiet-lap\?ma=\S+", told)
        assert link
        assert "Tạo tài khoản quản trị" in get(link[0])[1]
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def test_it_opens_to_others_only_behind_a_sign_in(diemtin: Command, tmp_path: Path) -> None:
    refused = diemtin("serve", "--host", "0.0.0.0", "--port", "0", "--data", tmp_path)
    assert refused.code == 2
    assert refused.err.startswith("Lỗi: Chưa có tài khoản quản trị nên chỉ mở được trên máy này")
    with open_store(tmp_path) as store:
        store.users.create("ha", "Hà", Role.ADMIN, "mat khau du dai")
    with serving(tmp_path, "--host", "0.0.0.0") as (address, _):
        local = address.replace("0.0.0.0", "127.0.0.1")
        assert get(f"{local}/healthz")[0] == 200
        assert "Đăng nhập" in get(f"{local}/tai-khoan")[1]


def test_a_port_that_is_taken_is_one_plain_line(diemtin: Command, tmp_path: Path) -> None:
    with serving(tmp_path) as (address, _):
        port = address.rpartition(":")[2]
        refused = diemtin("serve", "--port", port, "--data", tmp_path / "khac")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert "đang được chương trình khác sử dụng" in refused.err
