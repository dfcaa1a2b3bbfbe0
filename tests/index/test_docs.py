"""The page on search says what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.query.field_record import QueryField
from index.query.fields import FACETS, QUERY_FIELDS, docs_table
from index.query.lexer import LONGEST
from index.query.parser import MOST_WORDS, parse
from index.query.tree import FieldValue, Node, Number
from tests.index.test_ranking import FLOOR, judgements

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")


def kinds(node: Node | None) -> set[str]:
    match node:
        case FieldValue(field=field):
            return {field.name}
        case None:
            return set()
        case _:
            return {kind for child in getattr(node, "children", ()) for kind in kinds(child)}


@pytest.mark.parametrize("field", QUERY_FIELDS, ids=lambda field: field.name)
def test_every_field_is_told_with_examples_that_are_read(field: QueryField) -> None:
    assert len(field.examples) >= 2
    for example in field.examples:
        assert kinds(parse(example).root) == {field.name}, example


def test_the_table_of_fields_is_that_of_the_registry() -> None:
    assert docs_table() in PAGE, f"put this table into docs/search.md:\n{docs_table()}"


def test_numbers_of_the_page_are_those_of_the_code() -> None:
    assert f"{LONGEST:,}".replace(",", ".") in PAGE
    assert f"{MOST_WORDS} từ" in PAGE
    assert f"{len(judgements())} queries" in PAGE
    assert f"below {FLOOR}" in PAGE
    for facet in FACETS:
        assert f"`{facet.name}`" in PAGE


def test_examples_of_document_numbers_are_read() -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| `1603/KH-UBND`"))
    for example in re.findall(r"`([^`]+)`", row):
        assert isinstance(parse(example).root, Number), example
