"""``diemtin serve``: the page, for this machine or for the office."""

from __future__ import annotations

import socket
import threading
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import Data, SourceDir
from cli.output import messages, tell_fault
from domain.errors import DiemTinError, UsageError
from domain.reasons import os_reason
from pipeline.context import Context, open_context

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["PORT", "address_of", "listen", "run_server", "serve"]

PORT = 8400


def listen(host: str, port: int) -> socket.socket:
    """A socket of our own, so that a port that is taken is told in one plain line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)  # from here on no other process gets the port, also while the app is being opened
    except OSError as error:
        listening.close()
        raise DiemTinError(
            f"Không mở được trang ở {host}, cổng {port}: {os_reason(error)}.", "Chọn cổng khác bằng --port."
        ) from error
    return listening


def run_server(context: Context, app: FastAPI, listening: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl-C; requests under way may end first."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(context.settings.web.trusted_proxies),
        forwarded_allow_ips=list(context.settings.web.trusted_proxies),
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listening])


def address_of(listening: socket.socket) -> str:
    """The address at which the socket is reached."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ĐỊA_CHỈ", help="Địa chỉ để nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="CỔNG", help="Cổng để nghe.")] = PORT,
    watch: Annotated[bool, typer.Option("--watch", help="Vừa mở trang vừa thu thập từng nguồn theo lịch.")] = False,
    sources: SourceDir = None,
    data: Data = None,
) -> None:
    """Mở trang làm việc trên trình duyệt: đọc, chọn, gửi."""
    from pipeline.mail_round import keep_mailing
    from web.app import create_app
    from web.security import is_loopback

    context = open_context(data, sources, tell=tell_fault)
    with context.store() as store:
        local = not store.users.has_administrator()
        if local and not is_loopback(host):
            raise UsageError(
                f"Chưa có tài khoản quản trị nên chỉ mở được trên máy này, không mở ở {host}.",
                "Chạy diemtin serve (không có --host), tạo tài khoản quản trị bằng liên kết in ra, rồi chạy lại.",
            )
        first = store.invitations.create(None) if local else ""
    say = partial(messages().print, markup=False, soft_wrap=True)
    with listen(host, port) as listening:
        address = address_of(listening)
        say(f"Trang Điểm Tin: {address} (nhấn Ctrl+C để dừng)")
        if first:
            say("Dùng một mình trên máy này, không cần đăng nhập. Để nhiều người cùng dùng, tạo tài khoản quản trị")
            say(f"bằng liên kết dùng một lần: {address}/thiet-lap?ma={first}")
        stop = threading.Event()
        keep_mailing(context, stop)
        try:
            run_server(context, create_app(context, local=local, jobs=True, watch=watch), listening)
        finally:
            stop.set()
