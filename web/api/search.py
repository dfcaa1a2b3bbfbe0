"""``/api/v1/search``: as ``diemtin search --json``, with the parameters of the page."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from domain.search import SearchResponse
from web.access import require
from web.errors import wrong
from web.search.view import read_view
from web.state import Parts

__all__ = ["SearchParameters", "router"]

router = APIRouter(dependencies=[require("xem")])


class SearchParameters(BaseModel):
    """What can be asked. Of several values of one parameter one suffices; different parameters must all hold."""

    model_config = ConfigDict(populate_by_name=True)

    q: str = Field(default="", description="Từ khóa, như ở ô tìm kiếm.")
    tu: str = Field(default="", description="Đăng từ ngày: 26/9/2022, 9/2022 hoặc 2022-09-26.")
    den: str = Field(default="", description="Đăng đến hết ngày ấy.")
    tinh: list[str] = Field(default=[], description="Tỉnh, thành phố, tên cũ hoặc tên hiện nay.")
    nguon: list[str] = Field(default=[], description="Nguồn tin: mã hoặc tên.")
    linh_vuc: list[str] = Field(default=[], alias="linh-vuc", description="Lĩnh vực CCHC: mã hoặc tên.")
    van_ban: list[str] = Field(default=[], alias="van-ban", description="Số, ký hiệu văn bản được viện dẫn.")
    don_vi: list[str] = Field(default=[], alias="don-vi", description="Cơ quan chủ quản của nguồn.")
    tep: list[str] = Field(
        default=[], description="Loại tệp đính kèm: pdf, word, excel, scan …; co là loại nào cũng được."
    )
    ngay_dang: list[str] = Field(default=[], alias="ngay-dang", description="ro-ngay, chi-ro-thang, chua-ro.")
    id: list[str] = Field(default=[], description="Đúng những bài này.")
    sap_xep: Literal["lien-quan", "moi-nhat"] = Field(default="lien-quan", alias="sap-xep")
    gop: Literal["co", "khong"] = Field(
        default="khong", description="co: mỗi nội dung một hit, bài đăng lại nằm trong reprints; không có next."
    )
    limit: int = Field(default=20, ge=0, le=500)
    trang: int = Field(default=1, ge=1, le=100_000)
    after: str | None = Field(default=None, description="next của trang trước; khi có thì trang không có nghĩa.")


@router.get("/search", summary="Tìm bài, như lệnh search --json")
def search(parts: Parts, asked: Annotated[SearchParameters, Query()]) -> SearchResponse:
    """What a search finds, its facets, and how it was read."""
    given = asked.model_dump(by_alias=True, exclude={"gop", "limit", "trang", "after"})
    pairs = [(name, one) for name, value in given.items() for one in (value if isinstance(value, list) else [value])]
    view = read_view(pairs)
    if view.faults:
        raise wrong(" ".join(view.faults.values()), view.faults)
    offset = 0 if asked.after else (asked.trang - 1) * asked.limit
    return parts.engine.search(
        view.request(limit=asked.limit, offset=offset, after=asked.after, fold=asked.gop == "co")
    )
