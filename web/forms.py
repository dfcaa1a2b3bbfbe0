"""The fields of a form as they came, for routes whose fields follow from the data."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, Request
from starlette.datastructures import FormData

__all__ = ["form_values"]

_MOST_FIELDS = 500


async def _values(request: Request) -> FormData:
    async with request.form(max_fields=_MOST_FIELDS, max_files=0) as form:
        return form


form_values: Any = Depends(_values)
"""For ``form: Annotated[FormData, form_values]``."""
