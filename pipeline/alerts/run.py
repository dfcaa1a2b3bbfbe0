"""Mails of saved searches that are due, written down with what they tell of in one transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, time
from html import escape
from typing import TYPE_CHECKING

from index.answer.highlight import targets_of
from index.answer.snippets import snippet
from index.query.parser import parse
from pipeline.alerts.matching import matching, not_there_yet
from pipeline.alerts.message import AlertMail, ToldHit, alert_message
from pipeline.alerts.schedule import is_due
from pipeline.lost_index import shortfall
from store.mails.alerts import AlertHit
from store.mails.mail_record import MailKind
from store.mails.saved_searches import Rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.search import Hit
    from domain.settings import Settings
    from index import SearchEngine
    from store import Store
    from store.mails.saved_searches import SavedSearch

__all__ = ["AlertReport", "run_alerts"]

_NOT_YET = "dữ liệu tìm kiếm đang được cập nhật nên cảnh báo chờ lần sau"
_LONGEST_TITLE = 1000


@dataclass(slots=True)
class AlertReport:
    """What a run did: searches judged, mails noted and articles told of; ``problem``: why none could be judged."""

    searches: int = 0
    mails: int = 0
    hits: int = 0
    problem: str | None = None
    told: list[int] = field(default_factory=list)
    """Numbers of the alerts that were made."""


def run_alerts(
    store: Store, engine: SearchEngine, index: str, settings: Settings, now: datetime, *, only: int | None = None
) -> AlertReport:
    """Judge every saved search that is due, or (``only``) one at once, whenever it is due. Mails are noted in the store
    and go out with the next sending. Raises what the engine raises where it does not answer; nothing is lost then.
    """
    report = AlertReport()
    at = time.fromisoformat(settings.mail.alert_time)
    due = [
        one
        for one in store.saved_searches.active()
        if one.id == only or (only is None and is_due(one.rate, one.told_at, now, at))
    ]
    top = store.arrivals.last()
    since = min((one.told_seq for one in due), default=top)
    came = store.arrivals.between(since, top)
    if came and (shortfall(store, engine, index) or not_there_yet(store, engine, index, came)):
        report.problem = _NOT_YET
        return report
    for search in due:
        alert = _tell(store, engine, settings, search, top, now)
        report.searches += 1
        if alert is not None:
            report.told.append(alert[0])
            report.hits += alert[1]
            report.mails += len(search.recipients)
    return report


def _tell(
    store: Store, engine: SearchEngine, settings: Settings, search: SavedSearch, top: int, now: datetime
) -> tuple[int, int] | None:
    """One search: what it finds among what came since it was told of last; number and size of the alert, if any."""
    came = store.arrivals.between(search.told_seq, top)
    if not came and search.rate is Rate.AT_ONCE:
        return None
    found = matching(engine, search, came)
    told = store.alerts.told(search.id, [hit.id for hit in found])
    fresh: list[Hit] = []
    copies: dict[str, list[Hit]] = {}
    reprints: list[str] = []
    for hit in found:
        group = told.group_of.get(hit.id)
        if hit.id in told.articles:
            continue
        if group is not None and group in told.groups:
            reprints.append(hit.id)
        elif group is not None and group in copies:
            copies[group].append(hit)
            reprints.append(hit.id)
        else:
            copies[group or hit.id] = []
            fresh.append(hit)
    waiting = store.alerts.waiting_reprints(search.id)
    later = len(waiting) + len(reprints) - sum(map(len, copies.values()))
    shown = [_shown(search, hit, copies[told.group_of.get(hit.id) or hit.id]) for hit in fresh]
    token = secrets.token_urlsafe(24)
    content = None
    if shown:
        mail = AlertMail(search, token, search.told_at, now, tuple(shown), later)
        content = alert_message(mail, settings.web.base_url, now)
    with store.transaction():
        if not store.alerts.advance(search, top, now):
            return None
        store.alerts.note_reprints(search.id, reprints)
        if content is None:
            return None
        hits = [AlertHit(one.article_id, one.title_html, one.snippet) for one in shown]
        counted = len(waiting) + len(reprints)
        alert_id = store.alerts.add(search, token, top, now, hits, counted)
        store.mails.enqueue(MailKind.ALERT, str(alert_id), search.recipients, content.subject, content.body, now)
    return alert_id, len(shown)


def _shown(search: SavedSearch, hit: Hit, copies: Sequence[Hit]) -> ToldHit:
    targets = targets_of(parse(search.query).root)
    title = hit.title[:_LONGEST_TITLE]
    marked = snippet((title,), targets, _LONGEST_TITLE) if targets else ""
    return ToldHit(
        article_id=hit.id,
        url=hit.url,
        title=title,
        title_html=marked if "<mark>" in marked else escape(title),
        source=hit.source_name or hit.source or "",
        published_at=hit.published_at,
        snippet=hit.snippet,
        copies=tuple(one.source_name or one.source or "" for one in copies),
        withdrawn=hit.withdrawn,
    )
