"""``diemtin plan import | template``: a plan's file to a proposal, and forms to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.files import written_beside
from cli.help import Command
from cli.options import Data, Json
from cli.output import console, messages, print_json
from cli.plan_options import By, person
from domain.errors import UsageError
from domain.reasons import os_reason
from pipeline.context import Context, open_context

__all__ = ["register"]


def import_plan(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Kế hoạch: DOCX, XLSX, PDF có chữ, YAML, văn bản.")],
    yes: Annotated[bool, typer.Option("--yes", help="Lưu kế hoạch vừa đọc (mặc định chỉ xem, không lưu).")] = False,
    by: By = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Đọc một kế hoạch thành các nhiệm vụ để người xem lại; chỉ lưu khi có --yes."""
    from cli.render.plan_proposal import show_changes, show_proposal
    from plan.reading.compare import compare
    from plan.reading.proposal import read_plan

    try:
        given = file.read_bytes()
    except OSError as error:
        raise UsageError(f"Không mở được {file}: {os_reason(error)}.", "Hãy kiểm tra đường dẫn.") from error
    proposal = read_plan(given, file.name)
    context = open_context(data)
    changes = None
    if yes or _has_store(context):
        with context.store() as store:
            name = proposal.plan.amends or proposal.plan.number
            stored = store.plans.find(name) if name else None
            if stored is not None and (proposal.plan.amends or stored.year in {None, proposal.plan.year}):
                last = stored.versions[-1].number
                known = [(one.id, one.task) for one in store.plans.tasks(stored.id, last)[last]]
                changes = compare(known, proposal)
            saved = store.plans.save(proposal, by=person(by)) if yes else None
    else:
        saved = None
    if as_json:
        given_json = proposal.model_dump(mode="json", by_alias=True)
        print_json({"id": saved.id, "change": saved.change, **given_json} if saved is not None else given_json)
        return
    show_proposal(proposal)
    if changes is not None:
        show_changes(changes)
    if saved is None:
        messages().print("Chưa lưu. Xem lại rồi chạy với --yes để lưu kế hoạch.")
    elif saved.change == "unchanged":
        console().print(f"Tệp này đã được nhập trước đây; kế hoạch {saved.id} không thay đổi.")
    else:
        console().print(f"Đã lưu kế hoạch {saved.id}, phiên bản {saved.version}.")


def _has_store(context: Context) -> bool:
    """Whether there is a store to compare with: looking must not make one."""
    from store.db.database import FILE_NAME

    return bool(context.settings.store_url) or (context.settings.data_dir / FILE_NAME).exists()


def template(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="TỆP", help="Tệp mẫu sẽ ghi: .docx, .xlsx hoặc .yaml.")
    ],
    data: Data = None,
) -> None:
    """Ghi một tệp mẫu để điền kế hoạch; điền xong thì nhập bằng plan import."""
    from plan.reading.template import TEMPLATES, make_template

    suffix = output.suffix.lower()
    if suffix not in TEMPLATES:
        raise UsageError(f"Không có tệp mẫu loại “{suffix or output.name}”.", "Hãy chọn .docx, .xlsx hoặc .yaml.")
    made = make_template(suffix, open_context(data).settings.office)
    with written_beside(output) as beside:
        beside.write_bytes(made)
    messages().print(f"Đã ghi tệp mẫu {output}.", markup=False)


def register(app: typer.Typer) -> None:
    """Add these commands to ``diemtin plan``."""
    app.command("import", cls=Command, epilog="Ví dụ: diemtin plan import ke-hoach.docx")(import_plan)
    app.command("template", cls=Command, epilog="Ví dụ: diemtin plan template -o ke-hoach.docx")(template)
