"""YAML (and JSON) → blocks: the head's fields as paragraphs, the tasks as one table whose header is the keys.

A target may be written out in the words of a plan ("Ít nhất 02 tin, bài/tháng") or as a mapping of the fields of
``domain.plan.Product``; a mapping is quoted as it stands in the file.
"""

from __future__ import annotations

from typing import Final

import yaml
from pydantic import ValidationError

from domain.document_words import TYPE_WORD
from domain.errors import ConfigError
from domain.plan import Product, SourceBlock
from domain.text import fold
from plan.reading.document import Document
from plan.reading.files.text_file import decoded

__all__ = ["YamlPlan", "read_yaml"]

_TASKS: Final = frozenset({"nhiem vu", "tasks", "cong viec", "hoat dong", "noi dung thuc hien"})
_PRODUCTS: Final = frozenset({"products", "san pham", "chi tieu"})
_HEAD: Final = {
    "so": "Số: ", "number": "Số: ", "so ky hieu": "Số: ", "ngay": "ngay", "date": "ngay", "co quan": "co quan",
    "issuer": "co quan", "don vi": "co quan", "tieu de": "tieu de", "title": "tieu de", "nam": "nam", "year": "nam",
    "can cu": "can cu", "parents": "can cu", "sua doi": "sua doi", "amends": "sua doi", "hieu luc": "hieu luc",
}  # fmt: skip
_DEPTH, _NODES = 12, 50_000


class YamlPlan(Document):
    """A document that also names its particulars outright. ``head``: field → text; ``products``: row → targets."""

    def __init__(self) -> None:
        super().__init__("yaml")
        self.head: dict[str, list[str]] = {}
        self.products: dict[int, list[tuple[Product, int]]] = {}


def _key(node: yaml.Node) -> str:
    return fold(str(getattr(node, "value", ""))).replace("_", " ").strip()


def _checked(node: yaml.Node | None, depth: int = 0, seen: list[int] | None = None) -> None:
    """Refuse what is nested too deep or, by aliases, swells without end."""
    seen = seen if seen is not None else [0]
    seen[0] += 1
    if depth > _DEPTH or seen[0] > _NODES:
        raise ValueError("nested too deep")
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _checked(key, depth + 1, seen)
            _checked(value, depth + 1, seen)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            _checked(one, depth + 1, seen)


def read_yaml(data: bytes, name: str) -> Document:
    """The plan of the file. ConfigError: no YAML, or no list of tasks in it."""
    text = decoded(data)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        _checked(root)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (dòng {mark.line + 1})" if mark is not None else ""
        raise ConfigError(f"Không đọc được {name}: sai cú pháp YAML{where}.", "Hãy sửa tệp rồi nhập lại.") from error
    if not isinstance(root, yaml.MappingNode):
        raise ConfigError(f"Không đọc được {name}: không có danh sách nhiem_vu.", "Hãy lấy tệp mẫu làm theo.")
    document = YamlPlan()
    fields = list(root.value)
    for key, value in fields:  # the contract's JSON keeps the head apart
        if _key(key) in {"plan", "ke hoach"} and isinstance(value, yaml.MappingNode):
            fields.extend(value.value)
    for key, value in fields:
        field = _HEAD.get(_key(key))
        if field is not None:
            _head(document, field, value)
    for key, value in fields:
        if _key(key) in _TASKS and isinstance(value, yaml.SequenceNode):
            _tasks(document, value, text)
            return document
    raise ConfigError(f"Không đọc được {name}: không có danh sách nhiem_vu.", "Hãy lấy tệp mẫu làm theo.")


def _head(document: YamlPlan, field: str, value: yaml.Node) -> None:
    for line in _strings(value):
        document.head.setdefault("so" if field == "Số: " else field, []).append(line)
        document.block(SourceBlock(text=line))


def _strings(node: yaml.Node) -> list[str]:
    if isinstance(node, yaml.ScalarNode):
        return [node.value] if node.value.strip() and node.tag != "tag:yaml.org,2002:null" else []
    if isinstance(node, yaml.SequenceNode):
        return [line for one in node.value for line in _strings(one)]
    if isinstance(node, yaml.MappingNode):
        # {number, date, issuer} of a parent reads like a citation
        found = {_key(key): " ".join(_strings(value)) for key, value in node.value}
        kind = found.get("type") or found.get("loai") or ""
        number, day, issuer = found.get("number", ""), found.get("date", ""), found.get("issuer", "")
        kind = kind if TYPE_WORD.search(kind) else "Văn bản"
        parts = [
            f"{kind} số {number}" if number else "",
            f"ngày {day}" if day else "",
            f"của {issuer}" if issuer else "",
        ]
        return [" ".join(part for part in parts if part)] if number else []
    return []


def _tasks(document: YamlPlan, sequence: yaml.SequenceNode, text: str) -> None:
    keys: list[str] = []
    for task in sequence.value:
        if isinstance(task, yaml.MappingNode):
            keys.extend(key.value for key, _ in task.value if isinstance(key.value, str) and key.value not in keys)
    cells: dict[tuple[int, int], tuple[str, int, int]] = {(0, at): (key, 1, 1) for at, key in enumerate(keys)}
    for row, task in enumerate(sequence.value, start=1):
        if isinstance(task, yaml.ScalarNode):
            cells[row, 0] = (task.value, 1, 1)
            continue
        for key, value in task.value if isinstance(task, yaml.MappingNode) else ():
            if _key(key) in _PRODUCTS and (mappings := _mappings(value)):
                document.products[row] = [_product(document, one, text) for one in mappings]
                continue
            joined = "\n".join(_strings(value))
            if joined:
                cells[row, keys.index(key.value)] = (joined, 1, 1)
    document.table(cells)


def _mappings(node: yaml.Node) -> list[yaml.MappingNode]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [one for one in nodes if isinstance(one, yaml.MappingNode)]


def _product(document: Document, node: yaml.MappingNode, text: str) -> tuple[Product, int]:
    fields = yaml.SafeLoader("")
    given = fields.construct_mapping(node, deep=True)
    known = {
        key: given[key] for key in ("kind", "quantity", "high", "bound", "period", "per", "annual") if key in given
    }
    quote = text[node.start_mark.index : node.end_mark.index].strip()
    block = document.block(SourceBlock(text=quote))
    try:
        product = Product.model_validate(known)
    except ValidationError as error:
        line = node.start_mark.line + 1
        raise ConfigError(
            f"Chỉ tiêu ở dòng {line} không hợp lệ.", "Xem các giá trị cho phép trong docs/plan.md."
        ) from error
    return product.model_copy(update={"quote": block.quote, "place": block.place}), block.block
