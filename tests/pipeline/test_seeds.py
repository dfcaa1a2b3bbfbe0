"""Every row of the table of traps holds on the five real articles, from page to annotation."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import cache

import pytest

from crawler.extraction import extract_page
from domain.annotation import Annotation, Bound
from domain.article import Article, day_of
from nlp import annotate
from tests.pipeline.seeds import FOLDER, SEEDS, dressed, flat

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the real articles (shared/seeds) are not beside this checkout"
)

DRESSES = {"dressed": dressed, "flat": flat}
PROVINCES = ("Thái Nguyên", "Sơn La", "Thái Nguyên", "Kon Tum", "Hồ Chí Minh")


@cache
def read(number: int, dress: str) -> tuple[Article, Annotation]:
    seed = SEEDS[number]
    article = extract_page(DRESSES[dress](seed), seed.url)
    day = day_of(article.published_at) or day_of(article.updated_at)
    return article, annotate(article.body, date=day, title=article.title, source_province=PROVINCES[number])


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("number", range(5))
def test_title_and_body_are_whole_and_clean(number: int, dress: str) -> None:
    article, _ = read(number, dress)
    wanted, portal = SEEDS[number].parts()
    assert article.title == SEEDS[number].title
    for line in wanted:
        if len(line) > 80:
            assert " ".join(line.split()) in article.body
    for line in portal:
        if not line.startswith(("Khu vực", "Hình ảnh", "Cải cách hành chính", "Sở Y tế tỉnh")):
            assert line not in article.body
    for foreign in ("Trang chủ", "Bản quyền", "Giấy phép", "Tin mới", "09:41", "44541247", "EMC", "60 giây"):
        assert foreign not in article.body


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("number", range(5))
def test_offsets_hold(number: int, dress: str) -> None:
    article, found = read(number, dress)
    for span in (*found.documents, *found.figures, *found.dates, *found.entities, *found.places):
        assert span.text == article.body[span.start : span.end]
    assert all(sentence in article.body for sentence in found.summary)
    assert 1 <= len(found.summary) <= 3
    assert found.relevance >= 0.5
    assert found.province == PROVINCES[number]


def figures(found: Annotation) -> set[tuple[float | None, str | None, Bound]]:
    return {(one.value, one.unit, one.bound) for one in found.figures}


@pytest.mark.parametrize("dress", DRESSES)
def test_000(dress: str) -> None:
    article, found = read(0, dress)
    assert article.published_at is article.date_origin is None
    assert article.updated_at == date(2024, 7, 9)
    assert article.author is None
    documents = {one.number: one for one in found.documents}
    assert documents["1674/KH-SYT"].date == date(2023, 4, 26)
    assert documents["1229/QĐ-SYT"].date == date(2023, 5, 12)
    assert set(documents) == {"1674/KH-SYT", "1229/QĐ-SYT"}
    assert (8, "đơn vị", Bound.EXACT) in figures(found)
    eighty = [one for one in found.figures if 80 in (one.value, one.low)]
    assert [one.bound for one in eighty] == [Bound.MORE_THAN]
    assert any(one.from_ <= date(2023, 6, 30) and one.to == date(2023, 7, 31) for one in found.dates)


@pytest.mark.parametrize("dress", DRESSES)
def test_001(dress: str) -> None:
    article, found = read(1, dress)
    assert article.published_at == datetime(2018, 3, 13, 8, 0, tzinfo=timezone(timedelta(hours=7)))
    assert article.author == "Diệp Hương"
    assert "Diệp Hương" not in article.body
    known = figures(found)
    assert {(1185, "hồ sơ", Bound.EXACT), (12.85, "%", Bound.EXACT)} <= known
    assert {(75, "TTHC", Bound.EXACT), (5, "TTHC", Bound.EXACT), (53, "TTHC", Bound.EXACT)} <= known
    assert any((one.low, one.high, one.unit, one.bound) == (20, 30, "%", Bound.RANGE) for one in found.figures)
    assert not any(one.value in (1.185, 3, 44541247) for one in found.figures)


@pytest.mark.parametrize("dress", DRESSES)
def test_002(dress: str) -> None:
    article, found = read(2, dress)
    assert article.published_at == datetime(2022, 9, 26, 15, 44, tzinfo=timezone(timedelta(hours=7)))
    assert article.author == "Hoàng Anh"
    ratios = {(one.value, one.total, one.ratio) for one in found.figures if one.total}
    assert ratios == {(1687, 1909, 0.8837), (39, 168, 0.2321)}
    assert any(one.from_ == one.to == date(2022, 9, 26) for one in found.dates)
    assert any((one.from_, one.to) == (date(2022, 9, 26), date(2022, 10, 4)) for one in found.dates)
    assert all(one.number is None for one in found.documents)
    assert any(one.type == "Kế hoạch" for one in found.documents)


@pytest.mark.parametrize("dress", DRESSES)
def test_003(dress: str) -> None:
    article, found = read(3, dress)
    assert article.published_at is article.updated_at is article.date_origin is None
    assert article.author == "LVD"
    documents = {one.number: one for one in found.documents}
    assert set(documents) == {"1603/KH-UBND", "2105/KH-SYT"}
    assert documents["1603/KH-UBND"].date == date(2021, 5, 18)
    assert documents["2105/KH-SYT"].date == date(2021, 5, 19)
    assert documents["2105/KH-SYT"].implements == ("1603/KH-UBND",)
    assert documents["1603/KH-UBND"].issuer == "Ủy ban nhân dân tỉnh Kon Tum"
    assert found.figures == ()
    assert any("Trung tâm Kiểm soát bệnh tật" in one.name for one in found.entities if one.type == "ORG")


@pytest.mark.parametrize("dress", DRESSES)
def test_004(dress: str) -> None:
    article, found = read(4, dress)
    assert article.published_at is article.updated_at is article.date_origin is None
    assert "98/2023/QH15" in {one.number for one in found.documents}
    assert {(6, "lĩnh vực", Bound.EXACT), (8, "nhiệm vụ", Bound.EXACT)} <= figures(found)
    assert any("Trung tâm Y tế quận Tân Bình" in one.name for one in found.entities if one.type == "ORG")
