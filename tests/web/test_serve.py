"""Serving: loopback only, one sentence for what stops it, ready and ended in order."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from web.serve import CannotServe, listen

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org", ""])
def test_an_address_that_others_could_reach_is_refused(host: str) -> None:
    with pytest.raises(CannotServe) as caught:
        listen(host, 0)
    assert caught.value.exit_code == 2
    assert "只能在本机地址上提供服务" in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_addresses_are_served(host: str) -> None:
    with listen(host, 0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_said_with_another_to_try() -> None:
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(CannotServe) as caught:
            listen("127.0.0.1", port)
    assert caught.value.exit_code == 2
    assert f"端口 {port} 已被占用" in caught.value.what
    assert f"--port {port + 1}" in caught.value.todo


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_is_none_is_said(port: int) -> None:
    with pytest.raises(CannotServe):
        listen("127.0.0.1", port)


def command(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kb", "serve", "--home", str(home), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture
def served(built: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `kb serve` and its address, once it has said that it is ready."""
    port = free_port()
    with command(built, "--port", str(port)) as process:
        line = process.stdout.readline() if process.stdout else ""
        assert f"http://127.0.0.1:{port}" in line, process.communicate(timeout=60)
        yield process, f"http://127.0.0.1:{port}"
        process.kill()


def test_it_answers_as_soon_as_it_says_so_and_ends_in_order(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = served
    with urlopen(f"{address}/library", timeout=60) as response:
        assert response.status == 200
        assert "server" not in {name.lower() for name in response.headers}
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "已停止" in rest
    assert "Traceback" not in errors


def test_a_question_of_ten_thousand_characters_reaches_its_page(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    _, address = served
    with pytest.raises(HTTPError) as caught:
        urlopen(f"{address}/ask?q={quote('长' * 10_000)}", timeout=60)
    with caught.value as response:
        assert response.status == 400
        assert "10000 个字" in response.read().decode()


def test_the_command_refuses_with_one_sentence_and_code_2(built: Path) -> None:
    with command(built, "--host", "0.0.0.0") as process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "只能在本机地址上提供服务" in errors
    assert "Traceback" not in errors
    assert output == ""
