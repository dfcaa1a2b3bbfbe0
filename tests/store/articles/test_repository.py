from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from domain.article import Article, Attachment, DateOrigin
from domain.correction import Correction, CorrectionKind
from domain.errors import StoreError
from store import Store
from store.articles.repository import Change, Saved
from tests.store.making import NOW, PARAGRAPHS, SITE, add_page, annotate, later, make_article

EDITED = "\n\n".join(PARAGRAPHS).replace("1.185", "1.190")
OTHER = "Ngày 12/5, Bệnh viện đa khoa tỉnh khai trương khu khám bệnh theo yêu cầu với 20 phòng khám hiện đại. " * 4


def read(store: Store, article: Article, at: datetime = NOW, **page: object) -> Saved:
    return store.articles.save(article, add_page(store, article.url, at=at, **page), extractor="x-1")  # type: ignore[arg-type]


def test_a_first_reading_is_a_new_article(store: Store) -> None:
    page = add_page(store, SITE + "/tin/1")
    saved = store.articles.save(make_article(), page, extractor="x-1")
    assert (saved.change, saved.version, saved.moved, saved.restored, saved.group) == (
        Change.NEW,
        1,
        False,
        False,
        None,
    )
    stored = store.articles.by_url(SITE + "/tin/1")
    assert stored is not None
    assert stored.article == make_article()
    assert (stored.first_seen_at, stored.last_changed_at, stored.withdrawn_at) == (NOW, NOW, None)
    noted = store.pages.get(page)
    assert noted is not None
    assert (noted.state, noted.article_id, noted.extractor) == ("article", saved.article_id, "x-1")
    assert store.pages.pending() == []


def test_saving_again_changes_nothing(store: Store) -> None:
    page = add_page(store, SITE + "/tin/1")
    first = store.articles.save(make_article(), page)
    again = store.articles.save(make_article(), page)
    assert (again.article_id, again.change, again.version) == (first.article_id, Change.UNCHANGED, 1)
    assert len(store.articles.versions(first.article_id)) == 1


def test_an_unchanged_article_makes_no_version_and_needs_no_annotation(store: Store) -> None:
    read(store, make_article())
    annotate(store)
    saved = read(
        store, make_article().model_copy(update={"fetched_at": later(days=1)}), later(days=1), body=b"counter 2"
    )
    assert (saved.change, saved.version) == (Change.UNCHANGED, 1)
    assert store.articles.awaiting_annotation("diemtin-1") == []
    stored = store.articles.get(saved.article_id)
    assert stored is not None
    assert (stored.last_seen_at, stored.last_changed_at) == (later(days=1), NOW)


def test_an_edited_article_is_a_new_version_with_a_history(store: Store) -> None:
    first = read(store, make_article())
    saved = read(store, make_article(body=EDITED), later(days=1))
    assert (saved.article_id, saved.change, saved.version) == (first.article_id, Change.NEW_VERSION, 2)
    steps = store.articles.history(SITE + "/tin/1")
    assert [(step.version.number, step.version.seen_at) for step in steps] == [(1, NOW), (2, later(days=1))]
    assert steps[0].diff is None
    assert steps[1].diff is not None
    assert "[-1.185-][+1.190+]" in "\n".join(steps[1].diff.lines())
    assert [s.id for s in store.articles.awaiting_annotation("diemtin-1")] == [first.article_id]


def test_an_article_edited_back_has_three_versions(store: Store) -> None:
    for day, body in enumerate([None, EDITED, None]):
        saved = read(store, make_article(body=body) if body else make_article(), later(days=day))
    assert (saved.change, saved.version) == (Change.NEW_VERSION, 3)


def test_what_an_earlier_reading_knew_stays_known(store: Store) -> None:
    first = read(store, make_article())
    saved = read(store, make_article(published_at=None, author=None), later(days=1))
    assert saved.change is Change.UNCHANGED
    saved = read(store, make_article(published_at=None, author=None, body=EDITED), later(days=2))
    assert saved.change is Change.NEW_VERSION
    stored = store.articles.get(first.article_id)
    assert stored is not None
    assert (stored.article.published_at, stored.article.date_origin) == (date(2026, 6, 30), DateOrigin.META)
    assert stored.article.author == "Diệp Hương"


def test_a_date_learnt_later_refreshes_the_version(store: Store) -> None:
    read(store, make_article(published_at=None))
    annotate(store)
    assert len(store.articles.undated()) == 1
    saved = read(store, make_article(), later(days=1))
    assert (saved.change, saved.version) == (Change.REFRESHED, 1)
    assert store.articles.undated() == []
    assert store.articles.awaiting_count("diemtin-1") == 1


def test_pages_extracted_out_of_order_make_the_same_versions(store: Store) -> None:
    pages = [add_page(store, SITE + "/tin/1", at=later(days=day)) for day in range(3)]
    bodies = [make_article(), make_article(body=EDITED), make_article(body=EDITED + "\n\nThêm.")]
    for n in (2, 0, 1):
        saved = store.articles.save(bodies[n], pages[n])
    assert saved.version == 2
    versions = store.articles.versions(saved.article_id)
    assert [(v.number, v.page_id, v.article.body) for v in versions] == [
        (n + 1, pages[n], bodies[n].body) for n in range(3)
    ]
    stored = store.articles.get(saved.article_id)
    assert stored is not None
    assert (stored.version, stored.article.body, stored.last_seen_at) == (3, bodies[2].body, later(days=2))


def test_a_redirect_keeps_the_identity(store: Store) -> None:
    first = read(store, make_article("/cu/1"))
    page = add_page(
        store, SITE + "/cu/1", at=later(days=1), final_url=SITE + "/moi/1", redirects=(SITE + "/cu/1", SITE + "/giua/1")
    )
    saved = store.articles.save(make_article("/moi/1"), page)
    assert (saved.article_id, saved.change, saved.version) == (first.article_id, Change.REFRESHED, 1)
    for path in ("/cu/1", "/giua/1", "/moi/1"):
        found = store.articles.by_url(SITE + path)
        assert found is not None
        assert found.id == first.article_id
    assert found.article.canonical_url == SITE + "/moi/1"
    assert store.articles.count() == 1


def test_the_same_article_under_a_new_address_keeps_its_identity(store: Store) -> None:
    first = read(store, make_article("/cu/1"))
    assert store.articles.withdraw(SITE + "/cu/1", later(hours=1))
    saved = read(store, make_article("/moi/1"), later(days=1))
    assert (saved.article_id, saved.moved, saved.restored) == (first.article_id, True, True)
    stored = store.articles.get(first.article_id)
    assert stored is not None
    assert stored.withdrawn_at is None


def test_moved_and_edited_at_once(store: Store) -> None:
    first = read(store, make_article("/cu/1"))
    edited = "\n\n".join(PARAGRAPHS).replace("Sáng nay", "Sáng ngày hôm nay")
    saved = read(store, make_article("/moi/1", body=edited), later(days=1))
    assert (saved.article_id, saved.moved, saved.change) == (first.article_id, True, Change.NEW_VERSION)


def test_a_redirect_seen_before_extraction(store: Store) -> None:
    first = read(store, make_article("/cu/1"))
    assert store.articles.moved(SITE + "/cu/1", SITE + "/moi/1") == first.article_id
    saved = read(store, make_article("/moi/1", title="Tiêu đề khác", body=OTHER), later(days=1))
    assert (saved.article_id, saved.version) == (first.article_id, 2)


def test_a_moved_article_that_vanishes_at_its_new_address_is_withdrawn(store: Store) -> None:
    first = read(store, make_article("/cu/1"))
    store.articles.moved(SITE + "/cu/1", SITE + "/moi/1", later(days=1))
    read(store, make_article("/moi/1"), later(days=1))
    assert store.articles.withdraw(SITE + "/moi/1", later(days=2))
    stored = store.articles.get(first.article_id)
    assert stored is not None
    assert stored.withdrawn_at == later(days=2)


def test_an_address_that_only_led_on_is_gone_with_its_target(store: Store) -> None:
    page = add_page(store, SITE + "/ngan", final_url=SITE + "/tin/1", redirects=(SITE + "/giua",))
    store.articles.save(make_article("/tin/1"), page)
    assert store.articles.withdraw(SITE + "/tin/1")


def test_two_articles_that_a_redirect_shows_to_be_one_become_one(store: Store) -> None:
    store.outbox.register("i")
    file = Attachment(url=SITE + "/a.pdf", name="a.pdf")
    old = read(store, make_article("/cu/1"))
    new = read(store, make_article("/moi/1", title="Tiêu đề khác hẳn", body=OTHER, attachments=(file,)), later(days=1))
    annotate(store)
    store.outbox.done("i", store.outbox.batch("i"))
    assert old.article_id != new.article_id
    kept = Correction(article_id=new.article_id, kind=CorrectionKind.KEPT_SET, value={"kept": True}, author="Lan")
    store.corrections.add(kept)
    assert store.articles.moved(SITE + "/cu/1", SITE + "/moi/1", later(days=2)) == old.article_id
    assert store.articles.count() == 1
    stored = store.articles.by_url(SITE + "/moi/1")
    assert stored is not None
    assert (stored.id, stored.version, stored.article.title) == (old.article_id, 2, "Tiêu đề khác hẳn")
    assert [one.author for one in store.corrections.of_article(stored.id)] == ["Lan"]
    assert [one.url for one in store.attachments.of_article(stored.id)] == [file.url]
    assert [(row.article_id, row.op) for row in store.outbox.batch("i") if row.op == "delete"] == [
        (new.article_id, "delete")
    ]
    annotate(store)
    assert set(store.documents.load([old.article_id, new.article_id])) == {old.article_id}
    assert store.articles.moved(SITE + "/cu/1", SITE + "/moi/1", later(days=3)) == old.article_id
    assert store.articles.withdraw(SITE + "/moi/1", later(days=4))


def test_a_redirect_to_another_source_merges_nothing(store: Store) -> None:
    read(store, make_article("/cu/1"))
    there = make_article("/r/1", source="bao-mau", site="https://bao.example.vn", body=OTHER, title="Khác")
    read(store, there, source="bao-mau")
    store.articles.moved(SITE + "/cu/1", "https://bao.example.vn/r/1")
    assert store.articles.count() == 2


def test_a_redirect_of_an_unknown_address_says_nothing(store: Store) -> None:
    assert store.articles.moved(SITE + "/x", SITE + "/y") is None
    assert store.articles.by_url(SITE + "/y") is None


@pytest.mark.parametrize(
    "twin",
    [
        make_article("/tin/2", body="Chi tiết xem tệp đính kèm.", published_at=date(2026, 7, 15)),
        make_article(
            "/tin/2", body="Chi tiết xem tệp đính kèm.", attachments=(Attachment(url=SITE + "/b.pdf", name="b.pdf"),)
        ),
    ],
    ids=["another day", "other files"],
)
def test_notices_with_the_same_words_are_different_articles(store: Store, twin: Article) -> None:
    one = make_article("/tin/1", body="Chi tiết xem tệp đính kèm.")
    assert read(store, one).article_id != read(store, twin).article_id


def test_a_site_that_calls_its_front_page_canonical_keeps_its_articles_apart(store: Store) -> None:
    one = read(store, make_article("/tin/1", canonical=SITE + "/"))
    two = read(store, make_article("/tin/2", title="Khai trương khu khám bệnh", body=OTHER, canonical=SITE + "/"))
    assert one.article_id != two.article_id
    assert read(store, make_article("/tin/2", title="Khai trương khu khám bệnh", body=OTHER, canonical=SITE + "/"), later(days=1)).article_id == two.article_id  # fmt: skip


def test_a_print_view_is_the_article_it_names_as_canonical(store: Store) -> None:
    one = read(store, make_article("/detail?id=1"))
    two = read(store, make_article("/print?id=1", canonical=SITE + "/detail?id=1", author=None))
    assert (two.article_id, two.moved) == (one.article_id, True)


def test_another_source_never_takes_an_article_over(store: Store) -> None:
    one = read(store, make_article())
    reprint = make_article("/r/1", source="bao-mau", site="https://bao.example.vn", canonical=SITE + "/tin/1")
    two = read(store, reprint, source="bao-mau")
    assert one.article_id != two.article_id
    owner = store.articles.by_url(SITE + "/tin/1")
    assert owner is not None
    assert owner.id == one.article_id


def test_a_vanished_page_is_marked_and_its_copy_kept(store: Store) -> None:
    saved = read(store, make_article())
    assert store.articles.withdraw(SITE + "/tin/1", later(days=1))
    assert not store.articles.withdraw(SITE + "/tin/1", later(days=2))
    stored = store.articles.get(saved.article_id)
    assert stored is not None
    assert (stored.withdrawn_at, stored.article.body) == (later(days=1), make_article().body)
    assert not store.articles.withdraw(SITE + "/unknown")
    back = read(store, make_article(), later(days=3))
    assert (back.restored, back.change) == (True, Change.UNCHANGED)


def test_an_article_with_another_living_address_is_not_withdrawn(store: Store) -> None:
    read(store, make_article("/tin/1"))
    read(store, make_article("/khac/1"))
    assert not store.articles.withdraw(SITE + "/tin/1")
    assert store.articles.withdraw(SITE + "/khac/1")


def test_a_canonical_address_that_was_never_visited_keeps_nothing_alive(store: Store) -> None:
    read(store, make_article("/tin/1?utm=x", canonical=SITE + "/tin/1"))
    assert store.articles.withdraw(SITE + "/tin/1?utm=x")


def test_reading_anew_with_a_better_extractor_replaces_the_version(store: Store) -> None:
    page = add_page(store, SITE + "/tin/1")
    saved = store.articles.save(make_article(body="Menu\n\n" + make_article().body), page, extractor="x-1")
    again = store.articles.save(make_article(), page, extractor="x-2")
    assert (again.article_id, again.version, again.change) == (saved.article_id, 1, Change.REFRESHED)
    (version,) = store.articles.versions(saved.article_id)
    assert (version.article.body, version.extractor) == (make_article().body, "x-2")


def test_rebuilding_from_the_pages_drops_versions_that_only_the_extractor_made(store: Store) -> None:
    pages = [add_page(store, SITE + "/tin/1", at=later(days=day)) for day in range(3)]
    for n, page in enumerate(pages):
        saved = store.articles.save(make_article(body=f"{make_article().body}\n\nLượt xem: {n}"), page, extractor="x-1")
    assert saved.version == 3
    annotate(store)
    rebuilt = store.articles.rebuild(saved.article_id, [(page, make_article()) for page in pages], extractor="x-2")
    assert (rebuilt.before, rebuilt.after, rebuilt.changed) == (3, 1, True)
    assert "- Lượt xem: 2" in rebuilt.diff
    document = store.documents.load([saved.article_id])
    assert document[saved.article_id].article.body == make_article().body if document else True
    assert store.articles.awaiting_count("diemtin-1") == 1
    again = store.articles.rebuild(saved.article_id, [(page, make_article()) for page in pages], extractor="x-2")
    assert (again.changed, again.diff) == (False, "")


def test_rebuilding_an_unknown_article_is_one_plain_line(store: Store) -> None:
    with pytest.raises(StoreError, match="Không có bài"):
        store.articles.rebuild("không-có", [], extractor="x")


def test_review_trays(store: Store) -> None:
    read(store, make_article("/tin/1", published_at=None))
    read(store, make_article("/tin/2", title="Tương lai", body=OTHER, published_at=date(2030, 1, 1)))
    assert [s.article.url for s in store.articles.undated()] == [SITE + "/tin/1"]
    assert [s.article.url for s in store.articles.future_dated()] == [SITE + "/tin/2"]


def test_iteration_and_counting(store: Store) -> None:
    with store.transaction():
        for n in range(250):
            store.articles.save(make_article(f"/tin/{n}", title=f"Tin {n}", body=f"Nội dung {n}"))
    assert store.articles.count("syt-mau") == 250
    assert len({stored.id for stored in store.articles.iterate()}) == 250


def test_the_offset_of_a_time_is_kept(store: Store) -> None:
    moment = datetime(2026, 6, 30, 15, 44, tzinfo=timezone(timedelta(hours=7)))
    saved = read(store, make_article(published_at=moment))
    stored = store.articles.get(saved.article_id)
    assert stored is not None
    assert stored.article.published_at == moment
    assert str(stored.article.published_at).endswith("+07:00")


def test_broken_text_is_saved_all_the_same(store: Store) -> None:
    page = add_page(store, SITE + "/tin/1")
    broken = make_article(title="Lỗi \0 nul \\u0000").model_copy(update={"body": "a\0b \udfff c"})
    stored = store.articles.get(store.articles.save(broken, page).article_id)
    assert stored is not None
    assert (stored.article.title, stored.article.body) == ("Lỗi \0 nul \\u0000", "a\0b ? c")
    assert stored.article.published_at == date(2026, 6, 30)
