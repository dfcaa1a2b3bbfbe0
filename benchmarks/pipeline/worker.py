"""A process that runs extractors over the sample pages, for a parent that speaks lines of JSON.

``python -m benchmarks.pipeline.worker PAGES`` with PAGES a file of JSON lines (url, site, content_type, sources, and
content in base64). Asked ``{"tool": NAME, "records": BOOL}`` it passes once over all pages and answers
``{"seconds", "failed"}`` with the records where wanted, or ``{"error"}``. Runs in our environment and in the peers', so
it needs only the standard library itself.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import sys
import time
import warnings
from pathlib import Path
from typing import Any

from benchmarks.pipeline.extractors import EXTRACTORS, Extractor, Record

__all__ = ["main"]


def _read(path: Path) -> list[tuple[dict[str, Any], bytes]]:
    pages = []
    for line in path.read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        pages.append((page, base64.b64decode(page.pop("content"))))
    return pages


def _pass(extract: Extractor, pages: list[tuple[dict[str, Any], bytes]]) -> tuple[float, list[Record | None], int]:
    """One pass over all pages; a page on which the library raises counts as failed and yields nothing."""
    records: list[Record | None] = []
    failed = 0
    began = time.perf_counter()
    for page, content in pages:
        try:
            records.append(extract(page, content))
        except Exception:
            failed += 1
            records.append(None)
    return time.perf_counter() - began, records, failed


def main() -> None:
    """Answer until stdin ends. What libraries print must not get between the lines, so it goes to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    pages = _read(Path(sys.argv[1]))
    made: dict[str, Extractor] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            name = asked["tool"]
            made[name] = made.get(name) or EXTRACTORS[name]()
            seconds, records, failed = _pass(made[name], pages)
            answer: dict[str, Any] = {
                "seconds": seconds,
                "failed": failed,
                "records": records if asked.get("records") else None,
            }
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
