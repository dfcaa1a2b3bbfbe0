"""A real HTTP server on loopback whose every answer is scripted, down to the bytes on the wire."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

__all__ = ["Answer", "ScriptedSite", "Seen", "article", "listing"]


@dataclass(frozen=True)
class Answer:
    """One answer. ``promise``: the Content-Length to claim when it is not the body's; ``delay``: seconds before it."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    promise: int | None = None
    etag: bool = True


@dataclass(frozen=True)
class Seen:
    """One request as it came: ``at`` in seconds of a clock that only goes forward."""

    at: float
    path: str
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""


Route = Answer | Callable[[Seen, int], Answer]


class ScriptedSite:
    """``site.pages[path] = Answer(…)``, or a function of the request and how often the path was asked for before.

    Answers of status 200 carry an ETag and honour If-None-Match unless they say otherwise.
    """

    def __init__(self, pages: Mapping[str, Route | str] | None = None) -> None:
        self.pages: dict[str, Route] = {}
        self.requests: list[Seen] = []
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        for path, page in (pages or {}).items():
            self.put(path, page)
        handler = type("Handler", (_Handler,), {"site": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def put(self, path: str, page: Route | str) -> None:
        """Script a path; text is a page of status 200."""
        self.pages[path] = Answer(page) if isinstance(page, str) else page

    def counts(self) -> Counter[str]:
        """How often each path was asked for."""
        return Counter(seen.path for seen in self.requests)

    def answer(self, seen: Seen) -> Answer:
        """What a request gets."""
        with self._lock:
            self.requests.append(seen)
            before = self._counts[seen.path]
            self._counts[seen.path] += 1
        route = self.pages.get(seen.path, Answer("<html><title>404</title>Không tìm thấy", status=404))
        return route if isinstance(route, Answer) else route(seen, before)

    def __enter__(self) -> ScriptedSite:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A client that was killed hangs up; that is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together
    disable_nagle_algorithm = True
    site: ScriptedSite

    def do_POST(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {k.lower(): v for k, v in self.headers.items()}
        answer = self.site.answer(Seen(time.monotonic(), self.path, headers, self.command, sent))
        if answer.delay:
            time.sleep(answer.delay)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        headers = {"Content-Type": "text/html; charset=utf-8", **answer.headers}
        status = answer.status
        if status == 200 and answer.etag:
            tag = f'"{hash(body) & 0xFFFFFFFF:x}"'
            headers.setdefault("ETag", tag)
            if self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
        headers["Content-Length"] = str(len(body) if answer.promise is None else answer.promise)
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()
            if answer.promise is not None and answer.promise != len(body):
                self.close_connection = True
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""


_SENTENCES = (
    "Sở Y tế đã tiếp nhận và giải quyết {n} hồ sơ thủ tục hành chính, trong đó phần lớn được trả trước hạn.",
    "Bộ phận một cửa của đơn vị bố trí {n} cán bộ hướng dẫn người dân nộp hồ sơ trực tuyến tại chỗ.",
    "Trong quý này ngành y tế rà soát {n} thủ tục để cắt giảm thời gian chờ đợi của người bệnh.",
    "Lãnh đạo Sở yêu cầu các trạm y tế công khai quy trình và lấy ý kiến hài lòng của {n} lượt người dân.",
)


def article(number: int, title: str | None = None, extra: str = "", date: str = "12/05/2023") -> str:
    """A page with an article of its own words."""
    title = title or f"Ngành y tế đẩy mạnh cải cách hành chính, đợt kiểm tra thứ {number}"
    paragraphs = "".join(f"<p>{text.format(n=number * 10 + at)}</p>" for at, text in enumerate(_SENTENCES))
    return (
        f"<!doctype html><html lang=vi><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<div class=header><a href=/>Trang chủ</a></div><div class=chi-tiet><h1>{title}</h1>"
        f"<div class=ngay-dang>Ngày đăng: {date}</div><div class=noi-dung>{paragraphs}{extra}</div></div>"
        "<div class=footer>Giấy phép số 12/GP ngày 15/01/2015</div></body></html>"
    )


def listing(numbers: list[int], following: str | None = None, path: str = "/tin/bai-viet-so-{n}.html") -> str:
    """A list page: a heading, a date and a summary for each article."""
    rows = "".join(
        f'<div class=dong><h3><a href="{path.format(n=n)}">'
        f"Ngành y tế đẩy mạnh cải cách hành chính, đợt kiểm tra thứ {n}</a></h3>"
        "<span class=ngay>(12/05/2023)</span>"
        f"<p>Tóm tắt của bài thứ {n}, theo Kế hoạch ngày 18/5/2021 của tỉnh.</p></div>"
        for n in numbers
    )
    turn = f'<div class=phan-trang><a class=sau href="{following}">Trang sau</a></div>' if following else ""
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>Tin tức</title></head><body>{rows}{turn}</body></html>"
    )
