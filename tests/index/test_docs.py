"""The page on search says what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.index_fields import FACETS
from index.query.lexer import LONGEST
from index.query.parser import MOST_WORDS, parse
from index.query.tree import DateLimit, FieldName, FieldValue, Node, Number
from tests.index.test_ranking import FLOOR, judgements

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")


def kinds(node: Node | None) -> set[FieldName]:
    match node:
        case FieldValue(field=field) | DateLimit(field=field):
            return {field}
        case None:
            return set()
        case _:
            return {kind for child in getattr(node, "children", ()) for kind in kinds(child)}


@pytest.mark.parametrize("field", list(FieldName))
def test_every_field_is_told_with_examples_that_are_read(field: FieldName) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| `") and f"`{field.value}:`" in line)
    examples = re.findall(r"`([^`]+)`", row.split("|")[2])
    assert len(examples) >= 2
    for example in examples:
        assert kinds(parse(example).root) <= {FieldName.FROM, FieldName.TO} | {field}, example
        assert kinds(parse(example).root), example


def test_numbers_of_the_page_are_those_of_the_code() -> None:
    assert f"{LONGEST:,}".replace(",", ".") in PAGE
    assert f"{MOST_WORDS} từ" in PAGE
    assert f"{len(judgements())} queries" in PAGE
    assert f"below {FLOOR}" in PAGE
    for facet in FACETS:
        assert f"`{facet.value}`" in PAGE


def test_examples_of_document_numbers_are_read() -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| `1603/KH-UBND`"))
    for example in re.findall(r"`([^`]+)`", row):
        assert isinstance(parse(example).root, Number), example
