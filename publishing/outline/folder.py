"""The folder of templates of an office.

outline.html       what the paper says, in which order (needed)
*.html             parts that it imports
layout.yaml        measures, the head and who signs
style.css          styles of the HTML page and the mail
letterhead.docx    the office's own Word file: styles, head, logo, with {{content}} where the text goes
fonts/             .ttf or .otf of one family for the PDF
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from domain.errors import ConfigError, DiemTinError
from publishing.layout import DECREE, Layout
from publishing.outline.reading import TAGS, Outline, read_outline
from publishing.outline.sandbox import OutlineError, render
from publishing.typefaces import VIETNAMESE, read_typeface

__all__ = ["OUTLINE", "Head", "PaperTemplate", "check_folder", "files_of", "read_folder"]

OUTLINE: Final = "outline.html"
_KNOWN: Final = {"layout.yaml", "style.css", "letterhead.docx", "fonts", "README.md"}
_MOST: Final = {".html": 200_000, ".yaml": 20_000, ".css": 100_000, ".docx": 5_000_000}
_COMMAND: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_MOST_FILES: Final = 40
_NOTHING: Final = "mẫu không in ra gì. Hãy thêm các phần của văn bản."
_NOTHING_LATER: Final = (
    "kỳ không có tin thì mẫu không in ra gì. Hãy thêm {% if issue.empty %}<p>Không có tin mới.</p>{% endif %}."
)
_OUTSIDE: Final = re.compile(r"(?i)@import|url\(|expression\(|</")


class Head(BaseModel):
    """What ``layout.yaml`` says of head and foot. ``letterhead: false`` leaves both out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    letterhead: bool = True
    kind: str = "Báo cáo"
    symbol: str = "BC"
    addressees: tuple[str, ...] = ()
    authority: str = ""
    archive: str = ""


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """What is in a folder, read and held within limits."""

    files: dict[str, str]
    head: Head = field(default_factory=Head)
    layout: Layout = DECREE
    css: str = ""
    fonts: Path | None = None
    office_file: bytes | None = field(default=None, repr=False)

    def outline(self, data: dict[str, Any]) -> Outline:
        """What the paper says. OutlineError says what is wrong in the template."""
        return read_outline(render(self.files, OUTLINE, data), OUTLINE)


def _text(path: Path) -> str:
    if not path.resolve().is_relative_to(path.parent.resolve()):
        raise OutlineError(path.name, "tệp này trỏ ra ngoài thư mục mẫu", "Hãy chép chính tệp đó vào thư mục.")
    limit = _MOST[path.suffix]
    if path.stat().st_size > limit:
        raise OutlineError(path.name, f"tệp quá lớn (tối đa {limit // 1000} kB)", "Hãy rút gọn tệp này.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise OutlineError(path.name, "không phải tệp chữ UTF-8", "Hãy lưu lại với mã UTF-8.") from None


def _templates(folder: Path, shared: dict[str, str]) -> dict[str, str]:
    if not folder.is_dir():
        raise ConfigError(f"Không có thư mục mẫu {folder}.", "Hãy kiểm tra digest.templates_dir.")
    files = dict(shared)
    own = sorted(folder.glob("*.html"))
    if len(own) > _MOST_FILES:
        raise ConfigError(f"Thư mục mẫu có quá nhiều tệp .html ({len(own)}).", f"Tối đa {_MOST_FILES} tệp.")
    for path in own:
        files[path.name] = _text(path)
    if not (folder / OUTLINE).is_file():
        raise OutlineError(OUTLINE, "thiếu tệp này trong thư mục mẫu", "Hãy chép tệp này từ một mẫu có sẵn.")
    return files


def _choices(folder: Path) -> tuple[Head, Layout]:
    path = folder / "layout.yaml"
    if not path.is_file():
        return Head(), DECREE
    text = _text(path)
    try:
        given = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise OutlineError(
            path.name, "sai cú pháp YAML", "Hãy sửa dòng này.", mark.line + 1 if mark else None
        ) from None
    if not isinstance(given, dict):
        raise OutlineError(path.name, "phải gồm các dòng “tên: giá trị”")
    names = set(Head.model_fields)
    try:
        head = Head.model_validate({name: value for name, value in given.items() if name in names})
        layout = Layout.model_validate({name: value for name, value in given.items() if name not in names})
    except ValidationError as error:
        raise OutlineError(path.name, "; ".join(map(_said, error.errors())), "Xem docs/publishing.md.") from None
    return head, layout


def _said(error: Any) -> str:
    """One fault of layout.yaml in Vietnamese."""
    name = ".".join(map(str, error["loc"]))
    context = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            return f"không có mục “{name}”"
        case "greater_than_equal":
            return f"“{name}” phải từ {context['ge']:g} trở lên (Nghị định 30/2020/NĐ-CP)"
        case "less_than_equal":
            return f"“{name}” phải từ {context['le']:g} trở xuống (Nghị định 30/2020/NĐ-CP)"
        case _:
            return f"giá trị của “{name}” không hợp lệ"


def _css(folder: Path) -> str:
    path = folder / "style.css"
    if not path.is_file():
        return ""
    text = _text(path)
    for number, line in enumerate(text.splitlines(), start=1):
        if found := _OUTSIDE.search(line):
            raise OutlineError(
                path.name, f"không được dùng “{found[0]}”", "Tệp không được tải gì từ bên ngoài.", number
            )
    return text


def _fonts(folder: Path) -> Path | None:
    given = folder / "fonts"
    if not given.is_dir():
        return None
    found = sorted(path for path in given.iterdir() if path.suffix.lower() in {".ttf", ".otf"})
    if not found:
        raise OutlineError("fonts", "không có tệp .ttf hoặc .otf nào", "Hãy chép phông chữ vào, hoặc bỏ thư mục fonts.")
    if len(found) > 12:
        raise OutlineError("fonts", "có quá nhiều tệp", "Chỉ để các tệp của một phông chữ.")
    faces = [(path, read_typeface(path)) for path in found]
    families = {face.family for _, face in faces}
    if len(families) > 1:
        raise OutlineError("fonts", f"có nhiều phông chữ: {', '.join(sorted(families))}", "Chỉ để một phông chữ.")
    for path, face in faces:
        if missing := face.lacks(VIETNAMESE):
            raise OutlineError(
                f"fonts/{path.name}", f"thiếu chữ tiếng Việt: {missing[:20]}", "Hãy dùng phông chữ khác."
            )
    styles = {face.style.casefold() for _, face in faces}
    if not any("bold" in style for style in styles) or not any("italic" in style for style in styles):
        raise OutlineError(
            "fonts", "thiếu kiểu đậm hoặc nghiêng", "Hãy chép đủ bốn tệp: thường, đậm, nghiêng, đậm nghiêng."
        )
    return given


def _office_file(folder: Path) -> bytes | None:
    path = folder / "letterhead.docx"
    if not path.is_file():
        return None
    if path.stat().st_size > _MOST[".docx"]:
        raise OutlineError(path.name, "tệp quá lớn (tối đa 5000 kB)", "Hãy giảm cỡ ảnh trong tệp.")
    from publishing.docx.office_file import check_office_file  # python-docx loads for a third of a second

    data = path.read_bytes()
    for fault in check_office_file(data):
        raise OutlineError(path.name, fault, "Hãy sửa tệp này trong Word.")
    return data


def files_of(folder: Path) -> list[Path]:
    """The files of a folder that make its papers what they are."""
    fonts = [path for path in folder.glob("fonts/*") if path.suffix.lower() in {".ttf", ".otf"}]
    single = [path for name in ("layout.yaml", "style.css", "letterhead.docx") if (path := folder / name).is_file()]
    return sorted([*folder.glob("*.html"), *single, *fonts])


def read_folder(folder: Path, shared: dict[str, str] | None = None) -> PaperTemplate:
    """Read a folder; ``shared`` are parts that come with the program. OutlineError says the first thing wrong."""
    head, layout = _choices(folder)
    return PaperTemplate(
        _templates(folder, shared or {}), head, layout, _css(folder), _fonts(folder), _office_file(folder)
    )


def check_folder(folder: Path, shared: dict[str, str], samples: Iterable[dict[str, Any]]) -> list[str]:
    """All that is wrong with a folder, a plain line each; empty when nothing is. ``samples``: data to try it on, the
    full one first, then such as may have nothing to tell.
    """
    faults: list[str] = []

    def tried(step: Callable[[], Any]) -> Any:
        try:
            return step()
        except DiemTinError as error:
            faults.append(str(error))
        except OSError as error:
            faults.append(f"{error.filename or folder}: không đọc được. Hãy kiểm tra quyền đọc.")
        return None

    files = tried(lambda: _templates(folder, shared))
    if not folder.is_dir():
        return faults
    for step in (_choices, _css, _fonts, _office_file):
        tried(lambda step=step: step(folder))  # type: ignore[misc]
    for path in sorted(folder.iterdir()):
        if path.name not in _KNOWN and path.suffix != ".html" and not path.name.startswith("."):
            faults.append(f"{path.name}: tệp này không dùng đến. Hãy bỏ ra khỏi thư mục mẫu.")
    if not files:
        return faults
    own = {name: text for name, text in files.items() if shared.get(name) != text}
    faults += _unknown_tags(own)
    if not faults or all("không có thẻ" not in fault for fault in faults):
        for at, data in enumerate(samples):
            nothing = _NOTHING_LATER if at else _NOTHING
            before = len(faults)
            outline = tried(lambda data=data: PaperTemplate(files).outline(data))  # type: ignore[misc]
            if outline is not None and not outline.blocks:
                faults.append(f"{OUTLINE}: {nothing}")
            if len(faults) > before:
                break
    return list(dict.fromkeys(faults))


def _unknown_tags(files: dict[str, str]) -> list[str]:
    faults = []
    for name, text in files.items():
        bare = _COMMAND.sub(lambda match: "\n" * match[0].count("\n"), text)
        for number, line in enumerate(bare.splitlines(), start=1):
            for tag in re.findall(r"</?([a-zA-Z][\w-]*)", line):
                if tag.lower() not in TAGS:
                    faults.append(
                        f"{name}, dòng {number}: không có thẻ <{tag}>. Các thẻ dùng được: docs/publishing.md."
                    )
    return faults
