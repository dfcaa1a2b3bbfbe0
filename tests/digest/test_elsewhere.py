"""An article stands in one week's issue: never in two, never in none, in whatever order the issues are closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from digest.issues import Issues
from digest.window import window_of_week
from domain.digest import Issue
from domain.errors import StateError
from store import Store
from tests.digest.making import BODY, NOW, publish, settings

MONDAY = date(2022, 9, 26)


@pytest.fixture
def issues(store: Store) -> Issues:
    return Issues(store, settings())


def day(week: int, at: int = 0) -> date:
    return MONDAY + timedelta(weeks=week - 39, days=at)


def opened(issues: Issues, week: int) -> str:
    return issues.open(window_of_week(f"2022-W{week}", issues.settings), NOW).id


def closed(issues: Issues, week: int) -> str:
    name = opened(issues, week)
    issues.approve(name, "Lan", NOW)
    return name


def view(issues: Issues, week: int) -> Issue:
    return issues.view(f"2022-W{week}", NOW)


def late(issue: Issue) -> list[str]:
    return sorted(one.article_id for one in issue.late)


def told(issue: Issue) -> list[str]:
    return [one.article_id for section in issue.sections for one in section.items]


def test_a_week_for_which_no_issue_was_made_comes_with_the_next_and_not_again(store: Store, issues: Issues) -> None:
    publish(store, "ba-chin", day(39))
    closed(issues, 39)
    skipped = publish(store, "bon-muoi", day(40), source="b")
    came_late = publish(store, "den-muon", day(39, 2), source="c")
    assert late(view(issues, 41)) == sorted([skipped, came_late])
    closed(issues, 41)
    after = view(issues, 40)  # somebody makes the skipped week after all
    assert (told(after), late(after)) == ([], [])
    assert [one.article_id for one in after.repeated] == [skipped]
    assert late(view(issues, 42)) == []


def test_a_draft_that_was_left_lying_keeps_nothing_from_the_next(store: Store, issues: Issues) -> None:
    publish(store, "ba-chin", day(39))
    closed(issues, 39)
    own = publish(store, "bon-muoi", day(40), source="b")
    opened(issues, 40)
    first = publish(store, "muon-mot", day(39, 1), source="c")
    assert late(view(issues, 41)) == []  # while nothing later is closed the open issue takes it
    assert late(issues.of(issues.refresh("2022-W40", NOW))) == [first]
    closed(issues, 41)
    second = publish(store, "muon-hai", day(39, 2), source="d")
    assert late(view(issues, 42)) == sorted([first, second])
    again = issues.of(issues.refresh("2022-W40", NOW))
    assert (told(again), late(again)) == ([own], [])


def test_an_old_draft_cannot_tell_again_what_a_later_issue_has_told(store: Store, issues: Issues) -> None:
    publish(store, "ba-chin", day(39))
    closed(issues, 39)
    publish(store, "muon", day(39, 1), source="c", title="Bài tới muộn")
    opened(issues, 40)
    closed(issues, 41)
    closed(issues, 42)
    with pytest.raises(StateError, match="“Bài tới muộn” đã có trong số điểm tin 2022-W42"):
        issues.approve("2022-W40", "Lan", NOW)
    issues.refresh("2022-W40", NOW)
    issues.approve("2022-W40", "Lan", NOW)


def test_the_edition_after_a_withdrawal_keeps_what_came_late(store: Store, issues: Issues) -> None:
    publish(store, "ba-chin", day(39))
    closed(issues, 39)
    came_late = publish(store, "muon", day(39, 1), source="c")
    closed(issues, 40)
    issues.withdraw("2022-W40", "Lan")
    assert late(issues.of(issues.refresh("2022-W40a", NOW))) == [came_late]


def test_a_late_reprint_of_what_has_been_told_is_named_and_one_of_this_week_is_joined(
    store: Store, issues: Issues
) -> None:
    publish(store, "goc", day(39), body=BODY)
    closed(issues, 39)
    again = publish(store, "lai", day(39, 3), source="b", body="Lời dẫn.\n\n" + BODY)
    first = publish(store, "moi", day(39, 4), source="c")
    text = store.articles.get(first)
    assert text is not None
    publish(store, "moi-lai", day(40, 1), source="d", body=text.article.body)
    issue = view(issues, 40)
    assert (told(issue), late(issue), [one.reach for one in issue.late]) == ([], [first], [2])
    assert [one.article_id for one in issue.repeated] == [again]


def test_days_far_back_without_an_issue_do_not_flood_the_next(store: Store, issues: Issues) -> None:
    publish(store, "cu", day(20))
    closed(issues, 20)
    missed = publish(store, "muon", day(20, 2), source="b")
    publish(store, "xa", day(25), source="c")
    near = publish(store, "gan", day(36), source="d")
    assert late(view(issues, 41)) == sorted([missed, near])


def test_other_settings_do_not_shift_an_issue_that_is_kept_nor_tell_twice(store: Store, issues: Issues) -> None:
    sunday = publish(store, "chu-nhat", day(39, 6))
    opened(issues, 39)
    working = Issues(store, settings(digest={"working_days": True}))
    again = working.of(working.refresh("2022-W39", NOW))
    assert (again.from_, again.to, told(again)) == (day(39), day(39, 6), [sunday])
    working.approve("2022-W39", "Lan", NOW)
    friday = Issues(store, settings(week_start="friday"))
    moved = view(friday, 40)
    assert (moved.from_, told(moved)) == (day(39, 4), [])
    assert [one.article_id for one in moved.repeated] == [sunday]


def test_an_issue_of_two_dates_tells_anew_what_weeks_have_told(store: Store, issues: Issues) -> None:
    article = publish(store, "mot", day(39))
    closed(issues, 39)
    assert told(issues.view("2022-09-01_2022-09-30", NOW)) == [article]
