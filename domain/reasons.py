"""Why the system or a validator says no, in Vietnamese: errno and pydantic speak English."""

from __future__ import annotations

import errno
from typing import Any

from pydantic_core import ErrorDetails

__all__ = ["DISK_FULL", "os_reason", "value_reason"]

DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""No room on the disk, or none left in the quota of the user."""

_OS: dict[int, str] = {
    errno.ENOENT: "không tìm thấy tệp hoặc thư mục",
    errno.EACCES: "không có quyền truy cập",
    errno.EPERM: "không có quyền thực hiện",
    errno.EEXIST: "đã có tệp hoặc thư mục này",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "một phần của đường dẫn không phải thư mục",
    errno.ENOTEMPTY: "thư mục không rỗng",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EFBIG: "tệp vượt quá kích thước cho phép",
    errno.ENAMETOOLONG: "tên tệp quá dài",
    errno.ELOOP: "đường dẫn trỏ vòng quanh",
    errno.EBUSY: "tệp đang được chương trình khác sử dụng",
    errno.ETXTBSY: "tệp đang được chương trình khác sử dụng",
    errno.EMFILE: "chương trình mở quá nhiều tệp cùng lúc",
    errno.ENFILE: "máy mở quá nhiều tệp cùng lúc",
    errno.ENOMEM: "máy không đủ bộ nhớ",
    errno.EINVAL: "yêu cầu không hợp lệ",
    errno.EIO: "ổ đĩa bị lỗi khi đọc hoặc ghi",
    errno.ENXIO: "không có thiết bị này",
    errno.ENODEV: "không có thiết bị này",
    errno.EXDEV: "hai nơi nằm trên hai ổ đĩa khác nhau",
    errno.ESTALE: "ổ đĩa mạng không còn kết nối",
    errno.EADDRINUSE: "cổng đang được chương trình khác sử dụng",
    errno.EADDRNOTAVAIL: "địa chỉ không thuộc máy này",
    errno.ECONNREFUSED: "máy chủ từ chối kết nối",
    errno.ECONNRESET: "kết nối bị ngắt",
    errno.ETIMEDOUT: "quá thời gian chờ",
    errno.EHOSTUNREACH: "không tới được máy chủ",
    errno.ENETUNREACH: "không có mạng",
    errno.EPIPE: "nơi nhận đã đóng",
    **dict.fromkeys(DISK_FULL, "ổ đĩa đã đầy"),
}

_VALUES = {
    "missing": "còn thiếu",
    "literal_error": "phải là một trong {expected}",
    "enum": "phải là một trong {expected}",
    "greater_than": "phải lớn hơn {gt}",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than": "phải nhỏ hơn {lt}",
    "less_than_equal": "phải không quá {le}",
    "int_parsing": "phải là số nguyên",
    "int_parsing_size": "là số quá lớn",
    "int_from_float": "phải là số nguyên",
    "int_type": "phải là số nguyên",
    "float_parsing": "phải là số",
    "float_type": "phải là số",
    "finite_number": "phải là số hữu hạn",
    "bool_parsing": "phải là true hoặc false",
    "bool_type": "phải là true hoặc false",
    "string_type": "phải là chữ (đặt trong dấu nháy nếu cần)",
    "string_too_short": "không được để trống",
    "string_pattern_mismatch": "phải khớp mẫu {pattern}",
    "path_type": "phải là đường dẫn (đặt trong dấu nháy)",
    "date_parsing": "phải là ngày như 2022-09-26",
    "date_from_datetime_parsing": "phải là ngày như 2022-09-26",
    "date_type": "phải là ngày như 2022-09-26",
    "tuple_type": "phải là danh sách",
    "list_type": "phải là danh sách",
    "dict_type": "phải gồm các khóa có tên",
    "model_type": "phải gồm các khóa có tên",
    "model_attributes_type": "phải gồm các khóa có tên",
    "time_delta_type": 'phải là khoảng thời gian như "90s", "30m", "6h", "1d"',
    "time_delta_parsing": 'phải là khoảng thời gian như "90s", "30m", "6h", "1d"',
}


def os_reason(error: OSError) -> str:
    """Why the system refused, as the end of a sentence: "không có quyền truy cập"."""
    if error.errno in _OS:
        return _OS[error.errno]
    return f"hệ điều hành báo lỗi số {error.errno}" if error.errno is not None else "hệ điều hành từ chối"


def value_reason(problem: ErrorDetails, **other: str) -> str:
    """What a value must be, as the end of a sentence. ``other``: forms that go before the general ones, by pydantic's
    type of error. Our own validators raise ValueError in Vietnamese; their words stay.
    """
    form = other.get(problem["type"]) or _VALUES.get(problem["type"])
    context: dict[str, Any] = problem.get("ctx", {})
    if form is not None:
        return form.format(**context).replace(" or ", ", ")
    if problem["type"] in {"value_error", "assertion_error"}:
        return " ".join(str(context.get("error", "không hợp lệ")).split())[:200]
    return "không hợp lệ"
