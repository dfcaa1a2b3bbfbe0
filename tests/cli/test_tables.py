"""No cell that a page wrote is ever run as a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.render.tables import safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =HYPERLINK()", "\r=1", "\x00=1"])
def test_formulas_become_text(text: str) -> None:
    assert safe_cell(text).startswith("'")


@given(st.text())
def test_a_cell_never_begins_like_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert cell.lstrip(" \t\r\n")[:1] not in {"=", "+", "-", "@"}
    assert not any(ord(char) < 32 and char not in "\t\n\r" for char in cell)


def test_plain_text_stays() -> None:
    assert safe_cell("Sở Y tế – 1.687/1.909 hồ sơ") == "Sở Y tế – 1.687/1.909 hồ sơ"
