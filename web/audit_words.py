"""What the log of decisions keeps, in words: names of fields and of states, titles instead of ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote_plus

from domain.digest_states import REQUEST_NAMES, STATE_NAMES
from domain.roles import Role
from pipeline.alerts.message import RATES
from store.people.audit import Decision

__all__ = ["article_ids", "in_words"]

_NAMES = {
    "addresses": "số địa chỉ",
    "article": "bài",
    "base_url": "địa chỉ",
    "decisions": "quyết định số",
    "disabled": "bị khóa",
    "edit": "bản sửa số",
    "evidence": "tài liệu kiểm chứng số",
    "hits": "số bài",
    "name": "tên",
    "other": "bài kia",
    "period": "kỳ",
    "rate": "nhịp báo",
    "role": "vai trò",
    "search": "điều kiện tìm",
    "status": "tình trạng",
    "taken": "bản được chọn",
    "task": "nhiệm vụ",
    "tasks": "số nhiệm vụ",
    "title": "tên",
    "unit": "đơn vị",
    "until": "đến hết ngày",
    "url": "địa chỉ",
    "version": "bản",
    "why": "lý do",
}
_VALUES = (
    {str(state): name for state, name in STATE_NAMES.items()}
    | {str(state): name for state, name in REQUEST_NAMES.items()}
    | {role.value: role.label for role in Role}
    | {str(rate): name for rate, name in RATES.items()}
    | {"gui": "Gửi", "thu_hoi": "Thu hồi", "truoc": "bản trước", "sau": "bản sau"}
)
_ARTICLES = ("article", "other")


def article_ids(decisions: list[Decision]) -> Iterator[str]:
    """The articles that decisions name."""
    for one in decisions:
        for value in (one.before, one.after):
            if isinstance(value, dict):
                yield from (str(value[name]) for name in _ARTICLES if value.get(name))


def in_words(titles: Mapping[str, str]) -> Callable[[Any], str]:
    """What says a kept value in one line. ``titles``: of articles, by id."""

    def said(value: Any, name: str = "") -> str:
        if isinstance(value, dict):
            return "; ".join(f"{_NAMES.get(key, key)}: {said(one, key)}" for key, one in value.items())
        if isinstance(value, list | tuple):
            return ", ".join(said(one, name) for one in value)
        if value is None or isinstance(value, bool):
            return "–" if value is None else "có" if value else "không"
        text = str(value)
        if name in _ARTICLES and text in titles:
            return f"“{titles[text]}”"
        return unquote_plus(text) if name == "search" else _VALUES.get(text, text)

    return said
