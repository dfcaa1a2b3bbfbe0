"""``python -m samples.server``: the replica sites as a process of their own."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from samples.control import ControlServer
from samples.shapes import EXTRA, SHAPES
from samples.sites import SampleSites
from samples.sources import write_sources

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted. ``--port P`` gives the sites P, P+1, …; control is taken on P-1 (0: free ports)."""
    parser = argparse.ArgumentParser(prog="python -m samples.server", description="Các trang mẫu chạy trên máy này.")
    parser.add_argument("--port", type=int, default=8100, help="cổng của trang đầu tiên; 0: chọn cổng trống")
    parser.add_argument("--extra", action="store_true", help="thêm trang cần trình duyệt")
    parser.add_argument("--bulk", type=int, default=0, metavar="N", help="N bài sinh tự động thay cho bài viết sẵn")
    parser.add_argument("--crawl-delay", type=float, default=1.0, metavar="GIÂY", help="Crawl-delay của syt-sonla")
    parser.add_argument("--sources", type=Path, metavar="THƯ_MỤC", help="ghi tệp nguồn trỏ tới các trang này")
    options = parser.parse_args(arguments)
    shapes = (*SHAPES, EXTRA) if options.extra else SHAPES
    ports = {shape.id: options.port + at for at, shape in enumerate(shapes)} if options.port else {}
    try:
        sites = SampleSites(bulk=options.bulk, extra=options.extra, crawl_delay=options.crawl_delay, ports=ports)
        control = ControlServer(sites, port=options.port - 1 if options.port else 0)
    except OSError as error:
        sys.stderr.write(f"Không mở được cổng: {error}. Hãy chọn --port khác.\n")
        return 1
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with sites:
        control.begin()
        if options.sources:
            write_sources(sites, options.sources, delay="0s")
        for site in sites.sites.values():
            sys.stdout.write(f"{site.id}\t{site.base_url}\n")
        sys.stdout.write(f"điều khiển\t{control.url}\n")
        sys.stdout.flush()
        stop.wait()
        control.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
