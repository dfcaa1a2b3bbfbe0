"""A frozen issue beside what is known now."""

from __future__ import annotations

from datetime import date

from digest.comparison import Comparison, compare
from digest.issues import Issues
from digest.window import window_of_week
from store import Store
from store.digests.records import NewEdit
from tests.digest.making import NOW, annotation_of, publish, settings, text_of

WEEK = "2022-W39"
MONDAY = date(2022, 9, 26)


def frozen(store: Store, *dropped: str) -> Issues:
    issues = Issues(store, settings())
    issues.open(window_of_week(WEEK, issues.settings), NOW)
    issues.edit(WEEK, [NewEdit("chosen", False, one) for one in dropped], author="Lan", expected=0)
    issues.approve(WEEK, "Lan", NOW)
    return issues


def compared(issues: Issues) -> Comparison:
    window = window_of_week(WEEK, issues.settings)
    return compare(issues.store, issues.view(WEEK, NOW), issues.preview(window, NOW))


def annotate(store: Store, article_id: str, *, kept: bool = True, summary: tuple[str, ...] = ()) -> None:
    stored = store.articles.get(article_id)
    assert stored is not None
    made = annotation_of(stored.article.body, summary=summary)
    assert store.annotations.save(
        stored.id, stored.version, made, annotator="lần sau", kept=kept, revision=stored.revision
    )


def test_what_was_dropped_before_approval_did_not_come_after_it(store: Store) -> None:
    kept, dropped = publish(store, "mot", MONDAY), publish(store, "hai", MONDAY, source="b")
    issues = frozen(store, dropped)
    assert [item.article_id for item in issues.view(WEEK, NOW).items] == [kept]
    assert compared(issues).same
    late = publish(store, "ba", MONDAY, source="c")
    assert [item.article_id for item in compared(issues).new] == [late]


def test_reading_the_articles_anew_tells_only_what_is_no_news_now(store: Store) -> None:
    one, two = publish(store, "mot", MONDAY), publish(store, "hai", MONDAY, source="b")
    issues = frozen(store)
    other = text_of(9).split(". ")[0] + "."
    annotate(store, one, summary=(other,))
    annotate(store, two)
    assert compared(issues).same
    annotate(store, two, kept=False)
    found = compared(issues)
    assert [item.article_id for item in found.missing] == [two]
    assert not found.new
    assert not found.changed
