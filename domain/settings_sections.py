"""The sections of the settings file: the office that runs the program, its mail, its page and its digest."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_settings import NoDecode

__all__ = ["Digest", "Mail", "Office", "Web"]

Names = Annotated[tuple[str, ...], NoDecode]


def _split(value: object, mark: str) -> object:
    """A variable of the environment names several things in one line, parted by ``mark``."""
    return tuple(part.strip() for part in value.split(mark) if part.strip()) if isinstance(value, str) else value


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Office(_Section):
    """Who runs the program: what “us” means in the digest, the plan and a letterhead."""

    name: str = Field(default="", description="Tên cơ quan ban hành, như trên văn bản.", examples=["Sở Y tế"])
    parent: str = Field(
        default="", description="Cơ quan chủ quản, như trên văn bản.", examples=["UBND tỉnh Quảng Ngãi"]
    )
    symbol: str = Field(default="", description="Chữ viết tắt tên cơ quan trong số, ký hiệu văn bản.", examples=["SYT"])
    province: str = Field(default="", description="Tỉnh, thành phố của cơ quan.", examples=["Quảng Ngãi"])
    units: Names = Field(
        default=(),
        description="Các đơn vị trực thuộc, cách nhau bằng dấu chấm phẩy khi đặt bằng biến môi trường.",
        examples=[["Trung tâm Kiểm soát bệnh tật tỉnh", "Bệnh viện đa khoa tỉnh"]],
    )
    place: str = Field(default="", description="Địa danh ghi trước ngày, tháng của văn bản.", examples=["Quảng Ngãi"])
    recipients: Names = Field(
        default=(),
        description="Nơi nhận ghi ở cuối văn bản.",
        examples=[["Giám đốc Sở (báo cáo)", "Các đơn vị trực thuộc"]],
    )

    @field_validator("units", "recipients", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        return _split(value, ";")


class Mail(_Section):
    """The mail server that sends digests and alerts."""

    host: str = Field(
        default="", description="Máy chủ gửi thư (SMTP); để trống là không gửi thư.", examples=["mail.example.vn"]
    )
    port: int = Field(default=587, ge=1, le=65535, description="Cổng của máy chủ gửi thư.")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="Bảo mật kết nối: starttls, tls hoặc none (chỉ trong mạng nội bộ)."
    )
    user: str = Field(
        default="", description="Tên đăng nhập máy chủ gửi thư; để trống nếu không cần.", examples=["diemtin"]
    )
    password: SecretStr | None = Field(default=None, description="Mật khẩu máy chủ gửi thư.")
    sender: str = Field(default="", description="Địa chỉ người gửi.", examples=["Điểm Tin <diemtin@example.vn>"])
    reply_to: str = Field(default="", description="Địa chỉ nhận thư trả lời.", examples=["vanphong@example.vn"])
    ca_cert: str = Field(
        default="",
        description="Tệp chứng thư CA của máy chủ gửi thư; để trống là theo máy đang chạy.",
        examples=["/etc/diemtin/ca.pem"],
    )
    alert_time: str = Field(
        default="07:00",
        pattern=r"^([01]\d|2[0-3]):[0-5]\d$",
        description="Giờ gửi cảnh báo hằng ngày, hằng tuần (theo giờ Việt Nam; hằng tuần vào thứ Hai).",
    )
    notices_to: Names = Field(
        default=(),
        description="Người nhận thông báo khi nguồn tin lỗi hoặc hoạt động lại, cách nhau bằng dấu phẩy khi đặt bằng "
        "biến môi trường.",
        examples=[["quantri@example.vn"]],
    )

    @field_validator("notices_to", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        return _split(value, ",")


class Web(_Section):
    """The page that ``diemtin serve`` shows."""

    base_url: str = Field(
        default="",
        description="Địa chỉ của trang khi mở từ máy khác; dùng cho liên kết trong thư và đăng nhập.",
        examples=["https://diemtin.example.vn"],
    )
    trusted_proxies: Names = Field(
        default=(),
        description="Địa chỉ máy chủ trung gian được tin khi đọc địa chỉ người dùng.",
        examples=[["127.0.0.1"]],
    )
    session_days: int = Field(
        default=14, ge=1, le=90, description="Số ngày một lần đăng nhập còn hiệu lực khi không dùng."
    )
    oidc_issuer: str = Field(
        default="",
        description="Địa chỉ dịch vụ đăng nhập một lần (OIDC); để trống là không dùng.",
        examples=["https://sso.example.vn"],
    )
    oidc_client_id: str = Field(
        default="", description="Mã ứng dụng ở dịch vụ đăng nhập một lần.", examples=["diemtin"]
    )
    oidc_client_secret: SecretStr | None = Field(default=None, description="Khóa bí mật ở dịch vụ đăng nhập một lần.")

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        return _split(value, ",")


class Digest(_Section):
    """How the weekly digest is made and sent."""

    recipients: Names = Field(
        default=(),
        description="Người nhận điểm tin qua thư, cách nhau bằng dấu phẩy khi đặt bằng biến môi trường.",
        examples=[["giamdoc@example.vn", "vanphong@example.vn"]],
    )
    numbering: Literal["iso", "month"] = Field(
        default="iso", description="Cách đánh số: iso (Tuần 39/2022) hoặc month (Tuần 3 - Tháng 9/2026)."
    )
    working_days: bool = Field(default=False, description="Điểm tin gồm các ngày làm việc (thứ Hai đến thứ Sáu).")
    send_day: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = Field(
        default="monday", description="Ngày gửi điểm tin hằng tuần khi chạy digest --watch."
    )
    send_time: str = Field(
        default="07:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="Giờ gửi điểm tin (theo timezone)."
    )
    approval: bool = Field(
        default=False,
        description="Chỉ gửi điểm tin đã có người duyệt; nếu không, số chưa ai sửa được gửi đúng giờ.",
    )
    templates_dir: str = Field(
        default="",
        description="Thư mục mẫu trình bày riêng của cơ quan; để trống là dùng mẫu có sẵn.",
        examples=["mau"],
    )

    @field_validator("recipients", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        return _split(value, ",")
