"""Values of facets and filters as people read them."""

from __future__ import annotations

from domain.areas import area_short_name, find_area
from domain.provinces import find_province
from domain.search import DayKind
from index.file_types import FILE_TYPES, find_file_type
from index.query.day_fields import UNDATED
from web.state import Services

__all__ = ["DAY_KINDS", "FACETS", "Labels"]

DAY_KINDS = {
    DayKind.PUBLISHED.value: ("ro-ngay", "Rõ ngày đăng"),
    DayKind.MONTH.value: ("chi-ro-thang", "Chỉ rõ tháng đăng"),
    UNDATED: ("chua-ro", "Chưa rõ ngày đăng"),
    DayKind.UPDATED.value: ("co-ngay-cap-nhat", "Chỉ có ngày cập nhật"),
    DayKind.FIRST_SEEN.value: ("ngay-ghi-nhan", "Chỉ có ngày ghi nhận"),
}
"""Code → how an address writes it, and its name."""

FACETS = (
    ("tinh", "province", "Tỉnh, thành phố"),
    ("linh-vuc", "topic", "Lĩnh vực CCHC"),
    ("don-vi", "unit", "Cơ quan chủ quản"),
    ("nguon", "source", "Nguồn tin"),
    ("van-ban", "document", "Văn bản viện dẫn"),
    ("tep", "file_type", "Tệp đính kèm"),
    ("ngay-dang", "day_kind", "Ngày đăng"),
)
"""Parameter, facet of the answer, heading."""
HEADINGS = {parameter: heading for parameter, _, heading in FACETS}


class Labels:
    """The names of values; sources are looked up once."""

    def __init__(self, parts: Services) -> None:
        self._parts = parts
        self._sources: dict[str, str] | None = None

    def source(self, name: str) -> str:
        """A source's name by its id; what is no id stays as it is."""
        if self._sources is None:
            self._sources = {one.id: one.name for one in self._parts.store.sources.all()}
        return self._sources.get(name) or name

    def of(self, parameter: str, value: str) -> str:
        """A value of a parameter."""
        match parameter:
            case "nguon":
                return self.source(value)
            case "tinh":
                known = find_province(value)
                if known is None:
                    return value
                return known.name if known.name == known.now else f"{known.name} (nay thuộc {known.now})"
            case "linh-vuc":
                area = find_area(value)
                return area_short_name(area.code) if area else value
            case "tep":
                code = find_file_type(value)
                return "có tệp" if value in {"co", "có"} else FILE_TYPES[code] if code else value
            case "ngay-dang":
                names = dict(DAY_KINDS.values()) | {code: name for code, (_, name) in DAY_KINDS.items()}
                return names.get(value, value)
            case _:
                return value

    def chip(self, parameter: str, value: str) -> str:
        """A value as a condition that stands by itself."""
        shown = self.of(parameter, value)
        return shown if parameter == "ngay-dang" and shown != value else f"{HEADINGS[parameter]}: {shown}"
