"""``/documents``: the documents that news cite, and who cites each."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from web.access import require
from web.errors import not_found
from web.mentions.asking import LIST_ORDERS
from web.mentions.records import (
    CitingRecord,
    DocumentRecord,
    LinkRecord,
    PageOf,
    citing_record,
    document_record,
    link_record,
    page_of,
)
from web.state import Parts

__all__ = ["router"]

router = APIRouter(dependencies=[require("xem")], tags=["documents"])

Number = Annotated[int, Query(alias="trang", ge=1, le=100_000)]
Size = Annotated[int, Query(alias="moi-trang", ge=1, le=200)]


class DocumentPage(PageOf):
    """Documents in the order that was asked for."""

    items: list[DocumentRecord]


class DocumentDetail(PageOf):
    """One document with a page of the articles that cite it."""

    document: DocumentRecord
    carries_out: list[LinkRecord]
    carried_out_by: list[LinkRecord]
    same_number: list[DocumentRecord]
    items: list[CitingRecord]


@router.get("/documents", summary="Các văn bản được viện dẫn")
def documents(
    parts: Parts,
    q: Annotated[str, Query(max_length=200)] = "",
    kind: Annotated[str, Query(alias="loai", max_length=100)] = "",
    order: Annotated[Literal["moi-nhat", "nhieu-nhat", "ten"], Query(alias="sap-xep")] = "moi-nhat",
    page: Number = 1,
    size: Size = 50,
) -> DocumentPage:
    """Documents whose number, type or issuer hold the words of ``q``."""
    found = parts.store.cited_documents.page(q, type_=kind or None, order=LIST_ORDERS[order][0], number=page, size=size)
    return DocumentPage(**page_of(found).model_dump(), items=[document_record(one) for one in found.rows])


@router.get(
    "/documents/{key}",
    summary="Một văn bản: được viện dẫn ở đâu",
    responses={404: {"description": "Chưa có bài nào viện dẫn văn bản này."}},
)
def document(
    parts: Parts, key: Annotated[str, Path(max_length=220)], page: Number = 1, size: Size = 50
) -> DocumentDetail:
    """One document: who cites it, what it carries out and what carries it out."""
    cited = parts.store.cited_documents
    known = cited.get(key)
    if known is None:
        raise not_found("Chưa có bài nào viện dẫn văn bản này.")
    citing = cited.citing(key, page, size)
    return DocumentDetail(
        **page_of(citing).model_dump(),
        document=document_record(known),
        carries_out=[link_record(one) for one in cited.carries_out(key)],
        carried_out_by=[link_record(one) for one in cited.carried_out_by(key)],
        same_number=[document_record(one) for one in cited.namesakes(known)],
        items=[citing_record(one) for one in citing.rows],
    )
