"""What people said of an issue, in words: the page of two texts shows titles, names and sentences, never ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from digest.build import OTHER_SECTION
from digest.draft import Draft, Entry
from domain.areas import area_name, reform_areas
from domain.digest import Issue
from store.digests.records import Clash, StoredIssue

__all__ = ["Said", "field_name"]

_NAMES = {
    "note": "Ghi chú",
    "tone": "Sắc thái",
    "topic": "Lĩnh vực CCHC",
    "chosen": "Đưa vào điểm tin",
    "title": "Tên số điểm tin",
    "headlines": "Tin nổi bật",
    "tray": "Khay chưa rõ ngày đăng",
}


def field_name(field: str) -> str:
    """A field of an edit in words."""
    head, _, tail = field.partition(":")
    if head == "sentence":
        return f"Câu {int(tail) + 1}"
    if head == "order":
        return "Thứ tự các bài"
    return _NAMES.get(head, head)


@dataclass(frozen=True, slots=True)
class Said:
    """The values of one issue. ``titles``: article → its number (null where it is not in the issue) and title."""

    titles: dict[str, tuple[int | None, str]]
    entries: dict[str, Entry]
    usual_title: str

    @classmethod
    def of(cls, stored: StoredIssue, issue: Issue) -> Said:
        """Of an open issue."""
        draft = Draft.model_validate_json(stored.composed)
        titles: dict[str, tuple[int | None, str]] = {
            one.item.article_id: (None, one.item.title) for one in draft.entries
        }
        titles |= {one.article_id: (None, one.title) for one in draft.undated}
        titles |= {item.article_id: (item.n, item.title) for item in issue.items}
        return cls(titles, {one.item.article_id: one for one in draft.entries}, draft.title)

    def value(self, clash: Clash, value: Any) -> str:
        """One of the values of a clash; what stands where nobody has said anything, if that is known."""
        entry = self.entries.get(clash.article_id or "")
        head, _, tail = clash.field.partition(":")
        match head:
            case "sentence" if value is None and entry is not None:
                sentences = entry.item.sentences
                return f"“{sentences[int(tail)].text}” (nguyên văn)" if int(tail) < len(sentences) else ""
            case "sentence":
                return str(value.get("text", "")) if value else ""
            case "topic":
                code = str(value or (entry.item.topic if entry else ""))
                known = {area.code for area in reform_areas()}
                return area_name(code) if code in known else "Nội dung khác" if code == OTHER_SECTION else code
            case "chosen":
                return "Bỏ khỏi điểm tin" if value is False else "Đưa vào điểm tin"
            case "order":
                return "; ".join(self._named(one) for one in value or [])
            case "headlines":
                return "; ".join(str(one["text"]) for one in value) if value else "Chương trình chọn"
            case "title":
                return str(value or self.usual_title)
            case "tray":
                return "Để lại" if value else "Chờ xem"
            case _:
                return str(value or "")

    def _named(self, article_id: str) -> str:
        number, title = self.titles.get(article_id, (None, "bài không còn trong số này"))
        return f"[{number}] {title}" if number else title
