"""How each source is doing, judged by its own past: silent or broken, redesigned, fuller or emptier than usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Any

from sqlalchemy import Connection, exists, func, select

from domain.days import ZONE, local_time
from store.crawl.drift import FIELDS, Drift, Reading, drifts, shares
from store.crawl.entry_points import EntryPoint, EntryPoints
from store.crawl.frontier import Frontier, Kind, Outcome
from store.db.database import Database
from store.db.schema import article_versions, articles, frontier, pages, sources

__all__ = ["Health", "SourceHealth", "State"]

_READINGS = 300
_RECENT = 30
_GAPS = 20
_PAST = 200
_WEEKS = 8
_MANY_EDITS = 5
_EMPTIED = "trang danh sách không còn danh sách bài như trước, có thể đã đổi giao diện."
_LIST_KINDS = (Kind.LISTING, Kind.FEED, Kind.SITEMAP)


class State(StrEnum):
    """How a source is, in one word."""

    GOOD = "good"
    SILENT = "silent"
    LOOK = "look"
    BLOCKED = "blocked"
    NEVER = "never"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source. ``days_silent`` since its newest article, ``habit_days`` the usual gap; ``shares`` of the newest
    pages that show a field, ``baseline`` of those before; ``verdicts``: what a person should know, in Vietnamese,
    empty when all is well; ``points``: its entry points, with how far back they were read; ``oldest``: the first known
    day of publication, null where none is known; ``archive_waiting``: how many addresses of its archive are due.
    """

    source: str
    state: State
    last_visit_at: datetime | None
    last_ok_at: datetime | None
    last_new_at: datetime | None
    days_silent: int | None
    habit_days: float | None
    silent: bool
    shares: dict[str, float]
    baseline: dict[str, float]
    drift: tuple[Drift, ...]
    week_volume: int
    usual_volume: float | None
    articles: int
    quarantined: int
    failures: int
    next_visit_at: datetime | None
    points: tuple[EntryPoint, ...]
    oldest: date | None
    archive_waiting: int
    verdicts: tuple[str, ...]
    paused_until: datetime | None = None
    last_error: str | None = None


class Health:
    """The health of all sources; every figure is a query on the store."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._points = EntryPoints(database)
        self._frontier = Frontier(database)

    def all(self, now: datetime | None = None) -> list[SourceHealth]:
        """Every source that was ever crawled, by id."""
        with self._db.read() as connection:
            ids = list(connection.execute(select(sources.c.id).order_by(sources.c.id)).scalars())
        return [self.report(source, now) for source in ids]

    def report(self, source: str, now: datetime | None = None) -> SourceHealth:
        """One source; for one never crawled everything is empty."""
        now = now or self._db.now()
        with self._db.read() as connection:
            row = connection.execute(select(sources).where(sources.c.id == source)).first()
            days = _days(connection, source, now.date())
            oldest = _oldest(connection, source)
            readings = _readings(connection, source)
            empty_lists = _empty_lists(connection, source)
            edited, looked_at = _edits(connection, source)
            counted = select(func.count(), func.max(articles.c.first_seen_at)).where(articles.c.source == source)
            total, last_new = connection.execute(counted).one()
            poisoned = (frontier.c.source == source, frontier.c.outcome == str(Outcome.QUARANTINED))
            quarantined = connection.execute(select(func.count()).select_from(frontier).where(*poisoned)).scalar_one()
        silent_days, habit, silent = _silence(days, local_time(now).date())
        volume, usual = _volume(days, local_time(now).date())
        drift = drifts(readings)
        failures = row.failures if row is not None else 0
        points = tuple(self._points.of(source))
        troubles = {one.url: one.trouble for one in points if one.trouble}
        empty_lists = [url for url in empty_lists if url not in troubles]
        broken = bool(failures or empty_lists or troubles)
        error = row.last_error if row is not None else None
        fuller = next((trouble for trouble in troubles.values() if error and error in trouble), error)
        look = [
            *_trouble(failures, fuller),
            *(f"{url}: {trouble}" for url, trouble in troubles.items() if not (failures and trouble == fuller)),
            *(f"{url}: {_EMPTIED}" for url in empty_lists),
            *_nothing_line(row, total, broken or bool(quarantined)),
            *(one.line() for one in drift),
            *_edits_line(edited, looked_at),
            *_volume_line(volume, usual),
            *([f"{quarantined} địa chỉ lỗi đã tạm ngừng, cần người kiểm tra."] if quarantined else []),
        ]
        verdicts = [*look, *_silence_line(silent, silent_days, habit, broken)]
        visited = row is not None and row.last_visit_at is not None
        blocked = bool(failures) or (bool(points) and len(troubles) == len(points))
        return SourceHealth(
            source=source,
            state=State.PAUSED if _rests(row, now) else _state(visited, blocked, bool(look), silent),
            last_visit_at=row.last_visit_at if row is not None else None,
            last_ok_at=row.last_ok_at if row is not None else None,
            last_new_at=last_new,
            days_silent=silent_days,
            habit_days=habit,
            silent=silent,
            shares=shares(readings[-_RECENT:]),
            baseline=shares(readings[:-_RECENT]),
            drift=drift,
            week_volume=volume,
            usual_volume=usual,
            articles=total,
            quarantined=quarantined,
            failures=failures,
            next_visit_at=row.next_visit_at if row is not None else None,
            points=points,
            oldest=oldest,
            archive_waiting=self._frontier.archive_waiting(source, now),
            verdicts=tuple(verdicts),
            paused_until=row.paused_until if row is not None and row.paused else None,
            last_error=error,
        )


def _rests(row: Any, now: datetime) -> bool:
    """Whether a person has taken the source out of the round for now."""
    return row is not None and row.paused and (row.paused_until is None or row.paused_until > now)


def _state(visited: bool, blocked: bool, look: bool, silent: bool) -> State:
    if not visited:
        return State.NEVER
    if blocked:
        return State.BLOCKED
    if look:
        return State.LOOK
    return State.SILENT if silent else State.GOOD


def _nothing_line(row: Any, total: int, broken: bool) -> list[str]:
    """A source that was visited and has no article at all is told, whatever the reason."""
    if row is None or row.last_visit_at is None or total or broken:
        return []
    return [
        "Đã thu thập nhưng chưa lấy được bài nào. Hãy mở trang danh sách xem có bài không, và kiểm tra “article_urls”, "
        "“selectors” trong tệp nguồn."
    ]


def _comma(number: float) -> str:
    """A number as Vietnamese readers write it, with at most one decimal: 2,5."""
    return f"{number:.1f}".removesuffix(".0").replace(".", ",")


def _thousands(number: int) -> str:
    """1.508"""
    return f"{number:,}".replace(",", ".")


def _oldest(connection: Connection, source: str) -> date | None:
    """The first day of publication known of a source's articles; null where none says its day."""
    day = connection.execute(select(func.min(articles.c.published_day)).where(articles.c.source == source)).scalar()
    return date.fromisoformat(day) if day else None


def _days(connection: Connection, source: str, today: date) -> list[date]:
    """The day of each article, ascending: as published, else as first seen. Undated ones of the first visit, which
    brings the backlog of years, say nothing beside dated ones; days to come are mistakes of the site.

    Of a long past only the newest days are there, each once: nothing else is asked of it.
    """
    a = articles.c
    mine = select(a.published_day, a.first_seen_at).where(a.source == source)
    begun = connection.execute(select(func.min(a.first_seen_at)).where(a.source == source)).scalar()
    if begun is None:
        return []
    since = today - timedelta(weeks=_WEEKS + 1)
    dated = mine.where(a.published_day.is_not(None))
    undated = mine.where(a.published_day.is_(None))
    past = select(a.published_day, func.min(a.first_seen_at)).where(
        a.source == source, a.published_day < since.isoformat()
    )
    rows = [
        *connection.execute(past.group_by(a.published_day).order_by(a.published_day.desc()).limit(_PAST)),
        *connection.execute(dated.where(a.published_day >= since.isoformat())),
    ]
    days = [min(date.fromisoformat(published), local_time(seen).date() + timedelta(days=1)) for published, seen in rows]
    if rows:
        undated = undated.where(
            a.first_seen_at >= datetime.combine(local_time(begun).date() + timedelta(days=1), time(), ZONE)
        )
    seen = a.first_seen_at
    midnight = datetime.combine(since, time(), ZONE)
    for query in (undated.where(seen >= midnight), undated.where(seen < midnight).order_by(seen.desc()).limit(_PAST)):
        days += [local_time(row.first_seen_at).date() for row in connection.execute(query)]
    return sorted(days)


def _readings(connection: Connection, source: str) -> list[Reading]:
    p = pages.c
    where = (p.source == source, p.kind == str(Kind.ARTICLE), p.state.in_(["article", "not_article", "failed"]))
    columns = [p.url, p.state, p.article_id, *(p[f"has_{name}"] for name in FIELDS)]
    rows = connection.execute(
        select(*columns).where(*where).order_by(p.fetched_at.desc(), p.id.desc()).limit(_READINGS)
    ).all()
    return [_reading(row) for row in reversed(rows)]


def _reading(row: Any) -> Reading:
    if row.state != "article":
        return Reading(row.url, {"body": False})
    return Reading(row.url, {name: bool(getattr(row, f"has_{name}")) for name in FIELDS})


def _empty_lists(connection: Connection, source: str) -> list[str]:
    """Lists whose newest fetch names no article, while an earlier one did."""
    f, p = frontier.c, pages.c
    lists = select(f.url).where(f.source == source, f.kind.in_([str(kind) for kind in _LIST_KINDS])).subquery()
    read = select(p.links).where(p.url == lists.c.url, p.source == source, p.links.is_not(None))
    newest = read.order_by(p.id.desc()).limit(1).scalar_subquery()
    once_full = exists(select(p.id).where(p.url == lists.c.url, p.source == source, p.links > 0))
    query = select(lists.c.url).where(newest == 0, once_full).order_by(lists.c.url)
    return list(connection.execute(query).scalars())


def _edits(connection: Connection, source: str) -> tuple[int, int]:
    """Of the articles looked at again on the last day of visits: how many came out otherwise, and how many in all."""
    f, v = frontier.c, article_versions.c
    articles_of = (f.source == source, f.kind == str(Kind.ARTICLE), f.visits > 1, f.last_visit_at.is_not(None))
    # Not max(): that reads them all, while the index gives the newest first.
    newest = select(f.last_visit_at).where(*articles_of).order_by(f.last_visit_at.desc()).limit(1)
    last = connection.execute(newest).scalar()
    if last is None:
        return 0, 0
    since = last - timedelta(days=1)
    again = select(func.count()).select_from(frontier).where(*articles_of, f.last_visit_at > since)
    edited = select(v.article_id).where(v.number > 1, v.seen_at > since)
    # "+ ''" keeps the database from reading all articles of the source: the few edits of a day are the shorter list.
    own = articles.c.source + "" == source
    changed = select(func.count()).select_from(articles).where(articles.c.id.in_(edited), own)
    return connection.execute(changed).scalar_one(), connection.execute(again).scalar_one()


def _edits_line(edited: int, looked_at: int) -> list[str]:
    """A person edits an article or two a day; a new layout changes what is read of all of them at once."""
    if edited < _MANY_EDITS or edited * 2 < looked_at:
        return []
    return [f"{edited} trên {looked_at} bài xem lại trong ngày đều đổi nội dung: có thể trang đã đổi giao diện."]


def _silence(days: Sequence[date], today: date) -> tuple[int | None, float | None, bool]:
    if not days:
        return None, None, False
    silent = max(0, (today - days[-1]).days)
    distinct = sorted(set(days))[-_GAPS - 1 :]
    gaps = [(b - a).days for a, b in pairwise(distinct)]
    if len(gaps) < 4:
        return silent, float(median(gaps)) if gaps else None, False
    habit = float(median(gaps))
    longest = sorted(gaps)[int(0.9 * (len(gaps) - 1))]  # but for the odd summer or year without news
    return silent, habit, silent > max(3 * habit, 1.5 * longest, 3)


def _volume(days: Sequence[date], today: date) -> tuple[int, float | None]:
    """Articles of the last seven days, and the median of the eight weeks before, of those in which the source was
    known.
    """
    week = sum(1 for day in days if today - timedelta(days=7) < day <= today)
    usual = []
    for back in range(1, _WEEKS + 1):
        end = today - timedelta(days=7 * back)
        if days and days[0] <= end - timedelta(days=6):
            usual.append(sum(1 for day in days if end - timedelta(days=7) < day <= end))
    return week, float(median(usual)) if len(usual) >= 3 else None


def _trouble(failures: int, error: str | None) -> list[str]:
    return [f"{failures} lần thu thập gần nhất đều lỗi: {error or 'không rõ lý do'}"] if failures else []


def _silence_line(silent: bool, days: int | None, habit: float | None, broken: bool) -> list[str]:
    if not silent:
        return []
    why = (
        "nhiều khả năng do trang hỏng hoặc đổi giao diện"
        if broken
        else "các lần thu thập vẫn đọc được, có thể trang ngừng đăng bài"
    )
    return [f"{_thousands(days or 0)} ngày chưa có bài mới (thường {_comma(habit or 0)} ngày có một bài): {why}."]


def _volume_line(volume: int, usual: float | None) -> list[str]:
    if usual is None or usual < 2:
        return []
    if volume < usual / 4:
        return [f"7 ngày qua chỉ có {volume} bài, thường là {_comma(usual)}."]
    if volume > usual * 4:
        return [f"7 ngày qua có tới {volume} bài, thường là {_comma(usual)}."]
    return []
