"""What the columns of a table are, by their headers: merged ones, two rows high, named in many ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.text import fold
from plan.reading.document import Cell, Table
from plan.reading.dues import month_days, quarter_days, read_due_cell
from plan.reading.targets import find_targets
from plan.reading.units import is_unit

__all__ = ["Columns", "Role", "find_columns", "guessed_columns"]


class Role(StrEnum):
    """What a column holds."""

    INDEX = "index"
    CONTENT = "content"
    FORM = "form"
    PRODUCT = "product"
    QUANTITY = "quantity"
    UNIT = "unit"
    LEAD = "lead"
    SUPPORT = "support"
    TIME = "time"
    CHANNEL = "channel"
    AREA = "area"
    NOTE = "note"
    OTHER = "other"
    OLD = "old"


_NAMES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.INDEX, r"(?:s?\s?tt|so tt|so thu tu|thu tu|#|no\.?|ma|stt\.?|muc|ma so|so muc"
                     r"|(?:nhiem vu|muc|diem) so|so nhiem vu|muc,? nhiem vu)"),
        (Role.UNIT, r"dvt|.*don vi tinh.*|dv tinh"),
        (Role.OTHER, r".*(?:kinh phi|du toan|thanh tien|don gia|nguon von|noi nhan|nhan san pham|doi tuong|minh chung"
                     r"|kiem chung|tai lieu|dia diem|ket qua thuc hien|da thuc hien|ty le|nguoi ky).*"),
        (Role.NOTE, r".*(?:ghi chu|luu y).*"),
        (Role.OLD, r".*(?:noi dung|nhiem vu|chi tieu|san pham|so luong).*(?:(?<!\w)cu$|da ban hanh|da giao"
            r"|hien hanh|truoc khi"
            r"|truoc (?:sua doi|dieu chinh)|theo ke hoach (?:cu|so)).*"),
        (Role.TIME, r".*(?:thoi gian|thoi han|tien do|tan suat|dinh ky|ky han|thoi diem|lich thuc hien|han hoan thanh"
                    r"|thoi ky|moc).*|hoan thanh|han"),
        (Role.SUPPORT, r"(?!.*(?:chu tri|thuc hien)).*phoi hop.*"),
        (Role.LEAD, r".*(?:chu tri|phu trach|dau moi|chiu trach nhiem|phan cong|don vi thuc hien|co quan thuc hien"
                    r"|nguoi thuc hien|bo phan thuc hien|to chuc thuc hien|don vi duoc giao|don vi, ca nhan).*"
                    r"|thuc hien|bo phan|don vi|co quan|don vi,? bo phan|giao cho"),
        (Role.CHANNEL, r".*(?:kenh|phuong tien|noi dang|noi phat|nen tang).*"),
        (Role.AREA, r".*linh vuc.*"),
        (Role.CONTENT, r".*(?:noi dung|nhiem vu|cong viec|hoat dong|giai phap|bien phap|(?<!\w)viec(?!\w)).*"),
        (Role.QUANTITY, r".*(?:so luong|chi tieu|dinh muc|khoi luong|muc giao|so san pham|muc toi thieu).*|sl|so lan"
                        r"|(?:ca nam|tong(?: so| cong)?|cong|ke hoach nam)(?: \d{4})?"),
        (Role.FORM, r".*(?:hinh thuc|loai hinh|the loai|loai san pham).*"),
        (Role.PRODUCT, r".*(?:san pham|ket qua|dau ra).*"),
    )
)  # fmt: skip
_TOTAL: Final = re.compile(r"(?:ca nam|tong(?: so| cong)?|cong)(?: \d{4})?")
_MONTH: Final = re.compile(r"(?:thang|th|t)?\.?\s*(0?[1-9]|1[0-2])(?:/20\d\d)?")
_QUARTER: Final = re.compile(r"(?:quy|q)\.?\s*(iv|i{1,3}|[1-4])(?:/20\d\d)?")
_ROMANS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SEARCHED = 25
_LONG = 90


@dataclass(frozen=True)
class Columns:
    """The roles of a table's columns; ``months``: column → its days; ``first``: the first row of the body."""

    roles: tuple[Role, ...]
    months: dict[int, tuple[date, date]]
    first: int
    at_least: frozenset[int] = frozenset()
    totals: frozenset[int] = frozenset()
    texts: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def of(self, role: Role) -> list[int]:
        """The columns of a role, from the left."""
        return [at for at, one in enumerate(self.roles) if one is role]


def _role(text: str) -> Role | None:
    if not text or len(text) > _LONG:
        return None
    return next((role for role, pattern in _NAMES if pattern.fullmatch(text)), None)


def _folded(cell: Cell | None) -> str:
    return fold(cell.text.text.replace("_", " ")).strip(" :.*()") if cell is not None else ""


def _height(row: Sequence[Cell | None], following: Sequence[Cell | None] | None, at: int) -> int:
    """How many rows the header has that begins with this row."""
    cells = [cell for cell in row if cell is not None and cell.row == at]
    height = max((cell.rows for cell in cells), default=1)
    if height == 1 and following is not None and any(cell.columns > 1 for cell in cells):
        below = [cell for cell in following if cell is not None and cell.text]
        under = [
            following[x]
            for cell in cells
            if cell.columns > 1
            for x in range(cell.column, min(cell.column + cell.columns, len(following)))
        ]
        subs = [cell for cell in under if cell is not None and cell.text]
        if subs and len(subs) >= len({id(cell) for cell in below}) - 1:
            height = 2
    return min(height, 3)


def find_columns(table: Table, year: int | None) -> Columns | None:
    """The header among the first rows; null where there is none."""
    for at, row in enumerate(table.rows[:_SEARCHED]):
        distinct = {id(cell): cell for cell in row if cell is not None and cell.text}
        roles = {_role(_folded(cell)) for cell in distinct.values()} - {None}
        if len(distinct) < 2 or len(roles) < 2 or not roles & {Role.CONTENT, Role.PRODUCT, Role.FORM, Role.CHANNEL}:
            continue
        following = table.rows[at + 1] if at + 1 < len(table.rows) else None
        return _columns(table, at, _height(row, following, at), year)
    return None


def _columns(table: Table, at: int, height: int, year: int | None) -> Columns:
    roles: list[Role] = []
    months: dict[int, tuple[date, date]] = {}
    at_least: set[int] = set()
    totals: set[int] = set()
    texts: list[str] = []
    unknown: list[int] = []
    titles: list[str] = []
    last_texts = [_folded(table.rows[at + height - 1][x]) for x in range(table.width)]
    for x in range(table.width):
        cells = [table.rows[y][x] for y in range(at, at + height)]
        parts = list(dict.fromkeys(_folded(cell) for cell in cells if cell is not None and cell.text))
        whole = " ".join(parts)
        titles.append(next((cell.text.quote for cell in reversed(cells) if cell is not None and cell.text), ""))
        texts.append(whole)
        days = _days(parts, last_texts, year)
        if days is not None:
            months[x] = days
            roles.append(Role.OTHER)
            continue
        known = next((found for part in reversed(parts) if (found := _role(part))), None) or _role(whole)
        role = known or Role.OTHER
        if known is None:
            unknown.append(x)
        if parts and role is Role.PRODUCT and re.search(r"so luong|chi tieu", whole):
            role = Role.QUANTITY
        roles.append(role)
        if re.search(r"toi thieu|it nhat|>=|≥", whole):
            at_least.add(x)
        if parts and _TOTAL.fullmatch(parts[-1]):
            totals.add(x)
    if Role.CONTENT not in roles:
        instead = next((one for one in (Role.PRODUCT, Role.FORM, Role.CHANNEL) if one in roles), None)
        if instead is not None:
            at_first = roles.index(instead)
            roles[_longest(table, [at_first, *unknown], at + height)] = Role.CONTENT
    elif roles.count(Role.CONTENT) > 1:
        roles = _one_content(roles, texts)
    for x in unknown:
        if roles[x] is Role.OTHER:
            roles[x] = _role_by_cells(table, x, at + height, roles)
    first = at + height
    if first < len(table.rows) and _is_numbering(table.rows[first]):
        first += 1
    return Columns(tuple(roles), months, first, frozenset(at_least), frozenset(totals), tuple(texts), tuple(titles))


def _longest(table: Table, among: Sequence[int], first: int) -> int:
    """Of the first column and others, another one only where its texts are more than twice as long: a task is a
    sentence, its form a word or two.
    """

    def length(x: int) -> int:
        return sum(len(cell.text.text) for row in table.rows[first:] if (cell := row[x]) is not None)

    best = max(among, key=length)
    return best if length(best) > 2 * length(among[0]) else among[0]


def _role_by_cells(table: Table, x: int, first: int, roles: Sequence[Role]) -> Role:
    """What a column with an unknown header holds, by its cells: targets, units or times."""
    cells = [cell.text for row in table.rows[first : first + 40] if (cell := row[x]) is not None and cell.text]
    if not cells:
        return Role.OTHER
    if sum(bool(find_targets(text)) for text in cells) * 3 >= len(cells):
        return Role.PRODUCT
    if Role.LEAD not in roles and sum(is_unit(text.text) for text in cells) * 2 >= len(cells):
        return Role.LEAD
    if Role.TIME not in roles:
        times = [read_due_cell(text, 2025) for text in cells]
        if sum((due is not None and due.to is not None) or often is not None for due, often in times) * 2 >= len(cells):
            return Role.TIME
    return Role.OTHER


def _one_content(roles: list[Role], texts: list[str]) -> list[Role]:
    """Of several columns that could be the task, the one that names it; the others describe it."""
    wanted = ("nhiem vu", "cong viec", "hoat dong", "giai phap", "noi dung")
    best = min(
        (at for at, role in enumerate(roles) if role is Role.CONTENT),
        key=lambda at: (next((n for n, word in enumerate(wanted) if word in texts[at]), 9), at),
    )
    return [Role.OTHER if role is Role.CONTENT and at != best else role for at, role in enumerate(roles)]


def _days(parts: list[str], beside: list[str], year: int | None) -> tuple[date, date] | None:
    """The days of a column for one month or quarter."""
    if not parts or year is None:
        return None
    last = parts[-1]
    if match := _QUARTER.fullmatch(last):
        return quarter_days(year, {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match[1]) or int(match[1]))
    under = any(re.fullmatch(r"(?:cac )?thang.*|thoi gian.*|tien do.*|lich.*", part) for part in parts[:-1])
    if (match := _MONTH.fullmatch(last)) and (not last.isdigit() or under or _run(beside)):
        return month_days(year, int(match[1]))
    if last in _ROMANS and (under or sum(text in _ROMANS for text in beside) >= 6):
        return month_days(year, _ROMANS.index(last) + 1)
    return None


def _run(texts: list[str]) -> bool:
    """Whether bare numbers run over at least six months: 1, 2, 3 …"""
    numbers = [int(text) for text in texts if text.isdigit()]
    return len(numbers) >= 6 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[-1] <= 12


def _is_numbering(row: Sequence[Cell | None]) -> bool:
    """A row "(1) (2) (3)" or "A B 1 2" under the header."""
    texts = list(dict.fromkeys(_folded(cell) for cell in row if cell is not None and cell.text))
    return len(texts) >= 3 and all(re.fullmatch(r"\d{1,2}|[a-e]|\d=.*", text) for text in texts)


def guessed_columns(table: Table) -> Columns | None:
    """Of a table without header: numbers first, the longest texts as the task, the others by what they hold."""
    if table.width < 3 or len(table.rows) < 2:
        return None
    columns = [
        [row[x].text.text if row[x] is not None else "" for row in table.rows]  # type: ignore[union-attr]
        for x in range(table.width)
    ]
    if sum(re.fullmatch(r"\s*(?:\d{1,3}|[IVX]{1,4})[.)]?\s*", text) is not None for text in columns[0]) < 2:
        return None
    lengths = [sum(map(len, texts)) for texts in columns]
    content = lengths.index(max(lengths[1:]))
    roles = [Role.INDEX, *([Role.OTHER] * (table.width - 1))]
    roles[content] = Role.CONTENT
    for x in range(1, table.width):
        joined = fold(" ".join(columns[x]))
        if x == content:
            continue
        if re.search(r"quy |thang |ngay |thuong xuyen|\d/20\d\d", joined) and not re.search(r"tin|bai", joined):
            roles[x] = Role.TIME
        elif re.search(r"phong |trung tam|benh vien|van phong|don vi|ttyt|cdc|khoa ", joined):
            roles[x] = Role.SUPPORT if Role.LEAD in roles else Role.LEAD
        elif re.search(r"\d", joined):
            roles[x] = Role.QUANTITY
    return Columns(tuple(roles), {}, 0)
