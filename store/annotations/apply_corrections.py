"""Corrections applied to an annotation: a pure step from what the machine read to what people say is right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from rapidfuzz import fuzz

from domain.annotation import Annotation, DocumentReference, Entity, EntityType, Figure, Span, TopicScore
from domain.areas import reform_areas
from domain.correction import Correction, CorrectionKind, Target

__all__ = ["apply", "check_value", "kinds_with_a_step"]

S = TypeVar("S", bound=Span)

METHOD = "person"
_SAME_LINE = 80.0


def apply(annotation: Annotation, corrections: Iterable[Correction], text: str = "") -> Annotation:
    """The annotation as people corrected it. ``text`` is the annotated text; a figure or document that a person fixed
    and the annotator no longer finds is put back where its words still stand there. Later corrections win.
    """
    for correction in corrections:
        step = _STEPS.get(correction.kind)
        if step is not None:
            annotation = step(annotation, correction, text)
    return annotation


def check_value(correction: Correction) -> None:
    """Raise ValueError (pydantic's too), KeyError or TypeError where ``value`` or ``target`` do not fit the kind."""
    kind, target, value = str(correction.kind), correction.target, correction.value
    if kind.startswith("entity_"):
        if not (target.names or target.text):
            raise ValueError("thiếu tên gọi cần sửa")
        if target.type is not None:
            EntityType(target.type)
        if kind != "entity_rejected" and not value["name"].strip():
            raise ValueError("thiếu tên gọi đúng")
        if kind == "entity_added":
            if not target.text:
                raise ValueError("thiếu đoạn chữ của tên gọi")
            _made(Entity, target.text, 0, value)
    elif kind.startswith(("figure_", "document_")):
        if not target.text:
            raise ValueError("thiếu đoạn chữ được sửa")
        record = Figure if kind.startswith("figure_") else DocumentReference
        if kind.endswith("_fixed"):
            _made(record, target.text, 0, value)
    elif kind in {"topic_added", "topic_removed"}:
        _known_topics([target.topic])
    elif kind == "topics_set":
        _known_topics(value["topics"])
    elif kind == "province_set" and not (value["province"] is None or isinstance(value["province"], str)):
        raise ValueError("tỉnh phải là chữ")


def _known_topics(topics: Iterable[Any]) -> None:
    unknown = [topic for topic in topics if topic not in {area.code for area in reform_areas()}]
    if unknown:
        raise ValueError(f"không có lĩnh vực {unknown[0]}")


def _made(record: type[S], text: str, start: int, value: dict[str, Any]) -> S:
    given = {"text": text, "start": start, "end": start + len(text), "method": METHOD, "confidence": 1.0}
    if set(value) & set(given):
        raise ValueError("vị trí của đoạn chữ không sửa được")
    return record.model_validate({**value, **given})


def _entities(annotation: Annotation, correction: Correction, text: str) -> Annotation:
    target, value = correction.target, correction.value
    rejected = correction.kind == "entity_rejected"
    changed: list[Entity] = []
    for entity in annotation.entities:
        if not _is_entity(entity, target, text):
            changed.append(entity)
        elif not rejected:
            update: dict[str, Any] = {"name": value["name"], "method": METHOD, "confidence": 1.0}
            if value.get("type"):
                update["type"] = EntityType(value["type"])
            changed.append(entity.model_copy(update=update))
    return annotation.model_copy(update={"entities": tuple(changed)})


def _entity_added(annotation: Annotation, correction: Correction, text: str) -> Annotation:
    target = correction.target
    at = _find(target, text)
    if at is None:
        return annotation
    made = _made(Entity, text[at : at + len(target.text)], at, correction.value)
    others = [one for one in annotation.entities if (one.start, one.end) != (made.start, made.end)]
    entities = sorted([*others, made], key=lambda one: (one.start, one.end))
    return annotation.model_copy(update={"entities": tuple(entities)})


def _is_entity(entity: Entity, target: Target, text: str) -> bool:
    if target.type is not None and entity.type != target.type:
        return False
    if target.names:
        return entity.name in target.names
    return _is_target(entity, target, text)


def _figures(annotation: Annotation, correction: Correction, text: str) -> Annotation:
    return annotation.model_copy(update={"figures": _corrected(annotation.figures, Figure, correction, text)})


def _documents(annotation: Annotation, correction: Correction, text: str) -> Annotation:
    fixed = _corrected(annotation.documents, DocumentReference, correction, text)
    return annotation.model_copy(update={"documents": fixed})


def _corrected(spans: tuple[S, ...], record: type[S], correction: Correction, text: str) -> tuple[S, ...]:
    target, fixed = correction.target, str(correction.kind).endswith("_fixed")
    changed: list[S] = []
    met = False
    for span in spans:
        if not _is_target(span, target, text):
            changed.append(span)
            continue
        met = True
        if fixed:
            merged = {**span.model_dump(by_alias=True), **correction.value, "method": METHOD, "confidence": 1.0}
            changed.append(record.model_validate(merged))
    if fixed and not met and (at := _find(target, text)) is not None:
        changed.append(_made(record, text[at : at + len(target.text)], at, correction.value))
        changed.sort(key=lambda span: (span.start, span.end))
    return tuple(changed)


def _is_target(span: Span, target: Target, text: str) -> bool:
    if span.text != target.text:
        return False
    return not target.line or not text or span.start == _find(target, text)


def _find(target: Target, text: str) -> int | None:
    """Where the target's words stand now; None where they or their line are gone. Of equal lines the one that had as
    many before it, or the last where some have gone.
    """
    found: int | None = None
    before = 0
    at = text.find(target.text) if target.text else -1
    while at >= 0:
        begin = text.rfind("\n", 0, at) + 1
        line = text[begin : _line_end(text, at + len(target.text))]
        same = not target.line or _same_line(line, target.line)
        if same and text[begin:at].count(target.text) == target.occurrence:
            found = at
            if before >= target.repeat:
                break
            before += 1
        at = text.find(target.text, at + 1)
    return found


def _line_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return len(text) if stop < 0 else stop


def _same_line(line: str, other: str) -> bool:
    """The same line, slightly edited perhaps."""
    return line == other or fuzz.ratio(line[:2000], other[:2000]) >= _SAME_LINE


def _topics(annotation: Annotation, correction: Correction, _text: str) -> Annotation:
    scores = {topic.topic: topic.score for topic in annotation.topics}
    if correction.kind == "topics_set":
        scores = dict.fromkeys(correction.value["topics"], 1.0)
    elif correction.kind == "topic_added":
        scores = {str(correction.target.topic): 1.0, **scores}
    else:
        scores.pop(str(correction.target.topic), None)
    topics = tuple(TopicScore(topic=topic, score=score) for topic, score in scores.items())
    return annotation.model_copy(update={"topics": topics})


def _province(annotation: Annotation, correction: Correction, _text: str) -> Annotation:
    return annotation.model_copy(update={"province": correction.value["province"]})


_STEPS: dict[CorrectionKind, Callable[[Annotation, Correction, str], Annotation]] = {
    CorrectionKind.ENTITY_RENAMED: _entities,
    CorrectionKind.ENTITY_MERGED: _entities,
    CorrectionKind.ENTITY_REJECTED: _entities,
    CorrectionKind.ENTITY_ADDED: _entity_added,
    CorrectionKind.FIGURE_FIXED: _figures,
    CorrectionKind.FIGURE_REJECTED: _figures,
    CorrectionKind.DOCUMENT_FIXED: _documents,
    CorrectionKind.DOCUMENT_REJECTED: _documents,
    CorrectionKind.TOPICS_SET: _topics,
    CorrectionKind.TOPIC_ADDED: _topics,
    CorrectionKind.TOPIC_REMOVED: _topics,
    CorrectionKind.PROVINCE_SET: _province,
}


def kinds_with_a_step() -> frozenset[CorrectionKind]:
    """The kinds that change an annotation; the others change the article itself."""
    return frozenset(_STEPS)
