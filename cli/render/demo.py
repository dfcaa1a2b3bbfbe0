"""What a demo found, as counts, a sparkline, and a comparison with what the samples are known to hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cli.output import console
from cli.render.counts import bars, busiest, sparkline, week_series
from domain.areas import area_short_name

if TYPE_CHECKING:
    from samples.truth import Totals

__all__ = ["Counted", "show_counts", "show_differences"]


@dataclass(slots=True)
class Counted:
    """Counts of reform news. ``by`` holds a counter each for site, province and topic; ``days`` the dated ones."""

    articles: int = 0
    news: int = 0
    distinct: int = 0
    undated: int = 0
    by: dict[str, Counter[str]] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)

    def add(self, kind: str, value: str) -> None:
        """Count one."""
        self.by.setdefault(kind, Counter())[value] += 1

    def of(self, kind: str) -> dict[str, int]:
        """The counts of a kind."""
        return dict(self.by.get(kind, {}))

    def weeks(self) -> dict[str, int]:
        """ISO weeks ("2022-W39") of the dated ones."""
        return dict(Counter(f"{day.isocalendar().year}-W{day.isocalendar().week:02}" for day in self.days))


def show_counts(counted: Counted, week_start: str) -> None:
    """The counts for people."""
    out = console()
    out.print()
    out.print(
        f"Đã phân tích {counted.articles} bài; {counted.news} bài về CCHC "
        f"({counted.distinct} nội dung khác nhau, còn lại là bài đăng lại), {counted.undated} bài chưa rõ ngày đăng."
    )
    areas = {area_short_name(code): count for code, count in counted.of("topic").items()}
    for title, counts in (
        ("Theo nguồn", counted.of("site")),
        ("Theo tỉnh, thành phố", counted.of("province")),
        ("Theo lĩnh vực CCHC (một bài có thể thuộc nhiều lĩnh vực)", areas),
    ):
        out.print()
        out.print(title, style="bold")
        for line in bars(counts):
            out.print("  " + line, markup=False)
    whole = week_series(counted.days, week_start)
    series = busiest(whole)
    if series:
        out.print()
        out.print(f"Theo tuần, {series[0][0].lower()} đến {series[-1][0].lower()}", style="bold")
        out.print("  " + sparkline([count for _, count in series]), markup=False)
        elsewhere = sum(count for _, count in whole) - sum(count for _, count in series)
        if elsewhere:
            out.print(f"  (và {elsewhere} bài ở các tuần khác)")


def show_differences(counted: Counted, totals: Totals) -> None:
    """Whether the counts agree with what the samples are known to hold; every difference in a line."""
    pairs = [
        ("bài đã phân tích", counted.articles, totals.articles),
        ("bài về CCHC", counted.news, totals.reform),
        ("nội dung khác nhau", counted.distinct, totals.reform_distinct),
        ("bài chưa rõ ngày đăng", counted.undated, totals.reform_undated),
    ]
    for kind, title, known in (
        ("site", "nguồn", totals.reform_by_site),
        ("province", "tỉnh", totals.reform_by_province),
        ("topic", "lĩnh vực", totals.reform_by_topic),
        ("week", "tuần", totals.reform_by_week),
    ):
        found = counted.weeks() if kind == "week" else counted.of(kind)
        for name in sorted({*found, *known}):
            shown = area_short_name(name) if kind == "topic" else name
            pairs.append((f"{title} {shown}", found.get(name, 0), known.get(name, 0)))
    wrong = [pair for pair in pairs if pair[1] != pair[2]]
    out = console()
    out.print()
    out.print(f"So với đáp án của bộ dữ liệu mẫu: {len(pairs) - len(wrong)}/{len(pairs)} số liệu khớp.")
    for name, counts, right in wrong:
        out.print(f"  {name}: đếm được {counts}, đúng là {right}", markup=False)
