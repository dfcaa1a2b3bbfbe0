"""Cursors."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.search import Sort
from index.answer.paging import Cursor, read_cursor

NUMBERS = st.one_of(st.integers(-(2**63) + 1, 2**63 - 1), st.floats(-1e18, 1e18))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(list(Sort)), st.lists(NUMBERS, min_size=1, max_size=3))
def test_a_cursor_comes_back(sort: Sort, values: list[int | float]) -> None:
    cursor = Cursor(sort, tuple(values))
    assert read_cursor(cursor.text(), sort) == cursor


def test_a_cursor_of_another_order_is_none() -> None:
    assert read_cursor(Cursor(Sort.DATE, (1,)).text(), Sort.RELEVANCE) is None


@pytest.mark.parametrize("values", [(True,), ("x",), (2**70,), (float("nan"),), (float("inf"),), ()])
def test_values_that_no_engine_gave(values: tuple[int, ...]) -> None:
    assert read_cursor(Cursor(Sort.DATE, values).text(), Sort.DATE) is None


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    read_cursor(text, Sort.DATE)
