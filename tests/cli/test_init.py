"""``diemtin init``: a folder in which the other commands work, and nothing that is there is touched."""

from __future__ import annotations

import re
import tomllib
from operator import attrgetter
from pathlib import Path

import pytest

from cli.commands.init import settings_text
from domain.settings import load_settings, setting_fields
from domain.source import CATALOG_NAME, SHIPPED_SOURCES
from tests.cli.conftest import Command


def test_the_folder_works(diemtin: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = diemtin("init", tmp_path / "lam-viec" / "moi")
    assert made.code == 0, made.err
    assert "Bước tiếp theo" in made.out
    monkeypatch.chdir(tmp_path / "lam-viec" / "moi")
    listed = diemtin("source", "list", "--json")
    assert {row["id"] for row in listed.json} == {
        path.stem for path in SHIPPED_SOURCES.glob("*.yaml") if path.name != CATALOG_NAME
    }
    assert sorted(path.name for path in Path().iterdir()) == ["data", "diemtin.toml", "sources"]


def test_what_is_there_stays(diemtin: Command, tmp_path: Path) -> None:
    (tmp_path / "diemtin.toml").write_text('week_start = "friday"\n', encoding="utf-8")
    first = diemtin("init", tmp_path)
    assert (first.code, "diemtin.toml, giữ nguyên" in first.err) == (0, True)
    assert (tmp_path / "diemtin.toml").read_text(encoding="utf-8") == 'week_start = "friday"\n'
    (tmp_path / "sources" / "syt-kontum.yaml").unlink()
    again = diemtin("init", tmp_path)
    assert (again.code, "không ghi gì" in again.err) == (0, True)
    assert not (tmp_path / "sources" / "syt-kontum.yaml").exists()


def test_a_place_that_cannot_be_a_folder_is_one_plain_line(diemtin: Command, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    for place in (tmp_path / "tep", tmp_path / "tep" / "sau"):
        done = diemtin("init", place)
        assert (done.code, done.err.count("\n")) == (2, 1), done.err
        assert "Không tạo được" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["tep"]


def test_every_setting_is_in_the_file_and_takes_the_value_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIEMTIN_ALLOW_PRIVATE_ADDRESSES")
    file = tmp_path / "diemtin.toml"
    file.write_text(settings_text(), encoding="utf-8")
    assert load_settings(file) == load_settings()
    file.write_text(re.sub(r"^# (\w+ = )", r"\1", settings_text(), flags=re.MULTILINE), encoding="utf-8")
    shown = load_settings(file)
    given = tomllib.loads(file.read_text(encoding="utf-8"))
    named = {name for name in setting_fields() if "." not in name and name in given}
    named |= {name for name in setting_fields() if "." in name and name.partition(".")[2] in given[name.split(".")[0]]}
    secrets = {"elasticsearch_api_key", "elasticsearch_password", "mail.password", "web.oidc_client_secret"}
    assert set(setting_fields()) - named == secrets
    without_example = {name: field.default for name, field in setting_fields().items() if not field.examples}
    assert {name: attrgetter(name)(shown) for name in without_example} == without_example


def test_the_data_folder_given_is_set(diemtin: Command, tmp_path: Path) -> None:
    assert diemtin("init", tmp_path / "a", "--data", tmp_path / "kho ở đây").code == 0
    assert load_settings(tmp_path / "a" / "diemtin.toml").data_dir == tmp_path / "kho ở đây"
