"""``diemtin mail``: what goes out by mail, and what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.help import Command, Group
from cli.options import Data, Json
from cli.output import console, messages, print_json
from cli.render.mail import STATES, mail_rows, show_mails, show_round
from domain.errors import MailError, UsageError
from pipeline.context import open_context
from pipeline.mail_round import mail_round
from pipeline.stopping import stop_requests

__all__ = ["mail_app"]

mail_app = typer.Typer(cls=Group, no_args_is_help=True, help="Thư gửi đi: điểm tin, cảnh báo, thông báo.")


@mail_app.command("send", cls=Command, epilog="Ví dụ: diemtin mail send")
def send(data: Data = None) -> None:
    """Soạn cảnh báo tới hạn và gửi mọi thư đang chờ; chạy lại bao nhiêu lần cũng không gửi trùng."""
    context = open_context(data)
    with context.store() as store, stop_requests() as stop:
        report = mail_round(context, store, stop=stop)
    show_round(report, messages())
    if report.problems:
        raise MailError(" ".join(dict.fromkeys(report.problems)), "Thư đang chờ sẽ được gửi ở lần chạy sau.")


@mail_app.command("list", cls=Command, epilog="Ví dụ: diemtin mail list --state failed")
def list_(
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            metavar="TRẠNG_THÁI",
            help=f"Chỉ thư ở trạng thái này: {', '.join(STATES)}.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Số thư tối đa.")] = 50,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Các thư gần nhất: đã gửi, đang chờ, chưa gửi được và lý do."""
    if state is not None and state not in STATES:
        raise UsageError(f"--state: phải là một trong {', '.join(STATES)}.")
    context = open_context(data)
    with context.store() as store:
        mails = store.mails.listed((state,) if state is not None else (), limit)
        counts = store.mails.counts()
    if as_json:
        print_json(mail_rows(mails))
    else:
        show_mails(mails, counts, console())


@mail_app.command("again", cls=Command, epilog="Ví dụ: diemtin mail again 12")
def again(
    number: Annotated[int, typer.Argument(metavar="SỐ", help="Số của thư, xem diemtin mail list.", min=1)],
    data: Data = None,
) -> None:
    """Gửi lại một thư chưa gửi được; thư có thể đã tới nơi được ghi rõ là gửi lại."""
    context = open_context(data)
    with context.store() as store:
        if store.mails.get(number) is None:
            raise UsageError(f"Không có thư số {number}.", "Xem diemtin mail list.")
        if not store.mails.send_again(number, datetime.now(UTC), arrived=True):
            messages().print(f"Thư số {number} đang chờ gửi hoặc đã hủy; không gửi thêm.")
            return
    messages().print(f"Thư số {number} sẽ được gửi lại ở lần diemtin mail send tới.")
