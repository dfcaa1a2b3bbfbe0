"""One to three sentences of a text, verbatim, that a colleague would underline: what happened, and the key result.

A sentence scores by what it tells of reform, by its figures and documents, by verbs of decision and result, and by
standing in the lead. The best set of at most three that keeps within ninety words is taken. Headings, bylines,
captions, contact lines and calls to share are never chosen; nor is a sentence that repeats one chosen, nor one that
opens by pointing back ("Đơn vị này …", "Theo đó, …") unless what it points at stands right before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.annotation import DocumentReference, Figure, TopicScore
from nlp.cues import CLINICAL, NO_AREAS, SentenceCues, read_cues
from nlp.text import Layer

__all__ = ["MOST_WORDS", "points_back", "summarise"]

MOST_WORDS = 90
_MOST = 3
_CANDIDATES = 7
_SHORTEST, _LONGEST = 8, 90
_ENOUGH = 2.0  # what a further sentence must add
_OVERLAP = 0.5
_LISTED_AREAS = 4
_LEAD = (1.4, 0.9, 0.5)  # what standing first, second, third in the body adds
_KEY = 1.6  # what holding the figure that one would quote adds
_BOTH = 1.2  # what having both the news of the lead and that figure adds
_RESULT = re.compile(
    r"\b(?:đạt|ban hành|phê duyệt|công bố|cắt giảm|rút ngắn|hoàn thành|triển khai|giảm|tăng|tiếp nhận|giải quyết|xếp"
    r"|quyết định|thành lập|sáp nhập|yêu cầu|đề nghị|giao|kết quả|tổ chức|chỉ tiêu|mục tiêu|kiểm tra|đứng thứ)\b"
)
_EVENT = re.compile(
    r"\b(?:vừa|đã|sẽ|chính thức|bắt đầu|tổ chức (?:lễ|hội|họp|lớp)|ban hành|khai trương|công bố|chủ trì|ký)\b"
)
_BOILERPLATE = re.compile(
    r"(?:hotline|đường dây nóng:|điện thoại:|email|e-mail|website:|địa chỉ:|bài viết liên quan|tin liên quan|xem thêm"
    r"|tags?:|từ khóa|chia sẻ bài|bình luận|copyright|bản quyền thuộc|giấy phép số|lượt (?:xem|truy cập)"
    r"|đang truy cập|cập nhật:|ngày đăng|nguồn:|ảnh:|tác giả:|theo dõi (?:trên|chúng)|đăng nhập|quảng cáo"
    r"|mọi thắc mắc|xin liên hệ|mời bạn đọc|về trang chủ|gửi nhận xét|ý kiến bạn đọc|tin mới|in bài viết"
    r"|quay lại trang)"
)
# Openings that point at what stands before: "Đơn vị này …", "Theo đó, …", "Kết quả nêu trên …", "Ông cho biết …".
_POINTS_BACK = re.compile(
    r"(?:[\"“'‘(]\s*)?(?:"
    r"(?:theo|do|nhờ|từ|qua|sau|trước|khi|trong|vì|bên cạnh|cùng với|tiếp|kèm theo|cụ thể|thêm vào|tương tự|ngoài)"
    r" (?:đó|ấy|này|thế|vậy)\b"
    r"|(?:đây|đó|họ|điều|ngoài ra|tuy nhiên|đồng thời|cũng|mặt khác|ngược lại|song song|tương tự|vì vậy|do vậy|vậy nên"
    r"|thế nhưng|nhưng|và|còn|hơn nữa|không những thế|không chỉ vậy|bởi vậy|tại đây|nơi đây|ở đây|lúc này|riêng|cụ thể"
    r"|trong số (?:đó|này)|trong khi đó|mặc dù vậy|dẫu vậy|tiếp theo|tiếp đến|kết quả là)\b"
    r"|(?:ông|bà|anh|chị|cô|chú|bác sĩ|vị) (?:cũng |còn |này |ấy |đã |nói|cho|kể|chia sẻ|khẳng định|nhấn mạnh)"
    r"|(?:[^\s,.;:]+ ){1,3}cũng\b"
    r"|(?:[^\s,.;:]+ ){1,6}?(?:này|đó|ấy|nói trên|nêu trên|kể trên|trên đây|như trên|vừa nêu)(?=[ ,.;:]|$)"
    r")"
)
_FIRST_PERSON = re.compile(r"\b(?:tôi|chúng tôi|chúng ta|bạn|mình)\b")
# Openings that lead up to the news and are none: "Xác định cải cách hành chính là khâu đột phá, …".
_GENERAL_OPENING = re.compile(
    r"(?:xác định|nhận thức|với (?:mục tiêu|phương châm|quan điểm|tinh thần)|những năm (?:qua|gần đây)"
    r"|trong những năm|trong bối cảnh|thực hiện chức năng|thông qua (?:công tác|việc|hoạt động)"
    r"|cùng với (?:sự|việc|những)|cùng tiếp)\b"
    r"|(?:[^\s,.;:]+ ){1,12}(?:là (?:một trong những )?(?:nhiệm vụ|khâu|nội dung|yếu tố|việc làm|yêu cầu|chủ trương)"
    r"|được (?:hiểu|xác định) là|có (?:ý nghĩa|vai trò) )"
)
_PLAIN_UNITS = frozenset("tuổi giờ phút giây năm tháng ngày buổi lần độ km m mét trang điều khoản".split())


@dataclass(slots=True)
class _Candidate:
    """A sentence of running text: its score, its place in the body, the words it has and whether it
    points back or holds the key figure."""

    cues: SentenceCues
    at: int
    words: int
    score: float
    back: bool
    key: bool = False


def points_back(sentence: str) -> bool:
    """Whether a sentence opens by pointing at what stands before it."""
    return _POINTS_BACK.match(sentence.lower().lstrip("-–•+ ")) is not None


def summarise(
    layer: Layer,
    topics: Sequence[TopicScore],
    figures: Sequence[Figure],
    documents: Sequence[DocumentReference],
) -> list[str]:
    """The chosen sentences in the order of the text, each a substring of the given text."""
    candidates = _candidates(layer, topics, figures, documents)
    chosen = _best_set(layer, candidates)
    return [layer.verbatim((one.cues.start, one.cues.end)) for one in chosen]


def _candidates(
    layer: Layer,
    topics: Sequence[TopicScore],
    figures: Sequence[Figure],
    documents: Sequence[DocumentReference],
) -> list[_Candidate]:
    topical = {topic.topic: topic.score for topic in topics}
    figure_starts = sorted((figure.start, _worth(figure)) for figure in figures)
    document_starts = sorted(document.start for document in documents)
    dates = sorted(start for start, _ in layer.masks.get("date", ()))
    found: list[_Candidate] = []
    key: tuple[float, _Candidate] | None = None
    for sentence in read_cues(layer):
        if not _is_running_text(layer, sentence):
            continue
        words = len(layer.text[sentence.start : sentence.end].split())
        at = len(found)
        of_reform = _value(layer, sentence, topical)
        listing = len(sentence.areas()) >= _LISTED_AREAS  # names every area and tells of none
        worths = (
            []
            if listing
            else sorted(
                (worth for start, worth in figure_starts if sentence.start <= start < sentence.end), reverse=True
            )
        )
        score = of_reform + sum(worths[:2]) + 0.5 * min(_between(document_starts, sentence), 1)
        event = _EVENT.search(layer.lower, sentence.start, sentence.end) is not None
        dated = _between(dates, sentence) > 0
        if at < len(_LEAD):
            score += _LEAD[at] * (1.0 if event or dated or worths else 0.5)
            score += 0.7 if event and dated else 0.0  # says when what happened
        lower = layer.lower[sentence.start : sentence.end]
        if _GENERAL_OPENING.match(lower) or listing:
            score -= 1.5
        if _FIRST_PERSON.search(lower) or lower.count("“") != lower.count("”") or lower.count('"') % 2:
            score -= 1.5
        one = _Candidate(sentence, at, words, score, points_back(lower))
        found.append(one)
        if worths and (key is None or worths[0] + 0.3 * of_reform > key[0]):
            key = (worths[0] + 0.3 * of_reform, one)
    if key is not None:
        key[1].score += _KEY
        key[1].key = True
    return found


def _best_set(layer: Layer, found: list[_Candidate]) -> list[_Candidate]:
    """At most three sentences that together score most within the words allowed; the fewest words where none keeps."""
    able = sorted((one for one in found if one.words <= MOST_WORDS), key=lambda one: (-one.score, one.at))[:_CANDIDATES]
    before = {one.at + 1: one for one in found}
    needed = [before[one.at] for one in able if one.back and one.at in before]
    likely = {one.at: one for one in (*able, *needed) if one.words <= MOST_WORDS}
    places = sorted(likely)
    goes_with = _pairs(layer, [likely[place] for place in places])
    best = float("-inf")
    chosen: tuple[int, ...] = ()
    for some in _sets(places, goes_with, likely):
        if any(likely[place].back and place - 1 not in some for place in some):
            continue
        value = sum(likely[place].score for place in some) - _ENOUGH * (len(some) - 1)
        news = some[0] < len(_LEAD) and any(likely[p].score > _ENOUGH for p in some if p < len(_LEAD))
        if news and any(likely[place].key for place in some):
            value += _BOTH
        if value > best:
            best, chosen = value, some
    if chosen or not found:
        return [likely[place] for place in chosen]
    standing = [one for one in found if not one.back] or found
    return [min(standing[:_MOST], key=lambda one: (one.words, one.at))]


def _pairs(layer: Layer, likely: list[_Candidate]) -> dict[int, list[int]]:
    """For each place the later places that may stand with it: together not too long, and no repetition."""
    bags = [frozenset(layer.lower[one.cues.start : one.cues.end].split()) for one in likely]
    return {
        one.at: [
            likely[j].at
            for j in range(i + 1, len(likely))
            if one.words + likely[j].words <= MOST_WORDS
            and len(bags[i] & bags[j]) < _OVERLAP * max(1, min(len(bags[i]), len(bags[j])))
        ]
        for i, one in enumerate(likely)
    }


def _sets(
    places: list[int], goes_with: dict[int, list[int]], likely: dict[int, _Candidate]
) -> Iterator[tuple[int, ...]]:
    """Every set of one to three places that may stand together, in order."""
    for first in places:
        yield (first,)
        for second in goes_with[first]:
            yield (first, second)
            left = MOST_WORDS - likely[first].words - likely[second].words
            for third in goes_with[second]:
                if likely[third].words <= left and third in goes_with[first]:
                    yield (first, second, third)


def _worth(figure: Figure) -> float:
    """How much a reader would quote a figure: shares of a whole and changes most, counts fairly, times least."""
    if figure.total is not None or (figure.change is not None and figure.change.after is not None):
        return 1.8
    unit = (figure.unit or "").lower()
    if unit == "%" and figure.value is not None:
        return 1.5 if figure.value != 100 else 1.1
    if unit.split(" ")[0] in _PLAIN_UNITS:
        return 0.2
    if figure.low is not None and figure.high is not None:
        return 1.0
    size = figure.value if figure.value is not None else figure.high or figure.low or 0.0
    return 0.4 if size <= 3 else 0.8 if size < 100 else 1.1


def _is_running_text(layer: Layer, sentence: SentenceCues) -> bool:
    text = layer.lower[sentence.start : sentence.end]
    if not _SHORTEST <= sentence.words <= 3 * _LONGEST or text[-1] not in '.!…”")/;:':
        return False
    if layer.text[sentence.start : sentence.end].isupper() or " | " in text:
        return False
    return _BOILERPLATE.search(text) is None


def _value(layer: Layer, sentence: SentenceCues, topical: dict[str, float]) -> float:
    best: dict[str, float] = {}
    for area, _, weight in sentence.hits:
        if area not in NO_AREAS:
            best[area] = max(best.get(area, 0.0), weight * (0.5 + topical.get(area, 0.5)))
    score = min(sum(sorted(best.values(), reverse=True)[:2]), 4.0) * 0.5 - 0.1 * min(sentence.total(CLINICAL), 4.0)
    score += 0.4 * min(len(_RESULT.findall(layer.lower, sentence.start, sentence.end)), 3)
    if layer.text[sentence.end - 1] in ":;":
        score -= 1.5
    return score


def _between(starts: list[int], sentence: SentenceCues) -> int:
    return bisect_left(starts, sentence.end) - bisect_left(starts, sentence.start)
