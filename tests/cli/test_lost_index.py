"""An index that is gone is noticed by everyone who looks, and filled again from the store."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import World, run_command


@pytest.fixture
def data(world: World, tmp_path: Path) -> Path:
    shutil.copytree(world.data, tmp_path / "data")
    return tmp_path / "data"


LOSSES: dict[str, Callable[[Path], object]] = {
    "the folder": shutil.rmtree,
    "the pointer": lambda index: (index / "current").unlink(),
    "all it holds": lambda index: [shutil.rmtree(index), index.mkdir()],
}


@pytest.mark.parametrize("how", LOSSES)
def test_missing_is_not_empty(data: Path, how: str) -> None:
    before = run_command("search", "cchc", "--json", "--limit", 500, "--data", data).json
    LOSSES[how](data / "index")
    done = run_command("search", "cchc", "--data", data)
    assert done.code == 1
    assert "diemtin process" in done.err
    assert "phù hợp" not in done.out
    findings = {one["name"]: one for one in run_command("doctor", "--data", data, "--json").json}
    assert not findings["Dữ liệu tìm kiếm"]["ok"]
    status = run_command("index", "status", "--data", data, "--json").json["engine"]
    assert not status["healthy"]
    assert "thiếu" in status["detail"].lower()
    filled = run_command("process", "--data", data)
    assert filled.code == 0
    assert "đã đưa lại từ kho" in " ".join((filled.out + filled.err).split())
    assert run_command("search", "cchc", "--json", "--limit", 500, "--data", data).json == before
    assert run_command("process", "--json", "--data", data).json["lost"] == 0
    findings = {one["name"]: one for one in run_command("doctor", "--data", data, "--json").json}
    assert findings["Dữ liệu tìm kiếm"]["ok"]


def test_a_search_that_finds_nothing_in_a_whole_index_is_no_loss(data: Path) -> None:
    done = run_command("search", "zzqqkhongco", "--data", data)
    assert (done.code, "Không có bài phù hợp." in done.out) == (0, True)
