"""Two made-up issues on which templates are tried: one with something in every field, one without news.

Nothing of them is ever printed for readers; names and addresses are of example domains.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from domain.areas import reform_areas
from domain.days import ZONE
from domain.digest import (
    Approval,
    Asking,
    Deadline,
    DocumentLine,
    Example,
    FigureLine,
    Issue,
    IssueState,
    Item,
    MovedFigure,
    Overview,
    QuotedFigure,
    QuotedLine,
    Reprint,
    Request,
    RequestStatus,
    Section,
    Sentence,
    Share,
    Silent,
    Undated,
    Window,
)

__all__ = ["empty_issue", "full_issue"]

_FIRST = date(2022, 9, 26)
_START = datetime(2022, 9, 26, tzinfo=ZONE)
_SENTENCE = "Trong 9 tháng, bộ phận một cửa tiếp nhận 1.185 hồ sơ, giải quyết đúng hạn đạt 98,7%."
_FIGURE = FigureLine(text="98,7%", value=98.7, unit="%", sentence=_SENTENCE, subject="hồ sơ giải quyết đúng hạn", n=1)
_DEADLINE = Deadline.model_validate({"text": "trước ngày 15/10/2022", "from": "2022-10-14", "to": "2022-10-14"})
_LATER = Deadline.model_validate({"text": "trước ngày 30/11/2022", "from": "2022-11-29", "to": "2022-11-29"})
_EDITED = Sentence(text="Người dân chờ ít hơn trước.", edited=True, quotation="Thời gian chờ giảm.")
_REQUEST = Request(unit="Phòng Tổ chức cán bộ", due=date(2022, 10, 10), status=RequestStatus.ASSIGNED)
_ENDS: dict[str, Any] = {"from": _FIRST, "to": _FIRST + timedelta(days=6)}


def _document(n: int) -> DocumentLine:
    return DocumentLine(
        number="88/KH-SYT",
        type="Kế hoạch",
        date=date(2022, 9, 20),
        issuer="Sở Y tế",
        text="Kế hoạch số 88/KH-SYT ngày 20/9/2022 của Sở Y tế",
        sentence="Thực hiện Kế hoạch số 88/KH-SYT ngày 20/9/2022 của Sở Y tế.",
        deadline=_DEADLINE if n % 2 else None,
        new=True,
        n=n,
    )


def _item(n: int, topic: str) -> Item:
    address = f"https://syt{n}.example.vn/bai-{n}"
    return Item(
        n=n,
        article_id=f"a{n:04}",
        title=f"Trạm y tế số {n} đưa bộ phận một cửa vào hoạt động",
        url=address,
        source=f"syt-{n}",
        unit=f"Trung tâm Y tế huyện số {n}",
        published_at=_FIRST + timedelta(days=n % 5) if n % 9 else None,
        sentences=(
            Sentence(text=_SENTENCE),
            Sentence(
                text="Người dân chờ ít hơn trước.", edited=n == 2, quotation="Thời gian chờ giảm." if n == 2 else None
            ),
        ),
        figures=(_FIGURE.model_copy(update={"n": n}),),
        documents=(_document(n),),
        reprints=tuple(
            Reprint(source="bao", url=f"https://bao.example.vn/{n}/{at}", name="Báo tỉnh")
            for at in range(2 if n % 3 == 0 else 0)
        ),
        request=Request(unit="Phòng Tổ chức cán bộ", due=date(2022, 10, 10), status=RequestStatus.ASSIGNED)
        if n == 1
        else None,
        source_name=f"Trang thông tin điện tử Trung tâm Y tế huyện số {n}",
        province="Quảng Ngãi",
        topic=topic,
        reach=2 if n % 3 == 0 else 1,
        note="Cần theo dõi tiếp." if n == 1 else "",
        tone="phản ánh, kiến nghị" if n == 2 else None,
        reasons=("nêu tên đơn vị trực thuộc",),
        withdrawn=n == 4,
    )


def full_issue(items: int = 12) -> Issue:
    """An approved issue with ``items`` items over the eight areas."""
    areas = reform_areas()
    by_area: dict[str, list[Item]] = {area.code: [] for area in areas}
    for n in range(1, items + 1):
        area = areas[(n - 1) * len(areas) // items]
        by_area[area.code].append(_item(n, area.code))
    line = QuotedLine(n=1, article_id="a0001", text=_SENTENCE, unit="Trung tâm Y tế huyện số 1")
    before = QuotedFigure(
        text="96,2%",
        value=96.2,
        sentence="Tuần trước, hồ sơ giải quyết đúng hạn đạt 96,2%.",
        article_id="a9999",
        title="Bài tuần trước",
        url="https://syt1.example.vn/bai-0",
        issue="Tuần 38/2022",
    )
    now = before.model_copy(update={"text": "98,7%", "value": 98.7, "sentence": _SENTENCE, "issue": "Tuần 39/2022"})
    weeks = tuple(
        Share(key=f"2022-W{week}", name=f"Tuần {week}", articles=count)
        for week, count in ((36, 31), (37, 35), (38, 28), (39, items))
    )
    carried = Request(
        unit="Văn phòng Sở",
        due=date(2022, 9, 30),
        since="2022-W38",
        article_id="a9999",
        title="Bài tuần trước",
        url="https://syt1.example.vn/bai-0",
    )
    return Issue(
        id="2022-W39",
        **_ENDS,
        title="Điểm tin cải cách hành chính – Tuần 39/2022 (26/9–02/10/2022)",
        headlines=tuple(f"Trạm y tế số {n} đưa bộ phận một cửa vào hoạt động" for n in (1, 2, 3)),
        headline_sources=(1, 2, 3),
        overview=Overview(
            articles=items,
            copies=2,
            contents=items - 2,
            sources=9,
            provinces=4,
            previous_articles=28,
            previous_copies=1,
            previous_sources=8,
            previous_provinces=4,
            previous_name="19/9–25/9/2022",
            weeks=weeks,
        ),
        sections=tuple(
            Section(topic=area.code, name=area.name_local, items=tuple(by_area[area.code])) for area in areas
        ),
        figures=tuple(_FIGURE.model_copy(update={"n": n}) for n in range(1, items + 1)),
        documents=tuple(_document(n) for n in range(1, items + 1)),
        silent=tuple(
            Silent(
                source=f"nguon-{n}", name=f"Bệnh viện đa khoa số {n}", last=_FIRST - timedelta(days=9 * n), days=9 * n
            )
            for n in range(1, 6)
        ),
        undated=(Undated(article_id="u1", title="Bài chưa rõ ngày", url="https://syt1.example.vn/u1"),),
        late=(_item(items + 1, areas[0].code).model_copy(update={"late_for": "2022-W38"}),),
        window=Window(start=_START, end=_START + timedelta(days=7)),
        numbering="Tuần 39/2022",
        office="Sở Y tế",
        state=IssueState.APPROVED,
        hash="0123456789abcdef" * 4,
        approval=Approval(who="Trưởng phòng Tổ chức cán bộ", at=_START + timedelta(days=7, hours=7)),
        composed_at=_START + timedelta(days=7),
        concerns_us=(line,),
        moved=(
            MovedFigure(
                n=1,
                body="Trung tâm Y tế huyện số 1",
                subject="hồ sơ giải quyết đúng hạn",
                unit="%",
                before=before,
                now=now,
                difference=2.5,
            ),
        ),
        new_documents=(_document(1), _document(2)),
        asks=(
            Asking(
                n=2,
                article_id="a0002",
                text="Đề nghị các đơn vị gửi báo cáo trước ngày 15/10/2022.",
                who="Sở Y tế",
                words=("đề nghị",),
                deadline=_DEADLINE,
            ),
        ),
        more_asks=(Asking(n=1, article_id="a0001", text=_SENTENCE, deadline=_LATER),),
        examples=(Example(n=3, article_id="a0003", text="Trạm trả kết quả tại nhà cho người cao tuổi."),),
        requests=(carried,),
    )


def empty_issue() -> Issue:
    """A draft of a week without news, before which nothing had been collected."""
    return Issue(
        id="2022-W39",
        **_ENDS,
        title="Điểm tin cải cách hành chính – Tuần 39/2022 (26/9–02/10/2022)",
        window=Window(start=_START, end=_START + timedelta(days=7)),
    )
