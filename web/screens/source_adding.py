"""Adding a source: by its address or from the catalogue, with a live preview of what would be collected."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from domain.errors import CrawlError, SourceError, UsageError
from domain.source import Source
from web.access import User, require
from web.flash import back_to
from web.page import page
from web.source_list import all_sources
from web.state import Parts, Services

__all__ = ["router"]

router = APIRouter(dependencies=[require("bien_tap")])
_MOST_YAML = 20_000
_SHOWN = 40
Editor = Annotated[User, require("bien_tap")]
KINDS = {
    "so_y_te": "Sở Y tế",
    "cdc": "Trung tâm Kiểm soát bệnh tật",
    "benh_vien": "Bệnh viện",
    "cong_tinh": "Cổng thông tin điện tử tỉnh, thành phố",
    "bao_tinh": "Báo địa phương",
    "dai_tinh": "Đài phát thanh, truyền hình",
    "bo_nganh": "Bộ, ngành",
    "trung_uong": "Báo, cơ quan trung ương",
    "khac": "Khác",
}


@router.get("/them-nguon")
def form(request: Request, dia_chi: str = "") -> Response:
    """Where the address is asked for."""
    return page(request, "sources/add.html", address=dia_chi, fault="", proposal=None, yaml="", problem="")


@router.post("/them-nguon")
def look(request: Request, parts: Parts, dia_chi: Annotated[str, Form(max_length=2000)] = "") -> Response:
    """Look at a site and show what would be collected. Nothing is kept. Takes up to a minute: the site is asked
    gently.
    """
    from crawler.onboarding import look_at

    proposal, fault = None, ""
    try:
        if not dia_chi.strip():
            raise UsageError("Chưa nhập địa chỉ.")
        proposal = look_at(dia_chi.strip(), parts.settings)
    except (CrawlError, UsageError) as error:
        fault = str(error)
    problem = _taken(parts, proposal.source) if proposal else ""
    return page(
        request,
        "sources/add.html",
        422 if fault else 200,
        address=dia_chi,
        fault=fault,
        proposal=proposal,
        yaml=proposal.yaml if proposal else "",
        problem=problem,
    )


def _taken(parts: Services, source: Source) -> str:
    """Why a source cannot be kept beside those that are there; empty when it can."""
    from crawler.source_files import entry_addresses

    mine = entry_addresses(source)
    for other in all_sources(parts):
        if other.by_link:
            continue
        if other.id == source.id:
            return f"Đã có nguồn “{other.name}” mang mã {source.id}."
        if shared := sorted(mine & entry_addresses(other)):
            return f"{shared[0]} đã thuộc nguồn “{other.name}”."
    return ""


@router.post("/luu-nguon")
def keep(request: Request, parts: Parts, user: Editor, yaml: Annotated[str, Form(max_length=_MOST_YAML)]) -> Response:
    """Keep a source as a person confirmed it."""
    from crawler.source_files import parse_source

    text = yaml.replace("\r\n", "\n")
    try:
        source = parse_source(text, "Cấu hình")
        if problem := _taken(parts, source):
            raise SourceError(problem)
        folder = parts.settings.sources_dir
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{source.id}.yaml").open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        fault = "Đã có tệp nguồn mang mã này."
    except SourceError as error:
        fault = str(error)
    else:
        parts.store.sources.remember(source)
        parts.store.audit.note(user, "Thêm nguồn tin", f"nguon/{source.id}", None, {"base_url": source.base_url})
        return back_to(request, f"/nguon/{source.id}", f"Đã thêm {source.name}. Bài được lấy về từ lần thu thập tới.")
    return page(request, "sources/add.html", 422, address="", fault="", proposal=None, yaml=text, problem=fault)


@router.get("/danh-muc")
def catalogue(request: Request, parts: Parts, tinh: str = "", loai: str = "", tu_khoa: str = "") -> Response:
    """Addresses seen in public places, to choose from. None is followed by itself."""
    from crawler.catalog import Kind, load_catalog
    from crawler.urls import host_key

    catalog = load_catalog()
    kind = Kind(loai) if loai in set(Kind) else None
    found = catalog.choose(province=tinh or None, kind=kind, words=tu_khoa)
    followed = {host_key(source.base_url): source.id for source in all_sources(parts) if not source.by_link}
    return page(
        request,
        "sources/catalog.html",
        entries=[(one, followed.get(host_key(one.url))) for one in found[:_SHOWN]],
        total=len(found),
        shown=_SHOWN,
        as_of=catalog.as_of,
        provinces=sorted({one.province for one in catalog.entries if one.province}),
        kinds=KINDS,
        tinh=tinh,
        loai=loai,
        words=tu_khoa,
    )
