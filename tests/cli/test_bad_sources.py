"""A source file that cannot be used is named; the others are listed, crawled and added to."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import run_command

GOOD = "id: mot\nname: Trang một [/bold] [red]đỏ\nbase_url: https://mot.example.vn\n"


def test_the_others_are_listed_and_the_bad_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "nguon"
    folder.mkdir()
    (folder / "a.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "hong.yaml").write_text("id: hong\nname: Hỏng\nbase_url: x", encoding="utf-8")
    shown = run_command("source", "list", "--sources", folder, "--data", tmp_path / "data")
    assert shown.code == 0
    assert "Trang một [/bold] [red]đỏ" in " ".join(shown.out.split())
    assert "hong.yaml" in " ".join(shown.err.split())
    assert "base_url" in shown.err
    asked = run_command("source", "check", "hong", "--sources", folder, "--data", tmp_path / "data")
    assert asked.code == 1
    assert "hong.yaml" in " ".join(asked.err.split())
    unknown = run_command("source", "check", "khong-co", "--sources", folder, "--data", tmp_path / "data")
    assert unknown.code != 0
