"""Results to stdout, progress and messages to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from domain.errors import DiemTinError, UsageError
from domain.reasons import os_reason

__all__ = [
    "confirm",
    "console",
    "messages",
    "open_input",
    "print_json",
    "print_line",
    "progress_bar",
    "read_jsonl",
    "tell_fault",
]


_YES = {"c", "có", "co", "y", "yes"}


class _Results(Console):
    """A console whose reader may leave: that is no failure, and ``cli.main`` ends the command in peace."""

    def on_broken_pipe(self) -> None:
        """Rich would leave with 1."""
        raise BrokenPipeError


def console() -> Console:
    """Where results go."""
    return _Results(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty())


def messages() -> Console:
    """Where progress and messages go."""
    return Console(file=sys.stderr, highlight=False, soft_wrap=not sys.stderr.isatty())


def confirm(question: str) -> bool:
    """Ask on stderr, read one line; anything but a clear yes is a no. Raises typer.Abort where nobody answers."""
    messages().print(f"{question} [c/K]: ", markup=False, end="")
    answer = sys.stdin.readline()
    if not answer:
        sys.stderr.write("\n")
        raise typer.Abort
    return answer.strip().lower() in _YES


def tell_fault(error: DiemTinError) -> None:
    """What is wrong with one thing while the others go on."""
    messages().print(Text(str(error)))


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json", by_alias=True) if isinstance(value, BaseModel) else value


def print_json(value: Any) -> None:
    """One value as indented JSON."""
    sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False, indent=2) + "\n")


def print_line(value: Any) -> None:
    """One value as one line of JSON."""
    sys.stdout.write(json.dumps(_plain(value), ensure_ascii=False) + "\n")


@contextmanager
def open_input(path: str) -> Iterator[TextIO]:
    """A UTF-8 text file, or standard input for ``-``; line ends and every other character stay as given.

    UsageError when it cannot be read.
    """
    if path == "-":
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="")
        yield sys.stdin
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(path).open(encoding="utf-8", errors="replace", newline=""))
        except OSError as error:
            raise UsageError(f"Không mở được {path}: {os_reason(error)}.", "Hãy kiểm tra đường dẫn.") from error
        yield stream


def read_jsonl(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines stream. UsageError names the line that is none; blank lines are passed over."""
    for number, raw in enumerate(lines, start=1):
        line = raw.lstrip("\ufeff")
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(
                f"Dòng {number} không phải JSON (sai từ ký tự thứ {error.colno}).",
                "Mỗi dòng phải là một đối tượng JSON.",
            ) from error
        if not isinstance(row, dict):
            raise UsageError(f"Dòng {number} không phải đối tượng JSON.", "Mỗi dòng phải có dạng {…}.")
        yield row


@contextmanager
def progress_bar(title: str, total: int | None = None) -> Iterator[Any]:
    """A bar on stderr; yields ``advance(count=1, text=None)``. Silent where stderr is no terminal."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=messages(),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as bar:
        task = bar.add_task(title, total=total)

        def advance(count: int = 1, text: str | None = None) -> None:
            bar.update(task, advance=count, description=text or title)

        yield advance
