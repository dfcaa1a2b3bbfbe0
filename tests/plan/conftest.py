"""An office with a plan, and articles of its sources and of others."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from domain.annotation import Annotation, DocumentReference, TopicScore
from domain.source import Source
from plan.office import PlanOffice
from store import Store, open_store
from store.plans.repository import StoredPlan
from tests.plan.making import product, proposal, task
from tests.store.making import add_page, make_article

SITES = {
    "ttyt-dong": ("https://ttytdong.example.gov.vn", "Trung tâm Y tế huyện Đông"),
    "syt": ("https://syt.example.gov.vn", "Sở Y tế"),
    "bao": ("https://bao.example.vn", "Báo Quảng Ngãi"),
    "xa": ("https://syt.sonla.example.vn", "Sở Y tế tỉnh Sơn La"),
}
WORDS = "sáng chiều nay tại đây mưa nắng đường xa xã thôn bản trạm sân nhà văn hóa ghi nhận ý kiến đại biểu".split()


def filler(number: int) -> str:
    """Words of no meaning, another row for each number, so that no two articles are reprints."""
    chance = random.Random(number)
    return " ".join(chance.choice(WORDS) for _ in range(120))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        for source_id, (url, unit) in SITES.items():
            province = "Sơn La" if source_id == "xa" else "Quảng Ngãi"
            opened.sources.remember(Source(id=source_id, name=unit, unit=unit, province=province, base_url=url))
        yield opened


@pytest.fixture
def office() -> PlanOffice:
    return PlanOffice("Sở Y tế", "Quảng Ngãi", ("Trung tâm Y tế huyện Đông", "Trung tâm Y tế huyện Tây"))


Publish = Callable[..., str]


@pytest.fixture
def publish(store: Store) -> Publish:
    return publisher(store)


def publisher(store: Store, sites: Mapping[str, tuple[str, str]] = SITES) -> Publish:
    """What publishes an article: stored, archived and annotated; gives its id."""
    count = iter(range(1, 10_000))

    def made(
        title: str,
        body: str = "",
        *,
        source: str = "ttyt-dong",
        day: date | None = date(2024, 5, 6),
        topics: tuple[str, ...] = ("tthc",),
        documents: tuple[str, ...] = (),
        text: str | None = None,
    ) -> str:
        site = sites[source][0]
        number = next(count)
        path = f"/bai/{number}"
        whole = text or f"{body or title}\n\n{title}. {filler(number)}"
        article = make_article(path, source=source, title=title, body=whole, published_at=day, site=site)
        saved = store.articles.save(article, add_page(store, site + path, source=source))
        stored = store.articles.get(saved.article_id)
        assert stored is not None
        annotation = Annotation(
            topics=tuple(TopicScore(topic=topic, score=0.8) for topic in topics),
            documents=tuple(DocumentReference(text=whole[:4], start=0, end=4, number=number) for number in documents),
            relevance=0.9 if topics else 0.1,
        )
        store.annotations.save(
            stored.id,
            stored.version,
            annotation,
            annotator="thu-1",
            kept=bool(topics),
            revision=stored.revision,
        )
        return saved.article_id

    return made


@pytest.fixture
def plan(store: Store) -> StoredPlan:
    tasks = (
        task(
            "II.1",
            product(per="don_vi"),
            content="Viết tin, bài về giải quyết thủ tục hành chính, bộ phận một cửa, dịch vụ công trực tuyến",
            lead=("Các đơn vị trực thuộc",),
            channels=("Trang thông tin điện tử của đơn vị",),
            reform_area="tthc",
        ),
        task(
            "II.2",
            product("hoi_nghi", 1, "nam"),
            content="Tổ chức hội nghị tập huấn kỹ năng giao tiếp, ứng xử cho viên chức",
            lead=("Phòng Tổ chức cán bộ",),
            reform_area="cong_vu",
        ),
        task(
            "II.3",
            product(quantity=2, period="nam"),
            content="Tuyên truyền mức độ hài lòng của người bệnh, khảo sát ý kiến người bệnh nội trú",
            lead=("Trung tâm Y tế huyện Tây",),
            reform_area="hai_long",
        ),
    )
    saved = store.plans.save(proposal(*tasks, number="118/KH-SYT", issuer="Sở Y tế"), by="Lan")
    found = store.plans.find(saved.id)
    assert found is not None
    return found
