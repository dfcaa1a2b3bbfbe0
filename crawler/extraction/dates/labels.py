"""What the words around a date in a line say about it: published, updated, something else, or nothing."""

from __future__ import annotations

import re
from enum import Enum

from crawler.extraction.dates.months import WEEKDAY
from domain.text import fold_keeping_length

__all__ = ["Label", "label_in_names", "label_of", "only_label", "remainder"]


class Label(Enum):
    """The meaning of one date."""

    PUBLISHED = "published"
    UPDATED = "updated"
    OTHER = "other"  # a cited document, a deadline, an event, a licence, the clock of the site
    WHEN = "when"  # "Thời gian:": of the article in a box that speaks of dates, of an event elsewhere
    NONE = "none"


_PUBLISHED = (
    r"ngay\s(?:gio\s)?dang(?:\s(?:tin|bai|tai))?|thoi\sgian\s(?:dang|xuat\sban)(?:\s(?:tin|bai))?"
    r"|(?:duoc\s|da\s)?(?:dang|viet|gui|dua|xuat\sban)\s(?:tin\s|bai\s)?(?:vao\s)?(?:ngay|luc|hoi)(?:\s(?:thu))?"
    r"|(?:ngay|gio|thoi\sgian)\s(?:xuat\sban|tra\sloi|cong\sbo\stin|dua\stin|dua\sbai|viet(?:\sbai)?|tao|phat\stin|gui)"
    r"|(?:duoc|da)\s(?:dang|xuat\sban)|dang\stai(?:\sngay|\sluc)?|xuat\sban|dang\sboi"
    r"|(?:post(?:ed)?|publish(?:ed)?|created|submitted|written|first\spublished)(?:\s(?:on|at|date|time))?"
    r"|(?:publication|release)\sdate|veroeffentlicht(?:\sam)?|veroffentlicht(?:\sam)?|erstellt(?:\sam)?"
    r"|publie\sle|publicado(?:\s(?:el|em))?|pubblicato(?:\sil)?"
)
_UPDATED = (
    r"(?:ngay|gio|lan|thoi\sgian)?\s?(?:duoc\s|da\s)?(?:cap\snhat|chinh\ssua|sua\sdoi|sua)"
    r"(?:\s(?:lan\s)?(?:cuoi(?:\scung)?|gan\snhat|moi\snhat))?(?:\s(?:vao|bai\sviet))?(?:\s(?:ngay|luc|hoi))?"
    r"|(?:last\s)?(?:up-?dated?|modified|edited|revised|changed)(?:\s(?:on|at|date|time))?"
    r"|last\s(?:update|change|edit)"
    r"|(?:letzte\s)?(?:aktualisier(?:t|ung)|geaendert|geandert)(?:\sam)?|mis\sa\sjour(?:\sle)?|actualizado(?:\sel)?"
    r"|atualizado(?:\sem)?|aggiornato(?:\sil)?"
)
_OTHER = (
    r"ngay\s(?:gui\s(?:cau\s)?)?hoi|giay\sphep|\bgp\b|ban\shanh|hieu\sluc|ky\sngay|ngay\sky|sinh\sngay|ngay\ssinh|het\shan|han\s(?:chot"
    r"|nop|cuoi)|thoi\shan"
    r"|truoc\sngay|sau\sngay|tu\sngay|den\sngay|den\shet|ke\stu|tinh\sden|het\sngay|khai\smac|be\smac"
    r"|dien\sra|to\schuc"
    r"|hom\snay|bay\sgio|hien\stai|today|bat\sdau|ket\sthuc|ngay\sthanh\slap|ngay\sle|lich\s|ngay\shop|su\skien"
    r"|ke\shoach|quyet\sdinh|cong\svan|nghi\squyet|nghi\sdinh|thong\stu|chi\sthi|van\sban|to\strinh"
    r"|bao\scao\sso|thong\sbao\sso"
    r"|(?:^|\s)so\s?:?\s?\d|\d/\d{4}/|/[a-z]{2,}-[a-z]+|copyright|ban\squyen|expires?|deadline|event"
    r"|binh\sluan|gia\shan|an\shanh"
)
_STEM = r"(?:\s?(?:thu))?[\s:;,.|\-–—()\[\]>]{0,6}(?:(?:ngay|luc|vao|date)[\s:]{0,3}){0,2}$"
_ENDS_PUBLISHED = re.compile(rf"(?<![a-z])(?:{_PUBLISHED}){_STEM}")
_ENDS_UPDATED = re.compile(rf"(?<![a-z])(?:{_UPDATED}){_STEM}")
_OF_FIGURES = re.compile(r"(?:thong\ske|so\slieu|du\slieu|ty\sgia|thoi\stiet|trang\sweb|website)\W{0,3}(?:\w+\s){0,2}$")
_HAS_OTHER = re.compile(_OTHER)
_ENDS_DAY = re.compile(r"(?:^|[\s|,(])(?:ngay|date)\s?:\s?$")
_ENDS_TIME = re.compile(r"(?:thoi\sgian|luc|time)\s?:\s?(?:tu\s)?$")
_ALONE_PUBLISHED = re.compile(rf"(?:{_PUBLISHED})\s?:?\s?$")
_ALONE_UPDATED = re.compile(rf"\s?(?:{_UPDATED})\s?:?\s?$")
_WINDOW = 48


def label_of(before: str) -> Label:
    """The label of a date by the text of its line before it (since the date before, if any)."""
    near = fold_keeping_length(before[-_WINDOW:])
    if updated := _ENDS_UPDATED.search(near):
        return Label.OTHER if _OF_FIGURES.search(near[: updated.start()]) else Label.UPDATED
    if _ENDS_PUBLISHED.search(near):
        return Label.PUBLISHED
    if _HAS_OTHER.search(near):
        return Label.OTHER
    if _ENDS_TIME.search(near):
        return Label.WHEN
    return Label.PUBLISHED if _ENDS_DAY.search(near) else Label.NONE


def only_label(text: str) -> Label:
    """The label that a short text consists of ("Ngày đăng:"); NONE for any other text."""
    if len(text) > _WINDOW:
        return Label.NONE
    folded = " ".join(fold_keeping_length(text).split())
    if _ALONE_PUBLISHED.match(folded):
        return Label.PUBLISHED
    if _ALONE_UPDATED.match(folded):
        return Label.UPDATED
    return Label.NONE


_NAME_PUBLISHED = re.compile(r"publish|pubdate|pub-date|posted|ngay-?dang|ngaydang|created|xuat-?ban")
_NAME_UPDATED = re.compile(r"updated|modified|cap-?nhat|last-?update|lastmod")
_NAME_DATE = re.compile(r"date|time(?!line)|ngay|thoi-?gian|timestamp|clock-o|calendar-o")


def label_in_names(names: str) -> tuple[Label, bool]:
    """What class and id of the element say: a label, and whether they speak of a date at all."""
    names = names.lower()
    if _NAME_PUBLISHED.search(names):
        return Label.PUBLISHED, True
    if _NAME_UPDATED.search(names):
        return Label.UPDATED, True
    return Label.NONE, _NAME_DATE.search(names) is not None


_FILLER = re.compile(
    rf"(?<![a-z])(?:{_PUBLISHED}|{_UPDATED}|{WEEKDAY}|(?:luot|so\slan|so\sluot)\s(?:xem|doc|truy\scap)"
    rf"|da\s(?:xem|doc)|views?|hits|xem|doc"
    r"|chuyen\smuc|danh\smuc|ngay|luc|vao|gmt|date|time|co\schu|in\strang|in\sbai|email|chia\sse|tac\sgia|nguoi\s(?:dang|viet"
    r"|gui)|nguon|tin|bai|anh|theo|by"
    r"|a\+|a-|facebook|twitter|zalo|print|share|tang|giam|mac\sdinh|nghe|binh\sluan|phan\shoi|comments?)(?![a-z])"
)
_MARKS = re.compile(r"[^a-z]+")


def remainder(text: str) -> str:
    """What is left of a line (its dates already taken out) without labels, counters and buttons: letters,
    folded."""
    folded = fold_keeping_length(text)
    return _MARKS.sub(" ", _FILLER.sub(" ", folded)).strip()
