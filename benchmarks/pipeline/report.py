"""Results as a page of Markdown. A figure that falls short of its aim is named as such."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.pipeline.compare import Compared
from benchmarks.pipeline.newsplease import Crawled
from benchmarks.pipeline.scoring import BODY_FROM, FIELDS
from benchmarks.pipeline.stages import Stages

__all__ = ["AIMS", "Aim", "comparison_part", "crawl_part", "head", "stages_part"]


@dataclass(frozen=True, slots=True)
class Aim:
    """What a rate should reach, in articles a second."""

    rate: float

    def verdict(self, measured: float) -> str:
        """Whether it did."""
        return f"≥ {self.rate:g}: met" if measured >= self.rate else f"≥ {self.rate:g}: **falls short**"


AIMS = {
    "crawl + extraction": Aim(60),
    "crawl + extraction + annotation + index": Aim(20),
    "extraction alone, one process": Aim(20),
}
_NER_RATIO = 10.0


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    return [_row(head), _row(["---", *["---:"] * (len(head) - 1)]), *map(_row, rows), ""]


def head() -> str:
    """When, on what, and under which load."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}; load of the machine over the last 15 minutes "
        f"{os.getloadavg()[2]:.1f} (this program alone makes about 2). "
        "Rates are medians of the rounds, with the slowest and the fastest round in brackets."
    )


def stages_part(pipeline: Stages, annotation: Stages) -> str:
    """The pipeline and its stages, and annotation beside a plain NER loop."""
    lines = [f"## The pipeline on {pipeline.pages} clean pages, without politeness delays", ""]
    rows = []
    for name, rates in pipeline.rates.items():
        aim, spent = AIMS.get(name), pipeline.processor.get(name)
        rows.append([name, str(rates), f"{spent:.1f}" if spent else "", aim.verdict(rates.median) if aim else ""])
    lines += _table(["stage", "articles/s", "processor ms an article", "aim"], rows)
    lines += [f"## Annotation beside a plain `underthesea.ner` loop, the same {annotation.pages} articles", ""]
    measured = annotation.rates
    ratios = [
        [f / o for o, f in zip(measured[f"ours-{n}"].seconds, measured[f"ner-{n}"].seconds, strict=True)]
        for n in (1, 2)
    ]
    rows = [
        [
            f"{cores} {'core' if cores == 1 else 'cores'}",
            str(measured[f"ours-{cores}"]),
            str(measured[f"ner-{cores}"]),
            f"{sorted(some)[len(some) // 2]:.1f} ({min(some):.1f}–{max(some):.1f})",
            ("met" if sorted(some)[len(some) // 2] >= _NER_RATIO else "**falls short**") if cores == 1 else "",
        ]
        for cores, some in zip((1, 2), ratios, strict=True)
    ]
    lines += _table(["", "annotate, articles/s", "underthesea.ner, articles/s", "ratio", f"aim ≥ {_NER_RATIO:g}"], rows)
    lines += [
        f"Peak memory of one process: {annotation.peak['ours']:,.0f} MiB annotating, "
        f"{annotation.peak['ner']:,.0f} MiB with `underthesea.ner`.",
        "",
    ]
    return "\n".join(lines)


def comparison_part(results: Sequence[Compared], problem: str) -> str:
    """Extraction side by side: fields right and speed, as ratios to trafilatura in the same run."""
    known = next(one for one in results if one.score)
    assert known.score is not None
    base = next((one.rates.median for one in results if one.tool == "trafilatura"), 0.0)
    lines = [
        f"## Extraction side by side on the {known.score.pages} sample pages",
        "",
        "One process each, the tools in turn in every round. A field is right when it equals the truth table but for "
        f"spacing and letter case, a date when its day is right, a body from a word F1 of {BODY_FROM} on; where the "
        "page itself gives no date or author, only nothing is right. *Invented*: dates given where the page has none.",
        "",
    ]
    rows: list[list[object]] = []
    for one in results:
        if one.score is None:
            rows.append([one.tool, f"could not run: {one.problem}", *[""] * (len(FIELDS) + 4)])
            continue
        right = [one.score.right[name] for name in FIELDS]
        ratio = f"{one.rates.median / base:.2f}" if base else ""
        fields = f"{one.score.fields} of {one.score.of}"
        rows.append([one.tool, fields, *right, f"{one.score.mean_f1:.3f}", one.score.invented, str(one.rates), ratio])
    lines += _table(
        ["tool", "fields right", *FIELDS, "body F1", "invented", "pages/s", "pages/s to trafilatura's"], rows
    )
    if problem:
        lines += [f"The peers' environment could not be made ({problem}), so trafilatura alone stands beside ours.", ""]
    return "\n".join(lines)


def crawl_part(results: Sequence[Crawled]) -> str:
    """Whole crawls of the same five sites."""
    of = max((one.score.pages for one in results), default=0)
    lines = [
        f"## Crawling the same five sites: {of} articles, {of * len(FIELDS)} fields",
        "",
        "Fields count as above, over all articles of the sites, those not found included. Their clock runs from the "
        "first request to the last file written, ours over the whole call with the start of its processes.",
        "",
    ]
    rows = [
        [
            one.name,
            one.articles,
            f"{one.score.fields} of {one.score.of}",
            one.other,
            one.requests,
            one.forbidden,
            f"{one.rate:.1f}" if one.articles else "–",
        ]
        for one in results
    ]
    lines += _table(
        [
            "crawler",
            "articles found",
            "fields right",
            "other pages kept",
            "requests",
            "behind robots.txt",
            "articles/s",
        ],
        rows,
    )
    lines += [f"- {one.name}: {'; '.join(one.remarks)}" for one in results if one.remarks]
    return "\n".join([*lines, ""])
