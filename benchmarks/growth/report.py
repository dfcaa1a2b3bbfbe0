"""The figures as a table of the page."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.growth.measure import QUESTIONS, Measured

__all__ = ["page"]


def page(measured: Sequence[Measured]) -> str:
    """Markdown: a row a question, a column a size."""
    sizes = [f"{one.articles:,}" for one in measured]
    lines = [
        f"| milliseconds of processor time, in a store of … articles | {' | '.join(sizes)} |",
        "| --- |" + " ---: |" * len(sizes),
    ]
    for name in QUESTIONS:
        lines.append(f"| {name} | {' | '.join(f'{one.milliseconds[name]:.1f}' for one in measured)} |")
    each = [one.documents_seconds / max(1, one.articles) * 1000 for one in measured]
    lines.append(f"| a document for the index, of all (with tracing) | {' | '.join(f'{took:.1f}' for took in each)} |")
    memory = " | ".join(f"{one.documents_mib:.0f} MiB" for one in measured)
    lines.append(f"| memory while all documents are read | {memory} |")
    return "\n".join(lines) + "\n"
