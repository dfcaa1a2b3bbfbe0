"""``diemtin plan confirm | reject | add | unit``: what people say about evidence and units."""

from __future__ import annotations

import mimetypes
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.help import Command
from cli.options import Data, Json, parse_day
from cli.output import console, print_json
from cli.plan_options import By, PlanName, Reason, person
from cli.render.plan import outcome_line, outcome_row, refused
from domain.errors import UsageError
from domain.reasons import os_reason
from pipeline.context import open_context

if TYPE_CHECKING:
    from store import Store
    from store.plans.evidence import StoredFile

__all__ = ["register"]

TaskPath = Annotated[str, typer.Argument(metavar="NHIỆM_VỤ", help="Số của nhiệm vụ, như II.3.")]
Articles = Annotated[list[str], typer.Argument(metavar="BÀI…", help="Mã hoặc địa chỉ của các bài.")]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="LOẠI", help="Loại sản phẩm, như tin_bai, phong_su, hoi_nghi.")
]
Unit = Annotated[str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị thực hiện.")]
Force = Annotated[
    bool, typer.Option("--force", help="Đổi cả quyết định ngược lại mà người khác đã ghi; lịch sử giữ cả hai.")
]
DayOption = Annotated[str | None, typer.Option("--day", metavar="NGÀY", help="Ngày đăng hoặc ngày làm.")]


def _day(text: str | None) -> date | None:
    return parse_day(text, "--day")


def _kind(text: str | None) -> str | None:
    from domain.plan import ProductKind

    if text is None or text in set(ProductKind):
        return text
    raise UsageError(f"Không có loại sản phẩm “{text}”.", f"Các loại: {', '.join(ProductKind)}.")


def _ids(store: Store, names: list[str]) -> list[str]:
    """The ids of articles that are named by id or address. UsageError names one that is not there."""
    ids = []
    for name in names:
        stored = store.articles.by_url(name) if "://" in name else store.articles.get(name)
        if stored is None:
            raise UsageError(f"Không có bài “{name}” trong kho.", "Hãy dùng mã bài hoặc địa chỉ bài.")
        ids.append(stored.id)
    return list(dict.fromkeys(ids))


def confirm(
    plan: PlanName,
    task: TaskPath,
    articles: Articles,
    also: Annotated[
        bool, typer.Option("--also", help="Tính cả bài đã là tài liệu kiểm chứng của nhiệm vụ khác.")
    ] = False,
    kind: Kind = None,
    unit: Unit = None,
    day: DayOption = None,
    force: Force = False,
    reason: Reason = "",
    by: By = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Xác nhận bài là tài liệu kiểm chứng của nhiệm vụ."""
    from plan.evidence import confirm_articles
    from plan.evidence.decide import find_plan, find_task
    from plan.office import PlanOffice

    context = open_context(data)
    when, what = _day(day), _kind(kind)
    with context.store() as store:
        found = find_plan(store, plan)
        outcomes = confirm_articles(
            store,
            found,
            PlanOffice.of(context.settings),
            find_task(store, found, task),
            _ids(store, articles),
            by=person(by),
            why=reason,
            also=also,
            undecided=not force,
            kind=what,
            unit=unit,
            day=when,
        )
    if as_json:
        print_json([outcome_row(one) for one in outcomes])
    else:
        for one in outcomes:
            console().print(outcome_line(one, found.id), markup=False)
    if any(refused(one) for one in outcomes):
        raise typer.Exit(1)


def reject(
    plan: PlanName,
    task: TaskPath,
    articles: Articles,
    force: Force = False,
    reason: Reason = "",
    by: By = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Loại bài khỏi gợi ý của nhiệm vụ, cùng các bài đăng lại của nó."""
    from plan.evidence import reject_articles
    from plan.evidence.decide import find_plan, find_task
    from plan.office import PlanOffice

    context = open_context(data)
    with context.store() as store:
        found = find_plan(store, plan)
        outcomes = reject_articles(
            store,
            found,
            PlanOffice.of(context.settings),
            find_task(store, found, task),
            _ids(store, articles),
            by=person(by),
            why=reason,
            undecided=not force,
        )
    if as_json:
        print_json([outcome_row(one) for one in outcomes])
    else:
        for one in outcomes:
            console().print(outcome_line(one, found.id, rejected=True), markup=False)
    if any(refused(one) for one in outcomes):
        raise typer.Exit(1)


def add(
    plan: PlanName,
    task: TaskPath,
    title: Annotated[str, typer.Argument(metavar="TÊN", help="Đã làm gì, ghi ngắn gọn.")],
    day: DayOption = None,
    quantity: Annotated[float, typer.Option("--quantity", metavar="SỐ", help="Số lượng đã làm.")] = 1.0,
    kind: Kind = None,
    unit: Unit = None,
    channel: Annotated[str | None, typer.Option("--channel", metavar="KÊNH", help="Kênh, như phát thanh.")] = None,
    link: Annotated[str, typer.Option("--link", metavar="ĐỊA_CHỈ", help="Liên kết đến tài liệu.")] = "",
    file: Annotated[Path | None, typer.Option("--file", metavar="TỆP", help="Ảnh hoặc tệp kiểm chứng.")] = None,
    note: Annotated[str, typer.Option("--note", metavar="GHI_CHÚ", help="Ghi chú.")] = "",
    by: By = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Thêm kết quả không có trên mạng: phát thanh, pano, hội nghị … Chỉ có lời báo cáo thì chưa được tính."""
    from plan.channels import channels_of
    from plan.evidence.decide import Adding, add_evidence, find_plan, find_task
    from plan.office import PlanOffice

    when = _day(day)
    if when is None:
        raise UsageError("Thiếu --day.", "Hãy ghi ngày làm, ví dụ --day 14/9/2024.")
    channels = channels_of([channel]) if channel else []
    if channel and not channels:
        raise UsageError(f"Không hiểu kênh “{channel}”.", "Ví dụ: phát thanh, truyền hình, báo, pano, hội nghị.")
    adding = Adding(
        title,
        when,
        kind=_kind(kind),
        quantity=quantity,
        unit=unit or "",
        channel=next(iter(channels), ""),
        link=link,
        note=note,
        file=_file(file),
    )
    context = open_context(data)
    with context.store() as store:
        found = find_plan(store, plan)
        outcome = add_evidence(store, found, find_task(store, found, task), adding, by=person(by))
    if as_json:
        print_json(outcome_row(outcome))
    else:
        console().print(outcome_line(outcome, found.id), markup=False)
        outside = PlanOffice.of(context.settings).outside_year(found.year, adding.day)
        if outside and not refused(outcome):
            console().print(outside, markup=False)
    if refused(outcome):
        raise typer.Exit(1)


def _file(path: Path | None) -> StoredFile | None:
    from store.plans.evidence import StoredFile as Handed

    if path is None:
        return None
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"Không mở được {path}: {os_reason(error)}.", "Hãy kiểm tra đường dẫn.") from error
    return Handed(path.name, mimetypes.guess_type(path.name)[0] or "application/octet-stream", content)


def unit(
    names: Annotated[list[str] | None, typer.Argument(metavar="[ĐƠN_VỊ…]", help="Tên các đơn vị.")] = None,
    into: Annotated[
        str | None, typer.Option("--into", metavar="ĐƠN_VỊ", help="Đổi tên thành, hoặc nhập vào đơn vị này.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="NGÀY", help="Từ ngày.")] = None,
    dissolved: Annotated[bool, typer.Option("--dissolved", help="Giải thể từ ngày đó.")] = False,
    by: By = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Danh sách đơn vị; ghi đơn vị mới, đổi tên hoặc sáp nhập từ một ngày."""
    day = parse_day(since, "--since")
    if (into is not None or dissolved) and (day is None or not names):
        raise UsageError("Đổi tên, sáp nhập phải ghi đơn vị và --since.", "Ví dụ: --since 01/7/2025.")
    with open_context(data).store() as store:
        units = store.plans.units
        if names and day is not None and (into is not None or dissolved):
            kind = "dissolved" if dissolved else "merged" if len(names) > 1 else "renamed"
            known = {one.name for one in units.all()}
            kind = "merged" if kind == "renamed" and into in known else kind
            units.change(names, day, kind, into, by=person(by))  # type: ignore[arg-type]
        elif names:
            units.add(names, by=person(by))
        rows = [
            {
                "name": one.name,
                "first_day": one.first_day.isoformat() if one.first_day else None,
                "last_day": one.last_day.isoformat() if one.last_day else None,
                "change": one.change,
                "successor": one.successor,
            }
            for one in units.all()
        ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        ended = f" (đến hết {row['last_day']}, nay là {row['successor'] or 'không còn'})" if row["last_day"] else ""
        began = f" (từ {row['first_day']})" if row["first_day"] else ""
        console().print(f"{row['name']}{began}{ended}", markup=False)


def register(app: typer.Typer) -> None:
    """Add these commands to ``diemtin plan``."""
    app.command(cls=Command, epilog="Ví dụ: diemtin plan confirm 88/KH-TTYT II.3 https://…/bai")(confirm)
    app.command(cls=Command, epilog="Ví dụ: diemtin plan reject 88/KH-TTYT II.3 https://…/bai --reason 'không đúng'")(
        reject
    )
    app.command(
        cls=Command, epilog="Ví dụ: diemtin plan add 88/KH-TTYT II.4 'Phát 400 tờ gấp' --day 14/9/2024 --quantity 400"
    )(add)
    app.command(
        cls=Command, epilog="Ví dụ: diemtin plan unit 'TTYT huyện A' --into 'TTYT khu vực A' --since 01/7/2025"
    )(unit)
