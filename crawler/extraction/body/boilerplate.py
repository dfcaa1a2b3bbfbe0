"""Short texts that belong to the page, not to the article: share bars, counters, notices, heads of related lists.

All patterns are written for folded text: lower case, no accents, single spaces. None nests repetitions.
"""

from __future__ import annotations

import re

from crawler.extraction.authors.bylines import Role, read_line
from crawler.extraction.dates.labels import remainder
from domain.text import fold

__all__ = [
    "is_address",
    "is_boilerplate",
    "is_comment_head",
    "is_contact",
    "is_credit",
    "is_date_line",
    "is_imprint",
    "is_related_head",
]

_LONGEST = 260

_NETWORK = (
    r"(?:chia se|share|tweet|pinterest|pin|whatsapp|facebook|zalo|twitter|linkedin|telegram|e-?mail|print|"
    r"x|in|like|thich|"
    r"messenger|viber|reddit|gmail|rss|youtube|instagram|tiktok|google ?(?:\+|news)?|copy link)"
)
_SHARING = (
    _NETWORK + r"(?:[\s,|/·:+-]+" + _NETWORK + r")*",
    r"chia se (?:bai viet|nhan xet|len|qua|tren|voi|tin|y kien|noi dung|trang).{0,60}",
    r"share (?:this|on|via|to|with|the|full).{0,60}",
    r"follow (?:us|me|him|her|them|@).{0,80}",
    r"theo doi .{0,30}go+gle? news.*",
    r"(?:moi .{0,20})?(?:quan tam|theo doi) .{0,40}(?:tren zalo|fanpage|facebook|kenh youtube).{0,60}",
    r"moi (?:ban|quy vi|quy ban|doc gia)(?: doc)? (?:xem|doc|nghe) (?:them|tiep|video|clip)\b.{0,60}",
)
_TOOLS = (
    r"in (?:trang|bai|tin|an)(?: nay| viet)?|ban in|ban de in|luu (?:bai|tin).{0,20}",
    r"gui(?: (?:email|mail|bai|cho ban be|nhan xet|binh luan|y kien|phan hoi|di).{0,20})?",
    r"quay lai(?: trang.{0,20})?|tro (?:lai|ve)(?: (?:trang|dau).{0,20})?|ve (?:dau trang|trang chu)|"
    r"(?:len )?dau trang",
    r"back to top|go back|trang chu|home|top|play|pause|close|dong|more|link|copied|sao chep.{0,20}",
    r"(?:co|kich) (?:chu|thuoc chu).{0,30}|(?:tang|giam) co chu|cai dat doc bao",
    r"nghe (?:doc )?(?:bai viet|audio|bai|tin)(?: nay)?|doc bai viet|phat audio|(?:giong )?(?:nu|"
    r"nam) mien (?:bac|nam|trung)",
    r"mien (?:bac|nam|trung)|giong (?:nu|nam).{0,20}|\d\.?\d?x|chuan|cham|nhanh|0?0:00(?: ?/ ?\d?\d:\d\d)?",
    r"(?:trang|pages?) ?:?(?: ?(?:[1-9]\d?|»|next|sau))+",
    r"next|prev(?:ious)?|sau|truoc|tiep theo|trang (?:truoc|sau)|bai (?:truoc|sau).{0,20}",
    r"videos?|photos?|image|anh|(?:image|photo|slide) \d+ (?:of|/) \d+|\d+ ?(?:/|of) ?\d+",
    r"loading.{0,10}|dang tai.{0,10}|advertisement|advertising|quang cao|sponsored(?: content)?|tai tro|ad|advert",
)
_COUNTERS = (
    r"(?:so |tong (?:so )?)?(?:luot|lan) (?:xem|doc|truy cap|tai|view)\b.{0,30}|luot truy cap.{0,30}|da xem.{0,10}",
    r"views?\b.{0,14}|\d[\d.,]* (?:views?|luot xem|comments?|shares?|likes?)",
    r"tong (?:so )?(?:luot )?truy cap.{0,40}|(?:so nguoi )?dang (?:truy cap|online).{0,30}|"
    r"so nguoi (?:truy cap|online).{0,30}",
    r"(?:dang |truc tuyen ?)(?:truc tuyen|online).{0,30}|thong ke (?:truy cap|luot).{0,40}",
    r"(?:hom nay|hom qua|tuan nay|thang nay|tat ca|trong (?:ngay|tuan|thang)) ?[:\s] ?[\d.,]+",
    r"(?:duong day nong|hotline|tong dai)\b(?:.{0,12}|.{0,50}\d[\d.() -]{5,}.{0,30})",
)
_LABELS = (
    r"tags?(?: ?:.{0,200})?|(?:tu khoa|keywords?) ?:.{0,200}|(?:the|chu de) ?:.{0,80}|topics?(?: ?:.{0,100})?",
    r"(?:cac )?(?:tep|tap tin|file|tai lieu|van ban)(?: tin)? (?:dinh kem|kem theo) ?:?",
    r"filed under.{0,80}|more on:?.{0,60}|xem (?:them|tiep|chi tiet|toan bo|tat ca|nhieu)(?: tai day.{0,20})?",
    r"(?:xem|doc) (?:them|tiep|nhieu) ?[:>»].{0,160}|doc (?:them|tiep|nhieu)|continue reading.{0,60}",
    r"read (?:more|next|also|the full).{0,120}|see (?:more|also)\b.{0,120}|danh gia(?: (?:bai viet|noi dung).{0,30})?",
    r"ban (?:thay|danh gia|nghi gi ve) (?:noi dung |the nao ve )?(?:bai viet|tin|noi dung).{0,40}\?|"
    r"(?:rat |khong )?huu ich|binh thuong",
    r"diem (?:trung binh|danh gia) ?:?.{0,40}|hoi va dap|hoi dap|(?:tong so )?(?:diem|"
    r"binh chon).{0,20}(?:bai viet|sao|danh gia).{0,60}|"
    r"click de danh gia.{0,30}",
    r"[★☆⭐\s]+(?:\(?\d.{0,30})?",
    r"xep hang ?:.{0,40}|rating.{0,20}|\d(?:[.,]\d)?/5(?: .{0,40})?",
    r"chu y ?: ?(?:viec )?(?:dang|su dung|sao chep) lai .{0,220}|(?:moi )?(?:hinh thuc |hanh vi )?sao chep .{0,120}"
    r"(?:ban quyen|ghi ro nguon|chap thuan).{0,60}|(?:nguon tin|tac gia(?: bai viet)?) ?:",
    r"(?:©|copyright|ban quyen thuoc|giu ban quyen|all rights reserved).{0,160}|(?:vui long )?ghi ro nguon.{0,80}",
)
_COMMENTING = (
    r"(?:binh luan|phan hoi|comments?) ?: ?\d+",
    r"\d+ ?(?:binh luan|comments?|y kien|phan hoi)|binh luan(?: ?\(\d+\))?|y kien ban doc.{0,20}|y kien(?: cua ban)?",
    r"(?:viet|dang|de lai|leave|post|add|write|view|show|join) .{0,15}(?:binh luan|comments?|conversation|"
    r"reply)\b.{0,40}",
    r"comments?(?: ?\(\d+\))?|(?:comments? (?:are|have been) closed|no comments?).{0,20}",
    r"(?:vui long |hay |ban can |ban phai )?dang nhap(?: de .{0,60})?|log ?in.{0,40}|sign (?:in|up).{0,60}",
    r"dang ky(?: nhan.{0,60})?|subscribe.{0,100}|tro thanh nguoi dau tien binh luan.{0,40}",
    r"chua co (?:binh luan|danh gia|y kien).{0,30}|hay la nguoi dau tien.{0,60}",
    r"your e-?mail address will not be published.*|required fields are marked.*|email cua ban se khong duoc hien thi.*",
    r"(?:ho (?:va )?ten|dia chi email|so dien thoai|noi dung|tieu de|ma (?:xac nhan|bao mat|captcha)|email|"
    r"name|website|"
    r"dien thoai)[\s*:()]*",
)
_NOTICES = (
    r"ban da khong su dung (?:site|trang).*|phien (?:lam viec|dang nhap).{0,40}(?:het han|ket thuc).{0,60}",
    r"giay phep (?:so|hoat dong|xuat ban|thiet lap).{0,90}(?:\bgp\b|gp-|stttt|btttt|tt&tt|"
    r"thong tin va truyen thong).{0,160}",
    r"thoi gian cho ?: ?\d+.*|session (?:timeout|expired).{0,80}|bam vao day de duy tri.{0,60}",
    r"(?:trang|website|chung toi|we|this (?:site|website)|by (?:using|continuing)).{0,60}\bcookies?\b.{0,180}",
    r"\(?(?:hinh )?anh (?:chi )?(?:mang tinh )?minh hoa\)?|(?:anh|nguon|nguon anh) ?: ?(?:internet|mang|st|suu tam)",
    r"\w{2,20} da ket noi \w{2,20}|this slideshow requires javascript",
)

_BOILERPLATE = re.compile(
    r"^\W*(?:" + "|".join((*_SHARING, *_TOOLS, *_COUNTERS, *_LABELS, *_COMMENTING, *_NOTICES)) + r")\W*$"
)

_COMMENT_HEAD = re.compile(
    r"^\W*(?:(?:\d+ )?(?:binh luan|phan hoi|y kien|nhan xet)(?: (?:ban doc|cua ban doc|doc gia))?|(?:\d+ )?comments?|"
    r"hoi va dap|hoi dap|(?:gui|viet|chia se) (?:binh luan|nhan xet|y kien)(?: .{0,30})?)(?: ?\(\d+\))?\W*$"
)
_BAR = re.compile(r"[|•·/\t]| {2,}| - ")

_RELATED_HEADS = (
    r"(?:(?:cac |nhung |mot so )?(?:tin tuc|tin bai|tin|bai viet|bai bao|bai|thong tin|noi dung|su kien|"
    r"video|van ban|chu de) "
    r"(?:co )?(?:lien quan|khac|cu hon|moi hon|cung (?:chuyen muc|loai|chu de|muc)|da (?:dua|dang)|"
    r"moi(?: nhat)?|noi bat|truoc do|"
    r"tiep theo|(?:doc|xem) nhieu|(?:duoc )?quan tam|hay|nen doc|tuong tu|goi y)(?: .{0,30})?)",
    r"cung (?:chuyen muc|chuyen de|chu de|muc)(?: nay)?|co the ban (?:quan tam|thich|se thich)|"
    r"ban co the quan tam|dung bo lo",
    r"dang quan tam|lien quan|(?:doc|xem) (?:nhieu(?: nhat)?|them)|tin (?:doc|xem|noi) (?:nhieu|"
    r"bat)(?: nhat)?|moi nhat|tin nong",
    r"thong tin cai cach|y kien ban doc.{0,20}|binh luan(?: ?\(\d+\))?",
    r"related(?: (?:articles?|posts?|stories|news|content|topics?|links?|reading|coverage|items|tags?|"
    r"videos?|on .{0,30}))?",
    r"more (?:from|stories|news|articles|like this|on this).{0,50}|recommended(?: (?:for you|stories|"
    r"articles|reading))?",
    r"(?:you (?:may|might)|you'll) (?:also )?(?:like|be interested|enjoy|want).{0,40}|explore further|further reading",
    r"(?:most|latest|top|popular|trending) (?:read|popular|viewed|news|stories|posts|articles|headlines|now).{0,30}",
    r"(?:read|see|watch) (?:more|also|next)|don'?t miss.{0,20}|what (?:to )?read next|also (?:on|read|"
    r"in)\b.{0,30}|up next",
    r"(?:from )?around the web|promoted stories|sponsored links|leave a (?:reply|comment)|(?:post|write|"
    r"add) (?:a )?comments?",
    r"comments?|about the authors?|popular on .{0,20}|in this (?:story|article)|editor'?s? picks?|newsletter",
)
_RELATED = re.compile(r"^\W*(?:" + "|".join(_RELATED_HEADS) + r")(?: ?\(\d+\))?\W*$")

_IMPRINT = re.compile(
    r"^\W*(?:(?:trang|cong) (?:thong )?tin (?:dien tu|tong hop)\b|(?:co quan|don vi) chu quan\b|"
    r"(?:nguoi )?chiu trach nhiem|truong ban bien tap|ban quyen\b|(?:giay phep|gp) (?:so|thiet lap))"
)
_CONTACT = re.compile(r"\b(dia chi|tru so|dien thoai|dt|tel|fax|e-?mail|website) ?:")

_CONTACT_START = re.compile(r"^\W*(?:dia chi|tru so|dien thoai|dt|tel|fax|e-?mail|hotline|website)\b ?[:.]")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    r"\b\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b|"
    r"\bngay \d{1,2} thang \d{1,2} nam \d{4}|"
    + r"\b" + _MONTH + r"\.? \d{1,2},? (?:19|20)\d\d\b|\b\d{1,2}\.? " + _MONTH + r"\.? (?:19|20)\d\d\b|"
    r"\b\d{1,2}(?::|h|g)\d{2}\b"
)  # fmt: skip
_DATED = re.compile(
    r"^\W*(?:cap nhat|ngay dang|dang (?:ngay|luc)|ngay (?:tao|xuat ban|cap nhat|viet)|published|updated|"
    r"posted|last updated|thoi gian(?: dang| xuat ban)? ?:)"
)
_CREDIT = re.compile(
    r"\((?:image|photo|picture|foto|pic|ap photo|credit|image credit|source)s?\b[^()]{0,60}\)\s*$|"
    r"^(?:photos?|fotos?|images?|bild(?:er)?|credit|source|quelle|photograph|illustration)(?: by| credit)?\s*:|"
    r"\b(?:getty images|/ ?getty|afp via getty|ap photo/[\w .]{1,40}|reuters/[\w .]{1,40})\W*$",
    re.I,
)


def is_boilerplate(text: str) -> bool:
    """Whether a block is a button, a counter, a notice or the like, and nothing else."""
    if len(text) > _LONGEST:
        return False
    folded = fold(text)
    if _BOILERPLATE.match(folded):
        return True
    parts = [part for part in _BAR.split(folded) if part.strip()]
    return 2 <= len(parts) <= 12 and all(_BOILERPLATE.match(part.strip()) or part.strip().isdigit() for part in parts)


def is_related_head(text: str) -> bool:
    """Whether a block heads a list of other articles or the comments ("Tin liên quan", "Các bài viết khác")."""
    return len(text) <= 80 and _RELATED.match(fold(text)) is not None


def is_imprint(text: str) -> bool:
    """Whether a short block says whose site this is, as footers do ("Trang thông tin điện tử Sở Y tế …")."""
    return len(text) <= 160 and text[-1:] != "." and _IMPRINT.match(fold(text)) is not None


def is_contact(text: str) -> bool:
    """Whether a block is an address line of at least two of: address, telephone, fax, mail."""
    return len(text) <= 260 and len(set(_CONTACT.findall(fold(text)))) >= 2


def is_address(text: str) -> bool:
    """Whether a block begins with an address, a telephone or the like, as the site's header and footer do."""
    return len(text) <= 260 and _CONTACT_START.match(fold(text)) is not None


def is_comment_head(text: str) -> bool:
    """Whether a block heads the readers' comments: nothing after it is the article's."""
    return len(text) <= 60 and _COMMENT_HEAD.match(fold(text)) is not None


def is_date_line(text: str) -> bool:
    """Whether a short block says when (and perhaps by whom) the page was published, and no more."""
    if len(text) > 110:
        return False
    folded = fold(text)
    if not _DATE.search(folded):
        return (
            _DATED.match(folded) is not None
            and any(c.isdigit() for c in folded)
            and len(remainder(folded).split()) <= 3
        )
    if read_line(text).role is Role.DATED:
        return True
    # A clock, a counter, a section beside the date; a sentence or a heading says more.
    return len(remainder(_DATE.sub(" ", folded)).split()) <= 1


def is_credit(text: str) -> bool:
    """Whether a block is a picture's caption by its credit ("… (Image: GETTY)")."""
    return len(text) <= 400 and _CREDIT.search(text) is not None
