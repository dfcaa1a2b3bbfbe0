from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from digest.draft import Entry
from digest.issues import Issues
from digest.page_one import WORDS, page_one
from digest.quotes import sentences, words_in
from digest.window import window_of_week
from domain.annotation import DateSpan, Entity, EntityType
from domain.days import ZONE
from domain.digest import Asking, Deadline, Issue, Item
from store import Store
from tests.digest.making import BODY, NOW, annotation_of, publish, settings, span, text_of

MONDAY = date(2022, 9, 26)


def view(store: Store, week: str = "2022-W39", **values: object) -> Issue:
    return Issues(store, settings(**values)).view(week, NOW)


def every_quotation(issue: Issue) -> list[tuple[str, str, bool]]:
    """(article, text, edited) of all that the issue quotes."""
    found: list[tuple[str, str, bool]] = []
    for item in issue.items:
        found += [(item.article_id, one.quotation or one.text, False) for one in item.sentences]
        found += [(item.article_id, one.sentence, False) for one in item.figures]
        found += [(item.article_id, one.sentence, False) for one in item.documents]
    by_number = {item.n: item.article_id for item in issue.items}
    found += [(by_number[one.n or 0], one.sentence, False) for one in (*issue.figures, *issue.documents)]
    for line in (*issue.concerns_us, *issue.asks, *issue.examples):
        found.append((line.article_id, line.quotation or line.text, line.edited))
    for moved in issue.moved:
        found += [(side.article_id, side.sentence, False) for side in (moved.before, moved.now)]
    return found


def test_every_sentence_stands_verbatim_in_its_article(store: Store) -> None:
    publish(store, "chinh", MONDAY, body=BODY)
    for n in range(8):
        publish(store, f"khac-{n}", MONDAY + timedelta(days=n % 7), source=f"nguon-{n}", province="Lào Cai")
    issue = view(store)
    quoted = every_quotation(issue)
    assert len(quoted) > 12
    for article_id, text, _ in quoted:
        stored = store.articles.get(article_id)
        assert stored is not None
        assert text in stored.article.body


def test_a_summary_that_is_not_in_the_text_is_left_out(store: Store) -> None:
    body = text_of(5)
    publish(store, "mot", MONDAY, body=body, made=annotation_of(body, summary=["Câu không có trong bài.", "Có 15"]))
    (item,) = view(store).items
    assert all(one.text in body for one in item.sentences)
    assert item.sentences


def test_page_one_says_what_concerns_us_what_is_new_and_what_asks(store: Store) -> None:
    publish(store, "chinh", MONDAY, body=BODY, source="bao", province="Sơn La")
    publish(store, "khac", MONDAY, source="nguon-khac", province="Lào Cai")
    issue = view(store)
    assert issue.title == "Điểm tin cải cách hành chính – Tuần 39/2022 (26/9–02/10/2022)"
    assert issue.headlines[0] == "Tiêu đề bài chinh"
    assert issue.item(issue.headline_sources[0]).title == issue.headlines[0]  # type: ignore[union-attr]
    (line,) = issue.concerns_us
    assert line.text.startswith("Trung tâm Y tế huyện Mộc Châu tiếp nhận 1.284 hồ sơ")
    (document,) = issue.new_documents
    assert (document.number, document.date, document.deadline and document.deadline.to) == (
        "415/QĐ-UBND",
        date(2022, 9, 20),
        date(2022, 10, 15),
    )
    asking = {one.words: one for one in issue.asks}
    assert any("đề nghị" in words for words in asking)
    assert next(one for words, one in asking.items() if "đề nghị" in words).who == "Sở Y tế"
    first = next(item for item in issue.items if item.title == "Tiêu đề bài chinh")
    assert first.ours == ("Trung tâm Y tế huyện Mộc Châu",)
    assert first.reasons[0] == "nêu tên Trung tâm Y tế huyện Mộc Châu"
    assert issue.items[0] == first


def test_page_one_stays_within_its_words(store: Store) -> None:
    for n in range(30):
        body = BODY.replace("Trung tâm Y tế", f"{text_of(n)}\n\nTrung tâm Y tế", 1).replace("415", f"4{n:02}")
        publish(store, f"bai-{n}", MONDAY + timedelta(days=n % 7), source=f"n-{n}", body=body)
    issue = view(store)
    lines = [*issue.headlines, *(one.text for one in (*issue.concerns_us, *issue.asks, *issue.examples))]
    lines += [side.sentence for one in issue.moved for side in (one.before, one.now)]
    assert 3 <= len(issue.headlines) <= 4
    assert issue.concerns_us
    assert issue.asks
    assert sum(map(words_in, lines)) + 16 * len(issue.new_documents) <= WORDS - 100


def test_numbers_run_through_and_areas_stand_in_official_order(store: Store) -> None:
    for n, topic in enumerate(["hai_long", "tthc", "chi_dao", "tthc"]):
        body = text_of(40 + n)
        publish(store, f"b{n}", MONDAY, source=f"s{n}", body=body, made=annotation_of(body, topic, 0.5 + n / 10))
    issue = view(store)
    assert [section.topic for section in issue.sections] == ["chi_dao", "tthc", "hai_long"]
    assert [item.n for item in issue.items] == [1, 2, 3, 4]
    assert issue.overview.articles == 4
    assert {one.n for one in issue.figures} <= {1, 2, 3, 4}


def test_counts_are_set_against_the_week_before_where_there_was_one(store: Store) -> None:
    publish(store, "nay", MONDAY)
    assert view(store).overview.previous_articles is None
    publish(store, "truoc", MONDAY - timedelta(days=3), source="x")
    overview = view(store).overview
    assert (overview.articles, overview.previous_articles, overview.copies, overview.sources) == (1, 1, 0, 1)
    assert [share.articles for share in overview.days] == [1, 0, 0, 0, 0, 0, 0]
    assert [share.articles for share in overview.weeks] == [1, 1]


def test_an_article_of_the_last_minute_of_sunday_is_in_and_the_first_of_monday_is_not(store: Store) -> None:
    inside = publish(store, "cuoi", datetime(2022, 10, 2, 23, 59, tzinfo=ZONE))
    publish(store, "dau", datetime(2022, 10, 3, 0, 0, tzinfo=ZONE), source="x")
    assert [item.article_id for item in view(store).items] == [inside]


def test_undated_articles_wait_in_the_tray_and_are_in_no_week(store: Store) -> None:
    undated = publish(store, "khong-ngay", None)
    issue = view(store)
    assert issue.items == ()
    assert [one.article_id for one in issue.undated] == [undated]


def test_other_news_and_other_weeks_are_not_in_it(store: Store) -> None:
    publish(store, "khong-cchc", MONDAY, kept=False)
    publish(store, "tuan-khac", MONDAY - timedelta(days=1), source="x")
    assert view(store).empty


def test_a_site_that_prints_a_text_twice_is_one_other_site(store: Store) -> None:
    publish(store, "goc", MONDAY, source="a", body=BODY)
    for n, site in enumerate(["b", "b", "a", "c"]):
        publish(store, f"lai-{n}", MONDAY + timedelta(days=1), source=site, body=f"Lời dẫn thứ {n}.\n\n{BODY}")
    (item,) = view(store).items
    assert len(item.reprints) == 4
    assert [one.source for one in item.other_sites] == ["b", "c"]
    assert item.reach == 3


def test_reprints_are_one_item_with_its_other_sites(store: Store) -> None:
    first = publish(store, "goc", MONDAY, source="a", body=BODY)
    again = publish(store, "lai", MONDAY + timedelta(days=1), source="b", body="Lời dẫn của báo.\n\n" + BODY)
    issue = view(store)
    (item,) = issue.items
    assert item.article_id == first
    assert [(one.article_id, one.source, one.name) for one in item.reprints] == [(again, "b", "Trang b")]
    assert item.reach == 2
    assert (issue.overview.articles, issue.overview.copies) == (2, 1)


def test_a_figure_that_moved_quotes_both_sides(store: Store) -> None:
    earlier = BODY.replace("1.284 hồ sơ", "1.150 hồ sơ").replace("Mô hình", "Cách làm")
    made = annotation_of(earlier)
    old = annotation_of(BODY).figures[0]
    start = earlier.index("1.150 hồ sơ")
    figure = old.model_copy(
        update={
            "text": "1.150 hồ sơ",
            "start": start,
            "end": start + 11,
            "value": 1150.0,
            "sentence": old.sentence.replace("1.284", "1.150"),
        }
    )
    publish(store, "cu", MONDAY - timedelta(days=5), body=earlier, made=made.model_copy(update={"figures": (figure,)}))
    publish(store, "moi", MONDAY, body=BODY)
    publish(store, "nguon-khac", MONDAY, source="khac", body=BODY.replace("1.284", "1.999"))
    (moved,) = view(store).moved
    assert (moved.before.value, moved.now.value, moved.difference, moved.unit) == (1150, 1284, 134, "hồ sơ")
    assert "1.150 hồ sơ" in moved.before.sentence
    assert "1.284 hồ sơ" in moved.now.sentence


def test_a_site_with_a_rhythm_that_is_silent_is_named(store: Store) -> None:
    for n in range(10):
        publish(store, f"deu-{n}", MONDAY - timedelta(days=3 * n + 1), source="deu")
        publish(store, f"thua-{n}", MONDAY - timedelta(days=17 * n + 1), source="thua")
        publish(store, f"co-{n}", MONDAY - timedelta(days=3 * n - 2), source="co")
    (silent,) = view(store).silent
    assert (silent.source, silent.last, silent.days, silent.usual) == ("deu", date(2022, 9, 25), 7, 3.0)


def test_sentences_are_slices_of_the_text() -> None:
    body = 'ThS. Lò Thị Hạnh nói: "Tốt." Ngày 30/9, TP. Hồ Chí Minh có 1.185 hồ sơ. Đạt 98%.\n\nDòng không dấu chấm'
    assert [body[a:b] for a, b in sentences(body)] == [
        'ThS. Lò Thị Hạnh nói: "Tốt."',
        "Ngày 30/9, TP. Hồ Chí Minh có 1.185 hồ sơ.",
        "Đạt 98%.",
        "Dòng không dấu chấm",
    ]


def test_the_window_of_an_issue_is_printed_and_kept_as_instants(store: Store) -> None:
    issue = view(store, digest={"numbering": "month"}, week_start="friday")
    assert issue.numbering == "Tuần 4 - Tháng 9/2022"
    assert issue.title.endswith("(23/9–29/9/2022)")
    assert issue.window.start.isoformat() == "2022-09-23T00:00:00+07:00"
    window = window_of_week("2022-W39", settings())
    stored = Issues(store, settings()).open(window, NOW)
    assert (stored.first_day, stored.last_day) == (date(2022, 9, 26), date(2022, 10, 2))


def test_a_bare_kind_of_body_is_nobody_who_asks(store: Store) -> None:
    body = "Đoàn đề nghị Sở sớm khắc phục tình trạng nhập lại dữ liệu từ bản giấy và gửi báo cáo kết quả."
    bare = Entity.model_validate(span(body, "Sở", type=EntityType.ORG, name="Sở"))
    publish(
        store,
        "kiem-tra",
        date(2022, 9, 27),
        body=body,
        made=annotation_of(body).model_copy(update={"entities": (bare,)}),
    )
    issue = Issues(store, settings()).preview(window_of_week("2022-W39", settings()), NOW)
    assert [one.who for one in issue.asks] == ["Sở Y tế syt-sonla"]


def test_what_has_a_deadline_stands_first_among_what_asks(store: Store) -> None:
    for name, body in {
        "ky": "Đề nghị lãnh đạo khoa dược ký số trên đơn thuốc. Phòng tổ chức trả 12 hồ sơ.",
        "bang": "Đề nghị bộ phận một cửa treo lại bảng phí. Trạm y tế xã niêm yết quy trình ở cổng.",
        "xe": "Đề nghị đội cấp cứu đỗ xe đúng bãi. Bảo vệ hướng dẫn người nhà sang lối phía đông.",
    }.items():
        publish(store, name, date(2022, 9, 27), body=body, made=annotation_of(body, relevance=0.95))
    due = "Kho bạc mở sổ theo dõi phí. Các đơn vị phải gửi báo cáo chậm nhất ngày 15/10/2022."
    publish(store, "co-han", date(2022, 9, 28), body=due, made=annotation_of(due, relevance=0.5))
    nobody = settings(office={})
    issue = Issues(store, nobody).preview(window_of_week("2022-W39", nobody), NOW)
    assert "15/10/2022" in [one.deadline.text for one in issue.asks if one.deadline]


def asks(store: Store, days: dict[str, int], long: int = 22) -> Issue:
    """An issue of articles that ask for something by a day of October, beside many others that rank higher."""
    for n in range(12):
        title = " ".join(f"tiêu{n} đề{at}" for at in range(10))
        body = (
            f"{text_of(300 + n)}\n\n{BODY.replace('chậm nhất ngày 15/10/2022', 'đầy đủ').replace('415', str(500 + n))}"
        )
        publish(store, f"khac-{n}", MONDAY, source=f"k{n}", body=body, title=title)
    for name, day in days.items():
        words = " ".join(f"{name}{at}" for at in range(long))
        due = f"{day:02}/10/2022"
        body = f"Các phòng {words} phải gửi báo cáo chậm nhất ngày {due}."
        dates = (DateSpan.model_validate(span(body, due, **{"from": date(2022, 10, day), "to": date(2022, 10, day)})),)
        made = annotation_of(body, relevance=0.1).model_copy(update={"dates": dates})
        publish(store, name, MONDAY, source=f"s-{name}", body=body, made=made, province="Lào Cai")
    return view(store)


def test_every_day_by_which_something_is_due_stands_on_page_one_the_nearest_first(store: Store) -> None:
    issue = asks(store, {"xa": 30, "gan": 5, "giua": 12, "vua": 20, "cuoi": 31})
    days = [one.deadline.to.day for one in issue.asks if one.deadline]
    assert days[0] == 5
    assert days == sorted(days)
    assert len(days) == len(issue.asks)  # with so many none is left for what has no day
    more = [one.deadline.to.day for one in issue.more_asks if one.deadline]
    assert sorted([*days, *more]) == [5, 12, 20, 30, 31]
    assert more == sorted(more)
    assert issue.concerns_us
    lines = [*issue.headlines, *(one.text for one in (*issue.concerns_us, *issue.asks, *issue.examples))]
    assert sum(map(words_in, lines)) + 16 * len(issue.new_documents) <= WORDS - 100


def test_a_long_sentence_with_a_day_is_not_passed_over(store: Store) -> None:
    issue = asks(store, {"dai": 7}, long=80)
    assert [one.deadline.text for one in issue.asks if one.deadline] == ["07/10/2022"]


def test_what_was_due_before_the_week_stands_after_what_is_to_come(store: Store) -> None:
    entries = [Entry(item=item, asks=(ask,)) for item, ask in made_asks({1: date(2022, 9, 1), 2: date(2022, 11, 1)})]
    found = page_one(entries, None, MONDAY)
    assert [one.n for one in found["asks"]] == [2, 1]


def made_asks(days: dict[int, date]) -> list[tuple[Item, Asking]]:
    made = []
    for n, day in days.items():
        deadline = Deadline.model_validate({"text": str(day), "from": day, "to": day})
        ask = Asking(n=n, article_id=str(n), text=f"Phòng {n} phải trả lời.", deadline=deadline)
        made.append((Item(n=n, article_id=str(n), title=f"Bài {n}", url=f"https://a.example.vn/{n}"), ask))
    return made


@pytest.mark.parametrize("words", [40, 60])
def test_long_headlines_of_a_person_do_not_push_the_nearest_day_out(words: int) -> None:
    entries = [Entry(item=item, asks=(ask,)) for item, ask in made_asks({1: date(2022, 10, 9)})]
    found = page_one(entries, [(" ".join(["chữ"] * words), 1)] * 4, MONDAY)
    assert [one.n for one in found["asks"]] == [1]
    assert len(found["headlines"]) == 4
