"""``diemtin init``: a working folder with settings and source files."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from cli.options import Data
from cli.output import console, messages
from domain.errors import UsageError
from domain.reasons import os_reason
from domain.settings import FILE, NESTED, PREFIX, SECTIONS, Settings
from domain.source import CATALOG_NAME, SHIPPED_SOURCES

__all__ = ["init", "settings_text"]

_SOURCES = "sources"
_HEAD = """\
# Thiết lập của Điểm Tin. Lệnh diemtin đọc tệp này trong thư mục mà nó được chạy.
# Dòng có dấu # ở đầu chưa có hiệu lực: giá trị ghi sau dấu = là mặc định hoặc ví dụ. Bỏ dấu # để đặt.
# Biến môi trường (DIEMTIN_ và tên viết hoa) và tùy chọn của dòng lệnh được ưu tiên hơn tệp này.
"""
_NEXT = """\
Bước tiếp theo:
  1. cd {folder}
  2. Mở {file}, đặt contact_url để quản trị các trang thông tin điện tử biết ai đang truy cập.
  3. Xem các tệp trong {sources}: mở thử địa chỉ, đúng thì đặt verified: true; thêm nguồn bằng diemtin source add.
  4. diemtin doctor                        kiểm tra hệ thống
  5. diemtin run                           thu thập, phân tích, cập nhật dữ liệu tìm kiếm
  6. diemtin search 'cải cách hành chính'"""


def _toml(value: Any) -> str:
    """A value as TOML writes it; JSON's strings, lists and numbers are TOML too."""
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)


def _within(section: str, model: type[BaseModel]) -> Iterator[str]:
    """A section of the file: its head and each of its settings."""
    entries = (
        "\n".join(_entry(name, field, {}, f"{PREFIX}{section}{NESTED}{name}".upper()))
        for name, field in model.model_fields.items()
    )
    yield "\n\n".join([f"# {Settings.model_fields[section].description}\n[{section}]", *entries])


def _is_secret(field: FieldInfo) -> bool:
    return SecretStr in (field.annotation, *get_args(field.annotation))


def _entry(name: str, field: FieldInfo, given: dict[str, Any], variable: str) -> Iterator[str]:
    yield f"# {field.description}"
    if name in given:
        yield f"{name} = {_toml(given[name])}"
    elif _is_secret(field):
        yield f"# Không ghi vào tệp này; đặt bằng biến môi trường {variable}."
    else:
        shown = field.examples[0] if field.examples else field.default
        yield f"# {name} = {_toml(shown)}"


def settings_text(**given: Any) -> str:
    """A settings file with every setting explained and commented out; ``given`` ones are set."""
    entries = (
        "\n".join(_entry(name, field, given, f"{PREFIX}{name}".upper()))
        for name, field in Settings.model_fields.items()
        if name not in SECTIONS
    )
    sections = (text for name, model in SECTIONS.items() for text in _within(name, model))
    return "\n\n".join([_HEAD.rstrip(), *entries, *sections]) + "\n"


def _write_settings(target: Path, given: dict[str, Any]) -> None:
    target.write_text(settings_text(**given), encoding="utf-8")


def _copy_sources(target: Path, _: dict[str, Any]) -> None:
    target.mkdir()
    for path in sorted(SHIPPED_SOURCES.glob("*.y*ml")):
        if path.name != CATALOG_NAME:
            shutil.copyfile(path, target / path.name)


_PARTS: tuple[tuple[str, Callable[[Path, dict[str, Any]], None]], ...] = (
    (FILE.name, _write_settings),
    (_SOURCES, _copy_sources),
)


def _make(folder: Path, given: dict[str, Any]) -> list[str]:
    """Make each part that is missing, whole or not at all; the names of those that were made."""
    made = []
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in _PARTS:
        if os.path.lexists(folder / name):
            continue
        with tempfile.TemporaryDirectory(dir=folder, prefix=".diemtin-") as scratch:
            write(Path(scratch) / name, given)
            (Path(scratch) / name).rename(folder / name)
        made.append(name)
    return made


def init(
    folder: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục làm việc; tạo mới nếu chưa có.")],
    data: Data = None,
) -> None:
    """Tạo thư mục làm việc: tệp thiết lập và các tệp nguồn tin; không ghi đè tệp đã có."""
    try:
        made = _make(folder, {} if data is None else {"data_dir": data})
    except OSError as error:
        where = error.filename or folder
        raise UsageError(f"Không tạo được {where}: {os_reason(error)}.", "Hãy chọn thư mục khác.") from error
    out, say = console(), messages()
    for name, _ in _PARTS:
        if name in made:
            out.print(f"Đã tạo {folder / name}", markup=False)
        else:
            say.print(f"Đã có {folder / name}, giữ nguyên.", markup=False)
    if not made:
        say.print(f"Thư mục {folder} đã sẵn sàng từ trước; không ghi gì.", markup=False)
    out.print()
    out.print(_NEXT.format(folder=folder, file=FILE.name, sources=_SOURCES), markup=False)
