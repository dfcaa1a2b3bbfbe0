"""The province a text is about – or none, when the news is of the whole country or no place carries it.

Mentions vote by what they do in their sentence. A body of the province, the title and the place of the event carry the
text; a patient's home, a member of a ranking, whom one learned from do not. The source's own province is the fallback.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from domain.annotation import Place
from domain.provinces import find_province
from nlp.entities.tokens import Tokens, tokens_of
from nlp.places import district_province, find_places, level_before
from nlp.text import Layer

__all__ = ["main_province"]

_TITLE_WEIGHT = 3.0
_SOURCE_WEIGHT = 2.5
_LEAD_WEIGHT = 1.0
_BODY_WEIGHT = 0.8  # on top: "Sở Y tế Kon Tum", "trên địa bàn tỉnh Kon Tum"
_DISTRICT_WEIGHT = 0.9
_PASSING = 0.15  # a home, a member of a list, an example
_LEAST = 0.8  # what a province must have at least where the source tells none
_LEAST_OF_THE_COUNTRY = 2.2
_AHEAD = 1.4  # and how many times as much as the next
_NEAR = 72  # characters before a mention that tell what it does

_LEVEL = r"(?:\s(?:tỉnh|thành phố|TP\.?|T\.P))?\s?$"
_HOME = re.compile(
    r"(?i)(?<!\w)(?:quê(?:\sgốc|\squán)?|trú|cư trú|thường trú|tạm trú|ngụ|hộ khẩu|sinh sống|sống|đến từ|gốc"
    r"|(?:bệnh nhân|người bệnh|nạn nhân|sản phụ|bệnh nhi|cháu|bé|anh|chị|ông|bà|người dân|thí sinh|nghi phạm|đối tượng)"
    r"[^.;:]{0,44}?(?:tuổi|sinh năm|sn|,|\(|ở|tại|từ|quê)|\d{1,3} tuổi|sinh năm \d{4}|sn \d{4})"
    r"[^.;:]{0,40}?" + _LEVEL
)
_EXAMPLE = re.compile(
    r"(?i)(?<!\w)(?:kinh nghiệm (?:của|tại|ở|từ)|học tập (?:tại|ở)|so với|giống như|như (?:ở|tại)|ví dụ|chẳng hạn|giáp"
    r"|sang|cách làm của|mô hình (?:của|tại|ở))[^.;:]{0,30}?" + _LEVEL
)
# Where a case, a patient, a sample, a gift came from: told of the sender, not of who received it.
_ORIGIN = re.compile(
    r"(?i)(?<!\w)(?:(?:ca|bệnh nhân|người bệnh|bệnh nhi|sản phụ|nạn nhân|mẫu|mẫu máu|tạng|thận|tim|gan)(?!\w)"
    r"[^.;:]{0,40}?|(?:chuyển|đưa|gửi|vận chuyển|đón|tiếp nhận|hỗ trợ)(?!\w)[^.;:]{0,30}?)(?<!\w)(?:từ|quê|đến từ)"
    + _LEVEL
)
_BODY = re.compile(
    r"(?<!\w)(?:[Ss]ở|UBND|[Ủủ]y ban [Nn]hân dân|HĐND|[Hh]ội đồng [Nn]hân dân|[Tt]ỉnh ủy|[Tt]hành ủy|CDC|SYT|BHXH"
    r"|[Tt]rung tâm|[Bb]ệnh viện|[Cc]hi cục|[Cc]ông an|[Nn]gành [Yy] tế|[Bb]áo|[Đđ]ài|[Tt]rường|[Hh]ội"
    r"|[Đđ]oàn|[Tt]hanh tra)"
    r"(?:\s[^\s.,;:()]{1,12}){0,8}" + _LEVEL + r"|(?i:trên địa bàn)" + _LEVEL
)
_RANKED_AFTER = re.compile(
    r"(?i),?\s?(?:\([^)]{0,20}\)\s?)?(?:là\s)?(?:dẫn đầu|đứng (?:đầu|thứ|cuối|đầu bảng)|xếp (?:thứ|hạng|cuối|đầu)"
    r"|đạt (?:[\d,]+ )?điểm"
    r"|giữ vị trí|về nhất|về nhì|ở vị trí|có (?:chỉ số|điểm))"
)
_RANKED_BEFORE = re.compile(
    r"(?i)(?:tiếp đến|tiếp theo|kế đến|xếp sau|dẫn đầu|đứng đầu|đứng thứ \w+|cuối bảng|lần lượt|gồm|bao gồm)"
    r"(?: là| có| các tỉnh| các địa phương|:)*" + _LEVEL
)
_WHOLE_COUNTRY = re.compile(
    r"(?i)(?<!\w)(?:cả nước|toàn quốc|(?:63|34) (?:tỉnh|địa phương)|các tỉnh, thành"
    r"|PAR INDEX|PAPI|SIPAS)(?!\w)"
)
_NATIONAL_SUBJECT = re.compile(
    r"(?:Bộ (?:Y tế|Nội vụ|Tài chính|Tư pháp)|Chính phủ|Thủ tướng|Phó Thủ tướng|Quốc hội|Văn phòng Chính phủ)"
    r"(?: Chính phủ)? (?:vừa |đã |sẽ |mới )?(?:công bố|ban hành|yêu cầu|quyết định|đề nghị|trình|thông qua"
    r"|ký|chỉ đạo|phê duyệt|hướng dẫn)"
)
_LIST_GAP = re.compile(r"\s?(?:,|và|;|-|–)\s(?:(?:tỉnh|thành phố|TP\.?|và)\s?)?")


def main_province(layer: Layer, places: list[Place]) -> str | None:
    """The province the text is about, as named before the mergers where the text does so; null where it is of none."""
    votes = _votes(layer, places)
    own = find_province(layer.source_province) if layer.source_province else None
    source = own.name if own else (layer.source_province or _of_unit(layer.unit, layer.date))
    if source:
        votes[source] += _SOURCE_WEIGHT
    if not votes:
        return None
    ranked = sorted(votes, key=lambda name: (votes[name], name == source), reverse=True)
    best = ranked[0]
    if source:
        return best if votes[best] >= _LEAST else source
    least = _LEAST_OF_THE_COUNTRY if _is_of_the_country(layer) else _LEAST
    runner_up = votes[ranked[1]] if len(ranked) > 1 else 0.0
    return best if votes[best] >= least and votes[best] >= _AHEAD * runner_up else None


def _votes(layer: Layer, places: list[Place]) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    first = layer.sentences[0].end if layer.sentences else 0
    seen: dict[str, int] = defaultdict(int)
    spans = layer.masks.get("place", ())
    listed = _listed(layer.text, spans)
    for at, (place, span) in enumerate(zip(places, spans, strict=False)):
        name = _name_of(place)
        if listed[at] or _in_passing(layer, span.start, span.end):
            votes[name] += _PASSING
            continue
        seen[name] += 1
        votes[name] += 1.0 / (1 + 0.15 * seen[name])
        if span.start <= max(first, 300):
            votes[name] += _LEAD_WEIGHT if seen[name] == 1 else 0.2
        if _BODY.search(layer.text[max(0, span.start - _NEAR) : span.start]):
            votes[name] += _BODY_WEIGHT / seen[name]
    for name in _named_in(layer.title, layer.date):
        votes[name] += _TITLE_WEIGHT
    for name in _by_district(tokens_of(layer.text), layer.date, layer):
        votes[name] += _DISTRICT_WEIGHT
    return votes


def _in_passing(layer: Layer, start: int, end: int) -> bool:
    """Whether the mention is somebody's home, an example, a member of a ranking."""
    low = max(layer.sentence_at(start).start, start - _NEAR)
    before = layer.text[low:start]
    return (
        _HOME.search(before) is not None
        or _ORIGIN.search(before) is not None
        or _EXAMPLE.search(before) is not None
        or _RANKED_BEFORE.search(before) is not None
        or _RANKED_AFTER.match(layer.text, end) is not None
    )


def _listed(text: str, spans: Sequence[tuple[int, int]]) -> list[bool]:
    """For each mention whether it is one of three or more in a row: "Lai Châu, Điện Biên và Sơn La"."""
    runs: list[int] = [0] * len(spans)
    begin = 0
    for at in range(1, len(spans) + 1):
        linked = at < len(spans) and _LIST_GAP.fullmatch(text, spans[at - 1][1], spans[at][0]) is not None
        if not linked:
            runs[begin:at] = [at - begin] * (at - begin)
            begin = at
    return [run >= 3 for run in runs]


def _is_of_the_country(layer: Layer) -> bool:
    """Whether title or opening speak of the whole country, or of what a national body did."""
    opening = layer.text[: max(300, layer.sentences[0].end if layer.sentences else 0)][:600]
    return any(
        pattern.search(text) is not None
        for pattern in (_WHOLE_COUNTRY, _NATIONAL_SUBJECT)
        for text in (layer.title, opening)
    )


def _name_of(place: Place) -> str:
    """The province meant, in its usual spelling, as of before the mergers."""
    row = find_province(place.province)
    return row.name if row is not None else place.province


def _named_in(text: str, day: date | None) -> list[str]:
    """Provinces that carry a short text such as a title or a unit's name; those it only lists are left out."""
    if not text:
        return []
    layer = Layer(text, date=day)
    places = find_places(layer)
    spans = layer.masks.get("place", [])
    return sorted(
        {
            _name_of(place)
            for place, span in zip(places, spans, strict=True)
            if not _in_passing(layer, span.start, span.end)
        }
    )


def _by_district(tokens: Tokens, day: date | None, layer: Layer | None = None) -> list[str]:
    """Provinces of the districts named with their level, where only one province has a district of that name."""
    hits: set[str] = set()
    for i in range(1, len(tokens)):
        if tokens.caps[i] and tokens.lows[i - 1] in {"huyện", "quận", "xã", "phố"}:
            level, begin = level_before(tokens, i)
            province = district_province(tokens, i, level, day)
            if province is None:
                continue
            if layer is None or not _in_passing(layer, tokens.starts[begin], tokens.ends[i]):
                hits.add(province.name)
    return sorted(hits)


def _of_unit(unit: str, day: date | None) -> str | None:
    named = _named_in(unit, day)
    if named:
        return named[0]
    by_district = _by_district(tokens_of(unit), day) if unit else []
    return by_district[0] if len(by_district) == 1 else None
