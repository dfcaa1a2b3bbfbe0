"""``diemtin export`` and ``diemtin import``: the whole store as JSON lines, out and in again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.options import Data
from cli.output import messages, open_input
from domain.errors import UsageError
from domain.reasons import os_reason
from pipeline.context import open_context

__all__ = ["export", "import_"]


def export(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="TỆP", help="Tệp ghi ra; để trống là in ra màn hình.")
    ] = None,
    data: Data = None,
) -> None:
    """Xuất toàn bộ kho dữ liệu, mỗi dòng một bản ghi JSON."""
    from store.export import lines

    with open_context(data).store() as store:
        if output is None:
            for line in lines(store):
                sys.stdout.write(line.rstrip("\n") + "\n")
            return
        part = output.with_name(output.name + ".part")
        try:
            with part.open("w", encoding="utf-8") as stream:
                count = sum(bool(stream.write(line.rstrip("\n") + "\n")) for line in lines(store))
            part.replace(output)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise UsageError(f"Không ghi được {output}: {os_reason(error)}.", "Hãy chọn chỗ khác.") from error
    messages().print(f"Đã xuất {count} bản ghi ra {output}.")


def import_(
    file: Annotated[str, typer.Argument(metavar="TỆP|-", help="Tệp do diemtin export ghi ra.")],
    data: Data = None,
) -> None:
    """Nhập lại những gì diemtin export đã xuất."""
    from store.export import load

    with open_context(data).store() as store, open_input(file) as stream:
        counts = load(store, stream)
    messages().print(
        f"Đã nhập {counts.get('articles', 0)} bài và {sum(counts.values())} bản ghi. Tiếp theo: diemtin process"
    )
