from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from digest.render.formats import render_issue
from domain.areas import area_name
from domain.correction import Correction, CorrectionKind
from domain.digest import Issue
from domain.settings import load_settings
from pipeline.sending import send_waiting
from store.digests.records import NewEdit
from store.mails.mail_record import MailKind
from tests.support.mail import mail_server
from tests.web.conftest import WIDTHS, Site, axe, serving, store_of, too_wide
from web.digest_uses import used_in

WEEK = "2022-W41"


def opened(client: TestClient, week: str = "41/2022") -> str:
    answer = client.post("/diem-tin/mo", data={"tuan": week})
    assert answer.status_code == 303
    return str(answer.headers["location"])


def revision(client: TestClient, path: str) -> str:
    found = re.search(r'name="lan" value="(\d+)"', client.get(path).text)
    assert found is not None
    return found[1]


def issue_of(client: TestClient, issue_id: str = WEEK) -> Issue:
    return Issue.model_validate(client.get(f"/api/v1/digests/{issue_id}").json())


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


def test_the_formats_are_seen_exactly_before_they_go_out(client: TestClient) -> None:
    page = client.get(f"/diem-tin/{WEEK}/xem?dang=html")
    assert page.headers["content-type"].startswith("text/html")
    assert "script-src" not in page.headers["content-security-policy"]
    assert "sandbox" in page.headers["content-security-policy"]
    made = render_issue(issue_of(client), "html", load_settings()).decode()
    assert re.search(r"<main>.*</main>", page.text, re.S)[0] == re.search(r"<main>.*</main>", made, re.S)[0]  # type: ignore[index]
    pdf = client.get(f"/diem-tin/{WEEK}/xem?dang=pdf")
    assert (pdf.content[:4], pdf.headers["content-disposition"][:6]) == (b"%PDF", "inline")
    mail = client.get(f"/diem-tin/{WEEK}/xem?dang=thu")
    assert mail.headers["content-type"] == "text/plain; charset=utf-8"
    assert mail.text.startswith("Tiêu đề thư: Điểm tin cải cách hành chính")
    assert "<" not in re.sub(r"<https?://[^>]*>", "", mail.text)
    assert client.get(f"/diem-tin/{WEEK}/xem?dang=docx").status_code == 422
    assert f"/diem-tin/{WEEK}/xem?dang=html" in client.get(f"/diem-tin/{WEEK}").text


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


def test_requests_are_written_listed_and_answered(own_client: TestClient) -> None:
    path = opened(own_client)
    item = issue_of(own_client).items[0]
    own_client.post(
        f"{path}/de-nghi",
        data={"article_id": item.article_id, "don_vi": "TTYT Mộc Châu", "thoi_han": "31/10/2022"},
    )
    asked = issue_of(own_client).items[0].request
    assert asked is not None
    assert (asked.unit, asked.due, asked.status) == ("TTYT Mộc Châu", date(2022, 10, 31), "chua_giao")
    assert "TTYT Mộc Châu" in own_client.get("/diem-tin").text
    own_client.post(
        f"{path}/de-nghi",
        data={"article_id": item.article_id, "don_vi": "TTYT Mộc Châu", "trang_thai": "da_tra_loi", "ve": "/diem-tin"},
    )
    assert "Không có đề nghị nào đang chờ" in own_client.get("/diem-tin").text


def test_a_request_that_another_person_changed_is_shown_and_stays(own_client: TestClient) -> None:
    path = opened(own_client)
    item = issue_of(own_client).items[0]
    store_of(own_client).digests.requests.put(
        item.article_id, WEEK, unit="Phòng Nghiệp vụ", due=date(2022, 10, 31), status="da_giao", author="lan"
    )
    wanted = {"article_id": item.article_id, "don_vi": "TTYT Mộc Châu", "thay": "chưa có đề nghị"}
    refused = own_client.post(f"{path}/de-nghi", data=wanted)
    assert refused.status_code == 409
    assert "lan vừa ghi đề nghị xử lý bài này: Phòng Nghiệp vụ, thời hạn 31/10/2022, đã giao" in refused.text
    assert "TTYT Mộc Châu, chưa giao" in refused.text
    shown = re.search(r'name="thay" value="([^"]+)"', own_client.get(path).text)
    assert shown is not None
    assert own_client.post(f"{path}/de-nghi", data=wanted | {"thay": shown[1]}).status_code == 303
    request = issue_of(own_client).items[0].request
    assert request is not None
    assert request.unit == "TTYT Mộc Châu"


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "md", "eml", "json", "atom"])
def test_a_withdrawn_issue_keeps_its_bytes_and_its_file_says_so_by_name(own_client: TestClient, form: str) -> None:
    path = opened(own_client)
    own_client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})
    before = own_client.get(f"{path}/tep", params={"dang": form})
    own_client.post(f"{path}/trang-thai", data={"sang": "thu_hoi"})
    note = {"article_id": issue_of(own_client).items[0].article_id, "lan": "0", "ghi-chu": "số thay thế"}
    own_client.post(f"{path}a/muc", data=note)
    own_client.post(f"{path}a/trang-thai", data={"sang": "da_duyet"})
    after = own_client.get(f"{path}/tep", params={"dang": form})
    assert after.content == before.content
    assert after.headers["content-disposition"] == f'attachment; filename="diem-tin-{WEEK}-da-thu-hoi.{form}"'
    if form == "json":
        assert own_client.get(f"/api/v1/digests/{WEEK}").json() == after.json()
        listed = {one["id"]: one["state"] for one in own_client.get("/api/v1/digests").json()}
        assert listed == {WEEK: "da_thu_hoi", f"{WEEK}a": "da_duyet"}


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("docx", b"PK"),
        ("pdf", b"%PDF"),
        ("html", b"<!"),
        ("md", b"#"),
        ("json", b"{"),
        ("atom", b"<?xml"),
        ("eml", b"Subject"),
    ],
)
def test_every_format_can_be_taken_away(client: TestClient, form: str, begins: bytes) -> None:
    answer = client.get(f"/diem-tin/{WEEK}/tep", params={"dang": form})
    assert answer.status_code == 200
    assert answer.content.lstrip()[: len(begins)].lower() == begins.lower()
    assert answer.headers["content-disposition"] == f'attachment; filename="diem-tin-{WEEK}.{form}"'


def test_the_api_gives_the_issue_of_the_contract(client: TestClient) -> None:
    value = client.get(f"/api/v1/digests/{WEEK}").json()
    assert {"id", "from", "to", "title", "headlines", "overview", "sections", "silent", "undated", "late"} <= set(value)
    assert value["from"] == "2022-10-10"
    assert client.get("/api/v1/digests/xyz").status_code == 404


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


def test_sending_needs_a_server_and_writes_mails_once(own_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    path = opened(own_client)
    own_client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})
    refused = own_client.post(f"{path}/trang-thai", data={"sang": "gui"})
    assert refused.status_code == 422
    assert "máy chủ gửi thư" in refused.text
    assert store_of(own_client).mails.of(MailKind.DIGEST, WEEK) == []


def test_an_issue_is_said_to_be_sent_only_when_the_server_took_every_mail(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(refusals={"saiten@example.vn": "550 No such user"}) as server:
        for name, value in {
            "MAIL__HOST": "127.0.0.1",
            "MAIL__PORT": str(server.port),
            "MAIL__SECURITY": "none",
            "MAIL__SENDER": "Điểm Tin <diemtin@example.vn>",
            "DIGEST__RECIPIENTS": "giamdoc@example.vn,saiten@example.vn",
        }.items():
            monkeypatch.setenv(f"DIEMTIN_{name}", value)
        with serving(own_folder) as client:
            store, settings = store_of(client), load_settings()
            path = opened(client)
            client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})

            def shown() -> list[str]:
                pages = [client.get(one).text.replace("\N{NO-BREAK SPACE}", " ") for one in (path, "/diem-tin")]
                states = [
                    re.findall(r"Đang gửi, được \d trên \d thư|Gửi lỗi \d trên \d thư|> Đã gửi<", one) for one in pages
                ]
                return ["|".join(dict.fromkeys(one)) for one in states]

            for _ in range(2):
                assert client.post(f"{path}/trang-thai", data={"sang": "gui"}).status_code == 303
            assert shown()[0] == "Đang gửi, được 0 trên 2 thư"
            assert shown()[1] == "Đang gửi, được 0 trên 2 thư"
            send_waiting(store, settings)
            assert shown() == ["Gửi lỗi 1 trên 2 thư"] * 2
            assert "1 thư chưa gửi được" in client.get("/").text
            assert client.get("/api/v1/digests").json()[0]["mails"] == {"total": 2, "sent": 1, "troubled": 1}
            server.refusals.clear()
            (failed,) = store.mails.troubled()
            for _ in range(2):  # two people press the same button, the second after the mail has gone
                client.post(f"{path}/gui-lai", data={"thu": str(failed.id)})
                client.post(f"/thu-gui-di/{failed.id}/gui-lai")
                send_waiting(store, settings)
            assert [one.recipient for one in server.accepted] == ["giamdoc@example.vn", "saiten@example.vn"]
            page = client.get(path).text
            assert "Gửi lỗi" not in page
            assert "Đã gửi 2 trên 2 người nhận" in page
            assert "Đã gửi" in client.get("/diem-tin").text


def test_what_waits_for_a_server_that_is_gone_is_told_on_the_first_page(own_client: TestClient) -> None:
    store = store_of(own_client)
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    store.mails.enqueue(MailKind.DIGEST, WEEK, ["a@example.vn"], "Điểm tin", b"", long_ago)
    assert "thư chờ đã lâu" not in own_client.get("/").text
    store.mails.hold(datetime.now(UTC), None, "Không kết nối được máy chủ gửi thư.")
    assert "1 thư chờ đã lâu" in own_client.get("/").text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_withdrawn_issue_goes_to_nobody_any_more(own_client: TestClient) -> None:
    path = opened(own_client)
    own_client.post(f"{path}/trang-thai", data={"sang": "da_duyet"})
    mails = store_of(own_client).mails
    mails.enqueue(MailKind.DIGEST, WEEK, ["a@example.vn"], "Điểm tin", b"", datetime.now(UTC))
    own_client.post(f"{path}/trang-thai", data={"sang": "thu_hoi"})
    assert mails.due(datetime.now(UTC) + timedelta(days=9)) == 0
    assert not mails.send_again(1, datetime.now(UTC), arrived=True)
    assert "Đã hủy" in own_client.get(path).text


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
