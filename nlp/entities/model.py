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
_TITLES = frozenset(  # what documents and indices are called, never bodies
    tuple(words.split())
    for words in (
        "báo cáo", "chỉ số", "bộ chỉ", "bộ thủ", "bộ tiêu", "kế hoạch", "nghị quyết", "quyết định", "thông báo",
        "bộ máy", "thủ tục", "quy trình", "danh mục", "giấy mời", "công văn", "tờ trình",
    )
)  # fmt: skip
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
    """The guess when the model may be believed here; null else."""
    if end - start > _LONGEST_NAME or tokens.words[end - 1] in _SIGNS:
        return None
    if all(tag == "O" for tag in tags[start:end]):
        if sure < _SURE or 1 not in unexplained[start:end] or not _may_be_name(tokens, start, end, kind):
            return None
        return Guess(start, end, kind, sure, extends=False)
    held = ends.get(start)
    if kind != "ORG" or held is None or held >= end or sure < _SURE_TO_EXTEND:
        return None
    free = all(tag == "O" for tag in tags[held:end]) and not _STOPS.intersection(tokens.lows[held:end])
    return Guess(start, end, kind, sure, extends=True) if free else None


def _may_be_name(tokens: Tokens, start: int, end: int, kind: str) -> bool:
    """Whether nothing speaks against a name that no rule knows."""
    if " ".join(tokens.lows[start:end]) in peoples() or offices().match(tokens, start) is not None:
        return False
    if not any(tokens.caps[k] and len(tokens.words[k]) > 1 for k in range(start, end)):
        return False
    if is_lunar_year(tokens, start, end):
        return False
    if kind == "ORG":
        return _may_be_body(tokens, start, end)
    return kind != "PER" or _may_be_person(tokens, start, end)


def _may_be_body(tokens: Tokens, start: int, end: int) -> bool:
    if tokens.lows[start] in _NO_BODIES or tuple(tokens.lows[start : start + 2]) in _TITLES:
        return False
    if not _PLURALS.isdisjoint(tokens.lows[start:end]):
        return False
    head = heads().match(tokens, start)
    if head is None:
        return True
    before = tokens.lows[start - 1] if start and tokens.follows(start) else ""
    # Where the rules know a head, they have looked: kinds of bodies, words that only begin like one.
    kinds = before in _PLURALS or before == "số" or head[1].kind == "sector"
    return not kinds and any(tokens.caps[head[0] : end])


def _may_be_person(tokens: Tokens, start: int, end: int) -> bool:
    if tokens.lows[start] in {"tết", "xứ"} or (start and tokens.lows[start - 1] in _SHOPS):
        return False
    in_a_street = start > 0 and tokens.words[start - 1].isdigit()
    numbered = tokens.follows(end) and tokens.words[end].isdigit()  # "Xuân Quang 3"
    return not in_a_street and not numbered
