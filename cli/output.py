"""Results to stdout, progress and messages to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from domain.errors import DiemTinError, UsageError

__all__ = ["console", "messages", "open_input", "print_json", "print_line", "progress_bar", "read_jsonl", "tell_fault"]


def console() -> Console:
    """Where results go."""
    return Console(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty())


def messages() -> Console:
    """Where progress and messages go."""
    return Console(file=sys.stderr, highlight=False)


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
            raise UsageError(f"Không mở được {path}: {error.strerror}.", "Hãy kiểm tra đường dẫn.") from error
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
                f"Dòng {number} không phải JSON ({error.msg}).", "Mỗi dòng phải là một đối tượng JSON."
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
