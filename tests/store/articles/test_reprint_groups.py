from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from store import Store, open_store
from tests.store.making import PARAGRAPHS, SITE, add_page, annotate, later, make_article

BODY = "\n\n".join(PARAGRAPHS)
OTHER = "Ngày 12/5, Bệnh viện đa khoa tỉnh khai trương khu khám bệnh theo yêu cầu với 20 phòng khám hiện đại. " * 4


def save(store: Store, name: str, body: str = BODY, day: int = 0) -> str:
    site = f"https://{name}.example.vn"
    article = make_article(source=name, site=site, title=f"Bản của {name}", body=body)
    page = add_page(store, article.url, source=name, at=later(days=day))
    return store.articles.save(article, page).article_id


def test_a_reprint_joins_the_group_and_counts_once(store: Store) -> None:
    one = save(store, "mot")
    assert store.articles.group(one) == [one]
    two, three = (
        save(store, "hai", "Lời dẫn ngắn của báo.\n\n" + BODY, 1),
        save(store, "ba", BODY + "\n\nNguồn: SYT", 2),
    )
    alone = save(store, "bon", OTHER)
    assert store.articles.group(two) == [one, two, three]
    assert store.articles.group(alone) == [alone]
    groups = {stored.group for stored in store.articles.iterate()}
    assert groups == {min(one, two, three), None}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_groups_do_not_depend_on_the_order_of_arrival(tmp_path: Path, order: tuple[int, ...]) -> None:
    bodies = [BODY, "Dẫn.\n\n" + BODY, OTHER, BODY + "\n\nHết."]
    with open_store(tmp_path) as store:
        ids = {n: save(store, f"nguon{n}", bodies[n], day=n) for n in order}
        assert {stored.id: stored.group for stored in store.articles.iterate()} == {
            ids[0]: min(ids[0], ids[1], ids[3]),
            ids[1]: min(ids[0], ids[1], ids[3]),
            ids[3]: min(ids[0], ids[1], ids[3]),
            ids[2]: None,
        }


def test_an_article_rewritten_leaves_its_group(store: Store) -> None:
    one, two = save(store, "mot"), save(store, "hai")
    assert len(store.articles.group(one)) == 2
    save(store, "hai", OTHER, day=1)
    assert store.articles.group(one) == [one]
    assert store.articles.group(two) == [two]


def test_the_indexes_hear_of_a_changed_group(store: Store) -> None:
    store.outbox.register("i")
    one = save(store, "mot")
    annotate(store)
    store.outbox.done("i", store.outbox.batch("i"))
    save(store, "hai")
    rows = store.outbox.batch("i")
    assert [row.article_id for row in rows] == [one]
    group = store.documents.load([one])[one].group
    assert group is not None
    assert group in store.articles.group(one)


def test_a_group_of_one_source_too(store: Store) -> None:
    one = store.articles.save(make_article("/a", title="Tiêu đề một")).article_id
    two = store.articles.save(make_article("/b", title="Tiêu đề hai")).article_id
    assert sorted(store.articles.group(one)) == sorted([one, two])
    assert store.articles.by_url(SITE + "/a") != store.articles.by_url(SITE + "/b")


def test_a_stock_phrase_in_many_articles_hides_no_reprint(store: Store) -> None:
    stock = (
        "Sở Y tế đề nghị các đơn vị nghiêm túc triển khai thực hiện và báo cáo kết quả trước ngày 15 hằng tháng. " * 3
    )
    rnd = random.Random(4)

    def text(n: int) -> str:
        return " ".join(f"từ{rnd.randrange(5000)}" for _ in range(60)) + f"\n\n{stock}\n\nSố {n}."

    with store.transaction():
        for n in range(90):
            store.articles.save(make_article(f"/{n}", title=f"Tin {n}", body=text(n)))
    assert {stored.group for stored in store.articles.iterate()} == {None}
    one = save(store, "mot", BODY + "\n\n" + stock)
    two = save(store, "hai", "Dẫn.\n\n" + BODY + "\n\n" + stock)
    assert set(store.articles.group(one)) == set(store.articles.group(two)) == {one, two}


def test_a_large_group_takes_in_another_member(store: Store) -> None:
    with store.transaction():
        ids = [save(store, f"bao{n:03d}", f"Dẫn số của báo {n} viết.\n\n" + BODY) for n in range(80)]
    last = save(store, "cuoi", BODY)
    assert set(store.articles.group(last)) == {*ids, last}


def _release(subject: str, paragraphs: int, seed: int) -> list[str]:
    """Paragraphs of some 40 words about a subject, no two releases alike."""
    dice = random.Random(seed)
    syllables = [
        first + rest for first in "bcdghklmnpqrstvx" for rest in ("an", "ơi", "uyên", "ích", "ông", "ấp", "ề", "ú")
    ]
    return [f"{subject}: {' '.join(dice.choices(syllables, k=40))}." for _ in range(paragraphs)]


def test_a_release_cut_to_three_paragraphs_is_a_reprint(store: Store) -> None:
    release = _release("Tiêm chủng mở rộng", 9, 1)
    whole = save(store, "so", "\n\n".join(release))
    cut = save(store, "bao", "\n\n".join(release[:3]), 1)
    other = save(store, "khac", "\n\n".join(_release("Tiêm chủng mở rộng", 3, 2)), 1)
    assert store.articles.group(cut) == [whole, cut]
    assert store.articles.group(other) == [other]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_article_made_of_two_releases_names_both_and_ties_neither(tmp_path: Path, order: tuple[int, ...]) -> None:
    first, second = _release("Hội nghị sơ kết", 6, 3), _release("Khai trương khu khám", 5, 4)
    bodies = [first, second, [*first[:4], *second[:4]]]
    with open_store(tmp_path) as store:
        ids = {n: save(store, f"nguon{n}", "\n\n".join(bodies[n]), day=n) for n in order}
        assert store.articles.made_of(ids[2]) == sorted([ids[0], ids[1]])
        assert [store.articles.group(ids[n]) for n in range(3)] == [[ids[0]], [ids[1]], [ids[2]]]
        again = save(store, "lai", "Dẫn.\n\n" + "\n\n".join(first), day=4)
        assert store.articles.group(again) == [ids[0], again]
        assert store.articles.made_of(again) == []
