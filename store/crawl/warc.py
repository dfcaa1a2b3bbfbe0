"""One fetched exchange as WARC records (warcio), and back."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

__all__ = ["Exchange", "last_whole_member", "read_exchange", "write_exchange"]

Headers = tuple[tuple[str, str], ...]

# The body is kept decoded, as every reader here wants it; what spoke of the encoded one is kept under another name.
_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ASIDE = "X-Archive-Orig-"
_CHUNK = 1 << 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response. ``body`` is the payload after transfer and content decoding."""

    url: str
    status: int
    body: bytes
    fetched_at: datetime
    reason: str = ""
    headers: Headers = ()
    method: str = "GET"
    request_headers: Headers = field(default=())


def write_exchange(exchange: Exchange, out: BinaryIO) -> int:
    """Write the response record, then the request record; returns the length of the first in bytes."""
    dated = {"WARC-Date": exchange.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
    url = _one_line(exchange.url)
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False, warc_version="1.1")
    status = f"{exchange.status:d} {_ascii(exchange.reason)}".strip()
    response = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(exchange.body),
        length=len(exchange.body),
        http_headers=StatusAndHeaders(status, list(_stored(exchange.headers)), protocol="HTTP/1.1"),
        warc_headers_dict=dict(dated),
    )
    writer.write_record(response)
    length = out.write(_member(buffer))
    concurrent = {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"), **dated}
    line = f"{_ascii(exchange.method)} {_ascii(url)} HTTP/1.1"
    request = writer.create_warc_record(
        url,
        "request",
        http_headers=StatusAndHeaders(line, list(_stored(exchange.request_headers)), is_http_request=True),
        warc_headers_dict=concurrent,
    )
    writer.write_record(request)
    out.write(_member(buffer))
    return length


def _member(buffer: io.BytesIO) -> bytes:
    """What the buffer holds as one gzip member; the buffer is empty afterwards. At the usual level: the writer's own
    choice, the highest, takes four times as long and saves a tenth.
    """
    deflate = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    data = deflate.compress(buffer.getbuffer()) + deflate.flush()
    buffer.seek(0)
    buffer.truncate()
    return data


def read_exchange(data: bytes) -> Exchange:
    """The exchange of one response record; its request is a record of its own and is not read."""
    record = next(iter(ArchiveIterator(io.BytesIO(data))))
    stamp = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    code, _, reason = record.http_headers.statusline.partition(" ")
    return Exchange(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(code),
        reason=reason,
        headers=tuple((name.removeprefix(_ASIDE), value) for name, value in record.http_headers.headers),
        body=record.raw_stream.read(),
        fetched_at=stamp,
    )


def last_whole_member(path: Path, start: int = 0) -> int:
    """Where the last complete gzip member of a file ends, walking from ``start``, itself such an end."""
    end = start
    with path.open("rb") as file:
        file.seek(start)
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        at = start
        chunk = file.read(_CHUNK)
        while chunk:
            try:
                inflate.decompress(chunk)
            except zlib.error:
                return end
            rest = inflate.unused_data if inflate.eof else b""
            at += len(chunk) - len(rest)
            if inflate.eof:
                end = at
                inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
            chunk = rest or file.read(_CHUNK)
    return end


def _stored(headers: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for name, value in headers:
        name = _ascii(name).replace(":", "") or "X"
        yield (_ASIDE + name if name.lower() in _OF_THE_WIRE else name), _ascii(value)


def _one_line(text: str) -> str:
    """A header cannot smuggle in another: no line breaks, no control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _ascii(text: str) -> str:
    """A header line holds ASCII; anything else is percent-encoded UTF-8."""
    return "".join(char if char < "\x7f" else quote(char, errors="replace") for char in _one_line(text))
