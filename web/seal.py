"""Tokens that prove a form came from one of our own pages: a signed double submit.

The visitor cookie carries a random name; the form carries the name's HMAC-SHA256 under a secret
kept in the data folder. Another site can neither read the cookie nor compute the token.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from kb.home import home_error

COOKIE = "kb-visitor"
FIELD = "token"

_SECRET_FILE = "web.key"
_SECRET_BYTES = 32
_VISITOR = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True, slots=True)
class Seal:
    """The secret of one data folder, and what it can sign."""

    secret: bytes = field(repr=False)

    def token(self, visitor: str) -> str:
        """Return the token for a visitor: 64 hexadecimal digits."""
        return hmac.new(self.secret, visitor.encode(), "sha256").hexdigest()

    def matches(self, visitor: str, token: str) -> bool:
        """Return whether token was made by this seal for visitor, in constant time."""
        return hmac.compare_digest(self.token(visitor).encode(), token.encode())


def new_visitor() -> str:
    """Return a random visitor name of 32 URL-safe characters."""
    return secrets.token_urlsafe(24)


def known_visitor(cookie: str | None) -> str | None:
    """Return the cookie's visitor name, or None when it is not one that we could have set."""
    return cookie if cookie is not None and _VISITOR.fullmatch(cookie) else None


def load_seal(home: Path) -> Seal:
    """Return the seal of a data folder, making its secret on first use.

    Raises HomeUnusable where the folder cannot be read or written.
    """
    path = home / _SECRET_FILE
    try:
        secret = path.read_bytes() if path.exists() else b""
        if len(secret) != _SECRET_BYTES:
            secret = _write_secret(path)
    except OSError as error:
        raise home_error(home, error) from error
    return Seal(secret)


def _write_secret(path: Path) -> bytes:
    secret = secrets.token_bytes(_SECRET_BYTES)
    draft = path.with_name(f"{_SECRET_FILE}.{secrets.token_hex(4)}")
    # Readable by its owner only, and moved into place whole: a kill leaves no short key.
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    draft.replace(path)
    return secret
