from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from store.articles.near_duplicates import KEYS, SHARED_KEYS, Sketch, sketch
from tests.store.making import PARAGRAPHS

BODY = "\n\n".join(
    [
        *PARAGRAPHS,
        "Cũng tại hội nghị, đại diện Bệnh viện đa khoa tỉnh chia sẻ kinh nghiệm thực hiện bệnh án điện tử, giảm "
        "thời gian chờ khám của người bệnh từ 45 phút xuống còn 30 phút, nhất là vào các buổi sáng đầu tuần.",
        "Trong thời gian tới, Trung tâm Kiểm soát bệnh tật sẽ phối hợp với các huyện mở 12 lớp tập huấn cho cán bộ một "
        "cửa về kỹ năng tiếp nhận hồ sơ trực tuyến và văn hóa giao tiếp, ứng xử.",
    ]
)
INTRO = "Theo cổng thông tin điện tử của Sở, ngày hôm qua một hội nghị quan trọng về cải cách hành chính đã diễn ra."


def reprints(one: str, other: str) -> bool:
    found = len(set(sketch(one).keys) & set(sketch(other).keys))
    return found >= SHARED_KEYS and sketch(one).reprints(sketch(other))


def test_reprints_are_recognised() -> None:
    cut = "\n\n".join(BODY.split("\n\n")[:4])
    without_accents_of_case = BODY.upper()
    edited = BODY.replace("chia sẻ kinh nghiệm", "trao đổi kinh nghiệm").replace("Sáng nay", "Sáng 30/6")
    signed = BODY + "\n\nTheo Diệp Hương"
    for other in (INTRO + "\n\n" + BODY, cut, without_accents_of_case, edited, signed, BODY.replace("\n\n", "\n")):
        assert reprints(BODY, other)


def test_reports_of_two_months_are_two_articles() -> None:
    june = BODY.replace("12 lớp", "6 lớp")
    july = (
        june.replace("1.185", "1.302")
        .replace("1.172", "1.299")
        .replace("98,9", "99,7")
        .replace("45", "50")
        .replace("6 lớp", "9 lớp")
    )
    assert not reprints(june, july)


def test_articles_on_one_subject_are_not_one_article() -> None:
    other = (
        "Sáng nay, Sở Y tế tổ chức hội nghị sơ kết công tác cải cách hành chính sáu tháng đầu năm với sự tham dự của "
        "lãnh đạo các phòng.\n\n"
        "Theo đánh giá, chỉ số cải cách hành chính của ngành tăng ba bậc, tỷ lệ hồ sơ trực tuyến "
        "toàn trình vượt kế hoạch, song việc số hóa kết quả còn chậm ở tuyến xã.\n\n"
        "Sở yêu cầu các đơn vị gắn trách nhiệm "
        "người đứng đầu với kết quả thực hiện, công khai đầy đủ quy trình và trả kết quả cho người dân đúng hẹn."
    )
    assert not reprints(BODY, other)


def test_short_notices_are_never_grouped() -> None:
    notice = "Chi tiết xem tại tệp đính kèm. Đề nghị các đơn vị nghiêm túc triển khai thực hiện."
    assert not reprints(notice, notice)


def test_a_passage_quoted_in_a_long_article_is_no_reprint_of_it() -> None:
    short = "\n\n".join(PARAGRAPHS[:1]) + " " + INTRO
    rnd = random.Random(5)
    words = BODY.split()
    long = short + "\n\n" + " ".join(rnd.choice(words) for _ in range(900))
    assert not reprints(short, long)


words = st.lists(st.sampled_from([f"từ{n}" for n in range(400)]), min_size=60, max_size=400).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(words)
def test_a_text_is_its_own_reprint_and_the_sketch_survives_storage(body: str) -> None:
    one = sketch(body)
    assert Sketch.load(one.dump()) == one
    assert one.resemblance(one) == 1.0
    if one.keys:
        assert one.reprints(one)


@settings(max_examples=40, deadline=None)
@given(words, words)
def test_resemblance_is_symmetric_and_near_the_truth(a: str, b: str) -> None:
    mixed = a + " " + b
    one, other = sketch(a), sketch(mixed)
    assert one.resemblance(other) == other.resemblance(one)
    assert one.reprints(other) == other.reprints(one)

    def shingles(text: str) -> set[tuple[str, ...]]:
        w = text.split()
        return {tuple(w[n : n + 4]) for n in range(len(w) - 3)}

    truth = len(shingles(a) & shingles(mixed)) / len(shingles(a) | shingles(mixed))
    assert abs(one.resemblance(other) - truth) < 0.2


def test_candidates_are_found_among_texts_that_share_half() -> None:
    rnd, missed = random.Random(3), 0
    for _ in range(300):
        shared = [f"w{rnd.random()}" for _ in range(260)]
        a = " ".join(shared + [f"a{rnd.random()}" for _ in range(120)])
        b = " ".join([f"b{rnd.random()}" for _ in range(120)] + shared)
        missed += len(set(sketch(a).keys) & set(sketch(b).keys)) < SHARED_KEYS
    assert missed <= 2
    assert len(sketch(BODY).keys) == KEYS
