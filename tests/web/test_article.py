"""Bài viết: marks that lead to the panel, corrections beside their quotations, undo, versions, reprints, copies."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.html import fromstring
from starlette.testclient import TestClient

from domain.annotation import Annotation, Entity, EntityType, Figure
from domain.article import Article
from store import Store
from tests.web.conftest import WIDTHS, Site, axe, store_of, too_wide
from web.article.items import items_of
from web.article.marks import paragraphs


def rich(store: Store) -> str:
    """The id of the article with the most figures."""
    found = {one.id: store.annotations.get(one.id) for one in store.articles.iterate()}
    return max(found, key=lambda key: len(found[key].annotation.figures) if found[key] else 0)  # type: ignore[union-attr]


def figures(store: Store, article_id: str) -> list[tuple[str, float | None, str]]:
    got = store.annotations.get(article_id)
    assert got is not None
    return [(one.text, one.value, one.method) for one in got.annotation.figures]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.text("ab \n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12), st.booleans()), max_size=8),
)
def test_the_pieces_of_a_text_join_to_it(body: str, spans: list[tuple[int, int, bool]]) -> None:
    body = re.sub(r"\n{2,}", "\n\n", body)
    annotation = Annotation(
        figures=tuple(
            Figure(text=body[at : at + size], start=at, end=min(at + size, len(body)))
            for at, size, figure in spans
            if figure
        ),
        entities=tuple(
            Entity(text=body[at : at + size], start=at, end=at + size, type=EntityType.ORG, name="x")
            for at, size, figure in spans
            if not figure
        ),
    )
    made = paragraphs(body, items_of(annotation))
    assert ["".join(piece.text for piece in one) for one in made] == [one for one in body.split("\n\n") if one]
    shown = [piece for one in made for piece in one if piece.item is not None]
    assert all(piece.text == body[piece.item.span.start : piece.item.span.end] for piece in shown if piece.item)


def test_every_mark_leads_to_its_item_and_back(client: TestClient) -> None:
    tree = fromstring(client.get(f"/bai/{rich(store_of(client))}").text)
    marks = tree.xpath("//div[contains(@class,'article')]//a[contains(@class,'m ')]")
    ids = {node.get("id") for node in tree.xpath("//*[@id]")}
    assert len(marks) > 5
    assert all(mark.get("href")[1:] in ids for mark in marks)


def test_a_correction_is_kept_noted_and_taken_back(own_client: TestClient) -> None:
    store = store_of(own_client)
    article_id = rich(store)
    text, value, method = figures(store, article_id)[0]
    form = {"muc": "so-lieu-0", "doan": text, "viec": "sua", "gia_tri": "1.234,5", "don_vi": "hồ sơ", "muc_do": "exact"}
    answer = own_client.post(f"/bai/{article_id}/chinh-sua", data=form)
    assert answer.status_code == 303
    assert figures(store, article_id)[0] == (text, 1234.5, "person")
    page = own_client.get(f"/bai/{article_id}")
    assert "1.234,5 hồ sơ" in page.text
    assert "Hoàn tác" in page.text
    (made,) = store.corrections.history(article_id)
    assert (made.author, made.revoked_at) == ("Người dùng trên máy này", None)
    own_client.post(f"/bai/{article_id}/hoan-tac", data={"ma": str(made.id)})
    assert figures(store, article_id)[0] == (text, value, method)
    assert [one.action for one in store.audit.of(f"bai/{article_id}")] == ["Hoàn tác chỉnh sửa", "Chỉnh sửa bài"]
    again = own_client.post(f"/bai/{article_id}/hoan-tac", data={"ma": str(made.id)})
    assert again.status_code == 409


def test_an_item_is_rejected_and_one_is_added(own_client: TestClient) -> None:
    store = store_of(own_client)
    article_id = rich(store)
    before = figures(store, article_id)
    own_client.post(f"/bai/{article_id}/chinh-sua", data={"muc": "so-lieu-0", "doan": before[0][0], "viec": "bo"})
    assert figures(store, article_id) == before[1:]
    body = store.articles.get(article_id).article.body  # type: ignore[union-attr]
    words = body.split()[0]
    added = {"viec": "them", "loai_muc": "co-quan", "doan": words, "ten": "Sở Mẫu"}
    assert own_client.post(f"/bai/{article_id}/chinh-sua", data=added).status_code == 303
    got = store.annotations.get(article_id)
    assert got is not None
    assert "Sở Mẫu" in {one.name for one in got.annotation.entities}


@pytest.mark.parametrize(
    "change",
    [
        {"gia_tri": "mười hai rưỡi"},
        {"gia_tri": ""},
        {"muc_do": "range", "thap": "9", "cao": "3"},
    ],
)
def test_what_is_no_number_is_told_and_changes_nothing(own_client: TestClient, change: dict[str, str]) -> None:
    store = store_of(own_client)
    article_id = rich(store)
    before = figures(store, article_id)
    form = {"muc": "so-lieu-0", "doan": before[0][0], "viec": "sua", "muc_do": "exact"} | change
    answer = own_client.post(f"/bai/{article_id}/chinh-sua", data=form)
    assert answer.status_code == 422
    assert figures(store, article_id) == before


def test_a_form_that_is_behind_is_a_conflict(own_client: TestClient) -> None:
    store = store_of(own_client)
    article_id = rich(store)
    form = {"muc": "so-lieu-0", "doan": "chữ khác", "viec": "bo"}
    answer = own_client.post(f"/bai/{article_id}/chinh-sua", data=form)
    assert answer.status_code == 409
    assert "Có người khác" in answer.text


def test_day_title_areas_and_kind_are_set_by_a_person(own_client: TestClient) -> None:
    store = store_of(own_client)
    undated = store.articles.undated(1)[0]
    path = f"/bai/{undated.id}/thong-tin"
    for form in (
        {"viec": "ngay", "ngay_dang": "05/9/2022"},
        {"viec": "tieu-de", "tieu_de": "Tên mới"},
        {"viec": "linh-vuc", "linh_vuc": ["tthc", "cong_vu"]},
        {"viec": "cchc", "la_cchc": ""},
    ):
        assert own_client.post(path, data=form).status_code == 303, form
    stored, got = store.articles.get(undated.id), store.annotations.get(undated.id)
    assert stored is not None
    assert got is not None
    assert (str(stored.article.published_at), stored.article.title) == ("2022-09-05", "Tên mới")
    assert ({one.topic for one in got.annotation.topics}, got.kept) == ({"tthc", "cong_vu"}, False)
    assert own_client.post(path, data={"viec": "ngay", "ngay_dang": "hôm nọ"}).status_code == 422


def test_a_changed_article_shows_what_changed_also_since_the_last_look(own_client: TestClient) -> None:
    store = store_of(own_client)
    stored = next(iter(store.articles.iterate()))
    own_client.get(f"/bai/{stored.id}")
    words = stored.article.body.split()
    changed: Article = stored.article.model_copy(
        update={
            "body": stored.article.body.replace(words[3], "ĐÃĐỔI", 1),
            "content_hash": "0" * 64,
            "fetched_at": datetime.now(UTC),
        }
    )
    assert store.articles.save(changed).version == 2
    page = own_client.get(f"/bai/{stored.id}").text
    assert "Bài đã thay đổi từ lần bạn xem trước" in page
    assert "ĐÃĐỔI" in own_client.get(f"/bai/{stored.id}/phien-ban").text


def test_an_article_of_one_version_is_compared_with_nothing(client: TestClient) -> None:
    stored = next(one for one in store_of(client).articles.iterate() if one.version == 1)
    html = client.get(f"/bai/{stored.id}/phien-ban").text
    assert "Bài mới có một phiên bản" in html
    assert "giống nhau" not in html


def test_an_unknown_article_is_told(client: TestClient) -> None:
    for path in ("/bai/khong-co", "/bai/khong-co/phien-ban", "/bai/khong-co/ban-luu"):
        assert client.get(path).status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe(site: Site, client: TestClient, width: int, dark: bool) -> None:
    article_id = rich(store_of(client))
    for path in (f"/bai/{article_id}", f"/bai/{article_id}?sua=so-lieu-0", f"/bai/{article_id}?them=van-ban"):
        with site.page(path, width=width, dark=dark) as page:
            assert axe(page) == []
            assert too_wide(page) == 0
