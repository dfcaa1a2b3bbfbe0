"""What other issues have to do with this one: what came too late for a closed one, and what one of them has told.

A day belongs to the issue whose window holds it; days that no issue holds (a weekend, a week for which none was made)
count with the closed issue before them. What a closed issue has, in whatever place, is decided and comes nowhere again;
an open one that a later closed issue has overtaken holds nothing back any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from digest.grouping import Group
from digest.window import IssueWindow, is_week
from domain.digest import IssueState, Reprint
from domain.search import IndexDocument
from store import Store
from store.digests.records import StoredIssue, Use

__all__ = ["CLOSED", "late_articles", "part_repeated", "told_elsewhere"]

CLOSED: Final = frozenset(str(state) for state in IssueState if state.closed)
_LATE_ISSUES: Final = 12
_UNCOVERED: Final = timedelta(weeks=8)
"""So far back days without any issue are looked through; an office that paused for longer makes issues of its own."""
_TOLD: Final = frozenset({"item", "reprint", "late"})
_DAY: Final = timedelta(days=1)


def late_articles(store: Store, issues: Sequence[StoredIssue], window: IssueWindow) -> dict[str, str]:
    """Article → the closed issue before this window that it came too late for: in no closed issue, and not kept for
    another open one.
    """
    newest = list({one.window_id: one for one in reversed(issues)}.values())  # of each window its last edition
    every_closed = [one for one in newest if one.state in CLOSED and one.window_id != window.id]
    if _overtaken(window.last, every_closed):
        return {}
    holding = {one.id for one in newest if one.state not in CLOSED and not _overtaken(one.last_day, every_closed)}
    between = [one for one in newest if one.id in holding and one.last_day < window.first]
    closed = sorted((one for one in every_closed if one.last_day < window.first), key=lambda one: one.last_day)
    owners = _owners(closed[-_LATE_ISSUES:], newest, window)
    candidates: dict[str, str] = {}
    for issue in reversed(closed[-_LATE_ISSUES:]):
        if any(issue.last_day < other.first_day for other in between):
            continue  # that issue takes what is late
        for first, last in _runs(sorted(day for day, owner in owners.items() if owner == issue.id)):
            for article_id in store.coverage.ids(first, last):
                candidates.setdefault(article_id, issue.id)
    uses = store.digests.used_in(list(candidates))
    return {
        article_id: issue
        for article_id, issue in candidates.items()
        if not any(
            use.state in CLOSED or (use.role == "late" and use.issue_id in holding)
            for use in _of_others(uses.get(article_id, ()), window.id)
        )
    }


def part_repeated(
    store: Store, issues: Sequence[StoredIssue], window: IssueWindow, groups: list[Group]
) -> tuple[list[Reprint], list[Group]]:
    """Texts that a closed issue already has are named, not told again."""
    if not any(one.state in CLOSED and one.window_id != window.id for one in issues):
        return [], groups
    ids = [one.id for made in groups for one in made.members]
    names = [one.group for made in groups for one in made.members if one.group is not None]
    members = store.coverage.groups(names)
    uses = store.digests.used_in([*ids, *(one for found in members.values() for one in found)])
    earlier = {one.id for one in issues if one.last_day < window.first}
    told = {
        article_id
        for article_id, found in uses.items()
        if any(
            use.state in CLOSED and use.role in _TOLD and use.issue_id in earlier
            for use in _of_others(found, window.id)
        )
    }
    themselves = set(told_elsewhere(uses, window.id))
    repeated: list[Reprint] = []
    fresh: list[Group] = []
    for made in groups:
        mine = {one.id for one in made.members}
        others = {other for one in made.members if one.group for other in members.get(one.group, ())} - mine
        if others & told or mine & themselves:
            repeated += [_reprint(one) for one in made.members]
        else:
            fresh.append(made)
    return repeated, fresh


def told_elsewhere(uses: Mapping[str, Iterable[Use]], window_id: str) -> dict[str, str]:
    """Article → the closed issue of another week that tells it. Issues of two dates tell anew what weeks have told."""
    if not is_week(window_id):
        return {}
    return {
        article_id: use.issue_id
        for article_id, found in uses.items()
        for use in _of_others(found, window_id)
        if use.state in CLOSED and use.role in _TOLD and is_week(use.issue_id)
    }


def _overtaken(last: date, closed: Iterable[StoredIssue]) -> bool:
    return any(one.first_day > last for one in closed)


def _owners(closed: Sequence[StoredIssue], newest: Iterable[StoredIssue], window: IssueWindow) -> dict[date, str]:
    """Day before the window → the closed issue that it counts with."""
    owners: dict[date, str] = {}
    covered: set[date] = set()
    for one in newest:
        covered.update(_days(one.first_day, one.last_day))
    for issue in reversed(closed):
        for day in _days(issue.first_day, issue.last_day):
            owners.setdefault(day, issue.id)
    for issue in closed:  # the later ones take over what lies behind them
        for day in _days(max(issue.last_day + _DAY, window.first - _UNCOVERED), window.first - _DAY):
            if day not in covered:
                owners[day] = issue.id
    return owners


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days in a row, as their first and last."""
    found = []
    for _, run in groupby(enumerate(days), key=lambda one: one[1] - timedelta(days=one[0])):
        stretch = [day for _, day in run]
        found.append((stretch[0], stretch[-1]))
    return found


def _of_others(uses: Iterable[Use], window_id: str) -> list[Use]:
    """Those of other windows: an edition that was taken back decides nothing for the one that replaces it."""
    return [use for use in uses if use.issue_id[: len(window_id)] != window_id]


def _reprint(one: IndexDocument) -> Reprint:
    article = one.article
    return Reprint(source=article.source, url=article.url, name=one.source_name, article_id=one.id, title=article.title)
