"""Plain records that more than one part of the store gives out, and the step from a row to a record."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError
from sqlalchemy import Row

__all__ = ["clean_text", "from_row", "in_batches", "moment_text", "record_json"]

T = TypeVar("T")
R = TypeVar("R")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def from_row(kind: type[R], row: Row[Any], /, **given: Any) -> R:
    """A dataclass made from the columns that bear its fields' names; ``given`` wins."""
    values = row._mapping
    return kind(**{name: given[name] if name in given else values[name] for name in _names(cast(Any, kind))})


def in_batches(items: list[T], size: int = 400) -> list[list[T]]:
    """Slices small enough for the bound parameters of one statement."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def moment_text(moment: datetime | date | None) -> str | None:
    """ISO text of a date or a time, offset kept."""
    return None if moment is None else moment.isoformat()


def record_json(record: BaseModel) -> str:
    """A record as JSON text; lone surrogates, which no database holds, become question marks."""
    try:
        return record.model_dump_json(by_alias=True)
    except PydanticSerializationError:
        return json.dumps(_clean(record.model_dump(by_alias=True)), ensure_ascii=False)


def clean_text(text: str) -> str:
    """Text that every database holds: no lone surrogates, no NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
