"""Issues of the digest as JSON: the list, and one as ``diemtin digest --format json`` prints it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.responses import Response

from digest.render.formats import as_approved
from store.mails.mail_record import MailKind, Tally
from web.access import require
from web.digest_desk import issue_now, label_of
from web.state import Parts

__all__ = ["router"]

router = APIRouter(dependencies=[require("xem")])


@router.get("/digests", summary="Các số điểm tin")
def digests(parts: Parts) -> list[dict[str, Any]]:
    """Every issue that is kept, the newest window first; ``mails``: how many it has, how many the server took, how many
    need a person.
    """
    tallies = parts.store.mails.tallies(MailKind.DIGEST)
    return [
        {
            "id": one.id,
            "from": one.first_day.isoformat(),
            "to": one.last_day.isoformat(),
            "name": label_of(one),
            "state": one.state,
            "hash": one.hash,
            "replaces": one.replaces,
            "mails": asdict(tallies.get(one.id, Tally())),
        }
        for one in parts.store.digests.all()
    ]


@router.get("/digests/{issue_id}", summary="Một số điểm tin")
def digest(parts: Parts, issue_id: str) -> Response:
    """One issue; of a week that has none yet, what it would be. A frozen one as it was approved: the list says where it
    stands now.
    """
    issue = as_approved(issue_now(parts, issue_id))
    return JSONResponse(issue.model_dump(mode="json", by_alias=True))
