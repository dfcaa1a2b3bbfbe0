"""People's word on what the machine read. It is kept apart from articles and annotations and applied whenever they
are read, so a new annotation, version or extraction never undoes it.

A correction of something found in the text is tied to the words it quotes and the line they stand in, not to offsets,
which shift when the text changes.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, insert, or_, select, update

from domain.article import Article, day_of
from domain.correction import Correction, CorrectionKind
from domain.errors import UsageError
from store.annotations.apply_corrections import apply, check_value
from store.annotations.in_force import apply_to_article, correction_of, kept_by_people, month_by_people, of_articles
from store.annotations.mentions.refill import refill
from store.db.database import Database
from store.db.rows import moment_text
from store.db.schema import annotation_rows, article_versions, articles
from store.db.schema import corrections as table
from store.db.times import parse_moment
from store.work.outbox import queue

__all__ = ["Corrections", "apply", "apply_to_article", "kept_by_people", "month_by_people", "of_articles"]


_MONTH = re.compile(r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])")
_FOR_ALL = frozenset({CorrectionKind.ENTITY_RENAMED, CorrectionKind.ENTITY_MERGED, CorrectionKind.ENTITY_REJECTED})


class Corrections:
    """All corrections, in the order they were made; later ones win."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, correction: Correction) -> int:
        """Keep a correction; what it touches is indexed anew. Raises UsageError where it makes no sense."""
        _check(correction)
        now = self._db.now()
        with self._db.write() as connection:
            if correction.article_id is not None:
                known = select(articles.c.id).where(articles.c.id == correction.article_id)
                if connection.execute(known).first() is None:
                    raise UsageError(f"Không có bài {correction.article_id} trong kho.")
            values = correction.model_dump(include={"article_id", "kind", "author", "note"}) | {
                "target": correction.target.model_dump_json(exclude_defaults=True),
                "value": _json(correction),
                "made_at": now,
            }
            made = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
            self._take_effect(connection, correction, now)
        return int(made)

    def revoke(self, correction_id: int) -> bool:
        """Take a correction back; it stays on record. False when there is none in force."""
        now = self._db.now()
        with self._db.write() as connection:
            where = (table.c.id == correction_id, table.c.revoked_at.is_(None))
            row = connection.execute(select(table).where(*where)).first()
            if row is None:
                return False
            connection.execute(update(table).where(*where).values(revoked_at=now))
            self._take_effect(connection, correction_of(row), now)
        return True

    def of_article(self, article_id: str) -> list[Correction]:
        """What is in force for an article: its own and those for all."""
        with self._db.read() as connection:
            return of_articles(connection, [article_id]).get(article_id, [])

    def get(self, correction_id: int) -> Correction | None:
        """One correction, in force or not."""
        with self._db.read() as connection:
            row = connection.execute(select(table).where(table.c.id == correction_id)).first()
        return None if row is None else correction_of(row)

    def history(self, article_id: str) -> list[Correction]:
        """Every correction of one article alone, those taken back too, the last one first."""
        query = select(table).where(table.c.article_id == article_id).order_by(table.c.id.desc())
        with self._db.read() as connection:
            return [correction_of(row) for row in connection.execute(query)]

    def all(self, revoked: bool = False) -> list[Correction]:
        """Every correction in force, with ``revoked`` also those taken back."""
        query = select(table).order_by(table.c.id)
        if not revoked:
            query = query.where(table.c.revoked_at.is_(None))
        with self._db.read() as connection:
            return [correction_of(row) for row in connection.execute(query)]

    def _take_effect(self, connection: Connection, correction: Correction, now: datetime) -> None:
        """Bring the columns that follow from corrections up to date, and queue what looks different."""
        if correction.article_id is None:
            bearing = _bearing(connection, correction)
            queue(connection, bearing, now)
            refill(self._db, connection, bearing)
            return
        words = of_articles(connection, [correction.article_id]).get(correction.article_id, [])
        values: dict[str, Any] = {}
        if correction.kind is CorrectionKind.DATE_SET:
            values = _day_columns(connection, correction.article_id, words) | {"revision": articles.c.revision + 1}
        elif correction.kind is CorrectionKind.KEPT_SET:
            values = {"kept": _kept(connection, correction.article_id, words)}
        elif correction.kind is CorrectionKind.TITLE_SET:
            values = {"revision": articles.c.revision + 1}
        if values:
            connection.execute(update(articles).where(articles.c.id == correction.article_id).values(values))
        queue(connection, [correction.article_id], now)
        refill(self._db, connection, [correction.article_id])


def _check(correction: Correction) -> None:
    if correction.article_id is None and correction.kind not in _FOR_ALL:
        raise UsageError(f"Sửa đổi loại “{correction.kind}” phải chỉ rõ bài.")
    try:
        check_value(correction)
        if correction.kind is CorrectionKind.DATE_SET:
            _check_date(correction.value)
        elif correction.kind is CorrectionKind.TITLE_SET and not str(correction.value["title"]).strip():
            raise ValueError("thiếu tiêu đề")
        elif correction.kind is CorrectionKind.KEPT_SET and not isinstance(correction.value["kept"], bool):
            raise ValueError("kept")
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise UsageError(f"Nội dung sửa đổi “{correction.kind}” không hợp lệ: {str(error).splitlines()[0]}.") from error


def _check_date(value: dict[str, Any]) -> None:
    """A day or a time, or nothing, or nothing but a month."""
    moment, month = parse_moment(value["published_at"]), value.get("published_month")
    if month is not None and (moment is not None or not _MONTH.fullmatch(month)):
        raise ValueError("tháng phải viết như 2022-09, và không kèm ngày")


def _bearing(connection: Connection, correction: Correction) -> list[str]:
    """Articles whose newest annotation names one of the target's entities."""
    a = annotation_rows.c
    names = [or_(*(a.record.contains(f'"name":{_quoted(name)}', autoescape=True) for name in correction.target.names))]
    current = (
        (articles.c.id == a.article_id)
        & (articles.c.annotated_version == a.version)
        & (articles.c.annotator == a.annotator)
    )
    query = select(articles.c.id).join(annotation_rows, current).where(*names)
    return list(connection.execute(query).scalars())


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _day_columns(connection: Connection, article_id: str, words: list[Correction]) -> dict[str, Any]:
    v = article_versions.c
    newest = (v.article_id == articles.c.id) & (v.number == articles.c.version)
    query = select(v.record).select_from(articles).join(article_versions, newest).where(articles.c.id == article_id)
    article = apply_to_article(Article.model_validate_json(connection.execute(query).scalar_one()), words)
    day = day_of(article.published_at)
    return {"published_at": moment_text(article.published_at), "published_day": day.isoformat() if day else None}


def _kept(connection: Connection, article_id: str, words: list[Correction]) -> bool:
    said = kept_by_people(words)
    if said is not None:
        return said
    a = annotation_rows.c
    current = (
        (articles.c.id == a.article_id)
        & (articles.c.annotated_version == a.version)
        & (articles.c.annotator == a.annotator)
    )
    query = select(a.kept).select_from(articles).join(annotation_rows, current).where(articles.c.id == article_id)
    return bool(connection.execute(query).scalar())


def _json(correction: Correction) -> str:
    return json.dumps(correction.model_dump(mode="json")["value"], ensure_ascii=False)
