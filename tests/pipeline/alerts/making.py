"""A store and an index with articles that arrive as they do in use: saved, annotated, fed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from index import SearchEngine
from pipeline.feed import feed_index
from store import Store
from store.mails.saved_searches import NewSearch, Rate, SavedSearch
from tests.store.making import annotate, make_article

__all__ = ["BODIES", "INDEX", "arrive", "feed", "save_search"]

INDEX = "embedded"
BODIES = (
    "Bộ phận một cửa của Sở Y tế {n} tiếp nhận hồ sơ trực tuyến, trả kết quả qua bưu chính cho người dân trong ngày.",
    "Trung tâm Y tế huyện {n} tập huấn an toàn thực phẩm cho các bếp ăn tập thể của trường học trên địa bàn huyện.",
)


def arrive(
    store: Store,
    engine: SearchEngine,
    *numbers: int,
    kind: int = 0,
    source: str = "syt-mau",
    body: str = "",
    title: str = "",
    published_at: date | None = date(2026, 6, 30),
) -> list[str]:
    """Articles with these numbers become known; their ids. ``kind``: 0 is about “một cửa”, 1 is not."""
    ids = []
    for number in numbers:
        text = body or BODIES[kind].format(n=f"số {number}") + "\n\n" + _unlike(number)
        article = make_article(
            f"/tin/{number}", title=title or f"Tin số {number}", body=text, source=source, published_at=published_at
        )
        ids.append(store.articles.save(article).article_id)
    annotate(store)
    feed(store, engine)
    return ids


def _unlike(number: int) -> str:
    """Words of its own, so that no two articles pass for reprints."""
    return " ".join(f"từ{number}x{at}" for at in range(60))


def feed(store: Store, engine: SearchEngine) -> None:
    report = feed_index(store, engine, INDEX)
    assert report.problem is None


def save_search(
    store: Store, now: datetime, query: str = "một cửa", rate: Rate = Rate.AT_ONCE, *recipients: str
) -> SavedSearch:
    from domain.search import SearchFilters

    new = NewSearch("Một cửa", query, SearchFilters(), f"q={query}", rate, recipients or ("a@example.vn",), owner="lan")
    return store.saved_searches.add(new, now.astimezone(UTC))
