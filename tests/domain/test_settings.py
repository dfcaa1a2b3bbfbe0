"""Settings: a wrong key names the nearest right one, a wrong value says what is wanted, secrets stay secret."""

from pathlib import Path

import pytest

from domain.errors import ConfigError
from domain.settings import load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_order_is_file_then_variable_then_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("diemtin.toml").write_text('week_start = "friday"\nuser_agent = "a/1"\ndata_dir = "x"\n', encoding="utf-8")
    monkeypatch.setenv("DIEMTIN_USER_AGENT", "b/2")
    settings = load_settings(data_dir=tmp_path)
    assert (settings.week_start, settings.user_agent, settings.data_dir) == ("friday", "b/2", tmp_path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('week_strat = "friday"', "week_start"),
        ("[sources]", "sources_dir"),
        ("week_start = 5", "phải là một trong"),
        ("period_cut_day = 40", "không quá 31"),
        ("a = ", "không đọc được TOML"),
        ('timezone = "Sao Hoa"', "không có múi giờ"),
    ],
)
def test_a_wrong_file_is_one_plain_line(content: str, says: str) -> None:
    Path("diemtin.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=says) as caught:
        load_settings()
    assert "\n" not in str(caught.value)


def test_a_wrong_variable_names_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEMTIN_INDEX_ENGIN", "embedded")
    with pytest.raises(ConfigError, match="DIEMTIN_INDEX_ENGINE"):
        load_settings()


def test_addresses_are_parted_by_commas_and_secrets_do_not_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEMTIN_ELASTICSEARCH_URLS", "https://a:9200, https://b:9200")
    monkeypatch.setenv("DIEMTIN_ELASTICSEARCH_API_KEY", "bi-mat")
    settings = load_settings()
    assert settings.elasticsearch_urls == ("https://a:9200", "https://b:9200")
    assert "bi-mat" not in repr(settings)


def test_a_section_comes_from_file_and_variables_together(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("diemtin.toml").write_text('[office]\nname = "Sở A"\nprovince = "Quảng Ngãi"\n', encoding="utf-8")
    monkeypatch.setenv("DIEMTIN_OFFICE__NAME", "Sở Y tế")
    monkeypatch.setenv("DIEMTIN_OFFICE__UNITS", "Trung tâm Y tế A; Bệnh viện B, cơ sở 2")
    monkeypatch.setenv("DIEMTIN_MAIL__PASSWORD", "bi-mat")
    settings = load_settings()
    assert (settings.office.name, settings.office.province) == ("Sở Y tế", "Quảng Ngãi")
    assert settings.office.units == ("Trung tâm Y tế A", "Bệnh viện B, cơ sở 2")
    assert "bi-mat" not in repr(settings)


def test_a_wrong_key_of_a_section_names_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("diemtin.toml").write_text('[office]\nnam = "Sở A"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"office\.name"):
        load_settings()
    Path("diemtin.toml").unlink()
    monkeypatch.setenv("DIEMTIN_MAIL__HOTS", "mail.example.vn")
    with pytest.raises(ConfigError, match="DIEMTIN_MAIL__HOST"):
        load_settings()
