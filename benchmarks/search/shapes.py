"""The twelve shapes of query that are measured, each in several instances, with facets."""

from __future__ import annotations

from datetime import date

from domain.search import SearchFilters, SearchRequest, Sort

__all__ = ["SHAPES"]


def _words(*queries: str) -> list[SearchRequest]:
    return [SearchRequest(query=query) for query in queries]


SHAPES: dict[str, list[SearchRequest]] = {
    "one common word": _words("y tế", "hồ sơ", "nhân dân", "đơn vị"),
    "words, no accents": _words("cai cach hanh chinh", "thu tuc hanh chinh", "thoi gian giai quyet ho so"),
    "words, accents": _words("cải cách hành chính", "thủ tục hành chính", "thời gian giải quyết hồ sơ"),
    "abbreviation": _words("CCHC", "TTHC", "DVCTT", "UBND"),
    "rare word": _words("Nguyễn Trang Quyên", "Chanh Xai", "mỹ phẩm"),
    "phrase, exclusion": _words('"hài lòng của người dân" -vắc', '"không có hồ sơ quá hạn" -khảo', '"một cửa" -sáp'),
    "either": _words("bệnh án điện tử OR ký số", '"sáp nhập" OR "tinh gọn"', "vắc xin OR sốt xuất huyết"),
    "document number": _words("12/KH-UBND", "ke hoach 1603", "văn bản:3/QĐ-SYT", "van ban:7"),
    "province and words": _words('tỉnh:"Sơn La" cải cách', "tinh:kon tum chuyen doi so", 'tỉnh:"Thái Nguyên" hài lòng'),
    "area, months, words": _words(
        "lĩnh vực:tthc từ:1/2022 đến:6/2022 hồ sơ", "linh vuc:hai_long tu:2020 den:2021 khao sat"
    ),
    "newest first": [
        SearchRequest(query="cải cách hành chính", sort=Sort.DATE),
        SearchRequest(query="y te", sort=Sort.DATE),
        SearchRequest(filters=SearchFilters.model_validate({"from": date(2024, 1, 1), "provinces": ("Kon Tum",)})),
    ],
    "everything": [SearchRequest(query=""), SearchRequest(query="", sort=Sort.DATE)],
}
"""Shape → requests. The worst of them match four articles of five."""
