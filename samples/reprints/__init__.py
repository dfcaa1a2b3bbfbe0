"""Ten reprints and ten look-alikes of four texts, with the truth of each: what a grouping must and must not join."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

__all__ = ["Printed", "cases", "originals"]

_PART = re.compile(r"[A-Z]\d*")


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as one site printed it. ``of``: the originals that it comes from, or only looks like; ``reprint``: which
    of the two.
    """

    name: str
    title: str
    body: str
    of: tuple[str, ...] = ()
    reprint: bool = False


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("texts.yaml").read_text(encoding="utf-8"))
    return data


@cache
def originals() -> dict[str, Printed]:
    """The four texts by their letters."""
    return {
        name: Printed(name, text["title"], "\n\n".join(text["paragraphs"])) for name, text in _data()["texts"].items()
    }


@cache
def cases() -> tuple[Printed, ...]:
    """The twenty others."""
    return tuple(_case(case) for case in _data()["cases"])


def _case(case: dict[str, Any]) -> Printed:
    paragraphs = [paragraph for part in case["parts"] for paragraph in _paragraphs(part)]
    body = "\n\n".join(paragraphs)
    for old, new in case.get("changes", ()):
        if old not in body:
            raise ValueError(f"{case['name']}: {old!r} does not occur")
        body = body.replace(old, new)
    of = case["of"]
    return Printed(case["name"], case["title"], body, tuple(of) if isinstance(of, list) else (of,), case["reprint"])


def _paragraphs(part: str) -> list[str]:
    if not _PART.fullmatch(part):
        return [part]
    text = _data()["texts"][part[0]]["paragraphs"]
    return list(text) if len(part) == 1 else [text[int(part[1:]) - 1]]
