"""Run the demo out of a bundle where there is no network, and ask it a question.

    python offline_demo.py PROJECT BUNDLE PORT

Meant to be started inside a new network namespace (`unshare -n`). Prints the pages' status codes;
exits with 3 where there is a network after all.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1  # <linux/sockios.h>, <linux/if.h>
PATIENCE = 900  # seconds; unpacking the wheels takes most of it on a slow disk
QUESTION = "申请为民服务资金要哪些材料？"


def bring_loopback_up() -> None:
    """A new namespace has a loopback interface, switched off."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


def has_route() -> bool:
    """Return whether a datagram could leave the machine; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        try:
            datagrams.connect(("192.0.2.1", 9))  # TEST-NET-1, RFC 5737
        except OSError:
            return False
    return True


def wait_for_page(address: str, server: subprocess.Popen[bytes]) -> int:
    """Return the page's status once the server answers; raise where it ends or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise SystemExit(f"the demo ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=10) as page:
                return int(page.status)
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise SystemExit("the demo did not answer")


def main(project: Path, bundle: Path, port: str) -> None:
    bring_loopback_up()
    if has_route():
        raise SystemExit(3)
    command = [sys.executable, str(project / "run.py"), "demo", "--from", str(bundle)]
    server = subprocess.Popen([*command, "--port", port], stdout=sys.stderr)
    try:
        home = f"http://127.0.0.1:{port}/"
        asked = f"{home}ask?{urllib.parse.urlencode({'q': QUESTION})}"
        print(wait_for_page(home, server), wait_for_page(asked, server))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


if __name__ == "__main__":
    os.environ.pop("PIP_FIND_LINKS", None)  # nothing but the bundle may be looked at
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
