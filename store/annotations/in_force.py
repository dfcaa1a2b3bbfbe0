"""The corrections in force, and what they make of an article: what every reader of articles and annotations asks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, or_, select

from domain.article import Article, DateOrigin
from domain.correction import Correction, CorrectionKind, Target
from store.db.rows import in_batches
from store.db.schema import corrections as table
from store.db.times import parse_moment

__all__ = ["apply_to_article", "correction_of", "kept_by_people", "month_by_people", "of_articles"]


def of_articles(connection: Connection, ids: list[str]) -> dict[str, list[Correction]]:
    """The corrections in force for these articles, oldest first; articles without any are left out."""
    found: dict[str, list[Correction]] = {}
    for batch in in_batches(ids):
        where = (or_(table.c.article_id.is_(None), table.c.article_id.in_(batch)), table.c.revoked_at.is_(None))
        for row in connection.execute(select(table).where(*where).order_by(table.c.id)):
            for article_id in [row.article_id] if row.article_id is not None else batch:
                found.setdefault(article_id, []).append(correction_of(row))
    return found


def apply_to_article(article: Article, corrections: Iterable[Correction]) -> Article:
    """The article with people's date of publication and title."""
    for correction in corrections:
        if correction.kind is CorrectionKind.DATE_SET:
            moment = parse_moment(correction.value.get("published_at"))
            origin = None if moment is None else DateOrigin.PERSON
            article = article.model_copy(update={"published_at": moment, "date_origin": origin})
        elif correction.kind is CorrectionKind.TITLE_SET:
            article = article.model_copy(update={"title": correction.value["title"]})
    return article


def month_by_people(corrections: Iterable[Correction]) -> str | None:
    """The month of publication ("2022-09") where people say that no more is known; null where their last word on the
    date is another one, or there is none.
    """
    said = [one.value.get("published_month") for one in corrections if one.kind is CorrectionKind.DATE_SET]
    return str(said[-1]) if said and said[-1] else None


def kept_by_people(corrections: Iterable[Correction]) -> bool | None:
    """Whether people say that the article is news about the reform; None where nobody said."""
    said = [one.value["kept"] for one in corrections if one.kind is CorrectionKind.KEPT_SET]
    return bool(said[-1]) if said else None


def correction_of(row: Any) -> Correction:
    """A row of the table as a record."""
    values = dict(row._mapping)
    values["target"] = Target.model_validate_json(values["target"])
    values["value"] = json.loads(values["value"])
    return Correction.model_validate(values)
