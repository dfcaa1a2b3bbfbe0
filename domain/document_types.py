"""Kinds of documents: their names, and the letters that stand for them in a number and in running text.

Source of each in ``data/document_types.json``: Nghị định 30/2020/NĐ-CP, Phụ lục III, the laws' and the Party's own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["DocumentType", "document_types", "letters_of_the_party"]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind: "Kế hoạch", its letters in capitals ("KH"; none for a Thư công), those of 2011–2020, its short form in
    running text ("TTr"), and how a query may write it ("ttr").
    """

    name: str
    letters: tuple[str, ...]
    older: tuple[str, ...] = ()
    short: str | None = None
    asked: str | None = None


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files("domain").joinpath("data/document_types.json").read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def document_types() -> tuple[DocumentType, ...]:
    """All kinds."""
    return tuple(
        DocumentType(
            row["name"], tuple(row["letters"]), tuple(row.get("older", ())), row.get("short"), row.get("asked")
        )
        for row in _data()["types"]
    )


@lru_cache(maxsize=1)
def letters_of_the_party() -> dict[str, str | None]:
    """Letters that mean something else in a number of the Party; null where only the word can tell."""
    letters: dict[str, str | None] = _data()["party"]["letters"]
    return letters
