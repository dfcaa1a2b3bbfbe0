"""The sources folder that is named is the only one that counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import World, run_command

BROKEN = "id: mot\nid: hai\n"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, where commands run."""
    folder = tmp_path / "noi-khac"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("beside", [None, BROKEN], ids=["no ./sources", "a broken ./sources"])
@pytest.mark.parametrize("command", ["crawl", "run"])
def test_a_crawl_reads_the_named_folder_alone(world: World, elsewhere: Path, command: str, beside: str | None) -> None:
    if beside is not None:
        (elsewhere / "sources").mkdir()
        (elsewhere / "sources" / "hong.yaml").write_text(beside, encoding="utf-8")
    done = run_command(command, "ttyt-tanbinh", "--sources", world.sources, "--data", elsewhere / "kho")
    assert (done.code, "Lỗi:" in done.err) == (0, False), done.err


def test_a_broken_file_of_the_folder_in_force_is_named(elsewhere: Path) -> None:
    (elsewhere / "sources").mkdir()
    (elsewhere / "sources" / "hong.yaml").write_text(BROKEN, encoding="utf-8")
    done = run_command("crawl", "--data", elsewhere / "kho")
    assert done.code == 1
    assert "hong.yaml" in done.err
