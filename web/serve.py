"""Serving on this machine: one address, one process, a sentence for everything that stops it."""

from __future__ import annotations

import contextlib
import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kb.errors import KbError
from kb.library import Library
from web.app import create_app
from web.loopback import is_loopback

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
_BACKLOG = 128
_LONGEST_REQUEST = 1 << 20
# bytes of request line and headers: a question of 10,000 characters, percent-encoded, takes 90,000
# and must reach the page that says it is too long


def _print(sentence: str) -> None:
    """Print at once, also where the output is a pipe that someone waits on."""
    print(sentence, flush=True)


class CannotServe(KbError):
    """The address cannot be served: not this machine's own, or taken."""

    exit_code = 2


class _Server(uvicorn.Server):
    """Says its address once it really answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def serve(
    home: Path,
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    *,
    say: Callable[[str], None] = _print,
) -> None:
    """Serve the library in home until Ctrl-C. say is given the sentences for the terminal.

    Port 0 takes any free one. Raises CannotServe (exit code 2) for an address that is not a
    loopback one and for a port that is taken, and what Library.open raises.
    """
    with listen(host, port) as listener:
        library = Library.open(home)
        try:
            _run(library, listener, say)
        finally:
            library.close()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket listening on a loopback address. Raises CannotServe."""
    if not is_loopback(host):
        raise CannotServe(
            "尚无账号功能，只能在本机地址上提供服务", where=host, todo="请改用 --host 127.0.0.1"
        )
    if not 0 <= port <= 65535:
        raise CannotServe("端口应在 0 到 65535 之间", where=str(port), todo="请换一个端口")
    try:
        return socket.create_server(
            (host, port),
            family=socket.AF_INET6 if ":" in host else socket.AF_INET,
            backlog=_BACKLOG,
        )
    except OSError as error:
        raise _cannot_listen(error, host, port) from error


def _cannot_listen(error: OSError, host: str, port: int) -> CannotServe:
    where = f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        return CannotServe(
            f"端口 {port} 已被占用", where=where, todo=f"请换一个端口，如 --port {port + 1}"
        )
    if error.errno == errno.EACCES:
        return CannotServe(
            f"没有权限使用端口 {port}", where=where, todo="请换一个 1024 以上的端口，如 --port 8000"
        )
    return CannotServe(f"不能在这个地址上提供服务（{error.strerror}）", where=where)


def _run(library: Library, listener: socket.socket, say: Callable[[str], None]) -> None:
    config = uvicorn.Config(
        create_app(library),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=3,
        http="h11",
        h11_max_incomplete_event_size=_LONGEST_REQUEST,
    )
    address = _url(listener)
    server = _Server(config, lambda: say(f"知库已就绪：{address}（按 Ctrl-C 停止）"))
    # uvicorn shuts down in order and then raises the signal again for its caller, which hears it
    # only where the signal is not ignored, as it is in a process started in the background.
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    say("已停止。")


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
