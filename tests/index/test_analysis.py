"""Tokens."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.text import fold_keeping_length, normalise
from index.analysis import BREAK, analyse, folded_pattern, pairs, token_spans, words


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Sở Y tế", ["sở", "y", "tế"]),
        ("hoà, khoẻ; thuý – quý", ["hòa", "khỏe", "thúy", "quý"]),
        ("vắc-xin COVID-19", ["vắc", "xin", "covid", "19"]),
        ("1603/KH-UBND", ["1603", "kh", "ubnd"]),
        ("1.185 hồ sơ; 1.687/1.909", ["1185", "hồ", "sơ", "1687", "1909"]),
        ("12,85% và 2.000.000,5", ["12,85", "và", "2000000,5"]),
        ("08 đơn vị, 00 ca, 007", ["8", "đơn", "vị", "0", "ca", "7"]),
        ("26.9.2022 1.2 1.23", ["26", "9", "2022", "1", "2", "1", "23"]),
        ("1,2,3", ["1", "2", "3"]),
        ("a_b c'd 3G 5a", ["a", "b", "c", "d", "3g", "5a"]),
        ("QÐ-TTg\u00a0số\u200b1", ["qđ", "ttg", "số1"]),
        (unicodedata.normalize("NFD", "Đống Đa"), ["đống", "đa"]),
        ("İstanbul", ["i̇stanbul"[0], "stanbul"]),
        ("😀 (( ... — !", []),
        ("", []),
    ],
)
def test_tokens(text: str, exact: list[str]) -> None:
    assert analyse(text).exact == exact


def test_folded_beside_exact() -> None:
    analysed = analyse("Đống Đa, Ủy ban – 1.185")
    assert analysed.folded == ["dong", "da", "uy", "ban", "1185"]
    assert len(analysed.exact) == len(analysed.folded)


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_exact_and_folded_go_together(text: str) -> None:
    analysed = analyse(text)
    assert len(analysed.exact) == len(analysed.folded)
    for token in (*analysed.exact, *analysed.folded):
        assert token
        assert not re.search(r"\s", token)
        assert BREAK not in token
    assert words(text) == analysed.folded


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("aăâđêhoàòáýuy AĐ0123.,-/ \n1́")))
def test_spans_are_the_tokens(text: str) -> None:
    normal = normalise(text)
    spans = list(token_spans(normal))
    assert [token.exact for token in spans] == analyse(text).exact
    for token in spans:
        written = normal[token.start : token.end]
        assert token.start < token.end
        folded = fold_keeping_length(written)
        assert re.fullmatch(folded_pattern(token.folded), folded), (written, token)


def test_pairs_do_not_cross_a_break() -> None:
    assert pairs(["so", "y", "te", BREAK, "kon", "tum"]) == ["so_y", "y_te", "kon_tum"]
    assert pairs(["so"]) == []
