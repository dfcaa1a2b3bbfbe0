"""What an exception of the wire comes to, in the words of ``verdicts``."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import aiohttp
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from crawler.fetch.browser import BrowserFailed
from crawler.fetch.guard import PrivateAddress
from crawler.fetch.robots import RobotsForbidden, RobotsUnreachable
from crawler.fetch.verdicts import FetchOutcome, Verdict

__all__ = ["tls_reason", "verdict_of"]

_TLS_WORDS = {
    "certificate in certificate chain": "nơi cấp chứng thư không được tin cậy",
    "unable to get local issuer": "máy chủ không gửi đủ chuỗi chứng thư, hoặc nơi cấp chứng thư không được tin cậy",
    "unable to get issuer": "máy chủ không gửi đủ chuỗi chứng thư, hoặc nơi cấp chứng thư không được tin cậy",
    "self-signed": "chứng thư tự ký",
    "self signed": "chứng thư tự ký",
    "expired": "chứng thư đã hết hạn",
    "not yet valid": "chứng thư chưa tới ngày có hiệu lực",
    "hostname mismatch": "chứng thư của tên miền khác",
    "ip address mismatch": "chứng thư của tên miền khác",
    "doesn't match": "chứng thư của tên miền khác",
    "wrong version number": "máy chủ không hỗ trợ HTTPS ở cổng này",
    "dh key too small": "máy chủ dùng mã hóa quá cũ",
    "unsupported protocol": "máy chủ dùng mã hóa quá cũ",
    "legacy renegotiation": "máy chủ dùng mã hóa quá cũ",
}


def verdict_of(error: BaseException) -> Verdict:
    """The verdict on a request that brought no answer. Any exception has one."""
    if isinstance(error, PrivateAddress):
        return Verdict(FetchOutcome.PRIVATE, str(error))
    if isinstance(error, BrowserFailed):
        return Verdict(FetchOutcome.BROWSER, str(error))
    if isinstance(error, RobotsForbidden):
        return Verdict(FetchOutcome.ROBOTS, "robots.txt của trang không cho phép truy cập địa chỉ này.")
    if isinstance(error, RobotsUnreachable):
        return Verdict(FetchOutcome.BUSY, f"Không đọc được robots.txt ({error}), nên chưa truy cập trang này.")
    tls = next((cause for cause in _causes(error) if isinstance(cause, ssl.SSLError | aiohttp.ClientSSLError)), None)
    if tls is not None:
        hint = "Nếu chắc chắn trang này tin cậy, đặt “tls_verify: false” trong tệp nguồn."
        return Verdict(FetchOutcome.TLS, f"{tls_reason(tls)} {hint}")
    if isinstance(error, CannotResolveHostError):
        return Verdict(FetchOutcome.DNS, "Không tìm thấy tên miền của trang.")
    if isinstance(error, DownloadTimeoutError | TimeoutError):
        return Verdict(FetchOutcome.TIMEOUT, "Trang trả lời quá chậm, đã hết thời gian chờ.")
    if isinstance(error, ResponseDataLossError):
        return Verdict(FetchOutcome.TRUNCATED, "Nội dung bị cắt giữa chừng (nhận chưa đủ).")
    if isinstance(error, DownloadCancelledError) or (isinstance(error, IgnoreRequest) and "MAXSIZE" in str(error)):
        return Verdict(FetchOutcome.TOO_LARGE, "Nội dung lớn quá mức cho phép.")
    if isinstance(error, DownloadConnectionRefusedError):
        return Verdict(FetchOutcome.CONNECTION, "Không kết nối được máy chủ của trang.")
    if isinstance(error, DownloadFailedError):
        return Verdict(FetchOutcome.CONNECTION, "Kết nối bị ngắt giữa chừng.")
    if isinstance(error, UnsupportedURLSchemeError):
        return Verdict(FetchOutcome.BROKEN, "Địa chỉ không dùng được.")
    return Verdict(FetchOutcome.BROKEN, f"Không đọc được trang ({type(error).__name__}).")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen = 0
    while error is not None and seen < 10:
        yield error
        inner = getattr(error, "os_error", None)
        if isinstance(inner, BaseException):
            yield inner
        error = error.__cause__ or error.__context__
        seen += 1


def tls_reason(error: BaseException) -> str:
    """Why a secure connection could not be made, as far as the library says."""
    text = str(error).lower()
    said = next((words for mark, words in _TLS_WORDS.items() if mark in text), None)
    return f"Không xác minh được kết nối bảo mật: {said}." if said else "Không thiết lập được kết nối bảo mật (TLS)."
