"""Which names mean this machine and no other."""

from __future__ import annotations

import ipaddress
import re

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::\d{1,5})?")


def is_loopback(name: str) -> bool:
    """Return whether a host name or address, without port, is a loopback one."""
    if name.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def host_is_loopback(header: str) -> bool:
    """Return whether a Host header (name, optional port) names this machine.

    A page of another site whose name was rebound to 127.0.0.1 still sends its own name here.
    """
    match = _HOST.fullmatch(header)
    return match is not None and is_loopback(match[1].strip("[]"))
