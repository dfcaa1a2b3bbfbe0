"""The way to the cluster, and what its failures mean to people. No secret is ever part of a message."""

from __future__ import annotations

import re
import ssl
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from elastic_transport import ConnectionError as TransportConnectionError
from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from domain.errors import IndexError_, IndexMisconfigured, IndexUnavailable

__all__ = ["ConnectionOptions", "connect", "reason_of", "translated"]

_READ_ONLY = "cluster_block_exception"
_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "UNEXPECTED_EOF", "EOF OCCURRED", "PROTOCOL")
_HUNG_UP = ("RemoteDisconnected", "Connection aborted", "BadStatusLine", "Remote end closed")
_SECRET = re.compile(r"(?i)((?:apikey|basic|bearer)\s+)[A-Za-z0-9+/=_:.-]+")


@dataclass(frozen=True, slots=True)
class ConnectionOptions:
    """Where the cluster is and who asks. Either ``api_key`` or ``user`` and ``password``, or none of them.

    ``index`` is the alias that readers and writers use. ``timeout`` in seconds for one request.
    """

    urls: tuple[str, ...] = ()
    api_key: str | None = None
    user: str | None = None
    password: str | None = None
    ca_cert: Path | None = None
    index: str = "diemtin"
    timeout: float = 30.0

    def __repr__(self) -> str:
        return f"ConnectionOptions(urls={self.shown}, index={self.index!r})"

    @property
    def shown(self) -> str:
        """The addresses without user names and passwords."""
        return ", ".join(_without_secret(url) for url in self.urls)


def _without_secret(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "?"
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def _check(options: ConnectionOptions) -> None:
    if not options.urls:
        raise IndexMisconfigured(
            "Chưa đặt địa chỉ Elasticsearch.", "Đặt DIEMTIN_ELASTICSEARCH_URLS, ví dụ https://may-chu:9200."
        )
    for url in options.urls:
        parts = urlsplit(url) if "://" in url else None
        if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
            raise IndexMisconfigured(
                f"Địa chỉ Elasticsearch “{_without_secret(url)}” không dùng được.",
                "Viết đủ cả http(s):// và cổng, ví dụ https://may-chu:9200.",
            )
    if options.ca_cert is not None and not options.ca_cert.is_file():
        raise IndexMisconfigured(
            f"Không thấy tệp chứng thư CA {options.ca_cert}.", "Sửa DIEMTIN_ELASTICSEARCH_CA_CERT."
        )
    if options.user and options.password is None:
        raise IndexMisconfigured("Có tên đăng nhập mà thiếu mật khẩu.", "Đặt DIEMTIN_ELASTICSEARCH_PASSWORD.")


def connect(options: ConnectionOptions) -> Elasticsearch:
    """A client for the cluster; nothing is sent yet. IndexMisconfigured when the settings cannot be right."""
    _check(options)
    secure: dict[str, Any] = {}
    if options.ca_cert is not None:
        try:
            secure["ssl_context"] = ssl.create_default_context(cafile=str(options.ca_cert))
        except (ssl.SSLError, OSError) as error:
            raise IndexMisconfigured(
                f"Tệp chứng thư CA {options.ca_cert} không đọc được.", "Cần tệp PEM của cụm Elasticsearch."
            ) from error
    if options.api_key:
        secure["api_key"] = options.api_key
    elif options.user:
        secure["basic_auth"] = (options.user, options.password or "")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Elasticsearch(
                [_with_port(url) for url in options.urls],
                request_timeout=options.timeout,
                retry_on_timeout=True,
                max_retries=2,
                retry_on_status=(429, 502, 503, 504),
                **secure,
            )
    except ValueError as error:
        raise IndexMisconfigured(
            f"Thiết lập Elasticsearch không dùng được ({options.shown}).", "Kiểm tra địa chỉ và cách đăng nhập."
        ) from error


def _with_port(url: str) -> str:
    """The client wants every port written out; without one people mean the server's own."""
    parts = urlsplit(url)
    return url if parts.port else urlunsplit((parts.scheme, f"{parts.netloc}:9200", parts.path, "", ""))


def _is_block(error: ApiError) -> bool:
    """Whether the cluster refuses writes for now: read-only, or its disks are past the flood stage."""
    return _READ_ONLY in _kind(error.body)


def _kind(body: object) -> str:
    problem = body.get("error") if isinstance(body, dict) else None
    return str(problem.get("type")) if isinstance(problem, dict) else str(problem)


def reason_of(body: object) -> str:
    """What the cluster says is wrong, in one line without secrets."""
    problem = body.get("error") if isinstance(body, dict) else None
    text = str(problem.get("reason") or problem.get("type")) if isinstance(problem, dict) else str(problem or "")
    return _SECRET.sub(r"\1…", " ".join(text.split()))[:300]


def _of_answer(error: ApiError, where: str) -> IndexError_:
    status = error.meta.status
    if _is_block(error):
        return IndexUnavailable(
            f"Cụm Elasticsearch {where} đang không nhận ghi (chỉ đọc, thường vì đĩa của cụm đầy).",
            "Hãy dọn đĩa của cụm; những gì chờ ghi vẫn nằm trong kho.",
        )
    if status in {401, 403}:
        return IndexMisconfigured(
            f"Cụm Elasticsearch {where} từ chối đăng nhập hoặc không cho quyền ({status}).",
            "Kiểm tra khóa API hoặc tên đăng nhập, và quyền trên chỉ mục.",
        )
    if status == 404 and "index_not_found" in _kind(error.body):
        return IndexMisconfigured(f"Cụm Elasticsearch {where} không có chỉ mục này.", "Chạy diemtin index rebuild.")
    if status in {400, 406, 415} and ("media_type" in _kind(error.body) or "compatible-with" in str(error.body)):
        return IndexMisconfigured(
            f"Máy chủ {where} là Elasticsearch bản khác, không hiểu giao thức của bản 9.",
            "Điểm Tin cần Elasticsearch 9: nâng cụm lên, hoặc trỏ DIEMTIN_ELASTICSEARCH_URLS tới cụm bản 9.",
        )
    if status == 429 or status >= 500:
        return IndexUnavailable(
            f"Cụm Elasticsearch {where} đang quá tải hoặc chưa sẵn sàng ({status}).", "Sẽ thử lại sau."
        )
    return IndexError_(
        f"Cụm Elasticsearch {where} trả lời lỗi {status}: {reason_of(error.body)}.", "Báo nhóm phát triển."
    )


def _about_certificate(error: TlsError) -> bool:
    """Whether a certificate failed; otherwise the two sides do not speak the same protocol."""
    return "CERTIFICATE" in str(error).upper() or not any(sign in str(error).upper() for sign in _NO_TLS)


@contextmanager
def translated(options: ConnectionOptions) -> Iterator[None]:
    """Turn every failure of the client into one of ours, in a line that says what to do."""
    where = options.shown
    try:
        yield
    except TlsError as error:
        if not _about_certificate(error):
            raise IndexMisconfigured(
                f"{where} không nói HTTPS ở cổng này.",
                "Nếu cụm không bật TLS, viết http:// trong DIEMTIN_ELASTICSEARCH_URLS; nếu có, kiểm tra lại cổng.",
            ) from error
        raise IndexMisconfigured(
            f"Không xác thực được chứng thư TLS của {where}.", "Đặt DIEMTIN_ELASTICSEARCH_CA_CERT đúng tệp CA của cụm."
        ) from error
    except ConnectionTimeout as error:
        raise IndexUnavailable(f"Cụm Elasticsearch {where} trả lời quá chậm.", "Sẽ thử lại sau.") from error
    except TransportConnectionError as error:
        if any(sign in str(error) for sign in _HUNG_UP):
            raise IndexUnavailable(
                f"Máy chủ {where} ngắt kết nối giữa chừng.",
                "Nếu cụm bật TLS, viết https:// trong DIEMTIN_ELASTICSEARCH_URLS; nếu không, sẽ thử lại sau.",
            ) from error
        raise IndexUnavailable(
            f"Không kết nối được cụm Elasticsearch {where}.", "Kiểm tra địa chỉ và xem máy chủ có đang chạy."
        ) from error
    except UnsupportedProductError as error:
        raise IndexMisconfigured(f"{where} không phải Elasticsearch.", "Sửa DIEMTIN_ELASTICSEARCH_URLS.") from error
    except ApiError as error:
        raise _of_answer(error, where) from error
    except TransportError as error:
        raise IndexUnavailable(f"Cụm Elasticsearch {where} trả lời không đọc được.", "Sẽ thử lại sau.") from error
