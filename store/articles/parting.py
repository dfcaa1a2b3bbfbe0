"""Two articles that were taken for one are parted again: what was read at one address becomes an article of its own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, or_, select, update

from domain.errors import StoreError
from store.articles.identity import article_id_of, owners_of
from store.articles.versions import Version, fold_reading, read_versions
from store.db.schema import article_urls, article_versions, articles, frontier, pages

__all__ = ["Parted", "part"]

_NOTHING = "Không có bản lưu nào chỉ của địa chỉ này nên không tách được."


@dataclass(frozen=True, slots=True)
class Parted:
    """The two articles by their ids: ``kept`` as it was but for what is ``parted``'s now; and the versions of each."""

    kept: str
    parted: str
    left: list[Version]
    taken: list[Version]


def part(connection: Connection, url: str) -> Parted:
    """Take an address, and the pages that were fetched under it, out of its article. The rows of the new article are
    made; the caller writes the versions of both. Raises StoreError where there is nothing to part.
    """
    (whole,) = owners_of(connection, [url])
    if whole is None:
        raise StoreError(f"Không có bài nào ở địa chỉ {url}.", "Hãy xem các địa chỉ của bài bằng diemtin history.")
    p = pages.c
    mine = or_(p.url == url, p.final_url == url)
    ids = set(connection.execute(select(p.id).where(p.article_id == whole, mine)).scalars())
    versions = read_versions(connection, whole)
    taken = _folded([version for version in versions if version.page_id in ids])
    left = _folded([version for version in versions if version.page_id not in ids])
    if not taken or not left:
        raise StoreError(_NOTHING, "Hãy chạy diemtin history để xem bài có những phiên bản nào.")
    row = connection.execute(select(articles).where(articles.c.id == whole)).one()
    name = _free(connection, row.source, url, whole)
    values = dict(row._mapping) | {
        "id": name,
        "canonical_url": url,
        "version": 0,
        "content_hash": "",
        "first_seen_at": taken[0].seen_at,
        "last_seen_at": taken[-1].seen_at,
        "last_changed_at": taken[-1].seen_at,
        "group_id": None,
        "sketch": None,
        "annotated_revision": None,
        "annotated_version": None,
        "annotator": None,
        "document_version": 0,
        "kept": False,
        "indexed": False,
    }
    gone = connection.execute(select(article_urls.c.gone_at).where(article_urls.c.url == url)).scalar()
    values["withdrawn_at"] = gone
    connection.execute(articles.insert().values(values))
    connection.execute(update(pages).where(p.id.in_(ids)).values(article_id=name))
    connection.execute(update(article_urls).where(article_urls.c.url == url).values(article_id=name))
    # The redirect that joined them must not join them again.
    connection.execute(
        update(frontier).where(frontier.c.url == url, frontier.c.moved_to.is_not(None)).values(moved_to=None)
    )
    if gone is not None:
        connection.execute(
            update(frontier).where(frontier.c.url == url, frontier.c.outcome == "moved").values(outcome="gone")
        )
    connection.execute(delete(article_versions).where(article_versions.c.article_id == whole))
    return Parted(whole, name, left, taken)


def _folded(versions: list[Version]) -> list[Version]:
    """Versions numbered anew, each as it was read: what an earlier one of another article knew is not carried over."""
    after: list[Version] = []
    for version in versions:
        after = fold_reading(after, version)
    return after


def _free(connection: Connection, source: str | None, url: str, whole: str) -> str:
    for name in (url, f"{url} {whole}", f"{url} {whole} 2"):
        candidate = article_id_of(source, name)
        if connection.execute(select(articles.c.id).where(articles.c.id == candidate)).first() is None:
            return candidate
    raise StoreError(_NOTHING)
