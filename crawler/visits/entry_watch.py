"""Whether each entry point (feed, sitemap, list) gives something that can be used, and if not, why and what to do.

One rule for silence: whatever was asked for and gave nothing usable is said, by the visit, in the list of sources and
in their check, until it gives something again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from crawler.discovery.selection import PageLinks, Passed
from crawler.fetch.verdicts import TRANSIENT, FetchOutcome, Verdict
from crawler.report import SourceReport
from domain.source import Source
from store import Store
from store.crawl.frontier import Entry, Kind

__all__ = ["EntryWatch"]

_NAMES = {Kind.FEED: "RSS", Kind.SITEMAP: "Sơ đồ website (sitemap)", Kind.LISTING: "Trang danh sách"}
_KEYS = {Kind.FEED: "feeds", Kind.SITEMAP: "sitemaps", Kind.LISTING: "listings"}
_LATER = "Sẽ thử lại ở lần thu thập sau."
_DO = {
    FetchOutcome.GONE: "Hãy tìm địa chỉ mới trên trang chủ rồi sửa “{key}” trong tệp nguồn.",
    FetchOutcome.ROBOTS: "Hãy dùng địa chỉ khác, hoặc liên hệ cơ quan chủ quản.",
    FetchOutcome.OFFSITE: "Nếu trang đã đổi tên miền, hãy sửa base_url trong tệp nguồn.",
    FetchOutcome.WRONG_TYPE: "Hãy kiểm tra địa chỉ trong “{key}” của tệp nguồn.",
    FetchOutcome.LOGIN: "Hãy dùng địa chỉ không cần đăng nhập.",
    FetchOutcome.WALL: "Hãy thử “render: browser”, hoặc liên hệ cơ quan chủ quản.",
    FetchOutcome.REFUSED: "Hãy liên hệ cơ quan chủ quản nếu vẫn bị từ chối.",
    FetchOutcome.EMPTY: "Nếu trang chỉ hiện khi có JavaScript, đặt “render: browser” trong tệp nguồn.",
    FetchOutcome.TOO_LARGE: "Hãy tăng max_bytes trong tệp nguồn, hoặc dùng địa chỉ khác.",
    FetchOutcome.PRIVATE: "",
    FetchOutcome.TLS: "",
    FetchOutcome.BROWSER: "",
}
_CHECK = "Hãy kiểm tra địa chỉ trong “{key}” của tệp nguồn."


class EntryWatch:
    """The entry points of one visit. ``warnings`` of the report gain a line for each that gives nothing."""

    def __init__(self, store: Store, source: Source, report: SourceReport) -> None:
        self._points = store.entry_points
        self._source = source
        self._report = report
        self._frontier = store.frontier
        self._kinds: dict[str, Kind] = {}
        self._said: dict[str, str | None] = {}
        self._usable: dict[str, int] = {}
        self._sent_home: set[str] = set()
        self._inner: Counter[str] = Counter()
        self._inner_useful: Counter[str] = Counter()

    def open(self, points: Sequence[tuple[str, Kind]]) -> None:
        """Note which entry points there are. One that belongs to another source already is never asked for here."""
        self._kinds = dict(points)
        self._points.remember(self._source.id, [(url, str(kind)) for url, kind in points])
        now = datetime.now(UTC)
        for url, kind in points:
            entry = self._frontier.get(url)
            if entry is not None and entry.source != self._source.id:
                self._set(
                    url,
                    f"{_NAMES[kind]} này đã thuộc nguồn {entry.source} nên không được đọc ở đây. "
                    "Hãy để địa chỉ này ở một nguồn thôi.",
                    now,
                )

    def read(self, root: str, entry: Entry, links: PageLinks, at: datetime) -> None:
        """An entry point, or a sitemap within one, was read."""
        usable = len(links.found)
        if entry.kind is Kind.SITEMAP and entry.depth:
            self._inner[root] += 1
            self._inner_useful[root] += sum(one.kind is not Kind.SITEMAP for one in links.found)
            return
        if root not in self._sent_home:
            self._set(root, _why(entry.kind, links, self._source), at, usable)

    def unchanged(self, root: str, at: datetime) -> None:
        """An entry point is as it was; so is what there is to say of it."""
        if root in self._sent_home:
            return
        self._points.unchanged(self._source.id, root, at)
        known = next((one for one in self._points.of(self._source.id) if one.url == root), None)
        self._said[root] = known.trouble if known else None
        self._usable[root] = known.usable if known else 0

    def failed(self, root: str, verdict: Verdict, at: datetime) -> None:
        """An entry point could not be read."""
        kind = self._kinds.get(root, Kind.LISTING)
        todo = _DO.get(verdict.outcome, _LATER if verdict.outcome in TRANSIENT else _CHECK)
        self._set(root, f"{verdict.reason} {todo.format(key=_KEYS[kind])}".strip(), at)

    def sent_home(self, root: str, at: datetime) -> None:
        """An entry point redirects to the front page: it is gone, whatever is read there."""
        self._sent_home.add(root)
        kind = self._kinds.get(root, Kind.LISTING)
        todo = _DO[FetchOutcome.GONE].format(key=_KEYS[kind])
        self._set(root, f"{_NAMES[kind]} đã chuyển hướng về trang chủ. {todo}", at)

    def gives_nothing(self, root: str | None) -> bool:
        """Whether an entry point was asked in this visit and gave nothing."""
        return root is not None and self._said.get(root) is not None

    def close(self) -> None:
        """Say what gives nothing."""
        now = datetime.now(UTC)
        for root, read in self._inner.items():
            useless = read and not self._inner_useful[root] and self._said.get(root, "") is None
            if useless and not self._frontier.archive_waiting(self._source.id):
                todo = _CHECK.format(key="sitemaps")
                self._set(root, f"Các sơ đồ con không có địa chỉ nào dùng được. {todo}", now)
        for url, trouble in self._said.items():
            if trouble is not None and not (self._report.trouble and self._report.trouble in trouble):
                self._report.warnings.append(f"{url}: {trouble}")
        self._report.silent = sum(
            trouble is not None and not self._usable.get(url) for url, trouble in self._said.items()
        )

    def _set(self, root: str, trouble: str | None, at: datetime, usable: int = 0) -> None:
        self._said[root] = trouble
        self._usable[root] = usable
        self._points.answered(self._source.id, root, usable, trouble, at)


def _why(kind: Kind, links: PageLinks, source: Source) -> str | None:
    """Why an entry point that was read gives nothing that can be used, and what to do; None where it does."""
    name, key, passed = _NAMES[kind], _KEYS[kind], links.passed
    if links.astray:
        guessed = "; tạm đoán các liên kết" if links.found else ""
        return (
            f"Bộ chọn (links, item) của danh sách không khớp gì nữa, có thể trang đã đổi giao diện{guessed}. "
            "Hãy sửa bộ chọn trong tệp nguồn, hoặc bỏ đi để chương trình tự tìm."
        )
    if links.article:
        return (
            "Địa chỉ này là một bài viết, không phải danh sách; bài vẫn được lưu. "
            f"Hãy bỏ địa chỉ này khỏi “{key}” trong tệp nguồn."
        )
    if links.found and links.flaws:
        if kind is Kind.LISTING:
            return f"{name}: {'; '.join(links.flaws)}."
        return f"{name} có lỗi: {'; '.join(links.flaws)}. Phần đọc được vẫn được dùng; hãy báo cơ quan chủ quản."
    if links.found or passed[Passed.OLD] or passed[Passed.NO_REFORM]:
        return None
    flaws = f" ({'; '.join(links.flaws)})" if links.flaws else ""
    if passed[Passed.ELSEWHERE]:
        hosts = ", ".join(links.hosts[:3])
        return f"{name} chỉ có liên kết sang trang khác ({hosts}). Hãy kiểm tra base_url, hoặc bỏ địa chỉ này."
    if passed[Passed.UNLIKE]:
        what = "khớp “article_urls”" if source.article_urls else "giống địa chỉ của bài viết"
        return f"{name} có {passed.total()} liên kết nhưng không liên kết nào {what}. Hãy sửa “article_urls”."
    if passed[Passed.DENIED]:
        return f"{name} chỉ có liên kết bị “deny_urls” loại bỏ. Hãy kiểm tra “deny_urls” trong tệp nguồn."
    if passed[Passed.ENTRY_POINT]:
        return f"{name} chỉ dẫn về trang chủ hoặc trang danh sách. {_CHECK.format(key=key)}"
    if kind is Kind.LISTING and flaws:
        return f"{name} không cho bài nào{flaws}. Hãy sửa “listings” hoặc “article_urls” trong tệp nguồn."
    if kind is Kind.LISTING:
        return (
            f"{name} không có liên kết bài viết nào. Nếu danh sách chỉ hiện khi có JavaScript, đặt “render: browser”; "
            "nếu danh sách đã đổi địa chỉ hay giao diện, hãy sửa “listings”."
        )
    return f"{name} không có mục nào đọc được{flaws}. {_CHECK.format(key=key)}"
