"""A source file that cannot be used is named; the others are listed, crawled and added to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import run_command
from tests.support.web import ScriptedSite, article, listing

GOOD = "id: mot\nname: Trang một [/bold] [red]đỏ\nbase_url: https://mot.example.vn\n"


def test_the_others_are_listed_and_the_bad_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "nguon"
    folder.mkdir()
    (folder / "a.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "hong.yaml").write_text("id: hong\nname: Hỏng\nbase_url: x", encoding="utf-8")
    shown = run_command("source", "list", "--sources", folder, "--data", tmp_path / "data")
    assert shown.code == 0
    assert {"[/bold]", "[red]đỏ"} <= set(shown.out.split())
    assert "hong.yaml" in " ".join(shown.err.split())
    assert "base_url" in shown.err
    asked = run_command("source", "check", "hong", "--sources", folder, "--data", tmp_path / "data")
    assert asked.code == 1
    assert "hong.yaml" in " ".join(asked.err.split())
    unknown = run_command("source", "check", "khong-co", "--sources", folder, "--data", tmp_path / "data")
    assert unknown.code != 0


def test_adding_writes_into_the_folder_named_and_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEMTIN_ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.chdir(tmp_path)
    folder, data = tmp_path / "nguon-rieng", tmp_path / "data"
    with ScriptedSite({"/": listing([1, 2, 3, 4])}) as site:
        for number in range(1, 5):
            site.put(f"/tin/bai-viet-so-{number}.html", article(number))
        first = run_command("source", "add", site.base_url, "--yes", "--sources", folder, "--data", data)
        assert first.code == 0, first.err
        (written,) = folder.glob("*.yaml")
        assert not (tmp_path / "sources").exists()
        written.rename(folder / "khac.yaml")
        text = (folder / "khac.yaml").read_text(encoding="utf-8").replace("id: ", "id: ban-", 1)
        (folder / "khac.yaml").write_text(text, encoding="utf-8")
        again = run_command("source", "add", site.base_url, "--yes", "--sources", folder, "--data", data)
    assert again.code == 2
    assert "đã thuộc nguồn ban-" in " ".join(again.err.split())
    assert [path.name for path in folder.iterdir()] == ["khac.yaml"]
