"""Settings: defaults, then ``diemtin.toml``, then ``DIEMTIN_*`` variables, then the command line."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from domain.errors import ConfigError
from domain.reasons import os_reason, value_reason
from domain.settings_sections import Digest, Mail, Office, Web

__all__ = ["NESTED", "PREFIX", "SECTIONS", "Settings", "load_settings", "setting_fields"]

PREFIX = "DIEMTIN_"
NESTED = "__"
FILE = Path("diemtin.toml")

_WIDEST = {4: 8, 6: 7}
"""10.0.0.0/8 and fc00::/7 are the widest private networks that there are (RFC 1918, RFC 4193)."""

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Settings(BaseSettings):
    """All that can be set. Every field has a default that works on a laptop."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter=NESTED, frozen=True, extra="forbid", env_ignore_empty=True
    )

    data_dir: Path = Field(
        Path("data"), description="Thư mục chứa kho dữ liệu, bản lưu các trang web và dữ liệu tìm kiếm."
    )
    sources_dir: Path = Field(Path("sources"), description="Thư mục chứa các tệp nguồn tin (*.yaml).")
    store_url: str | None = Field(
        None,
        description="Địa chỉ SQLAlchemy của kho dữ liệu; để trống là SQLite trong data_dir.",
        examples=["postgresql://diemtin@may-chu/diemtin"],
    )

    timezone: str = Field("Asia/Ho_Chi_Minh", description="Múi giờ dùng để tính ngày, tuần và kỳ báo cáo.")
    week_start: Weekday = Field("monday", description="Ngày đầu tuần của điểm tin.")
    period_cut_day: int = Field(
        14, ge=1, le=31, description="Ngày chốt số liệu của kỳ tháng, quý, 6 tháng, 9 tháng, năm."
    )

    news_threshold: float = Field(
        0.35, ge=0, le=1, description="Mức độ liên quan tối thiểu để một bài được coi là bài về CCHC."
    )
    annotate_workers: int = Field(
        0, ge=0, le=64, description="Số tiến trình phân tích nội dung; 0 là theo số lõi của máy."
    )
    extraction_workers: int = Field(
        0, ge=0, le=64, description="Số tiến trình lấy nội dung bài; 0 là theo số lõi của máy."
    )

    user_agent: str = Field(
        "DiemTin/0.3", description="Tên chương trình báo cho các trang khi truy cập; kèm contact_url."
    )
    contact_url: str = Field(
        "",
        description="Địa chỉ liên hệ gửi kèm trong User-Agent để quản trị các trang biết ai đang truy cập.",
        examples=["https://soyte.example.gov.vn/lien-he"],
    )
    allow_private_addresses: bool = Field(
        False, description="Cho phép truy cập mọi địa chỉ nội bộ (chỉ dùng cho nguồn mẫu, nguồn thử)."
    )
    allowed_networks: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description='Các dải mạng nội bộ được phép truy cập, ví dụ ["10.12.0.0/16"]; ngoài ra vẫn không truy cập.'
    )
    max_page_bytes: int = Field(
        15_000_000, ge=10_000, description="Kích thước tối đa của một trang web, tính bằng byte."
    )
    browser_path: str | None = Field(
        None, description="Đường dẫn Chromium cho các nguồn cần trình duyệt.", examples=["/usr/bin/chromium"]
    )

    index_engine: Literal["embedded", "elasticsearch"] = Field(
        "embedded", description="Công cụ tìm kiếm: embedded (có sẵn) hoặc elasticsearch."
    )
    elasticsearch_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Địa chỉ cụm Elasticsearch; nhiều địa chỉ cách nhau bằng dấu phẩy.",
        examples=["https://es:9200"],
    )
    elasticsearch_api_key: SecretStr | None = Field(None, description="Khóa API của Elasticsearch.")
    elasticsearch_user: str | None = Field(
        None, description="Tên đăng nhập Elasticsearch (nếu không dùng khóa API).", examples=["diemtin"]
    )
    elasticsearch_password: SecretStr | None = Field(None, description="Mật khẩu Elasticsearch.")
    elasticsearch_ca_cert: Path | None = Field(
        None, description="Tệp chứng thư CA của cụm Elasticsearch.", examples=["/etc/diemtin/ca.pem"]
    )
    elasticsearch_index: str = Field(
        "diemtin", pattern=r"^[a-z][a-z0-9_-]*$", description="Tên bí danh (alias) của chỉ mục trên Elasticsearch."
    )

    office: Office = Field(default_factory=Office, description="Cơ quan sử dụng chương trình.")
    mail: Mail = Field(default_factory=Mail, description="Máy chủ gửi thư.")
    web: Web = Field(default_factory=Web, description="Trang làm việc (diemtin serve).")
    digest: Digest = Field(default_factory=Digest, description="Điểm tin tuần.")

    @field_validator("allowed_networks")
    @classmethod
    def _networks(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        for value in values:
            try:
                network = ip_network(value)
            except ValueError as error:
                raise ValueError(f"“{value[:60]}” không phải dải mạng; ví dụ đúng: 10.12.0.0/16") from error
            if network.prefixlen < _WIDEST[network.version]:
                raise ValueError(f"“{value}” quá rộng; hãy nêu đúng dải mạng của cơ quan")
        return values

    @field_validator("elasticsearch_urls", "allowed_networks", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"không có múi giờ “{value}”") from error
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which days, weeks and reporting periods are counted."""
        return ZoneInfo(self.timezone)


SECTIONS: dict[str, type[BaseModel]] = {
    name: field.annotation
    for name, field in Settings.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
}
"""The sections of the file by name; a setting within one is known as ``section.name``."""


def setting_fields() -> dict[str, FieldInfo]:
    """Every setting by its name; those of a section as ``section.name``."""
    fields = {name: field for name, field in Settings.model_fields.items() if name not in SECTIONS}
    for section, model in SECTIONS.items():
        fields.update({f"{section}.{name}": field for name, field in model.model_fields.items()})
    return fields


def _flat(values: Mapping[str, Any]) -> dict[str, str]:
    """Setting name → the key as written in a file, sections opened."""
    flat: dict[str, str] = {}
    for key, value in values.items():
        if key in SECTIONS and isinstance(value, Mapping):
            flat.update({f"{key}.{name}": f"{key}.{name}" for name in value})
        elif key not in SECTIONS:
            flat[key] = key
    return flat


def _refuse_unknown(keys: Mapping[str, str], where: str) -> None:
    """Raise for the first key that is no setting. ``keys``: setting name → the key as the person wrote it."""
    known = list(setting_fields())
    for name, written in keys.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            shown = (
                PREFIX + near[0].replace(".", NESTED).upper()
                if near and written.startswith(PREFIX)
                else (near[0] if near else "")
            )
            hint = f"Có phải ý bạn là “{shown}”?" if near else f"Các khóa dùng được: {', '.join(known)}."
            raise ConfigError(f"{where}: không có thiết lập “{written}”.", hint)


def _place(error: tomllib.TOMLDecodeError) -> str:
    """Where the reader stumbled. Python names the place only within its English message (since 3.14 also apart)."""
    found = re.search(r"at line (\d+)", str(error))
    return f"ở dòng {found[1]}" if found else "ở cuối tệp"


def _read_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{path}: không đọc được TOML {_place(error)}.",
            'Mỗi dòng viết như khóa = "giá trị"; chữ đặt trong dấu nháy kép.',
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: không phải UTF-8.", "Hãy lưu lại tệp bằng bảng mã UTF-8.") from error
    except OSError as error:
        raise ConfigError(f"{path}: không đọc được ({os_reason(error)}).", "Hãy kiểm tra quyền đọc.") from error
    _refuse_unknown(_flat(values), str(path))
    return values


def load_settings(file: Path | None = None, **overrides: Any) -> Settings:
    """The settings in force. ``overrides`` that are None do not count.

    Raises ConfigError in one line that names the file or variable, the key and, for an unknown key, the nearest right
    one.
    """
    path = file or FILE
    values = _read_file(path) if file or path.is_file() else {}
    variables = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
    named = {name[len(PREFIX) :].lower().replace(NESTED, "."): name for name in variables}
    _refuse_unknown(named, "Biến môi trường")
    for name in named:
        section, _, inner = name.partition(".")
        if not inner:
            values.pop(name, None)
        elif isinstance(values.get(section), dict):
            values[section].pop(inner, None)
    values.update({key: value for key, value in overrides.items() if value is not None})
    try:
        return Settings(**values)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in problem["loc"]) or "?"
        raise ConfigError(
            f"Thiết lập “{key}” không dùng được: {value_reason(problem)}.", "Hãy sửa rồi chạy lại."
        ) from error
