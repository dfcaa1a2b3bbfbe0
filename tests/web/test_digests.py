from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from starlette.testclient import TestClient

from domain.areas import area_name
from domain.correction import Correction, CorrectionKind
from store.digests.records import NewEdit
from tests.web.conftest import WIDTHS, Site, axe, store_of, too_wide
from tests.web.digest_pages import WEEK, issue_of, opened, revision
from web.digest_uses import used_in


def test_the_list_says_that_a_week_waits_and_an_empty_store_has_none(
    client: TestClient, empty_client: TestClient
) -> None:
    assert "Chưa có số điểm tin" in client.get("/diem-tin").text
    assert "Chưa có số điểm tin" in empty_client.get("/diem-tin").text


def test_a_week_without_an_issue_is_shown_and_nothing_is_kept(client: TestClient) -> None:
    page = client.get(f"/diem-tin/{WEEK}")
    assert page.status_code == 200
    assert "Mở để biên tập" in page.text
    assert client.get("/api/v1/digests").json() == []
    assert client.get("/diem-tin/2022-W99").status_code == 404
    for path in (f"/diem-tin/{WEEK}a", f"/diem-tin/{WEEK}a/tep?dang=md", f"/api/v1/digests/{WEEK}a"):
        assert client.get(path).status_code == 404, path


def test_an_issue_is_chosen_ordered_rewritten_approved_withdrawn(own_client: TestClient) -> None:
    path = opened(own_client)
    assert path == f"/diem-tin/{WEEK}"
    before = issue_of(own_client)
    first = before.items[0]
    sentence = first.sentences[0].text
    own_client.post(
        f"{path}/muc",
        data={"article_id": first.article_id, "lan": "0", "cau-0": "Viết lại gọn.", "ghi-chu": "Báo cáo Giám đốc"},
    )
    after = issue_of(own_client)
    assert after.items[0].sentences[0].text == "Viết lại gọn."
    assert after.items[0].sentences[0].quotation == sentence
    assert after.items[0].note == "Báo cáo Giám đốc"
    desk = own_client.get(path).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Viết lại gọn." in desk
    assert sentence[:40] in desk  # the source's words stay beside it

    dropped = after.items[-1].article_id
    own_client.post(f"{path}/bai", data={"article_id": dropped, "lan": revision(own_client, path)})
    assert dropped not in [item.article_id for item in issue_of(own_client).items]
    own_client.post(f"{path}/bai", data={"article_id": dropped, "lan": revision(own_client, path), "chon": "1"})
    assert dropped in [item.article_id for item in issue_of(own_client).items]

    section = next(one for one in issue_of(own_client).sections if len(one.items) > 1)
    low = section.items[1].article_id
    own_client.post(f"{path}/thu-tu", data={"article_id": low, "lan": revision(own_client, path), "huong": "len"})
    now_first = next(one for one in issue_of(own_client).sections if one.topic == section.topic).items[0]
    assert now_first.article_id == low

    own_client.post(f"{path}/trang-thai", data={"sang": "cho_duyet"})
    own_client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})
    frozen = issue_of(own_client)
    assert frozen.state == "da_duyet"
    assert frozen.short_hash in own_client.get(path).text
    refused = own_client.post(f"{path}/bai", data={"article_id": low, "lan": "9"})
    assert refused.status_code == 409
    assert "không sửa được" in refused.text

    gone = own_client.post(f"{path}/trang-thai", data={"sang": "thu_hoi"})
    assert gone.headers["location"] == f"/diem-tin/{WEEK}a"
    assert issue_of(own_client, f"{WEEK}a").replaces == WEEK
    assert issue_of(own_client).hash == frozen.hash
    assert "Tuần 41a/2022" in own_client.get(f"/diem-tin/{WEEK}a").text


def test_an_issue_is_called_by_the_number_it_was_opened_with(own_client: TestClient) -> None:
    parts = own_client.app.state.services  # type: ignore[attr-defined]
    month = parts.settings.digest.model_copy(update={"numbering": "month"})
    parts.context = replace(parts.context, settings=parts.settings.model_copy(update={"digest": month}))
    path = opened(own_client, "Tuần 2 - Tháng 10/2022")
    assert path == f"/diem-tin/{WEEK}"
    own_client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})
    own_client.post(f"{path}/trang-thai", data={"sang": "thu_hoi"})
    names = {one["id"]: one["name"] for one in own_client.get("/api/v1/digests").json()}
    assert names == {WEEK: "Tuần 2 - Tháng 10/2022", f"{WEEK}a": "Tuần 2 - Tháng 10a/2022"}
    assert opened(own_client, "Tuần 2 - Tháng 10a/2022") == f"{path}a"
    article = issue_of(own_client, f"{WEEK}a").items[0].article_id
    (badge,) = used_in(parts, [article])[article]
    assert badge.label == "Trong Điểm tin tuần 2 - tháng 10a"


def test_dragging_before_another_item_moves_it_there_and_to_its_area(own_client: TestClient) -> None:
    path = opened(own_client)
    sections = issue_of(own_client).sections
    moved, target = sections[-1].items[0], sections[0].items[0]
    answer = own_client.post(
        f"{path}/thu-tu",
        data={"article_id": moved.article_id, "truoc": target.article_id, "lan": "0"},
        headers={"x-autosave": "1"},
    )
    assert answer.json()["lan"] == 1
    assert [item.article_id for item in issue_of(own_client).sections[0].items][:2] == [
        moved.article_id,
        target.article_id,
    ]


def test_two_editors_see_both_texts_and_choose(own_client: TestClient) -> None:
    path = opened(own_client)
    store = store_of(own_client)
    item = issue_of(own_client).items[0]
    store.digests.save(WEEK, [NewEdit("note", "bản của Lan", item.article_id)], author="lan", expected=0)
    answer = own_client.post(f"{path}/muc", data={"article_id": item.article_id, "lan": "0", "ghi-chu": "bản của tôi"})
    assert answer.headers["location"] == f"{path}/hai-ban"
    page = own_client.get(f"{path}/hai-ban").text
    assert "bản của Lan" in page
    assert "bản của tôi" in page
    edit = re.search(r'name="ban" value="(\d+)"', page)
    assert edit is not None
    own_client.post(f"{path}/hai-ban", data={"ban": edit[1], "lay": "sau"})
    assert issue_of(own_client).items[0].note == "bản của tôi"
    assert "Không còn mục nào" in own_client.get(f"{path}/hai-ban").text


def test_a_form_that_is_sent_whole_changes_only_what_was_changed_in_it(own_client: TestClient) -> None:
    path = opened(own_client)
    item = issue_of(own_client).items[0]
    store = store_of(own_client)
    theirs = {"text": "Câu của Lan.", "quotation": item.sentences[0].text}
    edits = [NewEdit("sentence:0", theirs, item.article_id), NewEdit("note", "của Lan", item.article_id)]
    store.digests.save(WEEK, edits, author="lan", expected=0)
    # The form was opened before: its sentence and its note are what stood there then; the tone is new.
    sent = {
        "article_id": item.article_id,
        "lan": "0",
        "cau-0": item.sentences[0].text,
        "ghi-chu": "",
        "sac-thai": "Vui",
    }
    answer = own_client.post(f"{path}/muc", data=sent)
    assert "hai-ban" not in answer.headers["location"]
    after = issue_of(own_client).items[0]
    assert (after.sentences[0].text, after.note, after.tone) == ("Câu của Lan.", "của Lan", "Vui")
    # Whoever has seen it may take it back.
    own_client.post(f"{path}/muc", data=sent | {"lan": revision(own_client, path)})
    assert (issue_of(own_client).items[0].sentences[0].edited, issue_of(own_client).items[0].note) == (False, "")


def test_what_others_saved_meanwhile_is_not_taken_for_seen(own_client: TestClient) -> None:
    path = opened(own_client)
    first, second = issue_of(own_client).items[:2]
    store = store_of(own_client)

    def autosave(known: str, article_id: str, **field: str) -> dict[str, int]:
        values = {"article_id": article_id, "lan": known} | {name.replace("_", "-"): v for name, v in field.items()}
        return dict(own_client.post(f"{path}/muc", data=values, headers={"x-autosave": "1"}).json())

    assert autosave("0", second.article_id, ghi_chu="một")["lan"] == 1
    store.digests.save(WEEK, [NewEdit("note", "của Lan", first.article_id)], author="lan", expected=1)
    assert autosave("1", second.article_id, ghi_chu="hai")["lan"] == 1
    clash = autosave("1", first.article_id, ghi_chu="của tôi")
    assert clash["hai_ban"] == 1
    assert issue_of(own_client).items[0].note == "của Lan"


def test_two_texts_are_shown_in_words(own_client: TestClient) -> None:
    path = opened(own_client)
    section = next(one for one in issue_of(own_client).sections if len(one.items) > 1)
    ids = [one.article_id for one in section.items]
    item = section.items[0]
    sentence = item.sentences[0].text
    store = store_of(own_client)
    mine = [
        NewEdit(f"order:{section.topic}", ids[::-1]),
        NewEdit("topic", "hai_long", item.article_id),
        NewEdit("chosen", False, ids[1]),
        NewEdit("sentence:0", {"text": "Câu của Lan.", "quotation": sentence}, item.article_id),
    ]
    theirs = [
        NewEdit(f"order:{section.topic}", ids[1:] + ids[:1] if len(ids) > 2 else ids),
        NewEdit("topic", "che_do_cong_vu", item.article_id),
        NewEdit("chosen", True, ids[1]),
        NewEdit("sentence:0", {"text": "Câu của Minh.", "quotation": sentence}, item.article_id),
    ]
    store.digests.save(WEEK, mine, author="lan", expected=0)
    store.digests.save(WEEK, theirs, author="minh", expected=0)
    page = own_client.get(f"{path}/hai-ban").text.replace("\N{NO-BREAK SPACE}", " ")
    for word in (area_name("hai_long"), "Bỏ khỏi điểm tin", "Đưa vào điểm tin", "Câu của Lan.", "(nguyên văn)"):
        assert word in page, word
    assert not any(one in re.sub(r'(href|value|id)="[^"]*"', "", page) for one in ids)


def test_headlines_are_written_by_hand_and_given_back(own_client: TestClient) -> None:
    path = opened(own_client)
    before = issue_of(own_client)
    ids = [item.article_id for item in before.items]
    said = ["Một cửa liên thông", "  Thanh toán   không tiền mặt", "Chấm điểm trên mạng", ""]
    own_client.post(f"{path}/tin-noi-bat", data={"lan": "0", "tin": said, "bai": [ids[2], ids[0], ids[1], ids[0]]})
    after = issue_of(own_client)
    assert after.headlines == ("Một cửa liên thông", "Thanh toán không tiền mặt", "Chấm điểm trên mạng")
    assert after.headline_sources == (3, 1, 2)
    assert 'value="Một cửa liên thông"' in own_client.get(path).text
    few = own_client.post(f"{path}/tin-noi-bat", data={"lan": "1", "tin": ["Chỉ một"], "bai": [ids[0]]})
    assert few.status_code == 422
    assert "3 hoặc 4 tin nổi bật" in few.text
    gone = own_client.post(f"{path}/tin-noi-bat", data={"lan": "1", "tin": ["a", "b", "c"], "bai": ["x", "y", "z"]})
    assert gone.status_code == 422
    own_client.post(f"{path}/tin-noi-bat", data={"lan": revision(own_client, path), "tin": [""], "bai": [ids[0]]})
    assert issue_of(own_client).headlines == before.headlines


def test_two_items_are_joined_from_the_desk_and_parted_again(own_client: TestClient) -> None:
    path = opened(own_client)
    one, other = issue_of(own_client).items[:2]
    assert f'<option value="{other.article_id}">[2] ' in own_client.get(path).text
    own_client.post(f"{path}/gop", data={"article_id": one.article_id, "bai": other.article_id})
    after = issue_of(own_client)
    (joined,) = [item for item in after.items if {item.article_id} & {one.article_id, other.article_id}]
    assert {one.article_id, other.article_id} <= {joined.article_id, *(copy.article_id for copy in joined.reprints)}
    second = ({one.article_id, other.article_id} - {joined.article_id}).pop()
    own_client.post(f"{path}/tach", data={"article_id": joined.article_id, "bai": second})
    assert {one.article_id, other.article_id} <= {item.article_id for item in issue_of(own_client).items}


def test_an_undated_article_gets_its_day_from_the_tray(own_client: TestClient) -> None:
    path = opened(own_client)
    waiting = issue_of(own_client).undated
    first, second = waiting[0].article_id, waiting[1].article_id
    own_client.post(f"{path}/ngay", data={"article_id": first, "lan": "0", "ngay": "12/10/2022"})
    after = issue_of(own_client)
    assert first in [item.article_id for item in after.items]
    own_client.post(f"{path}/ngay", data={"article_id": second, "lan": "9", "de_lai": "1"})
    assert second not in [one.article_id for one in issue_of(own_client).undated]
    wrong = own_client.post(f"{path}/ngay", data={"article_id": second, "lan": "9", "ngay": "mai"})
    assert wrong.status_code == 422


def test_an_article_is_taken_in_and_out_from_other_screens(own_client: TestClient) -> None:
    store = store_of(own_client)
    article = store.coverage.ids(date(2022, 10, 10), date(2022, 10, 16))[0]
    taken = own_client.post("/diem-tin/chon", data={"article_id": article, "next": "/tim-kiem?q=a"})
    assert taken.headers["location"] == "/tim-kiem?q=a"
    parts = own_client.app.state.services  # type: ignore[attr-defined]
    (badge,) = used_in(parts, [article])[article]
    assert (badge.label, badge.href) == ("Trong Điểm tin tuần 41", f"/diem-tin/{WEEK}")
    own_client.post("/diem-tin/bo", data={"article_id": article, "next": "/"})
    assert used_in(parts, [article]) == {}
    old = store.coverage.ids(date(2022, 7, 1), date(2022, 7, 10))[0]
    own_client.post(f"/diem-tin/{WEEK}/trang-thai", data={"sang": "da_duyet"})
    own_client.post("/diem-tin/chon", data={"article_id": old})
    assert used_in(parts, [old])[old]
    assert own_client.post("/diem-tin/chon", data={"article_id": "khong-co"}).status_code == 404
    away = own_client.post("/diem-tin/chon", data={"article_id": old, "next": "https://xau.example.com/"})
    assert away.headers["location"].startswith("/diem-tin/")


def test_the_archive_is_searched(own_client: TestClient) -> None:
    opened(own_client)
    found = own_client.get("/diem-tin", params={"q": "tu cham diem"}).text
    assert "mục [" in found
    assert "Không có bài phù hợp" in own_client.get("/diem-tin", params={"q": "zzzz"}).text


def test_what_came_after_approval_is_shown(own_client: TestClient) -> None:
    path = opened(own_client)
    own_client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})
    assert "Không có gì khác" in own_client.get(f"{path}/so-sanh").text
    store = store_of(own_client)
    undated = store.coverage.undated()[0].id
    own_client.post("/diem-tin/2022-W40/ngay", data={"article_id": undated, "lan": "0", "ngay": "12/10/2022"})
    opened(own_client, "40/2022")
    own_client.post("/diem-tin/2022-W40/ngay", data={"article_id": undated, "lan": "0", "ngay": "12/10/2022"})
    assert "Bài tới sau khi duyệt" in own_client.get(f"{path}/so-sanh").text


def test_articles_that_came_since_are_told_and_taken_in_on_request(own_client: TestClient) -> None:
    path = opened(own_client)
    assert "bài mới từ lúc tổng hợp" not in own_client.get(path).text
    store = store_of(own_client)
    undated = store.coverage.undated()[0].id
    value = {"published_at": "2022-10-12"}
    store.corrections.add(Correction(article_id=undated, kind=CorrectionKind.DATE_SET, value=value))
    assert "1 bài mới từ lúc tổng hợp" in own_client.get(path).text
    own_client.post(f"{path}/cap-nhat")
    assert undated in [item.article_id for item in issue_of(own_client).items]


def test_hostile_words_stay_words(own_client: TestClient) -> None:
    path = opened(own_client)
    item = issue_of(own_client).items[0]
    own_client.post(
        f"{path}/muc",
        data={"article_id": item.article_id, "lan": "0", "cau-0": "<script>alert(1)</script>", "ghi-chu": "{{ 7*7 }}"},
    )
    page = own_client.get(path).text
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True])
def test_the_desk_in_a_browser(own_site: Site, width: int, dark: bool) -> None:
    with own_site.page("/diem-tin", width=width, dark=dark) as page:
        assert axe(page) == []
        assert too_wide(page) <= 0
        page.fill("#f-tuan", "41/2022")
        page.get_by_role("button", name="Mở", exact=True).click()
        page.wait_for_url("**/diem-tin/2022-W41")
        assert axe(page) == []
        assert too_wide(page) <= 0
        page.get_by_text("Sửa mục [1]").click()
        area = page.locator("textarea").first
        area.fill("Viết lại tại bàn.")
        area.blur()
        page.get_by_text("Đã lưu").first.wait_for()
        assert axe(page) == []
        assert too_wide(page) <= 0
        page.reload()
        assert page.locator(".paper").get_by_text("Viết lại tại bàn.").first.is_visible()


@pytest.mark.browser
def test_from_opening_to_approved_takes_few_clicks_and_no_script(own_site: Site) -> None:
    clicks = 0
    with own_site.page("/diem-tin", scripts=False) as page:
        page.fill("#f-tuan", "41/2022")
        for name in ("Mở", "Trình duyệt", "Duyệt"):
            page.get_by_role("button", name=name, exact=True).click()
            clicks += 1
        assert page.get_by_text("Bản này không sửa được nữa.").is_visible()
    assert clicks <= 25
    for path in ("/diem-tin/2022-W41", "/diem-tin/2022-W41/so-sanh", "/diem-tin/2022-W41/hai-ban"):
        with own_site.page(path) as page:  # axe is a script itself
            assert axe(page) == []
            assert too_wide(page) <= 0
