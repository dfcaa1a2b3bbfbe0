"""Summaries: short, verbatim, standing on their own, with the news and the figure that one would quote."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp import annotate
from nlp.gold.articles import gold_articles
from nlp.summary import MOST_WORDS, points_back

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
NEWS = "Ngày 14/3, Sở Y tế đã kiểm tra cải cách hành chính tại chín trung tâm y tế."
RESULT = "Hai tháng đầu năm, các trung tâm giải quyết 1.204/1.310 hồ sơ, không hồ sơ nào quá hạn."


def words(summary: tuple[str, ...]) -> int:
    return sum(len(sentence.split()) for sentence in summary)


def test_the_news_and_the_key_result_are_in() -> None:
    aims = "Kiểm tra là việc cần thiết nhằm nâng cao hiệu lực, hiệu quả của công tác quản lý nhà nước nói chung. "
    long = "Đoàn trao đổi nhiều nội dung về cách sắp xếp bàn ghế, lối đi, nơi để xe của người dân đến liên hệ. " * 3
    text = f"{aims}\n\n{NEWS} {long}\n\n{RESULT} Đoàn cảm ơn sự đón tiếp chu đáo của các trung tâm."
    assert annotate(text).summary == (NEWS, RESULT)


@pytest.mark.parametrize(
    ("opening", "back"),
    [
        ("Đơn vị này đã số hóa 812 hồ sơ.", True),
        ("Theo đó, 9 trung tâm được chấm điểm.", True),
        ("Bên cạnh đó, sở cử 12 người đi học.", True),
        ("Kết quả nêu trên có được nhờ cách làm mới.", True),
        ("Trung tâm cũng đã lắp 4 máy lấy số.", True),
        ("Ông cho biết cả năm có 3 hồ sơ trễ.", True),
        ("Điều ấy khiến người dân yên tâm hơn.", True),
        ("Trung tâm Y tế Mộc Châu đã lắp 4 máy lấy số.", False),
        ("Theo Sở Y tế, 9 trung tâm được chấm điểm.", False),
        ("Đây Thôn là xã đầu tiên xong việc.", True),  # an opening word is enough: the cost is a plainer sentence
        ("Sau ba tháng, 27 mẫu đơn được bỏ.", False),
        ("Trên 80% người bệnh hài lòng.", False),
    ],
)
def test_what_points_back(opening: str, back: bool) -> None:
    assert points_back(opening) is back


def test_no_summary_opens_by_pointing_at_what_is_left_out() -> None:
    text = (
        "Sáng 5/6, mưa lớn làm ngập đường vào trung tâm, người dân phải lội nước đến nơi làm việc từ rất sớm. "
        "Đơn vị này đã giải quyết 412/430 hồ sơ thủ tục hành chính trong tháng, đúng hạn 95,8%. "
        "Bộ phận một cửa của huyện tiếp nhận 430 hồ sơ thủ tục hành chính, cao nhất từ đầu năm."
    )
    summary = annotate(text).summary
    assert not points_back(summary[0])
    for sentence in summary[1:]:
        before = text[: text.index(sentence)].rstrip()
        assert not points_back(sentence) or any(before.endswith(other) for other in summary)


def test_a_sentence_that_points_back_may_follow_what_it_points_at() -> None:
    text = (
        "Ngày 2/4, Sở Y tế công bố bãi bỏ 14 thủ tục hành chính. Nhờ đó, thời gian giải quyết giảm từ 15 ngày xuống "
        "6 ngày. Trời nắng đẹp suốt buổi sáng hôm công bố, ai cũng vui vẻ."
    )
    assert annotate(text).summary[:2] == (
        "Ngày 2/4, Sở Y tế công bố bãi bỏ 14 thủ tục hành chính.",
        "Nhờ đó, thời gian giải quyết giảm từ 15 ngày xuống 6 ngày.",
    )


def test_summaries_of_the_labelled_articles_are_short_and_verbatim() -> None:
    for gold in gold_articles():
        summary = annotate(gold.text, date=gold.date, title=gold.title).summary
        assert len(summary) <= 3
        assert all(sentence in gold.text for sentence in summary), gold.id
        assert words(summary) <= MOST_WORDS, gold.id


def test_where_every_sentence_is_long_one_is_taken() -> None:
    long = "Sở Y tế đã ban hành kế hoạch cải cách hành chính gồm " + ", ".join(["nhiều việc phải làm ngay"] * 20) + "."
    summary = annotate(long).summary
    assert summary == (long,)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="no real articles in ../shared/seeds")
@pytest.mark.parametrize(("seed", "figures"), [("001", ("1.185", "12,85%")), ("002", ("1.687/1.909",))])
def test_of_real_articles(seed: str, figures: tuple[str, ...]) -> None:
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    summary = annotate(path.read_text(encoding="utf-8")).summary
    assert all(any(figure in sentence for sentence in summary) for figure in figures)
    assert words(summary) <= MOST_WORDS
    assert not points_back(summary[0])
