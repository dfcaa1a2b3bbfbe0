"""The console command ``diemtin``: the list of commands, and how every failure ends in one plain line."""

from __future__ import annotations

import os
import sys
import warnings
from io import TextIOWrapper
from typing import Any

import typer
from typer import rich_utils
from typer.exceptions import TyperException

from cli.commands import register
from cli.help import Group
from domain.errors import DiemTinError, UsageError

__all__ = ["app", "main"]

rich_utils.ARGUMENTS_PANEL_TITLE = "Tham số"
rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
rich_utils.ERRORS_PANEL_TITLE = "Lỗi"

app = typer.Typer(
    name="diemtin",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Điểm Tin: thu thập, đọc hiểu, tìm kiếm tin cải cách hành chính của ngành y tế các tỉnh.",
    epilog="Bắt đầu nhanh: [bold]diemtin demo[/bold] (xem thử với năm trang mẫu), rồi "
    "[bold]diemtin run[/bold] và [bold]diemtin search 'cải cách hành chính'[/bold].",
)
register(app)


def _say(line: str) -> None:
    sys.stderr.write(f"Lỗi: {line}\n")


def _shown(parameter: Any) -> str:
    """A parameter as people write it: an option by its name, an argument by its placeholder."""
    option = next((name for name in parameter.opts if name.startswith("--")), None)
    return str(option or parameter.metavar or parameter.name)


def _wrong_use(error: TyperException) -> int:
    """A command line that cannot be understood: say what is wrong with it, in Vietnamese where we know how."""
    context = getattr(error, "ctx", None)
    name = context.command_path if context else "diemtin"
    parameter = getattr(error, "param", None)
    kind, known = type(error).__name__, getattr(error, "possibilities", None)
    if kind == "NoArgsIsHelpError":
        sys.stderr.write(f"{error.format_message()}\n")
        return 2
    if kind == "MissingParameter" and parameter is not None:
        what = f"Thiếu {_shown(parameter)}."
    elif kind == "NoSuchOption":
        near = f" Có phải ý bạn là {', '.join(known)}?" if known else ""
        what = f"Không có tùy chọn {getattr(error, 'option_name', '')}.{near}"
    elif kind == "BadParameter" and parameter is not None:
        reason = str(getattr(error, "message", error)).removeprefix("Value error, ")
        what = f"Giá trị không hợp lệ cho {_shown(parameter)}: {reason.rstrip('.')}."
    else:
        # The rest is rare; the library's own words, with the most frequent of them turned into Vietnamese.
        what = error.format_message().replace("No such command", "Không có lệnh")
    _say(f"{what} Xem {name} --help.")
    return 2


def _run(arguments: list[str] | None) -> int:
    command = typer.main.get_command(app)
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
        return _wrong_use(error)
    except (typer.Abort, KeyboardInterrupt):
        _say("đã dừng theo yêu cầu; những gì đã ghi vẫn còn, chạy lại lệnh để làm tiếp.")
        return 130
    except BrokenPipeError:
        # The reader of our output has left (``diemtin … | head``): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno == 28:  # ENOSPC
            _say("ổ đĩa đã đầy; những gì đã ghi vẫn còn. Hãy dọn chỗ trống rồi chạy lại.")
        else:
            where = f": {error.filename}" if error.filename else ""
            _say(f"{error.strerror or error}{where}. Hãy kiểm tra rồi chạy lại.")
        return 1
    return result if isinstance(result, int) else 0


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
        _say(
            f"lỗi ngoài dự kiến ({type(error).__name__}: {' '.join(str(error).split())[:300]}). "
            "Chạy lại với PYTHONDEVMODE=1 để xem chi tiết và báo cho nhóm phát triển."
        )
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    main()
