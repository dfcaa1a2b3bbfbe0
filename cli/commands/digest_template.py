"""``diemtin digest template check DIR``: whether an office's templates can be used, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.help import Command, Group
from cli.options import Data, Json
from cli.output import console, print_json
from domain.errors import ConfigError

__all__ = ["template_app"]

template_app = typer.Typer(cls=Group, no_args_is_help=True, help="Mẫu trình bày riêng của cơ quan.")


@template_app.command(cls=Command, epilog="Ví dụ: diemtin digest template check mau")
def check(
    folder: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục mẫu.")],
    as_json: Json = False,
    data: Data = None,  # noqa: ARG001 - every command takes it
) -> None:
    """Kiểm tra thư mục mẫu: thiếu tệp, sai cú pháp, trường không có, phông chữ thiếu chữ, tệp quá lớn."""
    from digest.render.check import check_templates

    faults = check_templates(folder)
    if as_json:
        print_json({"folder": str(folder), "faults": faults})
    else:
        for fault in faults:
            console().print(fault, markup=False, highlight=False, soft_wrap=True)
        if not faults:
            console().print("Thư mục mẫu dùng được: đã thử với mọi định dạng, không có lỗi.")
    if faults:
        raise ConfigError(f"Thư mục mẫu có {len(faults)} lỗi.", "Hãy sửa rồi kiểm tra lại.")
