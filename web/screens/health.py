"""For machines that watch over us: is it alive, and how is it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from domain.errors import DiemTinError
from web.access import public, require
from web.metrics import Metrics
from web.state import Parts

router = APIRouter()


@router.get("/healthz", dependencies=[public])
def health(parts: Parts) -> Response:
    """200 while the store answers; whether the index does is told beside it."""
    try:
        parts.store.articles.count()
    except DiemTinError:
        return JSONResponse({"store": False}, 503)
    return JSONResponse({"store": True, "index": parts.engine.status().healthy})


@router.get("/metrics", dependencies=[require("xem")])
def metrics(request: Request, parts: Parts) -> Response:
    """Counters and gauges in the form of Prometheus."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(parts), media_type=CONTENT_TYPE_LATEST)
