"""What is new to a person is what came after their last look, not after their last reload."""

from __future__ import annotations

from store import Store
from tests.store.making import NOW, SITE, add_page, later, make_article


def test_a_look_ends_after_half_an_hour(store: Store) -> None:
    assert store.looks.begin("an", "hom-nay", NOW) is None
    assert store.looks.begin("an", "hom-nay", later(hours=20)) == NOW
    assert store.looks.begin("an", "hom-nay", later(hours=20.2)) == NOW
    assert store.looks.begin("binh", "hom-nay", later(hours=20.2)) is None
    assert store.looks.begin("an", "hom-nay", later(hours=44)) == later(hours=20.2)


def test_the_version_read_before_is_known(store: Store) -> None:
    article = store.articles.save(make_article(), add_page(store, SITE + "/tin/1")).article_id
    assert store.looks.read("an", article, 1, NOW) is None
    assert store.looks.read("an", article, 1, later(hours=0.1)) is None
    assert store.looks.read("an", article, 3, later(hours=0.2)) == 1
    assert store.looks.read("an", article, 3, later(hours=0.3)) == 1
    assert store.looks.read("an", article, 3, later(hours=9)) == 3
