"""Which articles may count for which tasks, says the machine: features, reasons and a score, until a person decides."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, literal, select, update

from store.db.database import Database
from store.db.plan_tables import (
    FEATURES,
    plan_evidence,
    plan_suggestions,
    plan_task_versions,
    plan_versions,
    plan_weighed,
    plan_weights,
)
from store.db.rows import clean_text, in_batches
from store.db.schema import articles

__all__ = ["FEATURES", "NewSuggestion", "StoredSuggestion", "Suggestions", "Weights"]


_COPIES = 20
"""So many more of a task are read than are asked for: reprints of one story take one place."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts for, and where nought lies."""

    bias: float
    of: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum."""
        return self.bias + sum(weight * features.get(name, 0.0) for name, weight in self.of.items())


@dataclass(frozen=True, slots=True)
class NewSuggestion:
    """One article for one task."""

    task_id: int
    article_id: str
    kind: str
    unit: str
    channel: str
    area: str | None
    day: date | None
    title: str
    features: Mapping[str, float]
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredSuggestion:
    """A suggestion that nobody has decided about. ``elsewhere``: it counts for another task of the plan."""

    task_id: int
    article_id: str
    kind: str
    unit: str
    channel: str
    area: str | None
    day: date | None
    title: str
    url: str
    group: str | None
    withdrawn: bool
    features: Mapping[str, float]
    score: float
    reasons: tuple[str, ...]
    elsewhere: bool


class Suggestions:
    """The suggestions of all plans."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def save(self, plan_id: str, weighed: Mapping[str, int], made: Sequence[NewSuggestion], made_by: str) -> None:
        """Keep what weighing some articles (id → document version) against the plan gave, in place of what there was,
        and that they were weighed; in one transaction.
        """
        rows = [_row(plan_id, one) for one in made]
        done = [
            {"plan_id": plan_id, "article_id": article_id, "document_version": version, "made_by": made_by}
            for article_id, version in weighed.items()
        ]
        s = plan_suggestions.c
        with self._db.write() as connection:
            for batch in in_batches(list(weighed)):
                connection.execute(delete(plan_suggestions).where(s.plan_id == plan_id, s.article_id.in_(batch)))
            if rows:
                connection.execute(insert(plan_suggestions), rows)
            if done:
                keys = ("plan_id", "article_id")
                connection.execute(self._db.upsert(plan_weighed, keys, ("document_version", "made_by")), done)

    def best(
        self, plan_id: str, *, task_id: int | None = None, each: int = 10, least: float | None = None
    ) -> list[StoredSuggestion]:
        """Undecided suggestions of at least this score, at most ``each`` of a task, best first; the copies of one story
        once. Neither what was decided for that task nor its reprints are among them.
        """
        s, a = plan_suggestions.c, articles.c
        with self._db.read() as connection:
            said = _said(connection, plan_id)
            most = each + max((len(stories) for stories in said.by_task.values()), default=0) + _COPIES
            place = func.row_number().over(partition_by=s.task_id, order_by=(s.score.desc(), s.article_id))
            where = [s.plan_id == plan_id, *([s.task_id == task_id] if task_id is not None else [])]
            if least is not None:
                where.append(s.score >= least)
            ranked = select(s.task_id, s.article_id, place.label("place")).where(*where).subquery()
            query = (
                select(plan_suggestions, a.group_id, a.withdrawn_at, a.canonical_url)
                .join(ranked, and_(ranked.c.task_id == s.task_id, ranked.c.article_id == s.article_id))
                .join(articles, a.id == s.article_id)
                .where(ranked.c.place <= most)
                .order_by(s.score.desc(), s.task_id, s.article_id)
            )
            rows = connection.execute(query).all()
        found: list[StoredSuggestion] = []
        counts: dict[int, int] = {}
        seen: set[tuple[int, str]] = set()
        for row in rows:
            story = row.group_id or row.article_id
            if (row.task_id, story) in seen or story in said.by_task.get(row.task_id, ()):
                continue
            seen.add((row.task_id, story))
            if counts.get(row.task_id, 0) < each:
                counts[row.task_id] = counts.get(row.task_id, 0) + 1
                found.append(_stored(row, elsewhere=story in said.confirmed))
        return found

    def waiting(self, least: float) -> dict[str, tuple[int, int]]:
        """Plan → how many undecided suggestions of at least this score there are, and for how many tasks: what was
        weighed before, the copies of one story counted once, and nothing of tasks that the newest version dropped.
        """
        s, a, t = plan_suggestions.c, articles.c, plan_task_versions.c
        v = plan_versions.c
        newest = select(v.plan_id, func.max(v.number).label("version")).group_by(v.plan_id).subquery()
        story = func.coalesce(a.group_id, s.article_id)
        query = (
            select(s.plan_id, s.task_id, story)
            .select_from(
                plan_suggestions.join(articles, a.id == s.article_id)
                .join(newest, newest.c.plan_id == s.plan_id)
                .join(plan_task_versions, and_(t.task_id == s.task_id, t.version == newest.c.version))
            )
            .where(s.score >= least, s.day.is_not(None))
            .distinct()
        )
        left: dict[str, list[int]] = {}
        said: dict[str, _Said] = {}
        with self._db.read() as connection:
            for plan_id, task_id, one in connection.execute(query).all():
                known = said.get(plan_id) or said.setdefault(plan_id, _said(connection, plan_id))
                if one not in known.confirmed and one not in known.by_task.get(task_id, ()):
                    left.setdefault(plan_id, []).append(task_id)
        return {plan_id: (len(tasks), len(set(tasks))) for plan_id, tasks in left.items()}

    def get(self, task_id: int, article_ids: Sequence[str]) -> dict[str, NewSuggestion]:
        """The suggestions of these articles for a task, decided or not."""
        s = plan_suggestions.c
        found: dict[str, NewSuggestion] = {}
        with self._db.read() as connection:
            for batch in in_batches(list(article_ids)):
                query = select(plan_suggestions).where(s.task_id == task_id, s.article_id.in_(batch))
                for row in connection.execute(query):
                    found[row.article_id] = _plain(row)
        return found

    def titles(self, task_id: int) -> list[tuple[str, str, float]]:
        """Article, title and share of keywords of every suggestion of a task."""
        s = plan_suggestions.c
        with self._db.read() as connection:
            rows = connection.execute(select(s.article_id, s.title, s.f_keywords).where(s.task_id == task_id))
            return [(row.article_id, row.title, row.f_keywords) for row in rows]

    def set_likeness(self, task_id: int, likeness: Mapping[str, tuple[float, float]]) -> None:
        """Article → how like what was confirmed for the task, and what was rejected, it is now."""
        s = plan_suggestions.c
        with self._db.write() as connection:
            for article_id, (similar, unlike) in likeness.items():
                where = (s.task_id == task_id, s.article_id == article_id)
                values = {"f_similar": similar, "f_unlike": unlike}
                connection.execute(update(plan_suggestions).where(*where).values(values))

    def weights(self, plan_id: str) -> Weights | None:
        """What was learnt for a plan; None before the first decision."""
        query = select(plan_weights.c.record).where(plan_weights.c.plan_id == plan_id)
        with self._db.read() as connection:
            record = connection.execute(query).scalar()
        if record is None:
            return None
        values = json.loads(record)
        return Weights(values["bias"], values["of"])

    def set_weights(self, plan_id: str, weights: Weights, decisions: int, at: datetime) -> None:
        """Keep what was learnt, and score all suggestions of the plan by it."""
        record = json.dumps({"bias": weights.bias, "of": dict(weights.of)}, sort_keys=True)
        values = {"plan_id": plan_id, "decisions": decisions, "record": record, "made_at": at}
        score: Any = literal(weights.bias)
        for name in FEATURES:
            score = score + weights.of.get(name, 0.0) * plan_suggestions.c[f"f_{name}"]
        with self._db.write() as connection:
            statement = self._db.upsert(plan_weights, ("plan_id",), ("decisions", "record", "made_at"))
            connection.execute(statement, values)
            scored = update(plan_suggestions).where(plan_suggestions.c.plan_id == plan_id).values(score=score)
            connection.execute(scored)


@dataclass(frozen=True, slots=True)
class _Said:
    """What people have decided in a plan: task → stories, and the stories that count for any task."""

    by_task: Mapping[int, set[str]]
    confirmed: set[str]


def _said(connection: Connection, plan_id: str) -> _Said:
    e, a = plan_evidence.c, articles.c
    query = select(e.task_id, e.state, a.id, a.group_id).join(articles, a.id == e.article_id)
    by_task: dict[int, set[str]] = {}
    confirmed: set[str] = set()
    for row in connection.execute(query.where(e.plan_id == plan_id)):
        by_task.setdefault(row.task_id, set()).add(row.group_id or row.id)
        if row.state == "confirmed":
            confirmed.add(row.group_id or row.id)
    return _Said(by_task, confirmed)


def _row(plan_id: str, one: NewSuggestion) -> dict[str, Any]:
    values: dict[str, Any] = {
        "task_id": one.task_id,
        "article_id": one.article_id,
        "plan_id": plan_id,
        "kind": one.kind,
        "unit": one.unit,
        "channel": one.channel,
        "area": one.area,
        "day": one.day.isoformat() if one.day else None,
        "title": clean_text(one.title),
        "score": one.score,
        "reasons": json.dumps(one.reasons, ensure_ascii=False),
    }
    return values | {f"f_{name}": one.features.get(name, 0.0) for name in FEATURES}


def _features(row: Row[Any]) -> dict[str, float]:
    return {name: row._mapping[f"f_{name}"] for name in FEATURES}


def _day(row: Row[Any]) -> date | None:
    return date.fromisoformat(row.day) if row.day else None


def _plain(row: Row[Any]) -> NewSuggestion:
    return NewSuggestion(
        row.task_id,
        row.article_id,
        row.kind,
        row.unit,
        row.channel,
        row.area,
        _day(row),
        row.title,
        _features(row),
        row.score,
        tuple(json.loads(row.reasons)),
    )


def _stored(row: Row[Any], *, elsewhere: bool) -> StoredSuggestion:
    return StoredSuggestion(
        row.task_id,
        row.article_id,
        row.kind,
        row.unit,
        row.channel,
        row.area,
        _day(row),
        row.title,
        row.canonical_url,
        row.group_id,
        row.withdrawn_at is not None,
        _features(row),
        row.score,
        tuple(json.loads(row.reasons)),
        elsewhere,
    )
