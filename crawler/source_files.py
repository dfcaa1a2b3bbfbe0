"""Source files: YAML → Source, with errors that a person without a programmer at hand can act on."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from crawler.families import FAMILIES
from crawler.urls import canonical
from domain.errors import SourceError
from domain.reasons import os_reason, value_reason
from domain.source import CATALOG_NAME, Source

__all__ = [
    "dump_source",
    "entry_addresses",
    "load_source",
    "load_sources",
    "parse_source",
    "pick",
    "schema_text",
    "source_schema",
]

Fault = Callable[[SourceError], None]
_MAX_BYTES = 200_000
_MAX_NODES = 5_000
_FORMS = {
    "string_pattern_mismatch": "chỉ gồm chữ thường không dấu, chữ số và dấu gạch ngang",
    "tuple_type": "phải là danh sách (mỗi dòng một mục, mở đầu bằng dấu -)",
    "model_type": "phải gồm các khóa lùi vào bên dưới",
    "model_attributes_type": "phải gồm các khóa lùi vào bên dưới",
}


class _Loader(yaml.SafeLoader):
    """Safe YAML that refuses a key given twice and structures that grow without end."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.composed = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.composed += 1
        if self.composed > _MAX_NODES:
            raise yaml.YAMLError("tệp quá phức tạp")
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("không dùng được bí danh (*) trong tệp nguồn")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"khóa “{key.value}” viết hai lần", key.start_mark
                    )
                seen.add(key.value)
        return super().construct_mapping(node, deep)


@lru_cache(maxsize=1000)
def parse_source(text: str, where: str) -> Source:
    """A source from YAML text. ``where`` names the text in errors. Raises SourceError in one plain line. The same text
    is read once: every page asks for all sources, and YAML is slow.
    """
    try:
        values = yaml.load(text, Loader=_Loader)  # noqa: S506 -- a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = f" ở dòng {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise SourceError(f"{where}: YAML sai{line} ({error.problem}).", "Hãy sửa dòng đó rồi chạy lại.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SourceError(f"{where}: không đọc được YAML ({_short(error)}).", "Hãy sửa tệp rồi chạy lại.") from error
    if not isinstance(values, dict):
        raise SourceError(f"{where}: phải là các dòng “khóa: giá trị”.", "Xem docs/sources.md để có mẫu.")
    try:
        source = Source.model_validate(values)
    except OverflowError as error:
        raise SourceError(f"{where}: có số quá lớn.", "Hãy sửa số đó rồi chạy lại.") from error
    except ValidationError as error:
        raise SourceError(*_explain(error.errors(include_url=False), where)) from error
    if source.family not in FAMILIES:
        known = ", ".join(f"“{name}”" for name in FAMILIES)
        raise SourceError(
            f"{where}: khóa “family” không dùng được: phải là một trong {known}.", "Hãy sửa khóa này rồi chạy lại."
        )
    return source


def load_source(path: Path) -> Source:
    """The source of one YAML file. Raises SourceError naming file, key and what to write instead."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise SourceError(f"{path}: tệp quá lớn.", "Một tệp nguồn chỉ dài vài chục dòng.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: không phải UTF-8.", "Hãy lưu lại tệp bằng bảng mã UTF-8.") from error
    except OSError as error:
        raise SourceError(
            f"{path}: không đọc được ({os_reason(error)}).", "Hãy kiểm tra đường dẫn và quyền đọc."
        ) from error
    return parse_source(text, str(path))


def load_sources(directory: Path, fault: Fault | None = None) -> list[Source]:
    """All sources of a directory, by id. Raises SourceError for a folder that is not there.

    A file that cannot be used, that takes an id or an address of another, is told to ``fault`` and left out; without
    ``fault`` it is raised. Of two files with one id or one address the first by name counts.
    """
    if not directory.is_dir():
        raise SourceError(
            f"Không có thư mục nguồn {directory}.", "Hãy tạo bằng diemtin init, hoặc chỉ đúng thư mục bằng --sources."
        )
    found: dict[str, tuple[Source, Path]] = {}
    owners: dict[str, Path] = {}
    files = [path for path in (*directory.glob("*.yaml"), *directory.glob("*.yml")) if path.name != CATALOG_NAME]
    for path in sorted(files):
        try:
            source = load_source(path)
            if source.id in found:
                raise SourceError(
                    f"{path}: id “{source.id}” đã dùng ở {found[source.id][1]}.", "Mỗi nguồn một id riêng."
                )
            _owned_once(source, path, owners)
        except SourceError as error:
            if fault is None:
                raise
            fault(error)
            continue
        found[source.id] = (source, path)
    return [found[name][0] for name in sorted(found)]


def _owned_once(source: Source, path: Path, owners: dict[str, Path]) -> None:
    """Whether no other file has one of the source's entry points: what two sources visit belongs to neither."""
    mine = entry_addresses(source)
    for address in sorted(mine):
        if address in owners:
            raise SourceError(
                f"{path}: địa chỉ {address} đã thuộc nguồn ở {owners[address]}.",
                "Mỗi địa chỉ chỉ thuộc một nguồn: hãy bỏ nó ở một trong hai tệp.",
            )
    owners.update(dict.fromkeys(mine, path))


def entry_addresses(source: Source) -> set[str]:
    """The feeds, sitemaps and lists of a source in full; the front page where it names none."""
    named = [*source.feeds, *source.sitemaps, *(listing.url for listing in source.listings)] or ["/"]
    return {canonical(source.absolute(one)) or one for one in named}


def pick(sources: Iterable[Source], ids: Sequence[str]) -> list[Source]:
    """The named sources in the order named; all when none is named. Raises SourceError for an unknown id."""
    known = {source.id: source for source in sources}
    for name in ids:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
            hint = f"Có phải ý bạn là “{near[0]}”?" if near else f"Các nguồn đang có: {', '.join(known) or 'chưa có'}."
            raise SourceError(f"Không có nguồn “{name}”.", hint)
    return [known[name] for name in dict.fromkeys(ids)] if ids else list(known.values())


def _explain(problems: list[ErrorDetails], where: str) -> tuple[str, str]:
    """The first problem as a message and a hint; a wrong key goes before what its absence causes."""
    problem = next((item for item in problems if item["type"] == "extra_forbidden"), problems[0])
    path = ".".join(str(part + 1) if isinstance(part, int) else part for part in problem["loc"]) or "tệp"
    if problem["type"] == "extra_forbidden":
        known = _keys_at(problem["loc"][:-1])
        near = difflib.get_close_matches(str(problem["loc"][-1]), known, n=1, cutoff=0.5)
        hint = f"Có phải ý bạn là “{near[0]}”?" if near else f"Các khóa dùng được: {', '.join(known)}."
        return f"{where}: không có khóa “{path}”.", hint
    if problem["type"] == "missing":
        return f"{where}: thiếu khóa “{path}”.", "Hãy thêm khóa này; xem mẫu trong docs/sources.md."
    reason = value_reason(problem, **_FORMS)
    return f"{where}: khóa “{path}” không dùng được: {reason}.", "Hãy sửa khóa này rồi chạy lại."


def _keys_at(path: Iterable[int | str]) -> list[str]:
    model: type[BaseModel] = Source
    for part in path:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        inner = next(_models(field.annotation), None) if field else None
        if inner is None:
            break
        model = inner
    return list(model.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _short(error: object) -> str:
    return " ".join(str(error).split())[:200]


def dump_source(source: Source) -> str:
    """The YAML of a source: only what differs from the defaults, in the order of the model."""
    values = source.model_dump(mode="json", exclude_defaults=True)
    values = {name: values[name] for name in Source.model_fields if name in values} | {"verified": source.verified}
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=110)


def source_schema() -> dict[str, Any]:
    """The JSON schema of a source file, as published in docs/source.schema.json."""
    schema = Source.model_json_schema()
    schema["properties"]["family"]["enum"] = list(FAMILIES)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Điểm Tin: một nguồn tin"}


def schema_text() -> str:
    """The text of docs/source.schema.json."""
    return json.dumps(source_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    Path("docs/source.schema.json").write_text(schema_text(), encoding="utf-8")
