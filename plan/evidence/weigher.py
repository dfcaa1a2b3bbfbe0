"""One article against all tasks of a plan. Tasks are found through an inverted index of their words, areas, units and
documents, so that an article costs what it shares with the plan, not what the plan is long.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.areas import area_short_name
from domain.days import official_day
from domain.plan import Product, ProductKind, Task
from domain.provinces import find_province
from domain.text import fold
from plan.channels import channel_name, channels_of
from plan.evidence.terms import likenesses, pairs, phrases
from plan.names import UnitBook, is_all_units, same_unit, unit_key
from plan.reading.draft import areas_named
from store.plans.repository import StoredTask
from store.plans.suggestions import NewSuggestion, Weights
from store.plans.traits import StoredTraits

__all__ = ["PlanSide", "Weigher"]

_MOST_TASKS = 5
"""An article is suggested for so many tasks at most: the best."""
_LOOKED_AT = 12
_ALIKE = 0.4
_KEYWORDS = "Từ khóa"
_EVENTS = frozenset({"hoi_nghi", "tap_huan", "noi_chuyen", "doi_thoai", "cuoc_thi"})
_EVENT_WORDS = {
    "hoi_nghi": ("hoi nghi",),
    "tap_huan": ("tap huan", "boi duong"),
    "noi_chuyen": ("noi chuyen", "truyen thong"),
    "doi_thoai": ("doi thoai",),
    "cuoc_thi": ("cuoc thi", "hoi thi"),
}
_WRITTEN = frozenset({"tin", "bai", "tin_bai", "chuyen_muc", "khac"})


@dataclass(frozen=True, slots=True)
class PlanSide:
    """What the weigher knows of the plan besides its tasks: its own number and those it carries out, its issuer and
    province, the days of its year, the units, and the titles that people confirmed and rejected for each task.
    """

    documents: tuple[str, ...]
    issuer: str
    province: str | None
    days: tuple[date, date]
    book: UnitBook
    confirmed: Mapping[int, Sequence[str]] = field(default_factory=dict)
    rejected: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Prepared:
    """A task made ready."""

    task_id: int
    task: Task
    words: dict[str, float]
    text: str
    enough: float
    channels: list[str]
    areas: frozenset[str]
    documents: set[str]
    lines: list[tuple[str, set[str], float]]
    all_units: bool
    confirmed: list[set[str]]
    rejected: list[set[str]]


@dataclass(slots=True)
class _Weighed:
    """What an article has for a task."""

    prepared: _Prepared
    features: dict[str, float]
    score: float
    kind: str
    unit: str
    reasons: list[str]


class Weigher:
    """Weighs articles against the tasks of one version of a plan."""

    def __init__(self, tasks: Sequence[StoredTask], side: PlanSide, weights: Weights) -> None:
        self._side, self._weights = side, weights
        self._own = {unit_key(unit.name) for unit in side.book.units} | ({unit_key(side.issuer)} - {""})
        self._plan_documents = {fold(number) for number in side.documents}
        self._province = _code(side.province)
        raw = [pairs(f"{one.task.content}\n{' '.join(one.task.group[-1:])}") for one in tasks]
        spread: dict[str, int] = defaultdict(int)
        for words in raw:
            for word in words:
                spread[word] += 1
        self._tasks = [self._prepare(one, words, spread, len(tasks)) for one, words in zip(tasks, raw, strict=True)]
        self._by_word: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._by_area: dict[str | None, list[int]] = defaultdict(list)
        self._by_unit: dict[str, set[int]] = defaultdict(set)
        self._by_document: dict[str, list[int]] = defaultdict(list)
        for number, prepared in enumerate(self._tasks):
            for word, weight in prepared.words.items():
                self._by_word[word].append((number, weight))
            for area in prepared.areas or (None,):
                self._by_area[area].append(number)
            for _, line, _ in prepared.lines:
                for key in line:
                    self._by_unit[key].add(number)
            for document in prepared.documents:
                self._by_document[document].append(number)

    def _prepare(self, one: StoredTask, words: set[str], spread: Mapping[str, int], count: int) -> _Prepared:
        task = one.task
        weighted = {word: math.log(1 + count / spread[word]) for word in words}
        book, side = self._side.book, self._side
        named = [(name, 1.0) for name in task.lead if not is_all_units(name)]
        named += [(name, 0.7) for name in task.support if not is_all_units(name)]
        lines = [(name, book.line(name), value) for name, value in named]
        return _Prepared(
            one.id,
            task,
            weighted,
            f"{task.content}\n{' '.join(task.group[-1:])}",
            max(2.0, 0.5 * sum(weighted.values())),
            channels_of(task.channels),
            (areas_named(task.content) | {task.reform_area}) - {None} if task.reform_area else frozenset(),
            {fold(number) for number in task.documents},
            lines,
            any(is_all_units(name) for name in task.lead) or not task.lead,
            [pairs(title) for title in side.confirmed.get(one.id, ())],
            [pairs(title) for title in side.rejected.get(one.id, ())],
        )

    def weigh(self, article: StoredTraits) -> list[NewSuggestion]:
        """The tasks that the article may prove, best first: each with two reasons at least, one of them of its content.
        None for an article of another year or province.
        """
        if article.day is not None and not self._side.days[0] <= article.day <= self._side.days[1]:
            return []
        if self._foreign(article):
            return []
        title = pairs(article.title)
        documents = {fold(number) for number in article.documents}
        publisher = {unit_key(article.publisher), unit_key(article.office)} - {""}
        folded_title = fold(article.title)
        terms = set(article.terms)
        found = []
        shared = self._shared(article)
        for number in self._candidates(article, publisher, documents, shared):
            prepared = self._tasks[number]
            share = shared.get(number, 0.0)
            one = self._pair(article, prepared, share, terms, title, documents, publisher, folded_title)
            if one is not None:
                found.append(one)
        found.sort(key=lambda one: (-one.score, one.prepared.task_id))
        return [_told(one, article, terms) for one in found[:_MOST_TASKS]]

    def _shared(self, article: StoredTraits) -> dict[int, float]:
        """Task → how much of what its words weigh the article has (0–1)."""
        weighed = [0.0] * len(self._tasks)
        for term in article.terms:
            for number, weight in self._by_word.get(term, ()):
                weighed[number] += weight
        return {
            number: min(1.0, weight / self._tasks[number].enough) for number, weight in enumerate(weighed) if weight
        }

    def _candidates(
        self, article: StoredTraits, publisher: set[str], documents: set[str], shared: Mapping[int, float]
    ) -> list[int]:
        """The tasks that share the most with an article: of all, and of those that the same unit has; and those whose
        documents it cites.
        """
        words = self._weights.of.get("keywords", 0.0)
        likely: dict[int, float] = defaultdict(float)
        for number, share in shared.items():
            likely[number] = words * share
        topic = self._weights.of.get("topic", 0.0)
        if article.topics:
            for number in self._by_area.get(None, ()):
                likely[number] += 0.5 * topic
        for area in article.topics:
            for number in self._by_area.get(area, ()):
                likely[number] += topic
        cited = {number for document in documents for number in self._by_document.get(document, ())}
        own: set[int] = set()
        for key in (*publisher, *article.names):
            own |= self._by_unit.get(key, set())
        return sorted({*_most(likely, likely), *_most(likely, own & likely.keys()), *cited})

    def _foreign(self, article: StoredTraits) -> bool:
        """Another province's, where both are known and none of our units is named."""
        theirs = _code(article.province)
        if self._province is None or theirs is None or theirs == self._province:
            return False
        keys = {unit_key(article.publisher), *article.names}
        return not (keys & self._own)

    def _pair(
        self,
        article: StoredTraits,
        prepared: _Prepared,
        share: float,
        terms: set[str],
        title: set[str],
        documents: set[str],
        publisher: set[str],
        folded_title: str,
    ) -> _Weighed | None:
        features: dict[str, float] = {}
        about: list[str] = []
        beside: list[str] = []
        if share:
            features["keywords"] = share
            if share >= 0.5 or len(prepared.words.keys() & terms) >= 2:
                about.append(_KEYWORDS)
        _topic(article, prepared, features, about)
        self._cited(article, prepared, documents, features, about)
        keywords = features.get("keywords", 0.0)
        features["similar"], features["unlike"] = likenesses(title, keywords, prepared.confirmed, prepared.rejected)
        if features["similar"] >= _ALIKE:
            about.append("Giống bài đã được xác nhận cho nhiệm vụ này")
        if not about:
            return None
        unit = self._unit(article, prepared, publisher, features, beside)
        _channel(article, prepared, features, beside)
        kind = _kind(article, prepared.task.products, folded_title, features, beside)
        self._days(article, prepared, features, beside)
        if len(about) + len(beside) < 2:
            return None
        return _Weighed(prepared, features, self._weights.score(features), kind, unit, [*about, *beside])

    def _cited(
        self,
        article: StoredTraits,
        prepared: _Prepared,
        documents: set[str],
        features: dict[str, float],
        reasons: list[str],
    ) -> None:
        own, whole = documents & prepared.documents, documents & self._plan_documents
        if own or whole:
            features["documents"] = 1.0 if own else 0.5
            numbers = [number for number in article.documents if fold(number) in (own or whole)]
            reasons.append(f"Viện dẫn văn bản {', '.join(numbers[:2])}")

    def _unit(
        self,
        article: StoredTraits,
        prepared: _Prepared,
        publisher: set[str],
        features: dict[str, float],
        reasons: list[str],
    ) -> str:
        """Whose work it is: of the units that the task names, the one that signs or publishes it, or is spoken of."""
        names = set(article.names)
        for name, line, value in prepared.lines:
            if line & publisher or any(same_unit(name, who) for who in (article.publisher, article.office)):
                features["unit"] = value
                signed = article.office and (unit_key(article.office) in line or same_unit(name, article.office))
                how = "Đơn vị ký tên dưới bài" if signed else "Đăng trên trang của chính đơn vị"
                now = self._side.book.now(name, article.day or self._side.days[1])
                reasons.append(f"{how}: {now}")
                return now
        for name, line, value in prepared.lines:
            if line & names:
                features["unit"] = 0.5 * value
                reasons.append(f"Nêu tên đơn vị: {name}")
                return self._side.book.now(name, article.day or self._side.days[1])
        if prepared.all_units:
            for who in (article.office, article.publisher):
                unit = self._side.book.find(who) if who else None
                if unit is not None:
                    features["unit"] = 0.9
                    now = self._side.book.now(unit.name, article.day or self._side.days[1])
                    reasons.append(f"Bài của đơn vị trực thuộc: {now}")
                    return now
            named = next((unit for unit in self._side.book.units if unit_key(unit.name) in names), None)
            if named is not None:
                features["unit"] = 0.5
                reasons.append(f"Nêu tên đơn vị: {named.name}")
                return named.name
        if self._side.issuer and any(same_unit(self._side.issuer, who) for who in (article.publisher, article.office)):
            features["unit"] = 0.4
            reasons.append(f"Đăng trên trang của {article.publisher}")
        return article.office or article.publisher

    def _days(self, article: StoredTraits, prepared: _Prepared, features: dict[str, float], reasons: list[str]) -> None:
        if article.day is None:
            return
        due = prepared.task.due
        if due is not None and due.to is not None:
            inside = article.day <= due.to and (due.from_ is None or due.from_ <= article.day)
            features["days"] = 1.0 if inside else 0.2
            if inside:
                reasons.append(f"Đúng thời hạn: đăng {official_day(article.day)}")
            return
        features["days"] = 0.7
        reasons.append(f"Đúng kỳ: đăng {official_day(article.day)}")


def _most(likely: Mapping[int, float], among: Iterable[int]) -> list[int]:
    """The likeliest, the first of two alike."""
    order = sorted((-likely[number], number) for number in among)
    return [number for _, number in order[:_LOOKED_AT]]


def _told(one: _Weighed, article: StoredTraits, terms: set[str]) -> NewSuggestion:
    """The suggestion with its keywords written out: only the best few are worth the work."""
    prepared = one.prepared
    if _KEYWORDS in one.reasons:
        words = ", ".join(phrases(prepared.text, prepared.words.keys() & terms))
        one.reasons[one.reasons.index(_KEYWORDS)] = f"{_KEYWORDS}: {words}"
    return NewSuggestion(
        prepared.task_id,
        article.article_id,
        one.kind,
        one.unit,
        article.channel,
        prepared.task.reform_area or (article.topics[0] if article.topics else None),
        article.day,
        article.title,
        one.features,
        one.score,
        tuple(one.reasons),
    )


def _topic(article: StoredTraits, prepared: _Prepared, features: dict[str, float], reasons: list[str]) -> None:
    area = prepared.task.reform_area
    if area is None:
        if article.topics:
            features["topic"] = 0.5
            reasons.append("Bài về CCHC")
    elif named := [one for one in article.topics if one in prepared.areas]:
        best = area if area in named else named[0]
        features["topic"] = 1.0 if article.topics[0] == area else 0.8
        reasons.append(f"Đúng lĩnh vực: {area_short_name(best)}")


def _channel(article: StoredTraits, prepared: _Prepared, features: dict[str, float], reasons: list[str]) -> None:
    if not prepared.channels:
        features["channel"] = 0.4
    elif article.channel in prepared.channels:
        features["channel"] = 1.0
        reasons.append(f"Đúng kênh: {channel_name(article.channel)}")


def _kind(
    article: StoredTraits,
    products: Sequence[Product],
    title: str,
    features: dict[str, float],
    reasons: list[str],
) -> str:
    """The kind of product that it would count as."""
    kinds = [str(product.kind) for product in products]
    if not kinds:
        features["kind"] = 0.4
        return str(ProductKind.TIN_BAI)
    if article.kind in kinds:
        features["kind"] = 1.0
        if article.kind not in ("tin", "bai"):
            reasons.append("Đúng thể loại mà kế hoạch giao")
        return article.kind
    if "tin_bai" in kinds and article.kind in ("tin", "bai", "phong_su"):
        features["kind"] = 1.0
        return "tin_bai"
    for kind in kinds:
        if kind in _EVENTS and any(word in title for word in _EVENT_WORDS[kind]):
            features["kind"] = 0.8
            reasons.append("Đưa tin về hoạt động mà kế hoạch giao")
            return kind
    written = next((kind for kind in kinds if kind in _WRITTEN), None)
    features["kind"] = 0.5 if written else 0.1
    return written or kinds[0]


def _code(province: str | None) -> str | None:
    found = find_province(province) if province else None
    return found.now_code if found is not None else None
