"""Cảnh báo and Thư gửi đi: saved in two clicks with an estimate, told exactly, stopped by a link, failed mails sent again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from domain.article import Article
from pipeline.process import process_all
from store import Store
from store.mails.mail_record import MailKind, MailState
from store.mails.saved_searches import SavedSearch, SearchState
from tests.web.conftest import WIDTHS, Office, Site, axe, context_of, store_of, too_wide

SEARCH = "/canh-bao/moi?q=m%E1%BB%99t+c%E1%BB%ADa&tinh=S%C6%A1n+La"
FORM = {"ten": "Một cửa Sơn La", "tan_suat": "ngay", "nguoi_nhan": "lan@example.vn, minh@example.vn"}


def save(client: TestClient, address: str = "/canh-bao/moi?q=m%E1%BB%99t+c%E1%BB%ADa", **changes: str) -> SavedSearch:
    answer = client.post(address, data={**FORM, **changes})
    assert (answer.status_code, answer.headers["location"]) == (303, "/canh-bao")
    return store_of(client).saved_searches.listed()[0]


def arrive(store: Store, folder: Path, number: int, title: str = "Bộ phận một cửa hiện đại") -> str:
    body = (
        f"Bộ phận một cửa của Sở Y tế cải cách thủ tục hành chính, tiếp nhận hồ sơ trực tuyến. Tin thứ {number}. " * 4
    )
    url = f"https://soyte.example.gov.vn/tin/{number}"
    article = Article(
        url=url, canonical_url=url, source="syt-sonla", title=f"{title} {number}", body=body, content_hash=url
    )
    article_id = store.articles.save(article).article_id
    assert process_all(context_of(folder))["problem"] is None
    return article_id


def fail_one(store: Store) -> None:
    now = datetime.now(UTC)
    body = b"Subject: x\r\n\r\nx\r\n"
    store.mails.enqueue(MailKind.DIGEST, "2022-W39", ("giamdoc@example.vn",), "Điểm tin tuần 39/2022", body, now)
    taken = store.mails.claim("ai", now, lambda: "<1@example.vn>")
    assert taken is not None
    store.mails.refused(taken.id, "ai", now, 550, "550 No such user <b>here</b>")


def test_the_form_says_what_is_saved_and_how_much_is_to_come(client: TestClient) -> None:
    shown = client.get(SEARCH).text
    assert "Sơn La" in shown
    assert 'value="một cửa"' in shown
    assert "chưa ước lượng được" in shown, "the samples are years old"


def test_saving_keeps_query_filters_owner_and_recipients(own_client: TestClient) -> None:
    saved = save(own_client, SEARCH)
    assert (saved.query, saved.filters.provinces, saved.owner) == ("một cửa", ("Sơn La",), "may-nay")
    assert saved.recipients == ("lan@example.vn", "minh@example.vn")
    shown = own_client.get("/canh-bao").text
    assert "Một cửa Sơn La" in shown
    assert "ngay khi có" in shown
    assert f"{saved.feed_token}.atom" in shown
    assert 'value="lan@example.vn, minh@example.vn"' in own_client.get(SEARCH).text, "two clicks from the second on"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"ten": " "}, "Hãy đặt tên"),
        ({"tan_suat": "x"}, "Hãy chọn tần suất"),
        ({"nguoi_nhan": ""}, "ít nhất một địa chỉ"),
        ({"nguoi_nhan": "lan@example.vn\r\nBcc: x"}, "không phải địa chỉ thư"),
    ],
)
def test_a_wrong_form_is_shown_again(own_client: TestClient, changes: dict[str, str], fault: str) -> None:
    answer = own_client.post(SEARCH, data={**FORM, **changes})
    assert answer.status_code == 422
    assert fault in answer.text
    assert store_of(own_client).saved_searches.listed() == []


def test_a_search_for_everything_is_not_saved(own_client: TestClient) -> None:
    assert own_client.post("/canh-bao/moi", data=FORM).status_code == 422


def test_the_link_of_a_mail_opens_exactly_its_articles(own_client: TestClient, own_folder: Path) -> None:
    store = store_of(own_client)
    saved = save(own_client)
    ids = {arrive(store, own_folder, number, "Một cửa <script>") for number in (1, 2)}
    assert own_client.post(f"/canh-bao/{saved.id}/gui-ngay").status_code == 303
    (alert,) = store.alerts.of(saved.id)
    arrive(store, own_folder, 3)
    shown = own_client.get(f"/canh-bao/{alert.token}").text
    assert set(re.findall(r'data-open href="/bai/([^"]+)"', shown)) == ids
    assert "<mark>" in shown
    assert "<script>" not in re.sub(r"<script src=[^>]*>", "", shown)
    assert own_client.get("/canh-bao/khong-co").status_code == 404


def test_pause_resume_send_now_and_stop(own_client: TestClient, own_folder: Path) -> None:
    store = store_of(own_client)
    saved = save(own_client)
    own_client.post(f"/canh-bao/{saved.id}/tam-dung")
    assert "Tạm dừng" in own_client.get("/canh-bao").text
    arrive(store, own_folder, 1)
    own_client.post(f"/canh-bao/{saved.id}/gui-ngay")
    assert store.alerts.of(saved.id) == []
    own_client.post(f"/canh-bao/{saved.id}/tiep-tuc")
    own_client.post(f"/canh-bao/{saved.id}/gui-ngay")
    assert store.alerts.of(saved.id)[0].hits == 1
    own_client.post(f"/canh-bao/{saved.id}/ngung")
    assert {mail.state for mail in store.mails.listed()} == {MailState.CANCELLED}
    assert own_client.post("/canh-bao/99/ngung").status_code == 404


def test_the_stop_link_needs_no_sign_in_and_looking_at_it_changes_nothing(own_client: TestClient) -> None:
    store = store_of(own_client)
    saved = save(own_client)
    path = f"/canh-bao/dung/{saved.stop_token}"
    assert "Ngừng gửi" in own_client.get(path).text
    assert store.saved_searches.listed()[0].state is SearchState.ACTIVE
    assert own_client.post(path).status_code == 303
    assert store.saved_searches.listed()[0].state is SearchState.STOPPED
    assert "không gửi thư nữa" in own_client.get(path).text
    assert own_client.post("/canh-bao/dung/khong-co").status_code == 404


def test_the_feed_has_ids_that_stay_and_an_address_that_can_be_taken_back(own_client: TestClient) -> None:
    store = store_of(own_client)
    saved = save(own_client)
    atom = "{http://www.w3.org/2005/Atom}"

    def ids() -> list[str | None]:
        current = store.saved_searches.listed()[0]
        answer = own_client.get(f"/canh-bao/{current.feed_token}.atom")
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(answer.text)
        assert feed.findtext(f"{atom}title") == "Điểm Tin: Một cửa Sơn La"
        return [entry.findtext(f"{atom}id") for entry in feed.iter(f"{atom}entry")]

    before = ids()
    assert before
    assert len(set(before)) == len(before)
    own_client.post(f"/canh-bao/{saved.id}/dia-chi-moi")
    assert own_client.get(f"/canh-bao/{saved.feed_token}.atom").status_code == 404
    assert ids() == before


def test_failed_mails_are_listed_on_two_pages_and_sent_again(own_client: TestClient) -> None:
    store = store_of(own_client)
    fail_one(store)
    assert "1 thư chưa gửi được" in own_client.get("/").text
    shown = own_client.get("/thu-gui-di").text
    assert "550 No such user &lt;b&gt;here&lt;/b&gt;" in shown
    assert own_client.post("/thu-gui-di/1/gui-lai").status_code == 303
    assert store.mails.counts() == {MailState.WAITING: 1}
    assert own_client.post("/thu-gui-di/99/gui-lai").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_and_width(own_site: Site, own_folder: Path, width: int, dark: bool, tmp_path: Path) -> None:
    with own_site.page("/canh-bao", width=width, dark=dark) as page:
        assert (axe(page), too_wide(page)) == ([], 0)  # nothing there yet
        page.goto("/thu-gui-di")
        assert (axe(page), too_wide(page)) == ([], 0)
        page.goto(SEARCH)
        assert (axe(page), too_wide(page)) == ([], 0)
        page.fill("[name=ten]", FORM["ten"])
        page.check("[value=ngay]")
        page.fill("[name=nguoi_nhan]", "sai")
        page.get_by_role("button", name="Lưu").click()
        assert "không phải địa chỉ thư" in page.content()
        assert (axe(page), too_wide(page)) == ([], 0)
        page.fill("[name=nguoi_nhan]", FORM["nguoi_nhan"])
        page.get_by_role("button", name="Lưu").click()
        page.wait_for_url("**/canh-bao")
        with context_of(own_folder).store() as store:
            (saved,) = store.saved_searches.listed()
            store.saved_searches.pause(saved.id, datetime.now(UTC))
            store.saved_searches.resume(saved.id, datetime.now(UTC) - timedelta(days=1))
            fail_one(store)
        for path in ("/canh-bao", "/thu-gui-di", f"/canh-bao/{saved.id}/sua", f"/canh-bao/dung/{saved.stop_token}"):
            page.goto(path)
            assert (axe(page), too_wide(page)) == ([], 0), path


@pytest.mark.browser
def test_saved_without_scripts(own_site: Site, own_folder: Path) -> None:
    with own_site.page(SEARCH, scripts=False) as page:
        page.fill("[name=nguoi_nhan]", "lan@example.vn")
        page.get_by_role("button", name="Lưu").click()
        page.wait_for_url("**/canh-bao")
        assert "một cửa" in page.content()
    with context_of(own_folder).store() as store:
        assert len(store.saved_searches.listed()) == 1


def form_of(client: TestClient, search_id: int) -> dict[str, str]:
    shown = client.get(f"/canh-bao/{search_id}/sua").text
    (seen,) = re.findall(r'name="luc" value="([^"]+)"', shown)
    return {**FORM, "luc": seen}


def test_a_saved_search_is_changed_and_tells_nothing_twice(own_client: TestClient, own_folder: Path) -> None:
    store = store_of(own_client)
    saved = save(own_client, SEARCH)
    told = arrive(store, own_folder, 1)
    own_client.post(f"/canh-bao/{saved.id}/gui-ngay")
    assert [one.article_id for one in store.alerts.hits(store.alerts.of(saved.id)[0].id)] == [told]
    shown = own_client.get(f"/canh-bao/{saved.id}/sua").text
    assert 'value="một cửa"' in shown
    assert "Tỉnh, thành phố: Sơn La" in shown
    changed = {"ten": "Hồ sơ", "q": "ho so truc tuyen", "tan_suat": "hang-tuan", "nguoi_nhan": "ha@example.vn"}
    answer = own_client.post(f"/canh-bao/{saved.id}/sua", data={**form_of(own_client, saved.id), **changed})
    assert (answer.status_code, answer.headers["location"]) == (303, "/canh-bao")
    now = store.saved_searches.get(saved.id)
    assert now is not None
    assert (now.name, now.query, now.filters.provinces, now.rate) == ("Hồ sơ", "ho so truc tuyen", (), "hang-tuan")
    assert (now.recipients, now.owner) == (("ha@example.vn",), saved.owner)
    assert (now.feed_token, now.stop_token) == (saved.feed_token, saved.stop_token)
    later = arrive(store, own_folder, 2)
    own_client.post(f"/canh-bao/{saved.id}/gui-ngay")
    hits = [hit.article_id for alert in store.alerts.of(saved.id) for hit in store.alerts.hits(alert.id)]
    assert sorted(hits) == sorted([told, later])


def test_a_filter_stays_only_while_it_is_chosen_and_days_are_understood_or_told(own_client: TestClient) -> None:
    saved = save(own_client, SEARCH + "&nguon=syt-sonla&tu=2022-09-01")
    address = f"/canh-bao/{saved.id}/sua"
    assert 'value="01/9/2022"' in own_client.get(address).text
    data = {**form_of(own_client, saved.id), "q": "một cửa", "bo_loc": "nguon=syt-sonla", "tu": "hôm nào đó"}
    wrong = own_client.post(address, data=data)
    assert wrong.status_code == 422
    assert "Không hiểu ngày “hôm nào đó”" in wrong.text
    assert own_client.post(address, data={**data, "tu": "9/2022", "bo_loc": "nguon=syt-sonla"}).status_code == 303
    now = store_of(own_client).saved_searches.get(saved.id)
    assert now is not None
    assert (now.filters.sources, now.filters.provinces) == (("syt-sonla",), ())
    assert now.filters.from_ is not None
    assert now.filters.to is None


def test_two_who_change_one_search_lose_nothing_unseen(own_client: TestClient) -> None:
    saved = save(own_client, SEARCH)
    first, second = form_of(own_client, saved.id), form_of(own_client, saved.id)
    address = f"/canh-bao/{saved.id}/sua"
    assert own_client.post(address, data={**first, "q": "một cửa", "ten": "Của người thứ nhất"}).status_code == 303
    clash = own_client.post(address, data={**second, "q": "hài lòng", "ten": "Của người thứ hai"})
    assert clash.status_code == 409
    assert "Của người thứ nhất" in clash.text
    assert 'value="Của người thứ hai"' in clash.text
    (seen,) = re.findall(r'name="luc" value="([^"]+)"', clash.text)
    again = own_client.post(address, data={**second, "q": "hài lòng", "ten": "Của người thứ hai", "luc": seen})
    assert again.status_code == 303
    own_client.post(f"/canh-bao/{saved.id}/ngung")
    assert own_client.get(address).status_code == 409


def test_nobody_changes_anothers_search_but_an_administrator(office: Office) -> None:
    editor, reader, chief = (office.sign_in(role) for role in ("bien_tap", "xem", "quan_tri"))
    mine = save(editor)
    store = store_of(office.client)
    for_all = save(chief)
    for verb in ("sua", "tam-dung", "tiep-tuc", "gui-ngay", "dia-chi-moi", "ngung"):
        assert editor.post(f"/canh-bao/{for_all.id}/{verb}", data=FORM).status_code == 404, verb
        assert reader.post(f"/canh-bao/{mine.id}/{verb}", data=FORM).status_code == 403, verb
    assert editor.get(f"/canh-bao/{for_all.id}/sua").status_code == 404
    assert reader.get(f"/canh-bao/{mine.id}/sua").status_code == 403
    assert store.saved_searches.get(for_all.id) == for_all
    assert chief.post(f"/canh-bao/{mine.id}/sua", data={**form_of(chief, mine.id), "q": "một cửa"}).status_code == 303
    changed = store.saved_searches.get(mine.id)
    assert changed is not None
    assert changed.owner == "bien_tap"
