from __future__ import annotations

from datetime import date, timedelta

import pytest

from digest.issues import Issues, hash_of
from digest.window import window_of_week
from domain.correction import Correction, CorrectionKind
from domain.digest import IssueState
from domain.errors import StateError, UsageError
from store import Store
from store.digests.records import NewEdit
from tests.digest.making import BODY, NOW, publish, settings, text_of

MONDAY = date(2022, 9, 26)
W39 = window_of_week("2022-W39", settings())
W40 = window_of_week("2022-W40", settings())
LATER = NOW + timedelta(days=7)


@pytest.fixture
def issues(store: Store) -> Issues:
    return Issues(store, settings())


def closed(issues: Issues, window: object = W39, author: str = "Lan") -> str:
    stored = issues.open(window, NOW)  # type: ignore[arg-type]
    issues.approve(stored.id, author, NOW)
    return stored.id


def test_people_drop_order_move_and_rewrite_and_composing_anew_keeps_it(store: Store, issues: Issues) -> None:
    ids = [publish(store, f"b{n}", MONDAY, source=f"s{n}") for n in range(4)]
    stored = issues.open(W39, NOW)
    order = [item.article_id for item in issues.of(stored).items]
    sentence = issues.of(stored).items[1].sentences[0].text
    wanted = [
        NewEdit("chosen", False, order[0]),
        NewEdit("order:tthc", [order[3], order[2], order[1]]),
        NewEdit("topic", "hai_long", order[3]),
        NewEdit("sentence:0", {"text": "Viết lại.", "quotation": sentence}, order[1]),
        NewEdit("note", "Cần đọc kỹ", order[2]),
        NewEdit("tone", "phản ánh", order[2]),
    ]
    revision, clashes = issues.edit(stored.id, wanted, author="Lan", expected=0)
    assert (revision, clashes) == (1, [])
    publish(store, "moi-den", MONDAY, source="s9")
    for again in (issues.of(issues.refresh(stored.id, NOW)), issues.view("2022-W39", NOW)):
        assert [item.article_id for item in again.items][:2] == [order[2], order[1]]
        assert again.items[-1].article_id == order[3]
        assert len(again.items) == 4  # the dropped one is out, the new one is in
        rewritten = next(item for item in again.items if item.article_id == order[1]).sentences[0]
        assert (rewritten.text, rewritten.edited, rewritten.quotation) == ("Viết lại.", True, sentence)
        assert rewritten.author == "Lan"
        noted = next(item for item in again.items if item.article_id == order[2])
        assert (noted.note, noted.tone) == ("Cần đọc kỹ", "phản ánh")
    assert [entry.item.article_id for entry in issues.left_out(issues.refresh(stored.id, NOW))] == [order[0]]
    assert set(ids) == set(order)


def test_a_line_of_page_one_follows_the_rewritten_sentence(store: Store, issues: Issues) -> None:
    article = publish(store, "chinh", MONDAY, body=BODY)
    stored = issues.open(W39, NOW)
    quoted = issues.of(stored).concerns_us[0].text
    at = [one.text for one in issues.of(stored).items[0].sentences].index(quoted)
    edit = NewEdit(f"sentence:{at}", {"text": "Gọn hơn.", "quotation": quoted}, article)
    issues.edit(stored.id, [edit], author="Lan", expected=0)
    line = issues.view("2022-W39", NOW).concerns_us[0]
    assert (line.text, line.edited, line.quotation) == ("Gọn hơn.", True, quoted)


def test_two_editors_of_one_field_clash_and_both_texts_are_kept(store: Store, issues: Issues) -> None:
    article = publish(store, "mot", MONDAY)
    issue = issues.open(W39, NOW).id
    first, _ = issues.edit(issue, [NewEdit("note", "của Lan", article)], author="Lan", expected=0)
    _, clashes = issues.edit(
        issue, [NewEdit("note", "của Minh", article), NewEdit("title", "Tên mới")], author="Minh", expected=0
    )
    (clash,) = clashes
    assert (clash.mine.value, clash.theirs.value, clash.theirs.author) == ("của Minh", "của Lan", "Lan")
    assert issues.view(issue, NOW).items[0].note == "của Lan"
    assert issues.view(issue, NOW).title == "Tên mới"  # the other field was nobody's
    assert [one.mine.value for one in store.digests.clashes(issue)] == ["của Minh"]
    with pytest.raises(StateError, match="hai bản sửa"):
        issues.approve(issue, "Lan", NOW)
    assert issues.settle(issue, clash.mine.id, take_mine=True, author="Lan")
    assert issues.view(issue, NOW).items[0].note == "của Minh"
    assert store.digests.clashes(issue) == []
    assert not issues.settle(issue, clash.mine.id, take_mine=True, author="Lan")
    # Whoever has seen the other's text may change it.
    seen = issues.newest("2022-W39")
    assert seen is not None
    assert issues.edit(issue, [NewEdit("note", "sau", article)], author="Lan", expected=seen.revision)[1] == []
    assert first == 1


def test_theirs_may_be_kept_too(store: Store, issues: Issues) -> None:
    article = publish(store, "mot", MONDAY)
    issue = issues.open(W39, NOW).id
    issues.edit(issue, [NewEdit("note", "A", article)], author="Lan", expected=0)
    (clash,) = issues.edit(issue, [NewEdit("note", "B", article)], author="Minh", expected=0)[1]
    assert issues.settle(issue, clash.mine.id, take_mine=False, author="Minh")
    assert issues.view(issue, NOW).items[0].note == "A"
    assert {one.value for one in store.digests.history(issue)} == {"A", "B"}


def test_the_same_text_twice_and_ones_own_later_text_are_no_clash(store: Store, issues: Issues) -> None:
    article = publish(store, "mot", MONDAY)
    issue = issues.open(W39, NOW).id
    issues.edit(issue, [NewEdit("note", "A", article)], author="Lan", expected=0)
    assert issues.edit(issue, [NewEdit("note", "A", article)], author="Minh", expected=0)[1] == []
    assert issues.edit(issue, [NewEdit("note", "B", article)], author="Lan", expected=0)[1] == []


def test_approval_freezes_with_a_hash_and_nothing_changes_it(store: Store, issues: Issues) -> None:
    article = publish(store, "mot", MONDAY)
    issue = issues.open(W39, NOW).id
    issues.submit(issue, "Minh")
    frozen = issues.approve(issue, "Lan", NOW)
    assert frozen.state is IssueState.APPROVED
    assert frozen.approval is not None
    assert frozen.approval.who == "Lan"
    assert frozen.hash is not None
    assert frozen.short_hash == f"{frozen.hash[:4]} {frozen.hash[4:8]} {frozen.hash[8:12]}"
    stored = store.digests.get(issue)
    assert stored is not None
    assert stored.frozen is not None
    assert hash_of(stored.frozen) == frozen.hash
    with pytest.raises(StateError, match="không sửa được"):
        issues.edit(issue, [NewEdit("note", "muộn", article)], author="Lan", expected=9)
    with pytest.raises(StateError, match="đã duyệt"):
        issues.approve(issue, "Lan", NOW)
    publish(store, "den-muon", MONDAY, source="x")
    assert issues.refresh(issue, LATER).frozen == stored.frozen
    assert issues.view("2022-W39", LATER) == frozen
    issues.mark_sent(issue)
    assert issues.view("2022-W39", LATER).state is IssueState.SENT
    assert [(one.state, one.author) for one in store.digests.events(issue)] == [
        ("ban_nhap", ""),
        ("cho_duyet", "Minh"),
        ("da_duyet", "Lan"),
        ("da_gui", ""),
    ]


def test_withdrawing_makes_the_next_edition_and_the_frozen_one_stays(store: Store, issues: Issues) -> None:
    article = publish(store, "mot", MONDAY)
    issue = issues.open(W39, NOW).id
    issues.edit(issue, [NewEdit("note", "giữ", article)], author="Lan", expected=0)
    before = issues.approve(issue, "Lan", NOW)
    fresh = issues.withdraw(issue, "Lan", "sai số liệu")
    assert (fresh.id, fresh.replaces, fresh.state) == ("2022-W39a", "2022-W39", "ban_nhap")
    second = issues.of(fresh)
    assert second.numbering == "Tuần 39a/2022"
    assert "Tuần 39a/2022" in second.title
    assert second.items[0].note == "giữ"
    old = issues.view("2022-W39", NOW)
    assert (old.state, old.hash, old.items) == (IssueState.WITHDRAWN, before.hash, before.items)
    issues.approve("2022-W39a", "Lan", NOW)
    assert issues.withdraw("2022-W39a", "Lan").id == "2022-W39b"
    with pytest.raises(StateError, match="chưa duyệt"):
        issues.withdraw("2022-W39b", "Lan")


def test_an_article_late_for_a_closed_week_comes_once_in_the_next(store: Store, issues: Issues) -> None:
    publish(store, "dung-han", MONDAY)
    closed(issues)
    late = publish(store, "muon", MONDAY + timedelta(days=2), source="x")
    for _ in range(2):  # a run repeated shows the same
        preview = issues.view("2022-W40", LATER)
        assert [(item.article_id, item.late_for) for item in preview.late] == [(late, "2022-W39")]
        assert preview.sections == ()
    closed(issues, W40)
    assert issues.view("2022-W41", LATER).late == ()
    assert [item.article_id for item in issues.view("2022-W40", LATER).late] == [late]
    # What was dropped there has been decided as well.
    other = publish(store, "muon-2", MONDAY + timedelta(days=3), source="y")
    w41 = issues.open(window_of_week("2022-W41", settings()), LATER)
    issues.edit(w41.id, [NewEdit("chosen", False, other)], author="Lan", expected=0)
    issues.approve(w41.id, "Lan", LATER)
    assert issues.view("2022-W42", LATER).late == ()


def test_an_open_issue_between_takes_what_is_late(store: Store, issues: Issues) -> None:
    publish(store, "a", MONDAY)
    closed(issues)
    issues.open(W40, NOW)
    late = publish(store, "muon", MONDAY, source="x")
    assert issues.view("2022-W41", LATER).late == ()
    assert [one.article_id for one in issues.of(issues.refresh("2022-W40", NOW)).late] == [late]


def test_weekend_news_of_a_working_week_comes_with_the_next(store: Store) -> None:
    issues = Issues(store, settings(digest={"working_days": True}))
    publish(store, "thu-hai", MONDAY)
    saturday = publish(store, "thu-bay", MONDAY + timedelta(days=5), source="x")
    window = window_of_week("2022-W39", issues.settings)
    closed(issues, window)
    assert [item.article_id for item in issues.view("2022-W40", LATER).late] == [saturday]


def test_a_text_that_an_earlier_issue_had_is_named_and_not_told_again(store: Store, issues: Issues) -> None:
    publish(store, "goc", MONDAY, source="a", body=BODY)
    closed(issues)
    again = publish(store, "lai", MONDAY + timedelta(days=8), source="b", body="Lời dẫn.\n\n" + BODY)
    issue = issues.view("2022-W40", LATER)
    assert issue.items == ()
    assert [one.article_id for one in issue.repeated] == [again]
    assert issue.overview.articles == 1


def test_a_day_given_by_a_person_takes_an_undated_article_into_its_week(store: Store, issues: Issues) -> None:
    undated, left = publish(store, "khong-ngay", None), publish(store, "de-lai", None, source="x")
    issue = issues.open(W39, NOW).id
    store.corrections.add(
        Correction(article_id=undated, kind=CorrectionKind.DATE_SET, value={"published_at": "2022-09-28"})
    )
    issues.edit(issue, [NewEdit("tray", "left", left)], author="Lan", expected=0)
    again = issues.of(issues.refresh(issue, NOW))
    assert [item.article_id for item in again.items] == [undated]
    assert again.undated == ()


def test_a_person_may_take_in_an_article_of_another_week(store: Store, issues: Issues) -> None:
    other = publish(store, "khac-tuan", MONDAY - timedelta(days=30))
    issue = issues.open(W39, NOW).id
    issues.edit(issue, [NewEdit("chosen", True, other)], author="Lan", expected=0)
    assert [item.article_id for item in issues.of(issues.refresh(issue, NOW)).items] == [other]


def test_requests_are_carried_over_until_they_are_answered(store: Store, issues: Issues) -> None:
    article = publish(store, "mot", MONDAY)
    closed(issues)
    ask = store.digests.requests
    ask.put(article, "2022-W39", unit="TTYT Mộc Châu", due=date(2022, 10, 31), status="chua_giao", author="Lan")
    publish(store, "hai", MONDAY + timedelta(days=8), source="x")
    (carried,) = issues.view("2022-W40", LATER).requests
    assert (carried.unit, carried.due, carried.status, carried.since) == (
        "TTYT Mộc Châu",
        date(2022, 10, 31),
        "chua_giao",
        "2022-W39",
    )
    ask.put(article, "2022-W40", unit="TTYT Mộc Châu", due=None, status="da_tra_loi", author="Lan")
    assert issues.view("2022-W41", LATER).requests == ()


def test_requests_are_carried_by_their_days_and_name_their_articles(store: Store, issues: Issues) -> None:
    article = publish(store, "mot", MONDAY, title="Bài bị phản ánh")
    closed(issues)
    asked = {"unit": "TTYT Mộc Châu", "due": None, "status": "da_giao", "author": "Lan"}
    store.digests.requests.put(article, "2022-W39", **asked)  # type: ignore[arg-type]
    for following in ("2022-10-03_2022-10-07", "2022-W40", "2022-W41", "2022-W42", "2023-W01"):
        (carried,) = issues.view(following, LATER).requests
        assert (carried.title, carried.status) == ("Bài bị phản ánh", "da_giao")
        assert carried.url == "https://syt-sonla.example.vn/mot"
    for earlier in ("2022-W38", "2022-09-12_2022-09-18"):
        assert issues.view(earlier, LATER).requests == ()


def test_what_an_issue_uses_is_known_to_other_screens(store: Store, issues: Issues) -> None:
    first = publish(store, "goc", MONDAY, source="a", body=BODY)
    again = publish(store, "lai", MONDAY, source="b", body="Lời dẫn.\n\n" + BODY)
    other = publish(store, "bo", MONDAY, source="c", body=text_of(77))
    issue = issues.open(W39, NOW).id
    issues.edit(issue, [NewEdit("chosen", False, other)], author="Lan", expected=0)
    uses = store.digests.used_in([first, again, other])
    assert {(article, one.issue_id, one.role) for article, found in uses.items() for one in found} == {
        (first, issue, "item"),
        (again, issue, "reprint"),
        (other, issue, "dropped"),
    }


def test_unknown_issues_are_told(issues: Issues) -> None:
    with pytest.raises(UsageError, match="2022-W39b"):
        issues.view("2022-W39b", NOW)
    with pytest.raises(UsageError):
        issues.approve("2022-W01", "Lan", NOW)
