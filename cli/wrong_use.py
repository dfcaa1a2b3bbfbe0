"""A command line that cannot be understood, told in Vietnamese: typer knows English alone."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError
from typer.exceptions import TyperException

from domain.reasons import value_reason

__all__ = ["explain"]


def explain(error: TyperException) -> str:
    """What is wrong, and which help to read, in one line."""
    context = getattr(error, "ctx", None)
    return f"{_what(error)} Xem {context.command_path if context else 'diemtin'} --help."


def _what(error: TyperException) -> str:
    parameter, name = getattr(error, "param", None), getattr(error, "option_name", "")
    match type(error).__name__:
        case "MissingParameter":
            return f"Thiếu {_shown(parameter)}."
        case "NoSuchOption":
            return f"Không có tùy chọn {name}.{_near(getattr(error, 'possibilities', None) or [])}"
        case "BadParameter":
            return f"Giá trị không hợp lệ cho {_shown(parameter)}: {_reason(error, parameter)}."
        case "BadOptionUsage":
            wants = "không nhận giá trị" if "does not take" in error.message else "cần một giá trị"
            return f"Tùy chọn {name} {wants}."
    return _by_message(error.format_message())


def _by_message(message: str) -> str:
    """Errors that typer tells apart by their words alone."""
    if found := re.match(r"No such command '(.*?)'", message):
        near = re.findall(r"'([^']+)'", message[found.end() :])
        return f"Không có lệnh “{found[1]}”.{_near(near)}"
    if found := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", message, re.DOTALL):
        return f"Thừa tham số: {found[1]}."
    if message.startswith("Missing command"):
        return "Thiếu tên lệnh."
    return f"Dòng lệnh chưa đúng ({message.rstrip('.')})."


def _near(names: list[str]) -> str:
    return f" Có phải ý bạn là {' hoặc '.join(names)}?" if names else ""


def _shown(parameter: Any) -> str:
    """A parameter as people write it: an option by its name, an argument by its placeholder."""
    if parameter is None:
        return "một tham số"
    option = next((name for name in parameter.opts if name.startswith("--")), None)
    return str(option or parameter.metavar or parameter.name).strip("[]…")


def _reason(error: TyperException, parameter: Any) -> str:
    choices = getattr(getattr(parameter, "type_descriptor", None), "choices", None)
    if choices:
        return f"phải là một trong {', '.join(str(getattr(choice, 'value', choice)) for choice in choices)}"
    cause = error.__cause__
    if isinstance(cause, ValidationError):
        return value_reason(cause.errors(include_url=False)[0])
    return error.message.rstrip(".")
