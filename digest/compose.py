"""From the store to a draft: what was published in the window, what came too late for an earlier one, and all that is
said of it. Reads, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from digest.draft import Draft, Entry
from digest.elsewhere import CLOSED, late_articles, part_repeated
from digest.grouping import Group, PairDecision, group
from digest.items import Surroundings, entry_of
from digest.moved import Earlier, find_earlier, index_earlier, key_of
from digest.ours import Ours
from digest.overview import overview_of, silent_sources
from digest.window import IssueWindow
from domain.annotation import Figure
from domain.areas import reform_areas
from domain.days import official_day
from domain.digest import MovedFigure, QuotedFigure, Undated
from domain.search import IndexDocument
from domain.settings import Settings
from store import Store
from store.digests.coverage import Annotated
from store.digests.records import StoredIssue

__all__ = ["compose", "title_of"]

_LOOK_BACK: Final = timedelta(weeks=5)
_MOST_MOVED: Final = 2


def title_of(window: IssueWindow) -> str:
    """ "Điểm tin cải cách hành chính – Tuần 39/2022 (26/9–02/10/2022)": always with both ends."""
    if window.numbering:
        return f"Điểm tin cải cách hành chính – {window.numbering} ({window.both_ends})"
    return f"Điểm tin cải cách hành chính từ ngày {official_day(window.first)} đến ngày {official_day(window.last)}"


def compose(store: Store, settings: Settings, window: IssueWindow, now: datetime) -> Draft:
    """Put an issue together."""
    issues = store.digests.all()
    ids = store.coverage.ids(window.first, window.last)
    late = late_articles(store, issues, window)
    added = _added(store, issues, window, {*ids, *late})
    loaded = store.documents.load([*ids, *late, *added])
    in_week = [loaded[one] for one in ids if one in loaded]
    ours = Ours(settings.office)
    pairs = [PairDecision(one.article_id, one.other_id, one.together) for one in store.digests.requests.pairs()]
    groups = group(in_week, pairs)
    came_late = [loaded[one] for one in late if one in loaded]
    with_late = group([*in_week, *came_late], pairs) if came_late else groups
    taken_in = group([loaded[one] for one in added if one in loaded], pairs)
    before = store.coverage.annotations(window.first - _LOOK_BACK, window.first - timedelta(days=1))
    around = Surroundings(
        ours=ours,
        last=window.last,
        known_documents=_known_documents(before),
        names={},
        late_for=late,
    )
    repeated, fresh = part_repeated(store, issues, window, list(with_late))
    told = [*fresh, *taken_in]
    moved = _all_moved(told, before, store)
    entries = [entry_of(one, around).model_copy(update={"moved": moved.get(one.lead.id, ())}) for one in told]
    previous = window.before()
    last_week = store.coverage.annotations(previous.first, previous.last)
    left = _left_aside(store, issues, window)
    return Draft(
        window_id=window.id,
        first=window.first,
        last=window.last,
        numbering=window.numbering,
        title=title_of(window),
        composed_at=now,
        overview=overview_of(window, in_week, groups, last_week, store.coverage, ours),
        entries=tuple(sorted(entries, key=_order)),
        silent=silent_sources(window, store.coverage.source_days(window.last)),
        undated=tuple(
            Undated(
                article_id=one.id,
                title=one.title,
                url=one.url,
                source=one.source,
                source_name=one.source_name,
                first_seen_at=one.first_seen_at,
            )
            for one in store.coverage.undated()
            if one.id not in left and one.id not in added
        ),
        repeated=tuple(repeated),
    )


def _order(entry: Entry) -> tuple[bool, int, float, str]:
    codes = [area.code for area in reform_areas()]
    at = codes.index(entry.item.topic) if entry.item.topic in codes else len(codes)
    return entry.item.late_for is not None, at, -entry.score, entry.item.article_id


def _added(store: Store, issues: Sequence[StoredIssue], window: IssueWindow, known: set[str]) -> list[str]:
    """Articles of other days that a person took into this issue."""
    open_ = [one.id for one in issues if one.window_id == window.id and one.state not in CLOSED]
    return [
        one.article_id
        for issue in open_
        for one in store.digests.edits(issue)
        if one.field == "chosen" and one.value and one.article_id and one.article_id not in known
    ]


def _left_aside(store: Store, issues: Sequence[StoredIssue], window: IssueWindow) -> set[str]:
    """Undated articles that a person said to leave."""
    mine = [one.id for one in issues if one.window_id == window.id]
    return {
        one.article_id
        for issue in mine
        for one in store.digests.edits(issue)
        if one.field == "tray" and one.value and one.article_id
    }


def _known_documents(rows: Iterable[Annotated]) -> frozenset[str]:
    return frozenset(
        one["number"] for row in rows for one in row.record.get("documents", ()) if one.get("number") is not None
    )


def _all_moved(
    groups: Sequence[Group], before: Iterable[Annotated], store: Store
) -> dict[str, tuple[MovedFigure, ...]]:
    """Article → those of its figures that an earlier article of the same site counted too."""
    earlier = index_earlier(before)
    matches: list[tuple[IndexDocument, Figure, Earlier]] = []
    for document in (one.lead for one in groups):
        found = 0
        for figure in document.annotation.figures:
            key = key_of(document.article.source, figure.model_dump(mode="json"))
            match = find_earlier(figure, earlier.get(key, ())) if key is not None else None
            if match is not None and figure.sentence in document.article.body and found < _MOST_MOVED:
                matches.append((document, figure, match))
                found += 1
    loaded = store.documents.load(sorted({match.article_id for _, _, match in matches}))
    moved: dict[str, list[MovedFigure]] = {}
    for document, figure, match in matches:
        other = loaded.get(match.article_id)
        if other is None or figure.value is None or match.sentence not in other.article.body:
            continue
        # People may have corrected the earlier figure since it was read.
        if not any(one.value == match.value and one.text == match.text for one in other.annotation.figures):
            continue
        moved.setdefault(document.id, []).append(
            MovedFigure(
                n=0,
                body=document.unit or document.source_name,
                subject=figure.subject or "",
                unit=figure.unit or "",
                before=_side(match.text, match.value, match.sentence, other),
                now=_side(figure.text, figure.value, figure.sentence, document),
                difference=round(figure.value - match.value, 6),
            )
        )
    return {article_id: tuple(lines) for article_id, lines in moved.items()}


def _side(text: str, value: float, sentence: str, document: IndexDocument) -> QuotedFigure:
    article = document.article
    return QuotedFigure(
        text=text,
        value=value,
        sentence=sentence,
        article_id=document.id,
        title=article.title,
        url=article.url,
        published_at=article.published_at,
    )
