"""Only names of this machine pass."""

from __future__ import annotations

import pytest

from web.loopback import host_is_loopback, is_loopback


@pytest.mark.parametrize("name", ["127.0.0.1", "127.8.9.1", "localhost", "LOCALHOST", "::1"])
def test_loopback_names_are_known(name: str) -> None:
    assert is_loopback(name)


@pytest.mark.parametrize("name", ["0.0.0.0", "::", "192.168.1.7", "example.org", "", "127.0.0.1.x"])
def test_other_names_are_not_loopback(name: str) -> None:
    assert not is_loopback(name)


@pytest.mark.parametrize("header", ["127.0.0.1:8000", "localhost", "localhost:1", "[::1]:8000"])
def test_host_headers_of_this_machine_pass(header: str) -> None:
    assert host_is_loopback(header)


@pytest.mark.parametrize(
    "header",
    [
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "",
        "127.0.0.1:",
        "a@127.0.0.1",
    ],
)
def test_host_headers_of_other_sites_do_not_pass(header: str) -> None:
    assert not host_is_loopback(header)
