"""The week in numbers, and which sites were silent in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from digest.grouping import Groups
from digest.ours import Ours
from digest.window import IssueWindow
from domain.areas import area_short_name, reform_areas
from domain.article import day_of
from domain.days import official_day_month
from domain.digest import Overview, Share, Silent
from domain.provinces import find_province
from domain.search import IndexDocument
from store.digests.coverage import Annotated, Coverage, SourceDays

__all__ = ["overview_of", "silent_sources"]

_WEEKS: Final = 8
_COLLECTED: Final = timedelta(days=28)
_FEWEST_DAYS: Final = 5
_RHYTHM: Final = 1.5


def overview_of(
    window: IssueWindow,
    documents: Sequence[IndexDocument],
    groups: Groups,
    before: Sequence[Annotated],
    coverage: Coverage,
    ours: Ours,
) -> Overview:
    """Counts of the week, and of the one before where anything had been collected for it."""
    earlier = window.before()
    counts = coverage.counts(earlier.first, earlier.last)
    known = _was_collected(earlier, coverage)
    provinces = {one for one in map(_province_now, (document.province for document in documents)) if one}
    theirs = {_province_now(row.record.get("province") or row.province) for row in before} - {None}
    return Overview(
        articles=len(documents),
        copies=groups.copies,
        contents=len(documents) - groups.copies,
        sources=len({one.article.source or one.id for one in documents}),
        provinces=len(provinces),
        ours=sum(1 for one in documents if ours.is_of_our_province(one) or ours.names_in(one)),
        previous_articles=counts.articles if known else None,
        previous_copies=counts.articles - counts.contents if known else None,
        previous_sources=counts.sources if known else None,
        previous_provinces=len(theirs) if known else None,
        previous_name=earlier.both_ends,
        topics=_topics(documents, before if known else None),
        days=_days(window, documents),
        weeks=_weeks(window, len(documents), coverage) if known else (),
    )


def _was_collected(window: IssueWindow, coverage: Coverage) -> bool:
    """Whether there was news in these days or the weeks before them; old articles that came with a backlog say nothing
    of a week.
    """
    return coverage.counts(window.first - _COLLECTED, window.last).articles > 0


def _province_now(name: str | None) -> str | None:
    found = find_province(name) if name else None
    return found.now if found else None


def _topics(documents: Sequence[IndexDocument], before: Sequence[Annotated] | None) -> tuple[Share, ...]:
    """How many articles speak of each area, those of none left out."""
    now: dict[str, int] = {}
    then: dict[str, int] = {}
    for document in documents:
        for one in document.annotation.topics:
            now[one.topic] = now.get(one.topic, 0) + 1
    for row in before or ():
        for found in row.record.get("topics", ()):
            then[found["topic"]] = then.get(found["topic"], 0) + 1
    return tuple(
        Share(
            key=area.code,
            name=area_short_name(area.code),
            articles=now.get(area.code, 0),
            previous=then.get(area.code, 0) if before is not None else None,
        )
        for area in reform_areas()
        if now.get(area.code) or then.get(area.code)
    )


def _days(window: IssueWindow, documents: Sequence[IndexDocument]) -> tuple[Share, ...]:
    counted: dict[str, int] = {}
    for one in documents:
        counted[str(day_of(one.article.published_at))] = counted.get(str(day_of(one.article.published_at)), 0) + 1
    return tuple(
        Share(key=str(day), name=official_day_month(day), articles=counted.get(str(day), 0)) for day in window.days
    )


def _weeks(window: IssueWindow, articles: int, coverage: Coverage) -> tuple[Share, ...]:
    """Up to eight windows, the last of them this one; those from before anything was known are left out."""
    found = [Share(key=window.id, name=official_day_month(window.first), articles=articles)]
    for back in range(1, _WEEKS):
        one = window.before(back)
        if not _was_collected(one, coverage):
            break
        count = coverage.counts(one.first, one.last).articles
        found.append(Share(key=str(one.first), name=official_day_month(one.first), articles=count))
    return tuple(reversed(found))


def silent_sources(window: IssueWindow, sources: Sequence[SourceDays]) -> tuple[Silent, ...]:
    """Sites that publish within such a stretch of days as a rule, and have published nothing in it."""
    found = []
    length = (window.last - window.first).days + 1
    for source in sources:
        days = [day for day in source.days if day < window.first]
        if source.paused or len(days) < _FEWEST_DAYS or any(day >= window.first for day in source.days):
            continue
        usual = float(median((b - a).days for a, b in pairwise(days)))
        if usual * _RHYTHM > length:
            continue
        found.append(
            Silent(
                source=source.id,
                name=source.name,
                last=days[-1],
                unit=source.unit,
                days=(window.last - days[-1]).days,
                usual=usual,
            )
        )
    return tuple(sorted(found, key=lambda one: (-(one.days or 0), one.source)))
