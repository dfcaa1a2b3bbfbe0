"""Running text → drafts of tasks: numbered sections and items, leads in headings, "(1) … (2) …" in one paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from domain.plan import NotTask, PlanGroup, TaskChange
from domain.text import fold
from plan.reading.channels import channels_in
from plan.reading.document import Paragraph
from plan.reading.draft import Draft
from plan.reading.dues import find_due, find_frequency
from plan.reading.exclusions import why_no_task
from plan.reading.kinds import kinds_in
from plan.reading.numbering import Marker, joined, marker_of, paths_unique, rank_of
from plan.reading.passage import Passage
from plan.reading.shorts import Shorts
from plan.reading.targets import find_targets
from plan.reading.units import is_unit, units_in_sentence

__all__ = ["Prose", "Section", "outline", "sentences"]

_SENTENCE: Final = re.compile(r"(?<=[^\W\d]{2}[.;!])\s+(?=[A-ZĐÀ-Ỹ\d“(])|(?<=\d[.;])\s+(?=[A-ZĐÀ-Ỹ“])")
_INLINE: Final = re.compile(r"(?:(?<=[:.;,])|(?<=^))\s*\((\d{1,2})\)\s*|(?:(?<=[:.;]))\s*(\d{1,2})\)\s+")
_PURPOSE: Final = re.compile(
    r"muc (?:dich|tieu)|yeu cau|quan diem|can cu|doi tuong|kinh phi|nguon luc|pham vi|su can thiet"
    r"|thoi gian thuc hien"
    r"|thong diep|chu de|khau hieu"
)
_WORK: Final = re.compile(
    r"nhiem vu|giai phap|noi dung thuc hien|cac hoat dong|hoat dong|hinh thuc|phan cong|noi dung cong viec|cong viec"
    r"|noi dung,? hinh thuc|bien phap|trien khai"
)
_TOPICS: Final = re.compile(r"noi dung")
_CARE: Final = re.compile(r"to chuc thuc hien|che do (?:thong tin,? )?bao cao|thuc hien$|trach nhiem|che do")
_ADDRESSED: Final = re.compile(r"\s*kính gửi", re.IGNORECASE)
_FORM_HINT: Final = re.compile(r"\s*(?:cách ghi|hướng dẫn (?:ghi|điền))(?!\w)", re.IGNORECASE)
_END: Final = re.compile(r"\s*(?:nơi nhận|tm\.|kt\.|tl\.|giám đốc$|chủ tịch$|\./\.)", re.IGNORECASE)
_GENERIC: Final = re.compile(
    r"(?:căn cứ (?:kế hoạch|nội dung|chức năng|tình hình)|nghiêm túc|theo dõi, đôn đốc|trong quá trình"
    r"|đề nghị các (?:cơ quan|đơn vị)"
    r"[^.]{0,40}(?:triển khai thực hiện|nghiêm túc)|yêu cầu (?:các|thủ trưởng)|nếu có (?:vướng mắc|khó khăn)"
    r"|trên đây là"
    r"|kế hoạch này|các nội dung khác|là đầu mối)",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"(?P<verb>sửa đổi, bổ sung|sửa đổi|điều chỉnh|thay thế|bổ sung|bãi bỏ|bỏ|không thực hiện"
    r"|thay)\s+(?:thêm\s+)?(?:nội dung\s+|chỉ tiêu\s+(?:của\s+)?)?"
    r"(?P<where>(?:(?:nhiệm vụ|mục|điểm|khoản|số thứ tự|stt|tiểu mục)\s*(?:số\s*)?(?:[IVX]{1,5}"
    r"|\d{1,2}|[a-zđ])(?:\.(?:\d{1,2}|[a-zđ]))*(?!\w)(?:[\s,]+|(?=[:;.)]|$)(?!\.\w))){1,4})",
    re.IGNORECASE,
)
_PLACE: Final = (
    r"(?:nhiệm vụ|mục|điểm|khoản|số thứ tự|stt|tiểu mục)\s*(?:số\s*)?(?:[IVX]{1,5}|\d{1,2}|[a-zđ])"
    r"(?:\.(?:\d{1,2}|[a-zđ]))*(?!\w)"
)
_CHANGED: Final = re.compile(
    rf"\W*(?:tại\s+|đối với\s+)?(?P<where>{_PLACE}(?:[\s,]+{_PLACE}){{0,3}})[^.;:]{{0,60}}?\s*[:,–-]?\s*"
    r"(?:được\s+|nay\s+)?"
    r"(?P<verb>(?<!\w)(?:sửa đổi|điều chỉnh|thay|bãi bỏ|hủy bỏ|bỏ|(?:không|dừng|ngừng|thôi)(?: tiếp tục)?"
    r" thực hiện))(?!\w)",
    re.IGNORECASE,
)
"""The place before what becomes of it: "Nhiệm vụ số 3: điều chỉnh từ … thành …"."""
_FROM_TO: Final = re.compile(r"(?<!\w)từ\s[^;\n]*?\s(?:thành|lên(?: thành)?|xuống(?: còn)?|sang)\s", re.IGNORECASE)
_WHERE: Final = re.compile(
    r"(?:nhiệm vụ|mục|điểm|khoản|số thứ tự|stt|tiểu mục)\s*(?:số\s*)?(?P<n>[IVXA-Za-zđ\d]+(?:\.[IVXA-Za-zđ\d]+)*)",
    re.IGNORECASE,
)


@dataclass
class Section:
    """A numbered paragraph with what stands under it; the root has no text."""

    marker: Marker
    text: Passage | None
    parent: Section | None = None
    children: list[Section] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Its text without the number."""
        return " ".join(self.text.text.split()) if self.text is not None else ""


def outline(paragraphs: list[Paragraph]) -> Section:
    """The tree of the numbered paragraphs; one without a number stands under the one before it, as a leaf."""
    root = Section(Marker("", -1, 0), None)
    current = root
    addressed = False
    for paragraph in paragraphs:
        passage = paragraph.text
        if _FORM_HINT.match(passage.text) or _is_basis(passage):
            addressed = False
            continue
        if _ADDRESSED.match(passage.text):
            addressed = True
            continue
        if addressed and (found := marker_of(passage.text)) is not None and not found.name:
            continue
        addressed = False
        if _END.match(passage.text) and len(passage.text) < 60:
            break
        for line in _pieces(passage):
            marker = rank_of(paragraph.label) if paragraph.label and line.start == passage.start else None
            text = line
            if marker is None and (found := marker_of(line.text)) is not None:
                marker, text = found, line.part(found.end, len(line.text))
            if marker is None:
                leaf = Section(Marker("", 99, 0), line, current)
                current.children.append(leaf)
                continue
            parent: Section = current
            while parent.parent is not None and parent.marker.rank >= marker.rank:
                parent = parent.parent
            section = Section(marker, text, parent)
            parent.children.append(section)
            current = section
    return root


def _pieces(passage: Passage) -> list[Passage]:
    lines = list(passage.lines())
    numbered = sum(marker_of(line.text) is not None for line in lines)
    return lines if numbered > 1 else [passage]


def sentences(passage: Passage) -> list[Passage]:
    """Its sentences."""
    result, done = [], 0
    for match in _SENTENCE.finditer(passage.text):
        result.append(passage.part(done, match.start()))
        done = match.end()
    result.append(passage.part(done, len(passage.text)))
    return [one for one in result if one]


@dataclass
class Prose:
    """Reads the outline of one plan. ``beside_table``: tasks stand in a table, so only stated targets count here."""

    shorts: Shorts
    year: int | None
    beside_table: bool = False
    amending: bool = False
    drafts: list[Draft] = field(default_factory=list)
    groups: list[PlanGroup] = field(default_factory=list)
    not_tasks: list[NotTask] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    _channels: tuple[str, ...] = ()

    def read(self, root: Section) -> None:
        """Add the tasks of the text."""
        tops = [child for child in root.children if child.marker.rank <= 3]
        kinds = {id(top): _kind_of(top) for top in tops}
        if "work" in kinds.values():
            kinds = {key: "purpose" if kind == "topics" else kind for key, kind in kinds.items()}
        for child in root.children:
            kind = kinds.get(id(child), "plain")
            self._section(child, "", kind, (), (), top=True)
        if not self.drafts and not self.beside_table:
            self._inline(root)

    # -- the tree --------------------------------------------------------------------------------------------------

    def _section(
        self,
        section: Section,
        above: str,
        kind: str,
        lead: tuple[str, ...],
        group: tuple[str, ...],
        *,
        top: bool = False,
    ) -> None:
        passage = section.text
        if passage is None:
            return
        inside = [child for child in section.children if child.marker.rank != 99]
        loose = [child for child in section.children if child.marker.rank == 99]
        named = _heads(section) or _is_name(section) or (top and section.marker.rank <= 2)
        if not inside and not (loose and named):
            self._item(section, above, kind, lead, group)
            for child in loose:
                self._item(child, above, kind if kind != "plain" else "loose", lead, group)
            return
        own = self._heading_lead(passage) or lead
        name = section.marker.name or str(1 + sum(one.startswith(above) for one in self.taken))
        path = paths_unique(joined(above, name), self.taken)
        titled = (*group, section.title.rstrip(":. "))
        if kind in {"work", "topics", "plain"}:
            self.groups.append(
                PlanGroup(path=path, parent=above or None, title=section.title.rstrip(": "), place=passage.place)
            )
            for sentence in sentences(passage):
                self._refused(sentence)
        counter = 0
        for child in section.children:
            if child.marker.rank != 99 and not child.marker.name:
                counter += 1
                child.marker = Marker(str(counter), child.marker.rank, child.marker.end)
            inner = kind
            if top and kind == "plain" and child.marker.rank == 99:
                inner = "loose"
            self._section(child, path, inner, own, titled)

    def _heading_lead(self, passage: Passage) -> tuple[str, ...]:
        """ "Giao Trung tâm KSBT:", "Văn phòng Sở:", "Phòng A chủ trì:"."""
        text = passage.text.rstrip(" :.;")
        if len(text) > 160:
            return ()
        found = units_in_sentence(passage.text, self.shorts)
        if found.lead:
            return found.lead
        if is_unit(text) and len(text.split()) <= 14:
            return units_in_sentence(f"Giao {text}", self.shorts).lead
        return ()

    def _refused(self, passage: Passage) -> bool:
        why = why_no_task(passage)
        if why is None:
            return False
        self.not_tasks.append(NotTask(text=passage.quote, why=why, place=passage.place))
        return True

    # -- one item --------------------------------------------------------------------------------------------------

    def _item(self, section: Section, above: str, kind: str, lead: tuple[str, ...], group: tuple[str, ...]) -> None:
        passage = section.text
        if passage is None:
            return
        change = self._change(passage)
        kept: list[Passage] = []
        for sentence in sentences(passage):
            if change is not None or not self._refused(sentence):
                kept.append(sentence)
        if not kept:
            return
        whole = passage if len(kept) == len(sentences(passage)) else kept[0].part(0, kept[-1].end - kept[0].start)
        targets = find_targets(whole)
        if change is None and not self._is_task(section, whole, kind, counted=bool(targets), led=bool(lead)):
            return
        content = whole
        if change is not None:
            colon = re.search(r":\s*", whole.text)
            content = whole.part(colon.end(), len(whole.text)) if colon else whole
        elif inline := _split_inline(whole):
            for name, piece in inline:
                self._task(piece, piece, above, name, lead, group)
            return
        self._task(content, whole, above, section.marker.name, lead, group, change)

    def _is_task(self, section: Section, passage: Passage, kind: str, *, counted: bool, led: bool) -> bool:
        if counted and kind != "purpose":
            return True
        if kind == "care" and not self.beside_table and led and passage.text.startswith("Chủ trì"):
            return bool(kinds_in(passage.low))  # under a unit's name: what it answers for
        if self.beside_table or kind in {"purpose", "care"}:
            return False
        if section.marker.rank == 99:
            alone = section.parent is None or all(one.marker.rank == 99 for one in section.parent.children)
            timed = find_frequency(passage.low) is not None or find_due(passage, self.year) is not None
            return kind in {"work", "topics"} and alone and timed and not _GENERIC.match(passage.text)
        if _GENERIC.match(passage.text) or len(passage.text) < 12:
            return False
        return kind in {"work", "topics"} or (kind == "plain" and section.marker.rank >= 3)

    def _change(self, passage: Passage) -> tuple[TaskChange, str | None] | None:
        if not self.amending:
            return None
        match = _CHANGE.search(passage.text) or _CHANGED.match(passage.text)
        if match is None:
            return None
        verb = match["verb"].lower()
        change = (
            TaskChange.REMOVES
            if verb.startswith(("bãi", "bỏ", "hủy", "không", "dừng", "ngừng", "thôi"))
            else TaskChange.ADDS
            if verb == "bổ sung"
            else TaskChange.REPLACES
        )
        steps = [found["n"].strip(".") for found in _WHERE.finditer(match["where"])]
        # "điểm a khoản 1 mục II" goes from the inside out
        return change, ".".join(reversed(steps)) or None

    def _task(
        self,
        content: Passage,
        quote: Passage,
        above: str,
        name: str,
        lead: tuple[str, ...],
        group: tuple[str, ...],
        change: tuple[TaskChange, str | None] | None = None,
    ) -> None:
        if not name:
            name = str(1 + sum(draft.parent == (above or None) for draft in self.drafts))
        path = paths_unique(joined(above, name), self.taken)
        units = units_in_sentence(content.text, self.shorts)
        frequency = find_frequency(content.low)
        counted = content
        if change is not None and (moved := _FROM_TO.search(content.text)) is not None:
            counted = content.part(moved.end(), len(content.text))  # what stood there before is no target any more
        draft = Draft(
            path, above or None, content, quote, targets=find_targets(counted), lead=units.lead or lead,
            support=units.support, due=find_due(content, self.year), frequency=frequency, group=group,
            channels=channels_in(content.text), kinds=kinds_in(content.low), prose=True,
        )  # fmt: skip
        if draft.due is not None and draft.due.to is not None and frequency is not None and not draft.due.dates:
            draft.frequency = frequency
        if change is not None:
            draft.change, draft.amends_path = change
        self.drafts.append(draft)

    def _inline(self, root: Section) -> None:
        """A text without numbered items: "(1) … (2) …" in a paragraph; else every sentence with a target."""
        general: tuple[str, ...] = ()
        stack = list(root.children)
        while stack:
            section = stack.pop(0)
            stack[:0] = section.children
            if section.text is None:
                continue
            pieces = _split_inline(section.text)
            for name, piece in pieces:
                if not self._refused(piece):
                    self._task(piece, piece, "", name, (), ())
            if not pieces:
                general = general or channels_in(section.text.text)
                for sentence in sentences(section.text):
                    if not self._refused(sentence) and find_targets(sentence):
                        self._task(sentence, sentence, "", "", (), ())
        for draft in self.drafts:
            if general and not draft.channels and re.search(r"tuyen truyen|kenh|thong tin", draft.content.folded):
                draft.channels = general
                draft.doubts.append("Kênh lấy từ phần chung của văn bản.")


def _is_basis(passage: Passage) -> bool:
    """ "Căn cứ …": what the plan stands on, unless its measures are in the same paragraph."""
    return passage.text.startswith(("Căn cứ ", "Kèm theo")) and not _split_inline(passage)


def _split_inline(passage: Passage) -> list[tuple[str, Passage]]:
    """ "(1) … (2) …": the items, each to the end of its own; none where there are not two in order."""
    marks = list(_INLINE.finditer(passage.text))
    numbers = [int(match[1] or match[2]) for match in marks]
    if len(marks) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[0] != 1:
        return []
    ends = [match.start() for match in marks[1:]] + [len(passage.text)]
    return [(str(n), passage.part(match.end(), end)) for n, match, end in zip(numbers, marks, ends, strict=True)]


def _heads(section: Section) -> bool:
    text = section.text.text.rstrip() if section.text is not None else ""
    return text.endswith(":") and len(text) < 200


def _is_name(section: Section) -> bool:
    """A short line without an end and without a target is the name of what stands below it."""
    text = section.text
    return text is not None and len(text.text) < 110 and text.text[-1:] not in ".;!" and not find_targets(text)


def _kind_of(section: Section) -> str:
    """What a section at the top is: "purpose", "topics", "work", "care" (organisation) or "plain"."""
    if section.marker.rank == 3 and not section.children:
        return "plain"
    title = fold(section.title)[:160]
    if section.marker.rank > 2 and len(title) > 90:
        return "plain"
    if _CARE.search(title) and not re.search(r"phan cong|nhiem vu", title):
        return "care"
    if _PURPOSE.search(title) and not _WORK.search(title) and not _TOPICS.search(title):
        return "purpose"
    if _WORK.search(title):
        return "work"
    if re.search(r"muc (?:dich|tieu)|yeu cau", title):
        return "purpose"
    return "topics" if _TOPICS.search(title) else "plain"
