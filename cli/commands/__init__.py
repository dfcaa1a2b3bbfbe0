"""One command a module; ``register`` is the table of contents of ``diemtin --help``."""

from __future__ import annotations

from functools import partial

import typer

from cli.help import Command

__all__ = ["register"]

_DAILY = "Dùng hằng ngày"
_PIPELINE = "Từng bước của quy trình"
_CARE = "Quản trị"


def register(app: typer.Typer) -> None:
    """Add every command, in the order in which people meet them."""
    from cli.commands import (
        add_page,
        annotate,
        demo,
        digest,
        doctor,
        export,
        extract,
        history,
        index,
        init,
        mail,
        plan,
        process,
        reprocess,
        run,
        search,
        serve,
        source,
    )

    add = partial(app.command, cls=Command)
    add("search", rich_help_panel=_DAILY, epilog="Ví dụ: diemtin search 'tỉnh:\"Sơn La\" một cửa' --from 2022-09-01")(
        search.search
    )
    add("run", rich_help_panel=_DAILY, epilog="Ví dụ: diemtin run --watch")(run.run)
    app.add_typer(
        digest.digest_app,
        name="digest",
        help="Điểm tin tuần: xem, xuất ra tệp, gửi cho người nhận.",
        rich_help_panel=_DAILY,
        epilog="Ví dụ: diemtin digest --week 2022-W39 --format docx -o diem-tin.docx",
    )
    add("add", rich_help_panel=_DAILY, epilog="Ví dụ: diemtin add https://bao.example.vn/tin/bai-12.html")(add_page.add)
    add("serve", rich_help_panel=_DAILY, epilog="Ví dụ: diemtin serve --port 8400")(serve.serve)
    add("history", rich_help_panel=_DAILY, epilog="Ví dụ: diemtin history https://…/bai-viet")(history.history)
    app.add_typer(plan.plan_app, name="plan", rich_help_panel=_DAILY)
    add("demo", rich_help_panel=_DAILY, epilog="Ví dụ: diemtin demo --no-serve")(demo.demo)
    add("init", rich_help_panel=_DAILY, epilog="Ví dụ: diemtin init diem-tin")(init.init)

    add("crawl", rich_help_panel=_PIPELINE, epilog="Ví dụ: diemtin crawl syt-kontum --since 2022-09-01")(run.crawl)
    add("process", rich_help_panel=_PIPELINE, epilog="Ví dụ: diemtin process")(process.process)
    add("extract", rich_help_panel=_PIPELINE, epilog="Ví dụ: diemtin extract trang.html --url https://…/bai")(
        extract.extract
    )
    add("annotate", rich_help_panel=_PIPELINE, epilog="Ví dụ: diemtin annotate bai.txt --date 2022-09-26")(
        annotate.annotate
    )
    add("reprocess", rich_help_panel=_PIPELINE, epilog="Ví dụ: diemtin reprocess --source syt-kontum --stage annotate")(
        reprocess.reprocess
    )

    app.add_typer(mail.mail_app, name="mail", rich_help_panel=_CARE)
    app.add_typer(source.source_app, name="source", rich_help_panel=_CARE)
    app.add_typer(index.index_app, name="index", rich_help_panel=_CARE)
    add("export", rich_help_panel=_CARE, epilog="Ví dụ: diemtin export -o kho.jsonl")(export.export)
    add("import", rich_help_panel=_CARE, epilog="Ví dụ: diemtin import kho.jsonl")(export.import_)
    add("doctor", rich_help_panel=_CARE, epilog="Ví dụ: diemtin doctor")(doctor.doctor)
