"""``diemtin demo``: the whole pipeline on the five sample sites, in front of your eyes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Data
from cli.output import console, messages
from cli.render.demo import Counted, show_counts, show_differences
from cli.render.hits import show_hits
from cli.render.process import watched
from domain.article import day_of
from domain.errors import DiemTinError, UsageError
from domain.search import SearchRequest
from pipeline.context import Context, open_context
from pipeline.process import process_all

if TYPE_CHECKING:
    from samples import SampleSites

__all__ = ["count_news", "demo"]

_MARK = ".trang-mau"
_FIRST_PORT = 8431
_WEEK = "2022-W41"
_SEARCHES = (
    ("cai cach hanh chinh", "gõ không dấu vẫn tìm được"),
    ("ke hoach 1603", "số, ký hiệu văn bản được nhận ra trước tiên"),
    ('tỉnh:"Sơn La" "một cửa"', "lọc theo tỉnh, thành phố và tìm nguyên cụm"),
)


def _prepare(folder: Path) -> None:
    """Make room for a new demo. Only a folder that a demo made is ever emptied."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise UsageError(
                f"Thư mục {folder} đang có dữ liệu thật.", "Hãy chọn thư mục khác: diemtin demo --data thu-muc-moi"
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text("Thư mục này do diemtin demo tạo ra và sẽ bị xóa khi chạy lại.\n", encoding="utf-8")


@contextmanager
def _sites() -> Iterator[SampleSites]:
    """The sample sites, on the same ports each time where these are free."""
    from samples import SampleSites
    from samples.shapes import SHAPES

    try:
        sites = SampleSites(ports={shape.id: _FIRST_PORT + n for n, shape in enumerate(SHAPES)}).start()
    except OSError:
        sites = SampleSites().start()
    try:
        yield sites
    finally:
        sites.stop()


def count_news(context: Context) -> Counted:
    """What the store holds of reform news: by site, province, area and week, each article once a site."""
    counted = Counted()
    with context.store() as store:
        counted.articles = store.articles.count()
        groups: set[str] = set()
        for document in store.documents.iterate():
            counted.news += 1
            groups.add(document.group or document.id)
            article = document.article
            counted.add("site", article.source or "?")
            counted.add("province", document.province or document.annotation.province or "?")
            for topic in document.annotation.topics:
                counted.add("topic", topic.topic)
            day = day_of(article.published_at)
            if day is None:
                counted.undated += 1
            else:
                counted.days.append(day)
        counted.distinct = len(groups)
    return counted


def _plans(context: Context) -> None:
    """The sample plans, as a person would have confirmed them, an amendment after the plan that it changes; and the
    suggestions of evidence.
    """
    from plan.evidence import weigh_plan
    from plan.office import PlanOffice
    from plan.reading.proposal import read_plan
    from samples.plan_files import PLANS

    files = sorted(path for path in PLANS.iterdir() if path.suffix != ".yaml")
    proposals = [read_plan(path.read_bytes(), path.name) for path in files]
    with context.store() as store:
        for proposal in sorted(proposals, key=lambda one: one.plan.amends is not None):
            store.plans.save(proposal)
        for plan in store.plans.all():
            weigh_plan(store, plan, PlanOffice.of(context.settings))


def _digest(context: Context) -> str:
    """A week of the samples as a draft, for people to look at; its label."""
    from digest.issues import Issues
    from digest.window import window_by_id

    with context.store() as store:
        desk = Issues(store, context.settings)
        return desk.of(desk.open(window_by_id(_WEEK, context.settings), datetime.now(UTC))).title


def demo(
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Mở trang trên trình duyệt để xem tiếp.")] = True,
    data: Data = None,
) -> None:
    """Chạy thử trọn quy trình với năm nguồn mẫu ngay trên máy này."""
    from cli.render.crawl import CrawlProgress, show_crawl
    from crawler.run import crawl
    from samples.sources import write_sources
    from samples.truth import truth

    folder = open_context(data).settings.data_dir
    _prepare(folder)
    say, out = messages(), console()
    with _sites() as sites:
        # Loopback needs little consideration; the delay that a site itself asks for still holds.
        write_sources(sites, folder / "sources", delay="0.2s")
        context = open_context(folder, folder / "sources", allow_private_addresses=True)
        say.print("Năm nguồn mẫu đang chạy trên máy này; bắt đầu thu thập (chậm rãi, theo robots.txt) …")
        with context.store() as store, CrawlProgress() as progress:
            report = crawl(store, context.all_sources(), context.settings, progress=progress)
        show_crawl(report)
        say.print("Phân tích và cập nhật dữ liệu tìm kiếm …")
        process_all(context, watcher=watched)
        _plans(context)
        issue = _digest(context)
        counted = count_news(context)
        show_counts(counted, context.settings.week_start)
        show_differences(counted, truth(sites).totals)
        with context.index() as engine:
            for query, why in _SEARCHES:
                out.print()
                out.rule(f"diemtin search '{query}'", align="left")
                out.print(f"({why})", style="dim")
                show_hits(engine.search(SearchRequest(query=query, limit=3)), 3)
        out.print()
        out.print(f"Đã soạn bản nháp: {issue}. Xem: diemtin digest --week {_WEEK} --data {folder}", markup=False)
        out.print(f"Dữ liệu mẫu nằm ở {folder}. Thử tiếp: diemtin search 'hài lòng' --data {folder}", markup=False)
        if serve:
            for site in sites.sites.values():
                out.print(f"  {site.base_url}  {site.id}", markup=False)
            say.print("Các nguồn mẫu vẫn chạy bên cạnh.")
            _serve(context)


def _serve(context: Context) -> None:
    """The page over what was found, until Ctrl-C."""
    from cli.commands.serve import PORT, address_of, listen, run_server
    from web.app import create_app

    try:
        listening = listen("127.0.0.1", PORT)
    except DiemTinError:  # the port is taken: any other will do for a look
        listening = listen("127.0.0.1", 0)
    with listening:
        console().print(f"Mở trang Điểm Tin trên trình duyệt: {address_of(listening)}", markup=False, soft_wrap=True)
        messages().print("Nhấn Ctrl+C để kết thúc.")
        run_server(context, create_app(context, jobs=True), listening)
