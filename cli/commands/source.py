"""``diemtin source list | check | retry | part | add``: the sites and how they fare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.help import Command, Group
from cli.options import Data, Json, SourceDir, parse_day
from cli.output import confirm, console, messages, print_json, tell_fault
from cli.render.dates import day_text
from cli.render.numbers import thousands
from cli.render.source import check_rows, list_rows, show_check, show_list, show_proposal
from domain.days import end_of
from domain.errors import UsageError
from domain.reasons import os_reason
from pipeline.context import open_context

__all__ = ["source_app"]

source_app = typer.Typer(cls=Group, no_args_is_help=True, help="Xem, kiểm tra và thêm nguồn tin.")


@source_app.command("list", cls=Command, epilog="Ví dụ: diemtin source list")
def list_sources(sources: SourceDir = None, as_json: Json = False, data: Data = None) -> None:
    """Các nguồn và tình trạng của chúng."""
    context = open_context(data, sources, tell=tell_fault)
    chosen = context.all_sources()
    with context.store() as store:
        health = {source.id: store.health.report(source.id) for source in chosen}
    if as_json:
        print_json(list_rows(chosen, health))
    else:
        show_list(chosen, health, context.settings.zone)


@source_app.command(cls=Command, epilog="Ví dụ: diemtin source check syt-kontum")
def check(
    source: Annotated[str | None, typer.Argument(metavar="[MÃ]", help="Mã nguồn; để trống là tất cả.")] = None,
    sources: SourceDir = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Kiểm tra nguồn: lần thu thập gần nhất, bài mới gần nhất, tỷ lệ lấy được, địa chỉ chờ thử lại hoặc tạm ngừng."""
    context = open_context(data, sources, tell=tell_fault)
    chosen = context.chosen_sources([source] if source else None)
    with context.store() as store:
        frontier = store.frontier
        rows = [
            (one, store.health.report(one.id), frontier.quarantined(one.id), frontier.failing(one.id)) for one in chosen
        ]
    if as_json:
        print_json([check_rows(*row) for row in rows])
    else:
        for row in rows:
            show_check(*row, context.settings.zone)


@source_app.command(cls=Command, epilog="Ví dụ: diemtin source retry syt-kontum")
def retry(
    source: Annotated[str, typer.Argument(metavar="MÃ", help="Mã nguồn.")],
    url: Annotated[str | None, typer.Option("--url", metavar="ĐỊA_CHỈ", help="Chỉ địa chỉ này.")] = None,
    sources: SourceDir = None,
    data: Data = None,
) -> None:
    """Cho truy cập lại các địa chỉ đang tạm ngừng ở lần chạy sau."""
    context = open_context(data, sources, tell=tell_fault)
    context.chosen_sources([source])
    with context.store() as store:
        count = store.frontier.retry_quarantined(source, url)
    messages().print(f"{thousands(count)} địa chỉ sẽ được truy cập lại.")


@source_app.command(cls=Command, epilog="Ví dụ: diemtin source pause syt-kontum --until 15/02/2026")
def pause(
    source: Annotated[str, typer.Argument(metavar="MÃ", help="Mã nguồn.")],
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="NGÀY", help="Tạm dừng đến hết ngày này; bỏ trống là đến khi cho chạy lại."),
    ] = None,
    sources: SourceDir = None,
    data: Data = None,
) -> None:
    """Tạm dừng thu thập một nguồn, đến một ngày hoặc đến khi cho chạy lại."""
    context = open_context(data, sources, tell=tell_fault)
    context.chosen_sources([source])
    day = parse_day(until, "--until", end=True)
    with context.store() as store:
        store.sources.pause(source, until=end_of(day) if day else None)
    messages().print(f"Đã tạm dừng {source}{f' đến hết ngày {day_text(day)}' if day else ''}.", markup=False)


@source_app.command(cls=Command, epilog="Ví dụ: diemtin source resume syt-kontum")
def resume(
    source: Annotated[str, typer.Argument(metavar="MÃ", help="Mã nguồn.")],
    sources: SourceDir = None,
    data: Data = None,
) -> None:
    """Cho thu thập lại một nguồn đang tạm dừng."""
    context = open_context(data, sources, tell=tell_fault)
    context.chosen_sources([source])
    with context.store() as store:
        store.sources.pause(source, paused=False)
    messages().print(f"{source} được thu thập trở lại từ lần chạy sau.", markup=False)


@source_app.command(cls=Command, epilog="Ví dụ: diemtin source part https://soyte.example.gov.vn/tin/bai-12.html")
def part(
    url: Annotated[str, typer.Argument(metavar="ĐỊA_CHỈ", help="Địa chỉ đã bị gộp nhầm vào một bài khác.")],
    sources: SourceDir = None,
    data: Data = None,
) -> None:
    """Tách một địa chỉ đã bị gộp nhầm vào bài khác thành một bài riêng."""
    from crawler.urls import canonical
    from crawler.workers.reread import reread

    context = open_context(data, sources, tell=tell_fault)
    known = context.sources_by_id() if context.settings.sources_dir.is_dir() else {}
    with context.store() as store:
        kept, parted = store.articles.part(canonical(url) or url)
        reread(store, known, [kept, parted])
        one, other = store.articles.get(kept), store.articles.get(parted)
    for stored in (one, other):
        if stored is not None:
            console().print(f"{stored.article.title}: {', '.join(stored.urls)}", markup=False)
    messages().print("Đã tách thành hai bài. Chạy diemtin process để phân tích và cập nhật dữ liệu tìm kiếm.")


@source_app.command(cls=Command, epilog="Ví dụ: diemtin source add https://soyte.example.gov.vn --yes")
def add(
    url: Annotated[str, typer.Argument(metavar="ĐỊA_CHỈ", help="Trang chủ hoặc trang chuyên mục CCHC.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Lưu tệp nguồn không hỏi lại.")] = False,
    sources: SourceDir = None,
    data: Data = None,
) -> None:
    """Khảo sát một trang web, đề xuất cấu hình nguồn, lưu khi được xác nhận."""
    from crawler.onboarding import look_at
    from crawler.source_files import entry_addresses

    context = open_context(data, sources, tell=tell_fault)
    folder: Path = context.settings.sources_dir
    proposal = look_at(url, context.settings)
    show_proposal(proposal)
    target = folder / f"{proposal.source.id}.yaml"
    if target.exists():
        raise UsageError(f"Đã có {target}.", "Sửa tệp đó, hoặc đổi tên nó rồi chạy lại.")
    mine = entry_addresses(proposal.source)
    for other in context.all_sources() if folder.is_dir() else []:
        if shared := sorted(mine & entry_addresses(other)):
            raise UsageError(f"{shared[0]} đã thuộc nguồn {other.id}.", "Sửa tệp của nguồn đó thay vì thêm nguồn mới.")
    if not yes and not confirm(f"Lưu {target}?"):
        messages().print("Chưa lưu tệp nào.")
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8") as stream:
            stream.write(proposal.yaml)
    except OSError as error:
        raise UsageError(
            f"Không ghi được {target}: {os_reason(error)}.", "Chọn thư mục khác bằng --sources."
        ) from error
    console().print(f"Đã lưu {target}. Tiếp theo: diemtin run {proposal.source.id}", markup=False)
