"""Templates run in Jinja's sandbox, over plain data, with limits: no file, no network, no endless work, no huge output.

What a template prints is escaped; what it escapes cannot become markup.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
)
from jinja2.exceptions import SecurityError, TemplateNotFound
from jinja2.runtime import Macro
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from domain.days import day_of, official_day, official_day_month
from domain.errors import ConfigError
from publishing.numbers import decimal_text

__all__ = ["FILTERS", "MOST_CHARACTERS", "OutlineError", "render"]

MOST_CHARACTERS: Final = 8_000_000
_MOST_STEPS: Final = 2_000_000
_MOST_SECONDS: Final = 20.0
_SAFE_FILTERS: Final = (
    "abs capitalize count default d dictsort escape e first float groupby int join last length list lower map max min "
    "reject rejectattr reverse round select selectattr slice sort string sum title trim truncate unique upper"
).split()
_WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class OutlineError(ConfigError):
    """A template that cannot be used; ``line`` is the line of the file, where known."""

    def __init__(self, file: str, what: str, hint: str = "", line: int | None = None) -> None:
        where = f"{file}, dòng {line}" if line else file
        end = "." if hint and not what.endswith((".", "?", "!")) else ""
        super().__init__(f"{where}: {what}{end}", hint)
        self.file, self.what, self.line = file, what, line


class _TooMuch(Exception):
    pass


def _as_day(value: object) -> date | None:
    if isinstance(value, datetime | date):
        return day_of(value)
    return day_of(datetime.fromisoformat(str(value))) if value else None


def _day(value: object) -> str:
    """05/01/2022; nothing for a day nobody knows."""
    known = _as_day(value)
    return official_day(known) if known else ""


def _day_month(value: object) -> str:
    """05/01."""
    known = _as_day(value)
    return official_day_month(known) if known else ""


def _table_day(value: object) -> str:
    """05/01/2022, 05/09/2022: two digits each, as in tables."""
    known = _as_day(value)
    return f"{known:%d/%m/%Y}" if known else ""


def _weekday(value: object) -> str:
    """Thứ Hai … Chủ nhật."""
    known = _as_day(value)
    return _WEEKDAYS[known.weekday()] if known else ""


def _number(value: Any) -> str:
    """1.185; 98,7."""
    return decimal_text(value) if isinstance(value, int | float) else str(value)


def _roman(value: int) -> str:
    """I, II, III …"""
    number, made = min(int(value), 399), ""
    for amount, letters in _ROMAN:
        while number >= amount:
            number, made = number - amount, made + letters
    return made


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "day": _day,
    "day_month": _day_month,
    "table_day": _table_day,
    "weekday": _weekday,
    "number": _number,
    "roman": _roman,
}
"""What templates have besides Jinja's own filters."""


class _Sandbox(SandboxedEnvironment):
    """Counts every turn of a loop and every call; forbids what makes a short template print without end."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=lambda value: "" if value is None else value,
            cache_size=20,
        )
        kept = {name: self.filters[name] for name in _SAFE_FILTERS}
        self.filters = {**kept, **FILTERS, "counted": self._counted, "joined": self._joined}
        self.globals = {"range": self._range, "namespace": self.globals["namespace"], "joiner": self.globals["joiner"]}
        self._spent = threading.local()

    def begin(self) -> None:
        """Count anew, for one run in this thread."""
        self._spent.steps, self._spent.deadline = 0, time.monotonic() + _MOST_SECONDS

    def _step(self, many: int = 1) -> None:
        self._spent.steps += many
        if self._spent.steps > _MOST_STEPS or (
            self._spent.steps & 255 < many and time.monotonic() > self._spent.deadline
        ):
            raise _TooMuch

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._step()
            yield value

    def _range(self, *bounds: int) -> range:
        made = range(*bounds)
        self._step(len(made))
        return made

    def _joined(self, parts: list[Any]) -> Any:
        made = Markup("").join(parts) if any(isinstance(one, Markup) for one in parts) else "".join(map(str, parts))
        self._step(1 + len(made) // 100)
        return made

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "counted", [], [], None, None, lineno=loop.lineno)
            if loop.recursive:
                raise TemplateSyntaxError("vòng lặp recursive không được dùng", loop.lineno, name, filename)
        for switch in tree.find_all(nodes.EvalContextModifier):
            raise TemplateSyntaxError("lệnh autoescape không được dùng", switch.lineno, name, filename)
        _bounded_joins(tree)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of the data before a method of the same name (``section.items``)."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers alone; texts and lists are put together within limits."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if numbers and operator != "**":
            return super().call_binop(context, operator, left, right)
        if operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            self._step(1 + (len(left) + len(right)) // 100)
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"phép tính “{operator}” chỉ dùng với số")

    def call(self, context: Any, obj: Any, *arguments: Any, **named: Any) -> Any:
        """Count calls."""
        self._step()
        return super().call(context, obj, *arguments, **named)

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros of templates and the few functions that templates have."""
        owner = getattr(obj, "__self__", None)
        return (
            isinstance(obj, Macro)
            or obj == self._range
            or obj in {self.globals["namespace"], self.globals["joiner"]}
            or type(obj).__module__.startswith("jinja2.")
            or type(owner).__module__ == "jinja2.runtime"
            or (isinstance(owner, dict) and obj.__name__ in {"items", "keys", "values"})
        )

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Data and loop variables; never a method of a text or a list."""
        if isinstance(obj, dict):
            return attr in {"items", "keys", "values"}
        return type(obj).__module__.startswith("jinja2.") and super().is_safe_attribute(obj, attr, value)


def _bounded_joins(tree: nodes.Node) -> None:
    """Let ``a ~ b`` count how much it makes."""
    for node in list(tree.find_all(nodes.Node)):
        for field, value in list(node.iter_fields()):
            if isinstance(value, nodes.Concat):
                setattr(node, field, _join(value))
            elif isinstance(value, list):
                value[:] = [_join(one) if isinstance(one, nodes.Concat) else one for one in value]


def _join(node: nodes.Concat) -> nodes.Filter:
    parts = nodes.List(node.nodes, lineno=node.lineno)
    return nodes.Filter(parts, "joined", [], [], None, None, lineno=node.lineno)


def _line_of(error: BaseException, files: Mapping[str, str]) -> tuple[str, int | None]:
    """File and line of the template in which an error came up."""
    found: tuple[str, int | None] = ("", None)
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in files:
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found


@lru_cache(maxsize=8)
def _sandbox(given: tuple[tuple[str, str], ...]) -> _Sandbox:
    """The environment of a set of files, compiled once."""
    files = dict(given)
    return _Sandbox(FunctionLoader(lambda one: (files[one], one, lambda: True) if one in files else None))


def render(files: Mapping[str, str], name: str, data: Mapping[str, Any]) -> str:
    """What the template ``name`` of ``files`` (name → text) makes of the data. OutlineError: what is wrong, where."""
    sandbox = _sandbox(tuple(sorted(files.items())))
    sandbox.begin()
    made: list[str] = []
    size = 0
    try:
        for piece in sandbox.get_template(name).generate(**data):
            made.append(piece)
            size += len(piece)
            if size > MOST_CHARACTERS:
                raise _TooMuch
    except TemplateSyntaxError as error:
        raise OutlineError(
            error.name or name, f"sai cú pháp ({_syntax(error)})", "Hãy sửa dòng này.", error.lineno
        ) from error
    except TemplateNotFound as error:
        raise OutlineError(name, f"không có tệp mẫu “{error.name}”", "Hãy chép tệp này vào thư mục mẫu.") from error
    except UndefinedError as error:
        file, line = _line_of(error, files)
        raise OutlineError(
            file or name, f"không có trường {_field(error)}", "Xem tên các trường trong docs/publishing.md.", line
        ) from error
    except (_TooMuch, RecursionError, MemoryError) as error:
        raise OutlineError(
            name, "mẫu lặp quá nhiều hoặc in ra quá dài nên đã dừng", "Hãy kiểm tra các vòng lặp {% for %}."
        ) from error
    except SecurityError as error:
        file, line = _line_of(error, files)
        raise OutlineError(
            file or name, f"lệnh không được phép trong mẫu ({_forbidden(error)})", "Hãy bỏ lệnh này.", line
        ) from error
    except (TemplateError, TypeError, ValueError, AttributeError, KeyError, ArithmeticError, LookupError) as error:
        file, line = _line_of(error, files)
        raise OutlineError(file or name, f"không chạy được mẫu ({error})", "Hãy sửa dòng này.", line) from error
    return "".join(made)


def _syntax(error: TemplateSyntaxError) -> str:
    """Jinja's message in Vietnamese where it is a common one."""
    message = error.message or ""
    for english, vietnamese in (
        ("No filter named", "không có bộ lọc"),
        ("No test named", "không có phép thử"),
        ("Encountered unknown tag", "không có lệnh"),
        ("Unexpected end of template", "thiếu phần cuối, chẳng hạn {% endfor %} hoặc {% endif %}"),
        ("unexpected end of template", "thiếu phần cuối"),
        ("expected token", "thiếu hoặc thừa dấu:"),
        ("unexpected", "thừa:"),
    ):
        if english in message:
            named = message.split("'")[1] if "'" in message else ""
            return f"{vietnamese} “{named}”" if named and "thiếu phần cuối" not in vietnamese else vietnamese
    return "lệnh {% for %} viết sai" if message.startswith("Expected") else message


def _forbidden(error: SecurityError) -> str:
    """Jinja's message in Vietnamese: which name a value may not be asked for."""
    named = str(error).split("'")
    return f"không dùng được “.{named[1]}”" if "access to attribute" in str(error) and len(named) > 1 else str(error)


def _field(error: UndefinedError) -> str:
    named = str(error).split("'")
    return f"“{named[-2]}”" if len(named) >= 3 else f"({error})"
