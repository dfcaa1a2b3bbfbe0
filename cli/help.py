"""Commands whose ``--help`` is in Vietnamese throughout; typer has no translations."""

from __future__ import annotations

import re
from typing import Any

from typer import rich_utils
from typer.core import TyperArgument, TyperCommand, TyperGroup

__all__ = ["Command", "Group"]

_HELP = "Xem hướng dẫn này rồi thoát."

rich_utils.ARGUMENTS_PANEL_TITLE = "Tham số"
rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
rich_utils.ERRORS_PANEL_TITLE = "Lỗi"
rich_utils.DEFAULT_STRING = "[mặc định: {}]"
rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"
rich_utils.RANGE_STRING = ""  # "x>=1" is for programmers; a value out of range is told what it must be

_USAGE = (
    ("Usage: ", "Cách dùng: "),
    ("[OPTIONS]", "[TÙY CHỌN]"),
    ("COMMAND [ARGS]...", "LỆNH …"),
    ("{", ""),
    ("}", ""),
    ("[[", "["),
    ("]]", "]"),
    ("]…]", "]…"),
    ("]...", "]…"),
)


def _usage(text: str) -> str:
    """Typer's line of usage in Vietnamese, on one line: it wraps for the width of the English one."""
    text = re.sub(r"\s+", " ", text)
    for english, vietnamese in _USAGE:
        text = text.replace(english, vietnamese)
    return text.replace("]……", "]…").strip()


def _nothing(ctx: Any) -> None:
    """The type of a parameter that is not shown."""


def _hide_types(parameters: list[Any]) -> None:
    """Leave out "<str>" and "<bool>": the placeholder says what is wanted, a switch wants nothing."""
    for parameter in parameters:
        if isinstance(parameter, TyperArgument) or getattr(parameter, "is_flag", False):
            parameter.display_type_rich = _nothing


class Command(TyperCommand):
    """A command."""

    def get_usage(self, ctx: Any) -> str:
        """The line of usage."""
        return _usage(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters as shown."""
        found = list(super().get_params(ctx))
        _hide_types(found)
        return found

    def get_help_option(self, ctx: Any) -> Any:
        """The option ``--help``, explained in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option


class Group(TyperGroup):
    """A group of commands."""

    def get_usage(self, ctx: Any) -> str:
        """The line of usage."""
        return _usage(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters as shown."""
        found = list(super().get_params(ctx))
        _hide_types(found)
        return found

    def get_help_option(self, ctx: Any) -> Any:
        """The option ``--help``, explained in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option
