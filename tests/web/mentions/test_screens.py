"""Số liệu, Văn bản and Cơ quan over the sample articles: what they show, how they filter, where they lead."""

from __future__ import annotations

import csv
import html
import io
import re
from urllib.parse import quote

import openpyxl
import pytest
from starlette.testclient import TestClient

from domain.annotation import Annotation, Figure, TopicScore
from store.annotations.mentions.figures import FigureFilter, FigureOrder, FigureState
from tests.store.making import make_article
from tests.web.conftest import WIDTHS, Site, axe, store_of, too_wide

BODY = "Sở Y tế tỉnh Thái Nguyên"
VIEWS = (
    "/so-lieu",
    "/so-lieu?q=ho+so&don-vi-tinh=ho+so&sap-xep=lon-nhat&tu=2022&linh-vuc=thu_tuc",
    "/so-lieu?q=khongcotunay",
    "/so-lieu?tu=khong&den=ngay",
    "/van-ban",
    "/van-ban?q=ke+hoach&loai=K%E1%BA%BF+ho%E1%BA%A1ch",
    "/van-ban/khong-co",
    "/don-vi?q=so+y+te",
    "/don-vi/so-y-te-tinh-thai-nguyen",
    "/don-vi/so-y-te-tinh-thai-nguyen?thang=2022-09",
)


def total_of(page: str) -> int:
    """The number that the caption of the table names."""
    found = re.search(r"<caption>([\d.]+) ", page)
    assert found, page[:3000]
    return int(found[1].replace(".", ""))


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\N{NO-BREAK SPACE}", " "))


def test_a_figure_shows_its_sentence_with_the_number_marked_and_leads_to_its_place(client: TestClient) -> None:
    page = client.get("/so-lieu?q=1.705/1.932").text
    assert total_of(page) == 1
    row = next(iter(store_of(client).figures.iterate(FigureFilter(words="1.705/1.932"))))
    assert f'href="/bai/{row.article_id}#so-lieu-{row.position}"' in page
    assert "<b>1.705/1.932 hồ sơ</b>" in page
    assert "88,25 %, tính ra" in text_of(page)
    assert row.sentence in html.unescape(re.sub(r"<[^>]+>", "", page))
    stored = store_of(client).annotations.get(row.article_id)
    assert stored is not None
    assert stored.annotation.figures[row.position].text == row.text == "1.705/1.932 hồ sơ"


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("q=hồ sơ trực tuyến", "q=ho so truc tuyen"),
        (f"co-quan={BODY}", "co-quan=so-y-te-tinh-thai-nguyen"),
        ("tinh=Sơn La", "tinh=son la"),
    ],
)
def test_it_can_be_asked_with_and_without_accents(client: TestClient, typed: str, same: str) -> None:
    both = [total_of(client.get(f"/so-lieu?{quote(asked, safe='=')}").text) for asked in (typed, same)]
    assert both[0] == both[1] > 0


def test_every_condition_narrows_and_its_chip_takes_it_away(client: TestClient) -> None:
    whole = total_of(client.get("/so-lieu").text)
    for asked in (
        "don-vi-tinh=%25",
        "tinh=S%C6%A1n+La",
        "nguon=syt-sonla",
        "linh-vuc=thu_tuc",
        "tu=2022&den=2022",
        "tinh-trang=chua",
    ):
        page = client.get(f"/so-lieu?{asked}").text
        assert 0 < total_of(page) < whole, asked
        assert 'class="chip" href="/so-lieu"' in page, asked


def test_days_that_make_no_sense_are_told_and_a_file_of_them_is_refused(client: TestClient) -> None:
    page = client.get("/so-lieu?tu=hôm+qua+đó").text
    assert "Không hiểu ngày “hôm qua đó”" in page
    for name in ("csv", "xlsx"):
        assert client.get(f"/so-lieu.{name}?tu=hôm+qua+đó").status_code == 422


def test_values_are_compared_within_one_unit_alone(client: TestClient) -> None:
    page = client.get("/so-lieu?sap-xep=lon-nhat").text
    assert "Chỉ so được giá trị khi đã chọn một đơn vị tính" in page
    rows = store_of(client).figures.page(FigureFilter(unit="ho so"), FigureOrder.LARGEST).rows
    amounts = [row.value for row in rows if row.value is not None]
    assert len(amounts) > 5
    assert amounts == sorted(amounts, reverse=True)


def test_a_name_that_fits_several_bodies_is_asked_back(client: TestClient) -> None:
    page = client.get("/so-lieu?co-quan=so+y+te").text
    assert "Có phải:" in page
    assert "/so-lieu?co-quan=so-y-te-tinh-son-la" in page


def test_pages_hold_each_figure_once(client: TestClient) -> None:
    total = total_of(client.get("/so-lieu").text)
    seen: list[str] = []
    for number in range(1, total // 30 + 2):
        seen += re.findall(r'href="(/bai/[^"]+#so-lieu-\d+)"', client.get(f"/so-lieu?trang={number}").text)
    assert len(seen) == len(set(seen)) == total


@pytest.mark.parametrize("asked", ["", "?don-vi-tinh=ho+so&sap-xep=lon-nhat", "?q=ho+so&tu=2022", "?q=khongcotunay"])
def test_the_files_hold_the_rows_of_the_screen_in_its_order(client: TestClient, asked: str) -> None:
    page = client.get(f"/so-lieu{asked}").text
    answer = client.get(f"/so-lieu.csv{asked}")
    assert answer.headers["content-disposition"] == 'attachment; filename="so-lieu.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/so-lieu.xlsx{asked}").content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert list(rows[0]) == lines[0]
    assert [row[8] for row in rows[1:]] == [line[8] for line in lines[1:]]
    assert len(lines) - 1 == (total_of(page) if "<caption>" in page else 0)
    shown = [row[7] for row in rows[1:31]]
    assert re.findall(r'<span class="source">[^<]*<b>([^<]*)</b>', page) == [
        html.escape(str(text), quote=False) for text in shown
    ]


def test_hostile_texts_stay_texts_in_pages_and_files(own_client: TestClient) -> None:
    store = store_of(own_client)
    evil = '=HYPERLINK("http://la.example","<script>alert(1)</script>")'
    body = f"{evil} có 12 {evil} nữa."
    saved = store.articles.save(make_article("/doc", title=evil, body=body))
    start = body.index("12")
    text = body[start : start + 3 + len(evil)]
    figure = Figure(text=text, start=start, end=start + len(text), value=12, unit=evil, sentence=body)
    made = Annotation(figures=(figure,), topics=(TopicScore(topic="thu_tuc", score=1),), relevance=1)
    stored = store.articles.get(saved.article_id)
    assert stored is not None
    assert store.annotations.save(
        saved.article_id, stored.version, made, annotator="x", kept=True, revision=stored.revision
    )
    page = own_client.get("/so-lieu?q=HYPERLINK").text
    assert total_of(page) == 1
    assert "<script>alert" not in page
    (line,) = list(csv.reader(io.StringIO(own_client.get("/so-lieu.csv?q=HYPERLINK").content.decode("utf-8-sig"))))[1:]
    assert all(not cell.startswith(("=", "+", "-", "@")) for cell in line)
    book = openpyxl.load_workbook(io.BytesIO(own_client.get("/so-lieu.xlsx?q=HYPERLINK").content))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n", "d"}  # type: ignore[union-attr]


def test_a_document_says_who_cites_it_and_what_carries_it_out(client: TestClient) -> None:
    page = client.get("/van-ban?q=66.1/2025").text
    assert total_of(page) == 1
    key = re.search(r'href="/van-ban/([a-z0-9-]+)"', page)
    assert key
    shown = text_of(client.get(f"/van-ban/{key[1]}").text)
    assert "Nghị quyết số 66.1/2025/NQ-CP" in shown
    assert "Cơ quan ban hành Chính phủ" in shown
    assert "Văn bản thực hiện văn bản này" in shown
    assert "Kế hoạch số 3127/KH-UBND" in shown
    child = text_of(client.get("/van-ban?q=3127").text)
    assert "Ủy ban nhân dân tỉnh Thái Nguyên" in child


def test_a_body_has_its_news_figures_and_documents(client: TestClient) -> None:
    page = client.get("/don-vi/so-y-te-tinh-thai-nguyen").text
    known = store_of(client).organisations.get("so-y-te-tinh-thai-nguyen")
    assert known is not None
    assert f"{known.count} bài nhắc đến" in text_of(page)
    month = client.get("/don-vi/so-y-te-tinh-thai-nguyen?thang=2022-09").text
    days = re.findall(r"· (\d\d/\d\d/\d{4})", text_of(month.split('id="tin"')[1].split('id="s-figures"')[0]))
    assert days
    assert all(day.endswith("/09/2022") for day in days)


@pytest.mark.parametrize("path", ["/van-ban/khong-co-so-nay", "/don-vi/khong-co-ten-nay"])
def test_what_is_not_there_says_so(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Chưa có bài nào" in answer.text


@pytest.mark.parametrize("path", ["/so-lieu", "/van-ban", "/don-vi"])
def test_an_empty_store_says_that_there_is_nothing_yet(empty_client: TestClient, path: str) -> None:
    page = empty_client.get(path)
    assert (page.status_code, "Chưa có dữ liệu" in page.text) == (200, True)


@pytest.mark.parametrize("path", VIEWS)
def test_a_page_stays_small(client: TestClient, path: str) -> None:
    assert len(client.get(path).content) <= 60_000


@pytest.mark.parametrize("trang", ["0", "-1", "x", "999999999999", "²"])
def test_any_page_number_is_answered(client: TestClient, trang: str) -> None:
    for path in ("/so-lieu", "/van-ban", "/don-vi"):
        assert client.get(f"{path}?trang={trang}").status_code == 200


def test_the_api_gives_what_the_page_shows(client: TestClient) -> None:
    answer = client.get("/api/v1/figures?don-vi-tinh=ho+so&sap-xep=lon-nhat&moi-trang=200").json()
    rows = store_of(client).figures.page(FigureFilter(unit="ho so"), FigureOrder.LARGEST, size=200).rows
    assert answer["total"] == len(rows) == len(answer["items"])
    assert [one["text"] for one in answer["items"]] == [row.text for row in rows]
    assert client.get("/api/v1/figures?tu=xyz").status_code == 422
    documents = client.get("/api/v1/documents?q=3127").json()
    (known,) = documents["items"]
    assert (known["number"], known["date"]) == ("3127/KH-UBND", "2025-07-31")
    detail = client.get(f"/api/v1/documents/{known['key']}").json()
    assert [one["document"]["number"] for one in detail["carries_out"]] == ["66.1/2025/NQ-CP"]
    body = client.get("/api/v1/organisations?q=so+y+te+tinh+thai+nguyen").json()["items"][0]
    news = client.get(f"/api/v1/organisations/{body['key']}").json()
    assert news["total"] == body["articles"] == sum(news["months"].values())
    for path in ("documents/khong", "organisations/khong"):
        assert client.get(f"/api/v1/{path}").status_code == 404


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", VIEWS)
def test_axe_finds_nothing_and_nothing_is_too_wide(site: Site, path: str, width: int) -> None:
    with site.page(path, width=width, dark=width == 360) as page:
        assert axe(page) == []
        assert too_wide(page) == 0


@pytest.mark.browser
def test_a_figure_is_reached_by_keys_and_opens_at_its_place(site: Site) -> None:
    with site.page("/so-lieu") as page:
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("o")
        page.wait_for_url(re.compile(r"/bai/.+#so-lieu-\d+$"))
        assert page.locator(".m.fig:target").count() == 1


@pytest.mark.browser
def test_it_filters_without_scripts(site: Site) -> None:
    with site.page("/so-lieu", scripts=False) as page:
        page.get_by_label("Từ trong câu chứa số liệu").fill("truc tuyen")
        page.get_by_role("button", name="Lọc").click()
        assert "q=truc+tuyen" in page.url
        assert page.locator("table.figures tbody tr").count() > 0


def test_figures_in_doubt_wait_on_today_until_a_person_looked(own_client: TestClient) -> None:
    store = store_of(own_client)
    doubted = list(store.figures.iterate(FigureFilter(state=FigureState.DOUBTFUL)))
    assert len(doubted) > 1
    said = f"{len(doubted)} số liệu cần kiểm tra"
    page = own_client.get("/")
    assert said in text_of(page.text)
    assert f"<mark>{html.escape(doubted[0].text)}</mark>" in page.text
    led_to = own_client.get("/so-lieu?tinh-trang=can-kiem-tra")
    assert total_of(led_to.text) == len(doubted)
    row = next(one for one in doubted if one.value is not None and one.total is None)
    sent = {
        "muc": f"so-lieu-{row.position}",
        "doan": row.text,
        "gia_tri": str(row.value).replace(".", ","),
        "viec": "sua",
    }
    done = own_client.post(f"/bai/{row.article_id}/chinh-sua", data={**sent, "don_vi": row.unit or ""})
    assert done.status_code == 303
    assert f"{len(doubted) - 1} số liệu cần kiểm tra" in text_of(own_client.get("/").text)
