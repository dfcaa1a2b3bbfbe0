"""People's word on reprints: it holds whatever likeness says, and whatever is read anew."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from domain.errors import UsageError
from store import Store, open_store
from store.articles.reprints import Regrouped
from tests.store.articles.test_reprint_groups import BODY, OTHER, save
from tests.store.making import annotate, later


def groups(store: Store) -> set[frozenset[str]]:
    """The groups of more than one article."""
    found = {frozenset(store.articles.group(one.id)) for one in store.articles.iterate()}
    return {group for group in found if len(group) > 1}


def test_a_parted_article_stands_alone_and_is_told_who_said_so(store: Store) -> None:
    one, two, three = (save(store, name, day=day) for day, name in enumerate(("mot", "hai", "ba")))
    said = store.reprints.part(two, author="lan", note="khác số liệu")
    assert groups(store) == {frozenset({one, three})}
    assert two in said.changed
    decisions = store.reprints.of_article(two)
    assert {(d.article_id, d.other_id) for d in decisions} == {(two, one), (two, three)}
    assert {(d.kind, d.author, d.note, d.revoked_at) for d in decisions} == {("parted", "lan", "khác số liệu", None)}
    assert all(d.made_at for d in decisions)


def test_a_parted_article_stays_so_when_it_is_read_and_annotated_anew(store: Store) -> None:
    one, two = save(store, "mot"), save(store, "hai")
    store.reprints.part(two)
    assert groups(store) == set()
    annotate(store, one)
    annotate(store, two)
    (read,) = store.articles.versions(two)
    store.articles.rebuild(two, [(read.page_id or 0, read.article)], extractor="x")
    save(store, "hai", BODY + "\n\nThêm một dòng.", day=3)
    save(store, "mot", "Dẫn mới.\n\n" + BODY, day=4)
    assert groups(store) == set()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_later_reprint_does_not_tie_what_was_parted(tmp_path: Path, order: tuple[int, ...]) -> None:
    bodies = [BODY + "\n\nHết.", "Dẫn.\n\n" + BODY, BODY + "\n\nNguồn: SYT."]
    with open_store(tmp_path) as store:
        one, two = save(store, "mot"), save(store, "hai")
        store.reprints.part(one)
        for at in order:
            save(store, f"sau{at}", bodies[at], day=5)
        assert two not in store.articles.group(one)
        assert all(not {one, two} <= group for group in groups(store))
        assert sum(map(len, groups(store))) >= 4


def test_people_join_what_is_not_alike(store: Store) -> None:
    one, two, other = save(store, "mot"), save(store, "hai"), save(store, "khac", OTHER)
    store.reprints.join(other, two, author="lan")
    assert groups(store) == {frozenset({one, two, other})}
    save(store, "khac", OTHER + "\n\nThêm.", day=2)
    assert groups(store) == {frozenset({one, two, other})}
    assert {stored.group for stored in store.articles.iterate()} == {min(one, two, other)}


def test_the_later_word_holds(store: Store) -> None:
    one, two = save(store, "mot"), save(store, "hai")
    store.reprints.part(one)
    store.reprints.join(two, one)
    assert groups(store) == {frozenset({one, two})}
    store.reprints.part(two)
    assert groups(store) == set()
    assert [d.kind for d in store.reprints.of_article(one) if d.revoked_at is None] == ["parted"]
    assert len(store.reprints.of_article(one)) == 3


def test_a_word_can_be_taken_back(store: Store) -> None:
    one, two, other = save(store, "mot"), save(store, "hai"), save(store, "khac", OTHER)
    joined = store.reprints.join(one, other, author="lan")
    parted = store.reprints.part(other, author="minh")
    assert groups(store) == {frozenset({one, two})}
    assert other in store.reprints.undo(parted.decisions, author="minh")
    assert groups(store) == {frozenset({one, two, other})}
    store.reprints.undo(joined.decisions)
    assert groups(store) == {frozenset({one, two})}
    assert store.reprints.undo(joined.decisions) == ()
    assert {d.revoked_by for d in store.reprints.of_article(other)} == {"minh", ""}


def test_the_indexes_hear_of_it(store: Store) -> None:
    one, two = save(store, "mot"), save(store, "hai")
    for article in (one, two):
        annotate(store, article)
    store.outbox.register("i")
    store.outbox.done("i", store.outbox.batch("i"))
    said = store.reprints.part(one)
    assert said.changed == tuple(sorted((one, two)))
    assert {row.article_id for row in store.outbox.batch("i")} == {one, two}
    assert {document.group for document in store.documents.load([one, two]).values()} == {None}


def test_what_makes_no_sense_is_refused(store: Store) -> None:
    one = save(store, "mot")
    for say in (
        lambda: store.reprints.part(one),
        lambda: store.reprints.part("không có"),
        lambda: store.reprints.join(one, one),
        lambda: store.reprints.join(one, "không có"),
    ):
        with pytest.raises(UsageError):
            say()
    assert store.reprints.of_article(one) == []


def test_an_article_that_absorbs_another_takes_its_words(store: Store) -> None:
    one, two, other = save(store, "mot"), save(store, "hai"), save(store, "khac", OTHER)
    store.reprints.part(two)
    store.reprints.join(other, two)
    site = "https://hai.example.vn"
    moved = save(store, "hai-moi", BODY, day=1)
    assert isinstance(store.reprints.join(moved, one), Regrouped)
    with store.transaction():
        new = _same_source(store, site)
        store.articles.moved(f"{site}/tin/1", new, later(days=2))
    names = {one.id for one in store.articles.iterate()}
    assert all({d.article_id, d.other_id} <= names for one in names for d in store.reprints.of_article(one))
    assert other in store.articles.group(two)
    assert one not in store.articles.group(two)


def _same_source(store: Store, site: str) -> str:
    """Another article of the same source; its address."""
    from tests.store.making import add_page, make_article

    article = make_article("/tin/2", source="hai", site=site, title="Bản của hai, địa chỉ mới", body=OTHER + " Mới.")
    store.articles.save(article, add_page(store, article.url, source="hai", at=later(days=2)))
    return article.url
