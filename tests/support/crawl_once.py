"""A crawl as a process of its own, to be killed: ``python -m tests.support.crawl_once DATA SOURCES``."""

from __future__ import annotations

import sys
from pathlib import Path

from crawler.run import crawl
from crawler.source_files import load_sources
from domain.settings import Settings
from store import open_store


def main(data: str, sources: str) -> None:
    """Crawl all sources once."""
    settings = Settings(data_dir=Path(data), allow_private_addresses=True, extraction_workers=1)
    with open_store(settings.data_dir) as store:
        report = crawl(store, load_sources(Path(sources)), settings)
    print(report.total("new"), report.stopped, ",".join(report.busy), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
