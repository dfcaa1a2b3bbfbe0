"""When an article was published and when it was updated, and where that was read.

The order, strongest first: the source's selectors; JSON-LD of this very article; microdata and ``<meta>``; a labelled
or placed date line near the heading; what the feed or the listing said; ``<meta name="date">``; the address; htmldate
where readers see the same day; nothing.

Why the order bends in places:
- A label that readers see ("Ngày đăng: …") next to the heading of a Vietnamese page beats a machine date of another
  day: portals fill their metadata from templates (2023-01-01, the time of the request), never their visible label.
- A date line right under the heading of such a page beats ``<meta>`` and what is said of the page as a whole, not
  JSON-LD of the article itself.
- A machine date is not believed where it is the day that the site's own clock shows and a date line says otherwise.
- An update ("Cập nhật: …") is never a publication; a ``dateModified`` of the day of the request is a clock.
- Feed and listing come after the page: they speak of the same record, but listings round to days and feeds to updates.
- The address is last: its day is when a draft was saved. Dates in running text are never used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from crawler.extraction.dates.htmldate_fallback import fallback_day
from crawler.extraction.dates.parsing import parse_machine, parse_moment, same_day
from crawler.extraction.dates.stated import Stated, from_jsonld, from_meta, from_microdata, url_day, weak_meta
from crawler.extraction.dates.time_of_day import VIETNAM
from crawler.extraction.dates.visible import Visible, read_visible
from crawler.extraction.layout import Layout
from crawler.extraction.page import Page
from crawler.extraction.selectors import select
from domain.article import DateOrigin, Moment, day_of
from domain.text import has_accents

__all__ = ["Dates", "find_dates"]

_LABELLED = 4.0
_PLACED = 3.0


@dataclass(frozen=True, slots=True)
class Dates:
    """``published_at`` and ``date_origin`` are null together."""

    published_at: Moment | None = None
    updated_at: Moment | None = None
    date_origin: DateOrigin | None = None


@dataclass(frozen=True, slots=True)
class _Evidence:
    value: Moment
    origin: DateOrigin


def find_dates(page: Page) -> Dates:
    """Publication and update of the page's article. Never raises on a page; never reads the clock of this machine."""
    layout = Layout.of(page)
    visible = read_visible(layout)
    stated = [s for s in (from_jsonld(page), from_microdata(layout), from_meta(page)) if s is not None]
    chosen = _published(page, visible, stated) or _fallback(page, layout, visible)
    updated = _updated(page, visible, stated, chosen)
    if chosen is None:
        return Dates(updated_at=updated)
    published = _refined(chosen.value, _values(page, visible, stated))
    if updated is not None and (published == updated or (_day(updated) < _day(published))):
        updated = None
    return Dates(published, updated, chosen.origin)


def _published(page: Page, visible: Visible, stated: list[Stated]) -> _Evidence | None:
    if (value := _selected(page, "published")) is not None:
        return _Evidence(value, DateOrigin.SELECTOR)
    line = visible.published
    for item in stated:
        if item.published is None or _impossible(item.published, page):
            continue
        if line is not None and not same_day(item.published, line.value) and not _swapped(item.published, line.value):
            certain = item.certain and not _is_last_edit(item, line.value)
            if _is_vietnamese(page) and line.score >= (_LABELLED if certain else _PLACED):
                continue
            if _is_template(item.published, page, visible):
                continue
        elif line is None and _is_default(item.published):
            continue
        return _Evidence(item.published, item.origin)
    if line is not None and not _impossible(line.value, page):
        return _Evidence(line.value, DateOrigin.TEXT)
    hint = page.hint
    if hint is not None and hint.date is not None and not _impossible(hint.date, page):
        return _Evidence(_zoned(hint.date), hint.origin or DateOrigin.LISTING)
    weak = weak_meta(page)
    if weak is not None and not _is_template(weak, page, visible) and not _impossible(weak, page):
        return _Evidence(weak, DateOrigin.META)
    day = url_day(page.url)
    if day is not None and not _impossible(day, page):
        return _Evidence(day, DateOrigin.URL)
    return None


def _fallback(page: Page, layout: Layout, visible: Visible) -> _Evidence | None:
    """What htmldate reads from the markup, where the page shows it and does not call it an update."""
    day = fallback_day(layout, pure=_is_vietnamese(page))
    if day is None or visible.updated is not None or day in visible.clock_days or _impossible(day, page):
        return None
    return _Evidence(day, DateOrigin.TEXT)


def _updated(page: Page, visible: Visible, stated: list[Stated], chosen: _Evidence | None) -> Moment | None:
    if (value := _selected(page, "updated")) is not None:
        return value
    if visible.updated is not None and not _impossible(visible.updated.value, page):
        return visible.updated.value
    published = chosen.value if chosen else None
    for item in stated:
        value = item.updated
        if value is None or _impossible(value, page):
            continue
        if _is_template(value, page, visible) and not same_day(value, published):
            continue
        return value
    return None


def _selected(page: Page, what: str) -> Moment | None:
    """The date that the source's own selectors point at."""
    if page.source is None:
        return None
    for selector in getattr(page.source.selectors, what):
        for element in select(page.tree, selector):
            given = element.get("datetime") or element.get("content")
            value = parse_machine(given) if given else None
            value = value or parse_moment(element.text_content(), page.source.date_formats)
            if value is not None:
                return value
    return None


def _values(page: Page, visible: Visible, stated: list[Stated]) -> Iterator[Moment]:
    yield from (item.published for item in stated if item.published is not None)
    if visible.published is not None:
        yield visible.published.value
    if page.hint is not None and page.hint.date is not None:
        yield _zoned(page.hint.date)


def _refined(value: Moment, others: Iterable[Moment]) -> Moment:
    """A bare day (or midnight) with the time of day that another place of the page gives for the same day."""
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value
    for other in others:
        if isinstance(other, datetime) and other.date() == _day(value) and (other.hour or other.minute):
            return other
    return value


def _day(value: Moment) -> date:
    day = day_of(value)
    assert day is not None
    return day


def _zoned(value: Moment) -> Moment:
    return value.replace(tzinfo=VIETNAM) if isinstance(value, datetime) and value.tzinfo is None else value


def _swapped(first: Moment, second: Moment) -> bool:
    """Whether both are one day, written day first and month first."""
    one, two = _day(first), _day(second)
    return one.year == two.year and one.month == two.day and one.day == two.month


def _impossible(value: Moment, page: Page) -> bool:
    """Whether the date lies after the visit (by more than the difference of zones)."""
    fetched = _fetched(page)
    return fetched is not None and _day(value) > fetched + timedelta(days=1)


def _fetched(page: Page) -> date | None:
    fetched: datetime | None = getattr(page, "fetched_at", None)
    if fetched is None:
        return None
    return (fetched if fetched.tzinfo else fetched.replace(tzinfo=UTC)).astimezone(VIETNAM).date()


def _is_default(value: Moment) -> bool:
    """New Year at midnight: what a CMS writes where nothing was filled in."""
    day = _day(value)
    midnight = not isinstance(value, datetime) or not (value.hour or value.minute or value.second)
    return (day.month, day.day) == (1, 1) and midnight


def _is_template(value: Moment, page: Page, visible: Visible) -> bool:
    """Whether the date is one that a template wrote: a default, the day on the site's clock, the day of the visit."""
    return _is_default(value) or _day(value) in visible.clock_days or _day(value) == _fetched(page)


def _is_last_edit(item: Stated, shown: Moment) -> bool:
    """Whether one time is given as publication and as update while readers are shown an earlier day: NukeViet and
    its kin
    write the last edit into both."""
    same = isinstance(item.published, datetime) and item.published == item.updated
    return same and _day(shown) < _day(item.published)  # type: ignore[arg-type]


def _is_vietnamese(page: Page) -> bool:
    language = (page.tree.get("lang") or "").lower()
    return language.startswith("vi") or has_accents(page.title)
