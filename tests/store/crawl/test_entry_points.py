"""Entry points: what each gives, since when it gives nothing, and how far back its list was read."""

from __future__ import annotations

from datetime import date

from store import Store
from store.crawl.entry_points import Ending
from tests.store.making import NOW, SITE, later

SOURCE = "syt-mau"
LIST, FEED = SITE + "/tin", SITE + "/rss"


def test_those_that_the_file_names_are_kept_in_its_order(store: Store) -> None:
    store.entry_points.remember(SOURCE, [(LIST, "listing"), (FEED, "feed")])
    store.entry_points.remember("khac", [(SITE + "/k", "feed")])
    store.entry_points.answered(SOURCE, LIST, 20, None, NOW)
    store.entry_points.remember(SOURCE, [(FEED, "feed"), (LIST, "listing")])
    assert [(one.url, one.usable) for one in store.entry_points.of(SOURCE)] == [(FEED, 0), (LIST, 20)]
    store.entry_points.remember(SOURCE, [(FEED, "feed")])
    assert [one.url for one in store.entry_points.of(SOURCE)] == [FEED]
    assert len(store.entry_points.of("khac")) == 1


def test_trouble_has_a_beginning_and_an_end(store: Store) -> None:
    store.entry_points.remember(SOURCE, [(LIST, "listing")])
    store.entry_points.answered(SOURCE, LIST, 20, None, NOW)
    store.entry_points.answered(SOURCE, LIST, 0, "Không có gì.", later(hours=1))
    store.entry_points.answered(SOURCE, LIST, 0, "Vẫn không có gì.", later(hours=2))
    (point,) = store.entry_points.of(SOURCE)
    assert (point.trouble, point.trouble_since, point.useful_at) == ("Vẫn không có gì.", later(hours=1), NOW)
    store.entry_points.unchanged(SOURCE, LIST, later(hours=3))
    assert store.entry_points.of(SOURCE)[0].trouble == "Vẫn không có gì."
    store.entry_points.answered(SOURCE, LIST, 3, None, later(hours=4))
    (point,) = store.entry_points.of(SOURCE)
    assert (point.trouble, point.trouble_since, point.asked_at) == (None, None, later(hours=4))


def test_how_far_back_a_list_was_read(store: Store) -> None:
    store.entry_points.remember(SOURCE, [(LIST, "listing")])
    store.entry_points.read_back(SOURCE, LIST, date(2021, 1, 1), NOW)
    store.entry_points.walked(SOURCE, LIST, LIST, 1, date(2024, 5, 6), None)
    store.entry_points.walked(SOURCE, LIST, LIST + "?p=2", 2, date(2024, 6, 1), None)
    (point,) = store.entry_points.of(SOURCE)
    assert (point.reached, point.pages_read, point.ending) == (date(2024, 5, 6), 2, None), "the day never comes nearer"
    store.entry_points.walked(SOURCE, LIST, LIST + "?p=3", 3, None, Ending.LAST_PAGE)
    (point,) = store.entry_points.of(SOURCE)
    assert (point.last_page, point.ending, point.archive_since) == (LIST + "?p=3", Ending.LAST_PAGE, date(2021, 1, 1))
