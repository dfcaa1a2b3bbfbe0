"""The console command ``diemtin``: the list of commands, and how every failure ends in one plain line."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from io import TextIOWrapper
from pathlib import Path

import typer
from typer.exceptions import TyperException

from cli.commands import register
from cli.help import Group
from cli.wrong_use import explain
from domain.errors import DiemTinError, UsageError
from domain.incidents import incident
from domain.reasons import DISK_FULL, os_reason

__all__ = ["app", "main"]

_logger = logging.getLogger(__name__)

app = typer.Typer(
    name="diemtin",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Điểm Tin: thu thập, phân tích và tìm kiếm tin, bài về cải cách hành chính của ngành y tế các tỉnh.",
    epilog="Bắt đầu nhanh: [bold]diemtin demo[/bold] (xem thử với năm nguồn mẫu), rồi [bold]diemtin init[/bold], "
    "[bold]diemtin run[/bold] và [bold]diemtin search 'cải cách hành chính'[/bold]. "
    "Mọi lệnh nhận thêm --verbose: in nhật ký chi tiết ra màn hình (cũng ghi vào log/ của thư mục dữ liệu).",
)
register(app)


def _say(line: str, mark: str = "Lỗi: ") -> None:
    """One line on stderr. ``mark``: what it begins with; empty where it says itself what it is."""
    sys.stderr.write(f"{mark}{line}\n")


def _verbosely(arguments: list[str]) -> list[str]:
    """The arguments without ``--verbose`` (before ``--``); where it stood, the log goes to stderr too."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = [one for one in arguments[:end] if one != "--verbose"]
    if len(options) < end:
        from store.work.log_file import log_to_stream

        log_to_stream(sys.stderr)
    return [*options, *arguments[end:]]


def _run(arguments: list[str] | None) -> int:
    command = typer.main.get_command(app)
    arguments = _verbosely(sys.argv[1:] if arguments is None else arguments)
    try:
        # Not ``command.main``: it leaves with 1 when the reader of our output has left.
        with command.make_context("diemtin", list(sys.argv[1:] if arguments is None else arguments)) as context:
            result = command.invoke(context)
    except UsageError as error:
        _say(str(error))
        return 2
    except DiemTinError as error:
        _say(str(error))
        return 1
    except typer.Exit as stop:
        return stop.exit_code
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stderr.write(f"{error.format_message()}\n")
        else:
            _say(explain(error))
        return 2
    except (typer.Abort, KeyboardInterrupt):
        _say("Đã dừng theo yêu cầu. Những gì đã ghi vẫn còn; hãy chạy lại lệnh để làm tiếp.", mark="")
        return 130
    except BrokenPipeError:
        # The reader of our output has left (``diemtin … | head``): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno in DISK_FULL:
            _say("Ổ đĩa đã đầy; những gì đã ghi vẫn còn. Hãy giải phóng dung lượng rồi chạy lại.")
        else:
            where = f"{error.filename}: " if error.filename else ""
            _say(f"{where}{os_reason(error)}. Hãy kiểm tra rồi chạy lại.")
        return 1
    return result if isinstance(result, int) else 0


def _noted(error: Exception) -> str:
    """The id under which the log keeps an error that nobody expected."""
    if not logging.getLogger().handlers:  # it came before the settings were read
        from store.work.log_file import configure_logging

        configure_logging(Path("data"))
    return incident(_logger, "unexpected error", error)


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with 0, 1 (failure) or 2 (wrong use)."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # warnings are for developers; the tests turn them into errors
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        if os.environ.get("PYTHONDEVMODE"):
            raise
        made = _noted(error)
        _say(
            f"Lỗi ngoài dự kiến ({type(error).__name__}: {' '.join(str(error).split())[:300]}). "
            f"Chi tiết ở nhật ký log/ trong thư mục dữ liệu, mã {made}; hãy gửi đoạn đó cho nhóm phát triển.",
            mark="",
        )
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    main()
