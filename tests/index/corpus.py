"""A few articles whose right answers can be seen by eye, for the contract of all engines."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from domain.annotation import Annotation, DocumentReference, TopicScore
from domain.article import Article, Attachment, Moment
from domain.search import IndexDocument

__all__ = ["ARTICLES", "document"]

ZONE = timezone(timedelta(hours=7))


def document(
    name: str,
    title: str = "Tin",
    body: str = "Nội dung.",
    *,
    published: Moment | None = None,
    updated: Moment | None = None,
    version: int = 1,
    source: str | None = "syt-kontum",
    source_name: str = "Sở Y tế Kon Tum",
    unit: str = "Sở Y tế tỉnh Kon Tum",
    province: str | None = None,
    topics: tuple[str, ...] = (),
    numbers: tuple[tuple[str, str | None], ...] = (),
    lead: str | None = None,
    attachment_text: str = "",
    group: str | None = None,
    withdrawn: bool = False,
    month: str | None = None,
    seen: datetime | None = None,
    files: tuple[str, ...] = (),
    scanned: bool = False,
) -> IndexDocument:
    """An article for the index. ``numbers``: (number, type) of the documents that it names; ``month``: all that is
    known of its publication; ``files``: names of its attachments.
    """
    url = f"https://tin.example/{name}"
    references = tuple(DocumentReference(text=n, start=0, end=len(n), number=n, type=kind) for n, kind in numbers)
    return IndexDocument(
        id=name,
        version=version,
        article=Article(
            url=url,
            canonical_url=url,
            source=source,
            title=title,
            lead=lead,
            body=body,
            published_at=published,
            updated_at=updated,
            attachments=tuple(Attachment(url=f"{url}/{file}", name=file) for file in files),
            content_hash=name,
        ),
        annotation=Annotation(
            documents=references,
            province=province,
            topics=tuple(TopicScore(topic=topic, score=0.6) for topic in topics),
        ),
        source_name=source_name,
        unit=unit,
        province=province,
        group=group,
        attachment_text=attachment_text,
        withdrawn=withdrawn,
        published_month=month,
        first_seen_at=seen,
        scanned=scanned,
    )


def _at(year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


SON_LA = {"source": "syt-sonla", "source_name": "Cổng Y tế Sơn La", "unit": "Sở Y tế tỉnh Sơn La", "province": "Sơn La"}
THAI_NGUYEN = {
    "source": "bao-thainguyen",
    "source_name": "Báo Thái Nguyên",
    "unit": "Báo Thái Nguyên",
    "province": "Thái Nguyên",
}

ARTICLES: tuple[IndexDocument, ...] = (
    document(
        "ke-hoach-1603",
        "Sở Y tế Kon Tum tuyên truyền cải cách hành chính",
        "Thực hiện Kế hoạch số 1603/KH-UBND ngày 18/5/2021 của UBND tỉnh, Sở Y tế ban hành Kế hoạch số 2105/KH-SYT.\n\n"
        "Nội dung tuyên truyền gồm bốn giải pháp. Mức độ hài lòng của người dân được đo hằng năm.",
        province="Kon Tum",
        topics=("chi_dao", "hai_long"),
        numbers=(("1603/KH-UBND", "Kế hoạch"), ("2105/KH-SYT", "Kế hoạch")),
    ),
    document(
        "tthc-son-la",
        "Ngành y tế làm tốt việc cải cách hành chính năm 2017",
        "Trong năm 2017 ngành Y tế tiếp nhận 1.185 hồ sơ, cắt giảm 12,85% thời gian thực hiện các TTHC.\n\n"
        "Công bố 75 thủ tục thuộc thẩm quyền của Sở Y tế tỉnh Sơn La.",
        published=_at(2018, 3, 13),
        topics=("tthc",),
        **SON_LA,
    ),
    document(
        "mot-cua",
        "Bộ phận một cửa phục vụ người bệnh",
        "Bộ phận một cửa trả 1.687/1.909 hồ sơ đúng hạn. CCHC đi vào nền nếp; dịch vụ công trực tuyến tăng nhanh.",
        published=_at(2022, 9, 26, 15, 44),
        topics=("tthc", "chinh_quyen_so"),
        group="nhom-1",
        **THAI_NGUYEN,
    ),
    document(
        "mot-cua-in-lai",
        "Bộ phận một cửa phục vụ người bệnh",
        "Bộ phận một cửa trả 1.687/1.909 hồ sơ đúng hạn. CCHC đi vào nền nếp; dịch vụ công trực tuyến tăng nhanh.",
        published=date(2022, 9, 27),
        topics=("tthc", "chinh_quyen_so"),
        group="nhom-1",
        source="syt-thainguyen",
        source_name="Sở Y tế Thái Nguyên",
        unit="Sở Y tế tỉnh Thái Nguyên",
        province="Thái Nguyên",
    ),
    document(
        "y-kien-te-nhi",
        "Số ý kiến tế nhị tại hội nghị",
        "Một số ý kiến tế nhị được nêu. Số ý kiến tế nhị ấy ít khi vào biên bản; số người có ý kiến không nhiều.",
        published=date(2022, 9, 1),
        topics=("cong_vu",),
        **THAI_NGUYEN,
    ),
    document(
        "vac-xin",
        "Tiêm vắc xin cho trẻ em",
        "Đợt tiêm vắc-xin tháng 10 đạt 98%. Mức độ hài lòng của người dân khi đưa con đi tiêm được ghi nhận.",
        published=_at(2022, 10, 1, 7, 30),
        topics=(),
        **SON_LA,
    ),
    document(
        "hoa-giai",
        "Hoà giải ở cơ sở",
        "Tổ hoà giải làm việc với các hộ. Bình hoa đặt ở phòng họp. Khoẻ để phục vụ, tuỳ việc mà làm.",
        published=date(2022, 8, 31),
        topics=(),
        **SON_LA,
    ),
    document(
        "hoa-tuoi",
        "Ngày hội hoa tươi",
        "Hoa tươi được bày bán. Hóa đơn ghi rõ giá.",
        updated=date(2022, 8, 1),
        topics=(),
        **SON_LA,
    ),
    document(
        "dang-o-dong-da",
        "Phòng khám ở Đống Đa",
        "Người dân quận Đống Đa đi khám. Bác sĩ Đặng Đông Đô chia sẻ về CĐS và đồng thuận.",
        published=date(2023, 1, 1),
        source="bao-ha-noi",
        source_name="Báo Hà Nội",
        unit="Báo Hà Nội",
        province="Hà Nội",
        topics=("chinh_quyen_so",),
    ),
    document(
        "van-ban-dinh-kem",
        "Công khai tài liệu",
        "Tài liệu xem tệp kèm theo.",
        published=date(2022, 12, 31),
        attachment_text="Phụ lục kèm Quyết định số 1229/QĐ-SYT: danh mục vị trí việc làm của trạm y tế.",
        province="Kon Tum",
        topics=("bo_may",),
    ),
    document(
        "da-go",
        "Bài đã gỡ về đường dây nóng",
        "Bài này đã bị gỡ khỏi trang nguồn. Nội dung cũ nói về đường dây nóng.",
        published=date(2021, 1, 2),
        withdrawn=True,
        **THAI_NGUYEN,
    ),
    document(
        "khong-ro-nguon",
        "Bài không rõ nguồn <b>lạ</b> & khác",
        'Văn bản có <script>alert("xấu")</script> và dấu & cùng 5 < 6. Từ khoá: kỷ cương hành chính.',
        source=None,
        source_name="",
        unit="",
    ),
)
"""Twelve articles; what each is for is in its name."""
