"""``diemtin digest``: the issue of a week, on the terminal or as a file; sent now, or every week by itself."""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.commands.digest_template import template_app
from cli.files import written_beside
from cli.help import Group
from cli.options import Data, parse_day
from cli.output import messages, tell_fault
from domain.errors import ConfigError, DiemTinError, MailError, StoreError, UsageError
from pipeline.context import Context, open_context
from pipeline.stopping import stop_requests

if TYPE_CHECKING:
    from digest.issues import Issues
    from digest.window import IssueWindow
    from domain.digest import Issue
    from store import Store
    from store.mails.mail_record import Mail

__all__ = ["digest_app"]

_TICK = 20.0
"""Seconds between two looks at the clock, the outbox and what has been approved."""

digest_app = typer.Typer(cls=Group, invoke_without_command=True, no_args_is_help=False)
digest_app.add_typer(template_app, name="template")


@digest_app.callback()
def digest(
    context: typer.Context,
    week: Annotated[
        str | None,
        typer.Option(
            "--week",
            metavar="TUẦN",
            help="Tuần hoặc số điểm tin, như 2022-W39, 2022-W39a, 'Tuần 3 - Tháng 9/2026'; để trống là tuần vừa qua.",
            show_default=False,
        ),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="NGÀY", help="Từ ngày (cùng với --to).", show_default=False)
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="NGÀY", help="Đến hết ngày (cùng với --from).", show_default=False)
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="DẠNG",
            help="html, docx, pdf, md, eml, json hoặc atom; để trống là xem trên màn hình.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="TỆP", help="Ghi ra tệp thay vì màn hình.", show_default=False),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Gửi thư cho người nhận trong thiết lập.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Chạy liên tục, gửi đúng ngày giờ hằng tuần.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
    data: Data = None,
) -> None:
    """Điểm tin tuần: xem, xuất ra tệp, gửi cho người nhận."""
    if context.invoked_subcommand is not None:
        return
    opened = open_context(data)
    if watch:
        if any((week, first, last, form, output, send)):
            raise UsageError("--watch không dùng cùng tùy chọn khác.", "Hãy chạy diemtin digest --watch.")
        _watch(opened)
        return
    form = _format(form, output, as_json)
    window, letter = _window(opened, week, first, last)
    if not send and not _has_store(opened):
        raise StoreError("Chưa có dữ liệu.", "Hãy chạy diemtin run.")
    with opened.store() as store:
        issues = _issues(store, opened)
        now = datetime.now(UTC)
        newest = issues.newest(window.id)
        named = window.id + letter if letter or newest is None else newest.id
        if send:
            if newest is not None and newest.id != named:
                raise UsageError(f"Số {named} không phải số mới nhất của tuần.", f"Hãy gửi số {newest.id}.")
            issue = _send(issues, window, now)
        else:
            if issues.store.digests.get(named) is not None:
                issues.refresh(named, now)
            issue = issues.view(named, now)
    if send and form is None:
        return
    _put_out(issue, form, output, opened)


def _issues(store: Store, opened: Context) -> Issues:
    from digest.issues import Issues

    return Issues(store, opened.settings)


def _has_store(opened: Context) -> bool:
    from store.db.database import FILE_NAME

    return bool(opened.settings.store_url) or (opened.settings.data_dir / FILE_NAME).exists()


def _format(form: str | None, output: Path | None, as_json: bool) -> str | None:
    """The format asked for: by name, by ``--json``, or by the name of the file."""
    from digest.render.formats import FORMATS

    if as_json:
        if form not in {None, "json"}:
            raise UsageError(f"--json không dùng cùng --format {form}.", "Hãy bỏ một trong hai.")
        return "json"
    if form is None and output is not None:
        form = output.suffix.lstrip(".").lower() or "md"
    if form is not None and form not in FORMATS:
        raise UsageError(f"Không có dạng “{form}”.", f"Các dạng: {', '.join(FORMATS)}.")
    return form


def _window(opened: Context, week: str | None, first: str | None, last: str | None) -> tuple[IssueWindow, str]:
    """The window, and the letter of the edition that was asked for by name."""
    from digest.window import last_window, named_issue, window_of_days

    if week is not None:
        if first or last:
            raise UsageError("--week không dùng cùng --from, --to.", "Hãy bỏ một trong hai.")
        return named_issue(week, opened.settings)
    begin, end = parse_day(first, "--from"), parse_day(last, "--to", end=True)
    if begin is None and end is None:
        return last_window(datetime.now(UTC), opened.settings), ""
    if begin is None or end is None:
        raise UsageError("--from và --to phải đi cùng nhau.", "Ví dụ: --from 2022-09-01 --to 2022-09-30.")
    return window_of_days(begin, end), ""


def _put_out(issue: Issue, form: str | None, output: Path | None, opened: Context) -> None:
    from digest.render.formats import render_issue

    if form is None:
        from cli.render.digest import show_issue

        show_issue(issue)
        return
    made = render_issue(issue, form, opened.settings)
    if output is not None:
        with written_beside(output) as beside:
            beside.write_bytes(made)
        messages().print(f"Đã ghi {issue.title} vào {output}.", markup=False)
        return
    if form in {"docx", "pdf"} and sys.stdout.isatty():
        raise UsageError(f"Dạng {form} không xem được trên màn hình.", f"Hãy thêm -o diem-tin.{form}.")
    sys.stdout.flush()
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(made.decode())


def _send(issues: Issues, window: IssueWindow, now: datetime) -> Issue:
    """Write the mails down, send what is due, and say what became of them. Raises StoreError where some wait."""
    from pipeline.digests.mail import mail_of
    from pipeline.digests.post import post
    from pipeline.sending import send_waiting

    posted = post(issues, window, now, lambda issue: mail_of(issue, issues.settings))
    report = send_waiting(issues.store, issues.settings)
    mails = _mails_of(posted.issue, issues)
    unsent = _unsent(mails)
    told = messages()
    if not posted.new and not report.settled and not report.problem and not unsent:
        told.print(f"Điểm tin {posted.issue.id} đã gửi trước đó; không gửi lại cho ai.", markup=False)
    told.print(_report_line(posted.issue, mails), markup=False)
    if report.problem:
        raise StoreError(f"{report.problem}", "Thư đang chờ sẽ được gửi ở lần chạy sau.")
    if failed := max(report.failed, len(_troubled(unsent))):
        raise MailError(f"Có {failed} thư không gửi được.", "Hãy xem lý do ở trang Thư gửi đi.")
    return posted.issue


def _mails_of(issue: Issue, issues: Issues) -> list[Mail]:
    from store.mails.mail_record import MailKind

    return issues.store.mails.of(MailKind.DIGEST, issue.id)


def _unsent(mails: list[Mail]) -> list[Mail]:
    from store.mails.mail_record import MailState

    return [one for one in mails if one.state != MailState.SENT]


def _troubled(mails: list[Mail]) -> list[Mail]:
    """Those that are not tried again by themselves."""
    from store.mails.mail_record import MailState

    return [one for one in mails if one.state != MailState.SENDING and one.next_try_at is None]


def _report_line(issue: Issue, mails: list[Mail]) -> str:
    unsent = _unsent(mails)
    line = f"{issue.title}: đã gửi {len(mails) - len(unsent)} trên {len(mails)} người nhận."
    lost = _troubled(unsent)
    again = [one for one in unsent if one not in lost]
    if again:
        line += f" Chờ thử lại: {_with_answers(again)}."
    if lost:
        line += f" Chưa gửi được, cần người xem: {_with_answers(lost)}."
    return line


def _with_answers(mails: list[Mail]) -> str:
    """The recipients, and behind those who were told the same what the server said."""
    said: dict[str, list[str]] = {}
    for mail in mails:
        said.setdefault((mail.last_answer or "").rstrip("."), []).append(mail.recipient)
    return "; ".join(f"{', '.join(names)} ({answer})" if answer else ", ".join(names) for answer, names in said.items())


def _watch(opened: Context) -> None:
    """Send each week's issue at its hour until somebody says stop."""
    from cli.render.digest import time_text
    from pipeline.digests.due import COMMAND, next_time, watching_since

    if not opened.settings.digest.recipients:
        raise ConfigError("Chưa đặt người nhận điểm tin.", "Hãy đặt recipients trong mục [digest] của tệp thiết lập.")
    told = messages()
    zone = opened.settings.zone
    with opened.store() as store, stop_requests() as stop:
        issues = _issues(store, opened)
        since = watching_since(store, datetime.now(UTC))
        with store.runs.start(COMMAND, {}) as noted:
            window, at = next_time(opened.settings, datetime.now(UTC))
            told.print(
                f"Đang chờ giờ gửi. Lần tới: {time_text(at, zone)}, điểm tin {window.id} ({window.both_ends}). "
                "Nhấn Ctrl+C để dừng.",
                markup=False,
            )
            waiting: set[str] = set()
            while not stop.is_set():
                _watch_once(issues, since, waiting, stop)
                later, at = next_time(opened.settings, datetime.now(UTC))
                if later != window:
                    window = later
                    told.print(f"Lần gửi tới: {time_text(at, zone)}, điểm tin {window.id}.", markup=False)
                stop.wait(_TICK)
            noted.stopped()
    told.print("Đã dừng; số điểm tin tới giờ mà chưa gửi sẽ được gửi ở lần chạy sau.", markup=False)


def _watch_once(issues: Issues, since: datetime, waiting: set[str], stop: threading.Event) -> None:
    """Send what is due now; ``waiting``: issues of which people have been told that they wait for approval."""
    from pipeline.digests.due import due_windows
    from pipeline.digests.mail import mail_of
    from pipeline.digests.post import Unapproved, post
    from pipeline.sending import send_waiting

    now = datetime.now(UTC)
    told = messages()
    try:
        for window in due_windows(issues.store, issues.settings, now, since):
            if stop.is_set():
                return
            try:
                posted = post(issues, window, now, lambda issue: mail_of(issue, issues.settings))
            except Unapproved as error:
                if window.id not in waiting:
                    tell_fault(error)
                waiting.add(window.id)
                continue
            send_waiting(issues.store, issues.settings, stop=stop)
            told.print(_report_line(posted.issue, _mails_of(posted.issue, issues)), markup=False)
        report = send_waiting(issues.store, issues.settings, stop=stop)
        if report.problem and "outbox" not in waiting:
            told.print(str(report.problem), markup=False)
            waiting.add("outbox")
        elif not report.problem:
            waiting.discard("outbox")
    except DiemTinError as error:
        # A store that is busy or a template that is broken must not end the watch: said once, tried again.
        if str(error) not in waiting:
            tell_fault(error)
            waiting.add(str(error))
