"""One to three sentences of a text, verbatim, that a colleague would underline: results, decisions, figures.

A sentence scores by what it tells of reform, by figures and documents in it, by verbs of decision and result, and by
standing in the lead. Headings, bylines, captions, contact lines and calls to share are never chosen, and no sentence
that repeats one chosen already.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from domain.annotation import DocumentReference, Figure, TopicScore
from nlp.cues import CLINICAL, SentenceCues, read_cues
from nlp.text import Layer

__all__ = ["summarise"]

_MOST = 3
_SHORTEST, _LONGEST = 8, 90
_ENOUGH = 2.2
_OVERLAP = 0.5
_LISTED_AREAS = 4
_RESULT = re.compile(
    r"\b(?:đạt|ban hành|phê duyệt|công bố|cắt giảm|rút ngắn|hoàn thành|triển khai|giảm|tăng|tiếp nhận|giải quyết|xếp"
    r"|quyết định|thành lập|sáp nhập|yêu cầu|đề nghị|giao|kết quả|tổ chức|chỉ tiêu|mục tiêu|kiểm tra|đứng thứ)\b"
)
_BOILERPLATE = re.compile(
    r"(?:hotline|đường dây nóng:|điện thoại:|email|e-mail|website:|địa chỉ:|bài viết liên quan|tin liên quan|xem thêm"
    r"|tags?:|từ khóa|chia sẻ|bình luận|copyright|bản quyền|giấy phép|lượt (?:xem|truy cập)|đang truy cập|cập nhật:"
    r"|ngày đăng|nguồn:|ảnh:|tác giả|theo dõi (?:trên|chúng)|đăng nhập|trạng thái đăng nhập|quảng cáo|về trang chủ"
    r"|gửi nhận xét|ý kiến bạn đọc|tin mới|in bài viết|quay lại)"
)


def summarise(
    layer: Layer,
    topics: Sequence[TopicScore],
    figures: Sequence[Figure],
    documents: Sequence[DocumentReference],
) -> list[str]:
    """The chosen sentences in the order of the text, each a substring of the given text."""
    sentences = read_cues(layer)
    topical = {topic.topic: topic.score for topic in topics}
    figure_starts = sorted(start for start, _ in layer.masks.get("figure", ())) if figures else []
    document_starts = sorted(start for start, _ in layer.masks.get("document", ())) if documents else []
    scored = []
    body = 0  # how many sentences of running text went before
    for sentence in sentences:
        if not _is_running_text(layer, sentence):
            continue
        score = _value(layer, sentence, topical)
        score += 1.0 * min(_between(figure_starts, sentence), 2) + 0.6 * min(_between(document_starts, sentence), 1)
        score += 1.2 if body == 0 else 0.5 if body < 3 else 0.0
        scored.append((score, body, sentence))
        body += 1
    chosen: list[SentenceCues] = []
    for score, _, sentence in sorted(scored, key=lambda row: (-row[0], row[1])):
        if len(chosen) == _MOST or (chosen and score < _ENOUGH):
            break
        if all(_overlap(layer, sentence, held) < _OVERLAP for held in chosen):
            chosen.append(sentence)
    return [layer.verbatim((s.start, s.end)) for s in sorted(chosen, key=lambda s: s.start)]


def _is_running_text(layer: Layer, sentence: SentenceCues) -> bool:
    text = layer.lower[sentence.start : sentence.end]
    if not _SHORTEST <= sentence.words <= 3 * _LONGEST or text[-1] not in '.!…”")/;:':
        return False
    if layer.text[sentence.start : sentence.end].isupper() or " | " in text:
        return False
    return _BOILERPLATE.search(text) is None


def _value(layer: Layer, sentence: SentenceCues, topical: dict[str, float]) -> float:
    best: dict[str, float] = {}
    medicine = 0.0
    for area, _, weight in sentence.hits:
        if area == CLINICAL:
            medicine += weight
        else:
            best[area] = max(best.get(area, 0.0), weight * (0.5 + topical.get(area, 0.5)))
    score = min(sum(sorted(best.values(), reverse=True)[:2]), 4.0) * 0.6 - 0.1 * min(medicine, 4.0)
    score += 0.4 * min(len(_RESULT.findall(layer.lower, sentence.start, sentence.end)), 3)
    if layer.text[sentence.end - 1] in ":;":
        score -= 0.8
    if len(sentence.areas()) >= _LISTED_AREAS:
        score -= 1.0  # names every area and tells of none
    if sentence.words > _LONGEST:
        score -= 0.02 * (sentence.words - _LONGEST)
    return score


def _between(starts: list[int], sentence: SentenceCues) -> int:
    return bisect_left(starts, sentence.end) - bisect_left(starts, sentence.start)


def _overlap(layer: Layer, one: SentenceCues, other: SentenceCues) -> float:
    first = set(layer.lower[one.start : one.end].split())
    second = set(layer.lower[other.start : other.end].split())
    return len(first & second) / max(1, min(len(first), len(second)))
