"""The model of names: a CRF of our own that reads what the rules leave open.

It is asked only about sentences with a capitalised word that no rule explains, and its word counts only there or where
it sees a name go on that the rules cut short. Trained by ``nlp.training.train``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from underthesea_core import CRFModel, CRFTagger

from nlp.entities.features import token_features
from nlp.entities.gazetteer import peoples
from nlp.entities.lexicon import heads
from nlp.entities.offices import offices
from nlp.entities.people import is_lunar_year
from nlp.entities.rules import RuleNames, rule_tags
from nlp.entities.tokens import Tokens

__all__ = ["MODEL_FILE", "Guess", "guess_names"]

MODEL_FILE = Path(__file__).parent.parent / "data" / "names.crf"
_SURE = 0.6
_SURE_TO_EXTEND = 0.7
_LONGEST_SENTENCE = 160  # tokens; a longer one is read in pieces
_LONGEST_NAME = 14
_SIGNS = frozenset('.,;:()“”"')
_PLURALS = frozenset({"các", "những", "nhiều", "mỗi", "từng"})
_NO_BODIES = frozenset(
    "ngày lễ tháng tuần năm chương dự đề nghị luật chiến cuộc giải phong".split()
)  # their first word
_SHOPS = frozenset("khoa hiệu quán sạn siêu chợ cầu".split())  # "nha khoa Phương Nam"
_STOPS = frozenset(
    """của đã đang sẽ là có do gồm cho tại được theo về để từ trong giao chỉ phối hợp huyện tỉnh xã phường thành thị
    tiếp các những này đó với khi vào ra lên xuống , . ; : ( )""".split()
)


class Guess(NamedTuple):
    """Tokens ``start:end``, the kind of name, how sure, and whether it makes a name of the rules longer."""

    start: int
    end: int
    label: str
    confidence: float
    extends: bool


@lru_cache(maxsize=1)
def _tagger() -> Any:
    return CRFTagger.from_model(CRFModel.load(str(MODEL_FILE)))


def guess_names(
    tokens: Tokens, names: RuleNames, blocked: bytearray, sentences: Sequence[tuple[int, int]]
) -> list[Guess]:
    """The names that the model finds where the rules found none, and the longer ends it sees."""
    if not MODEL_FILE.exists():
        return []
    tags = rule_tags(tokens, names)
    ends = {match.start: match.end for match in names.bodies if _may_go_on(tokens, match.end, blocked)}
    unexplained = _open_tokens(tokens, tags, blocked)
    open_at = bytearray(unexplained)
    for end in ends.values():
        open_at[end - 1] = 1
    found: list[Guess] = []
    for start, stop in sentences:
        first, last = tokens.index_at(start), tokens.index_at(stop)
        for piece in range(first, last, _LONGEST_SENTENCE):
            until = min(piece + _LONGEST_SENTENCE, last)
            if 1 in open_at[piece:until]:
                found.extend(_read(tokens, piece, until, tags, ends, unexplained))
    return found


def _open_tokens(tokens: Tokens, tags: Sequence[str], blocked: bytearray) -> bytearray:
    """One byte a token: a capitalised word that nothing explains."""
    marks = bytearray(len(tokens))
    for i, cap in enumerate(tokens.caps):
        if not cap or blocked[i] or tags[i] != "O" or tokens.shouts[i]:
            continue
        word = tokens.words[i]
        if len(word) > 1 and word.isupper():
            continue
        opens = i == 0 or tokens.breaks[i] or tokens.words[i - 1] in {".", "!", "?", ":", "“", '"', "(", "-", "–"}
        if opens and not (tokens.follows(i + 1) and tokens.caps[i + 1]):
            continue
        marks[i] = 1
    return marks


def _may_go_on(tokens: Tokens, end: int, blocked: bytearray) -> bool:
    """Whether a body ends in a lone capitalised syllable with a small one after it ("Câu lạc bộ Chia | sẻ")."""
    last = end - 1
    return (
        tokens.follows(end)
        and not blocked[end]
        and tokens.caps[last]
        and not tokens.words[last].isupper()
        and tokens.lows[end].isalpha()
        and not tokens.caps[end]
    )


def _read(
    tokens: Tokens, first: int, last: int, tags: Sequence[str], ends: dict[int, int], unexplained: bytearray
) -> list[Guess]:
    tagger = _tagger()
    features = token_features(tokens, first, last, tags[first:last])
    labels: list[str] = tagger.tag(features)
    if all(label == "O" for label in labels):
        return []
    marginals: list[list[float]] = tagger.marginals(features)
    order = {label: k for k, label in enumerate(tagger.labels())}
    found = []
    k = 0
    while k < len(labels):
        if not labels[k].startswith("B-"):
            k += 1
            continue
        kind = labels[k][2:]
        end = k + 1
        while end < len(labels) and labels[end] == "I-" + kind:
            end += 1
        sure = min(marginals[at][order[labels[at]]] for at in range(k, end))
        guess = _accept(tokens, first + k, first + end, kind, sure, tags, ends, unexplained)
        if guess is not None:
            found.append(guess)
        k = end
    return found


def _accept(
    tokens: Tokens,
    start: int,
    end: int,
    kind: str,
    sure: float,
    tags: Sequence[str],
    ends: dict[int, int],
    unexplained: bytearray,
) -> Guess | None:
    if end - start > _LONGEST_NAME or tokens.words[end - 1] in _SIGNS:
        return None
    if all(tag == "O" for tag in tags[start:end]):
        head = heads().match(tokens, start)
        judged = head is not None and (kind == "ORG") and not any(tokens.caps[head[0] : end])
        people = " ".join(tokens.lows[start:end]) in peoples()
        numbered = kind == "PER" and (
            (start > 0 and tokens.words[start - 1].isdigit())  # a house in a street
            or (tokens.follows(end) and tokens.words[end].isdigit())  # "Xuân Quang 3"
        )
        if kind == "ORG" and tokens.lows[start] in _NO_BODIES:
            return None
        if kind == "PER" and (tokens.lows[start] in {"tết", "xứ"} or (start and tokens.lows[start - 1] in _SHOPS)):
            return None
        words = [tokens.words[k] for k in range(start, end) if tokens.caps[k] and len(tokens.words[k]) > 1]
        if numbered or not words or is_lunar_year(tokens, start, end):
            return None
        vague = kind == "ORG" and not _PLURALS.isdisjoint(tokens.lows[start:end])
        before = tokens.lows[start - 1] if start and tokens.follows(start) else ""
        kinds = kind == "ORG" and head is not None and (before in _PLURALS or before == "số")
        if (
            judged
            or people
            or vague
            or kinds
            or offices().match(tokens, start) is not None
            or 1 not in unexplained[start:end]
        ):
            return None  # the rules have looked at it and said no
        return Guess(start, end, kind, sure, extends=False) if sure >= _SURE else None
    held = ends.get(start)
    if kind != "ORG" or held is None or held >= end or sure < _SURE_TO_EXTEND:
        return None
    free = all(tag == "O" for tag in tags[held:end]) and not _STOPS.intersection(tokens.lows[held:end])
    return Guess(start, end, kind, sure, extends=True) if free else None
