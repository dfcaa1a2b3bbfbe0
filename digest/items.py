"""From a group of articles to an entry of the issue: sentences, figures and documents, as they stand in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from digest.counted import is_told
from digest.cues import asking_words, deadline_cue, example_words, from_above, tone_words
from digest.draft import Entry
from digest.grouping import Group
from digest.ours import Ours
from digest.quotes import sentence_at, sentences, words_in
from digest.ranking import Standing, score_of
from domain.annotation import DateSpan, DocumentReference, EntityType, Figure
from domain.digest import (
    Asking,
    Deadline,
    DocumentLine,
    Example,
    FigureLine,
    Item,
    QuotedLine,
    Reprint,
    Sentence,
)
from domain.search import IndexDocument

__all__ = ["Surroundings", "entry_of"]

_MOST_SENTENCES: Final = 3
_MOST_FIGURES: Final = 5
_MOST_ASKS: Final = 2
_LONG: Final = 55
"""Words; a longer sentence does not go on page one where the text has another."""
_RECENT: Final = timedelta(days=31)
_TIMES: Final = frozenset("năm tháng tuần ngày giờ phút giây tuổi buổi kỳ lần".split())
"""Units of durations and repetitions: figures, but none that anybody looks for first."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an entry is judged by beside its own text. ``known_documents``: numbers that were named before."""

    ours: Ours
    last: date
    known_documents: frozenset[str]
    names: Mapping[str, str]
    late_for: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Read:
    """A document with its sentences."""

    document: IndexDocument
    spans: list[tuple[int, int]]

    @property
    def body(self) -> str:
        return self.document.article.body

    def around(self, start: int, end: int) -> str:
        """The sentence round a stretch, else the stretch itself."""
        span = sentence_at(self.spans, start, end)
        return self.body[span[0] : span[1]] if span else self.body[start:end]

    @property
    def texts(self) -> list[str]:
        return [self.body[a:b] for a, b in self.spans]


def entry_of(group: Group, around: Surroundings) -> Entry:
    """The entry of a group."""
    document = group.lead
    read = _Read(document, list(sentences(document.article.body)))
    ours = around.ours.names_in(document)
    here = around.ours.is_of_our_province(document)
    naming = [text for text in read.texts if around.ours.first_naming(text, here=here)] if ours else []
    chosen = _sentences(read, naming)
    figures = [_figure(one) for one in document.annotation.figures if _stands(one, read) and is_told(one)]
    documents = [_document(one, read, around) for one in document.annotation.documents]
    documents = list({(one.number or one.text): one for one in reversed(documents)}.values())[::-1]
    example = None if ours or here else _example(read)
    new = [one for one in documents if one.new]
    standing = Standing(
        ours=ours,
        province=document.province if here else None,
        relevance=document.annotation.relevance,
        figures=len([one for one in figures if one.unit not in _TIMES]),
        new_documents=len(new),
        reach=group.reach,
    )
    article_id = document.id
    item = Item(
        n=0,
        article_id=article_id,
        title=document.article.title,
        url=document.article.url,
        source=document.article.source,
        unit=document.unit or document.source_name,
        published_at=document.article.published_at,
        sentences=tuple(Sentence(text=text) for text in chosen),
        figures=tuple(_key_figures(figures, chosen)),
        documents=tuple(documents),
        reprints=tuple(_reprint(one, around.names) for one in group.others),
        source_name=document.source_name,
        province=document.province,
        topic=_topic(document),
        reach=group.reach,
        relevance=round(document.annotation.relevance, 4),
        ours=ours,
        reasons=standing.reasons(),
        tone_words=tone_words(document.article.body),
        late_for=around.late_for.get(article_id),
        withdrawn=document.withdrawn,
    )
    concerns = _quote(item, _best(naming) or (chosen[0] if here and chosen else None)) if ours or here else None
    return Entry(
        item=item,
        score=score_of(standing),
        concerns=concerns,
        asks=tuple(_some(_asks(item, read))),
        example=None
        if example is None
        else Example.model_validate(_quote_fields(item, example[0]) | {"reasons": example[1]}),
        figures=tuple(figures),
        documents=tuple(documents),
    )


def _stands(figure: Figure, read: _Read) -> bool:
    return bool(figure.sentence) and figure.sentence in read.body and figure.text in figure.sentence


def _sentences(read: _Read, naming: list[str]) -> list[str]:
    """One to three: the summary where it stands verbatim in the body, with a sentence that names us."""
    body = read.body
    found = [text for text in dict.fromkeys(read.document.annotation.summary) if text.strip() and text in body]
    found = found[:_MOST_SENTENCES] or [text for text in read.texts if words_in(text) >= 5][:1] or read.texts[:1]
    if naming and not any(text in found or any(text in one for one in found) for text in naming):
        found = [*found[: _MOST_SENTENCES - 1], naming[0]]
    return sorted(found, key=body.find)


def _best(texts: list[str]) -> str | None:
    """The first that is short enough to be read at a glance, else the shortest."""
    short = [text for text in texts if 6 <= words_in(text) <= _LONG]
    return short[0] if short else min(texts, key=len, default=None)


def _figure(one: Figure) -> FigureLine:
    names = ("text", "value", "unit", "bound", "sentence", "low", "high", "total", "ratio", "subject")
    return FigureLine(**{name: getattr(one, name) for name in names})


def _key_figures(figures: list[FigureLine], chosen: list[str]) -> list[FigureLine]:
    """Those of the chosen sentences first, durations last."""

    def order(at: int) -> tuple[bool, bool, int]:
        return (
            figures[at].unit is None or figures[at].unit in _TIMES,
            not any(figures[at].sentence in one for one in chosen),
            at,
        )

    best = sorted(range(len(figures)), key=order)[:_MOST_FIGURES]
    return [figures[at] for at in sorted(best)]


def _document(one: DocumentReference, read: _Read, around: Surroundings) -> DocumentLine:
    sentence = read.around(one.start, one.end)
    known = one.number is not None and one.number not in around.known_documents
    recent = one.date is not None and around.last - _RECENT <= one.date <= around.last
    return DocumentLine(
        number=one.number,
        type=one.type,
        date=one.date,
        issuer=one.issuer,
        text=one.text,
        sentence=sentence,
        deadline=_deadline(read, sentence),
        new=known and recent,
    )


def _deadline(read: _Read, sentence: str) -> Deadline | None:
    begin = read.body.find(sentence)
    for one in read.document.annotation.dates:
        if begin <= one.start < begin + len(sentence) and deadline_cue(read.body[begin : one.start]):
            return _deadline_of(one)
    return None


def _deadline_of(one: DateSpan) -> Deadline:
    return Deadline.model_validate({"text": one.text, "from": one.from_, "to": one.to})


def _reprint(one: IndexDocument, names: Mapping[str, str]) -> Reprint:
    source = one.article.source
    return Reprint(
        source=source,
        url=one.article.url,
        name=one.source_name or names.get(source or "", ""),
        article_id=one.id,
        title=one.article.title,
    )


def _topic(document: IndexDocument) -> str:
    best = max(document.annotation.topics, key=lambda one: one.score, default=None)
    return best.topic if best is not None else ""


def _quote_fields(item: Item, text: str) -> dict[str, object]:
    return {"n": 0, "article_id": item.article_id, "text": text, "unit": item.unit}


def _quote(item: Item, text: str | None) -> QuotedLine | None:
    return None if text is None else QuotedLine.model_validate(_quote_fields(item, text))


def _asks(item: Item, read: _Read) -> list[Asking]:
    """Sentences that ask, those with a deadline first. A long one stands only where something is due by a day."""
    found = []
    for (start, end), text in zip(read.spans, read.texts, strict=True):
        words = asking_words(text)
        deadline = _deadline(read, text) if words else None
        if not words or (deadline is None and words_in(text) > _LONG):
            continue
        who = next(
            (
                one.text
                for one in read.document.annotation.entities
                if one.type is EntityType.ORG and start <= one.start and one.end <= end and " " in one.text
            ),
            item.unit,
        )
        fields = _quote_fields(item, text) | {"who": who, "words": words, "deadline": deadline}
        found.append(Asking.model_validate(fields))
    return sorted(found, key=lambda one: one.deadline.to if one.deadline is not None else date.max)


def _some(asks: list[Asking]) -> list[Asking]:
    """All that have a deadline, and of the others as many as make it up to two."""
    dated = [one for one in asks if one.deadline is not None]
    return [*dated, *asks[len(dated) : max(_MOST_ASKS, len(dated))]]


def _example(read: _Read) -> tuple[str, tuple[str, ...]] | None:
    """The sentence that says what others do, and why it was taken for that."""
    reduced = {one.sentence: one.text for one in read.document.annotation.figures if one.change is not None}
    best: tuple[int, str, tuple[str, ...]] | None = None
    for text in read.texts:
        words = example_words(text)
        if not words or from_above(text) or not 6 <= words_in(text) <= _LONG:
            continue
        reasons = (*(f"có từ “{word}”" for word in words[:2]), *([reduced[text]] if text in reduced else []))
        if best is None or len(reasons) > best[0]:
            best = (len(reasons), text, reasons)
    return None if best is None else (best[1], best[2])
