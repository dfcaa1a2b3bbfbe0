"""Why the system or a validator says no, in Vietnamese."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from domain.reasons import os_reason, value_reason


def caught(act: Callable[[], object]) -> OSError:
    with pytest.raises(OSError) as error:  # noqa: PT011 - any of them
        act()
    return error.value


def test_what_the_system_refuses_is_said_in_vietnamese(tmp_path: Path) -> None:
    (tmp_path / "tep").touch()
    (tmp_path / "vong").symlink_to(tmp_path / "vong")
    assert os_reason(caught((tmp_path / "khong-co").read_bytes)) == "không tìm thấy tệp hoặc thư mục"
    assert os_reason(caught(tmp_path.read_bytes)) == "đây là thư mục, không phải tệp"
    assert os_reason(caught((tmp_path / "tep" / "x").read_bytes)) == "một phần của đường dẫn không phải thư mục"
    assert os_reason(caught((tmp_path / "vong").read_bytes)) == "đường dẫn trỏ vòng quanh"
    assert os_reason(caught((tmp_path / ("x" * 300)).touch)) == "tên tệp quá dài"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_and_a_full_quota_are_one_thing(number: int) -> None:
    assert os_reason(OSError(number, os.strerror(number))) == "ổ đĩa đã đầy"


def test_a_number_that_nobody_translated_is_named() -> None:
    assert os_reason(OSError(errno.ENOMSG, "No message of desired type")) == f"hệ điều hành báo lỗi số {errno.ENOMSG}"
    assert os_reason(OSError("no number")) == "hệ điều hành từ chối"


@pytest.mark.parametrize(
    ("wanted", "given", "says"),
    [
        (int, "x", "phải là số nguyên"),
        (float, "x", "phải là số"),
        (bool, "x", "phải là true hoặc false"),
        (Path, 3, "phải là đường dẫn (đặt trong dấu nháy)"),
        (timedelta, "x", 'phải là khoảng thời gian như "90s", "30m", "6h", "1d"'),
        (Literal["a", "b"], "c", "phải là một trong 'a', 'b'"),
        (tuple[str, ...], 3, "phải là danh sách"),
        (complex, "x", "không hợp lệ"),
    ],
)
def test_what_a_value_must_be(wanted: Any, given: object, says: str) -> None:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(wanted).validate_python(given)
    assert value_reason(error.value.errors()[0]) == says


def test_the_bounds_are_named_and_special_words_go_first() -> None:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(int).validate_python("x")
    assert value_reason(error.value.errors()[0], int_parsing="phải là số tuần") == "phải là số tuần"
    with pytest.raises(ValidationError) as error:
        TypeAdapter(Annotated[int, Field(ge=1, le=31)]).validate_python(40)
    assert value_reason(error.value.errors()[0]) == "phải không quá 31"
