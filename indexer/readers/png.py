"""PNG files written from rows of pixels (RFC 2083: signature, IHDR, IDAT, IEND)."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUECOLOUR = 2
_LEVEL = 4  # of compression: pages are mostly white, more costs time and saves little


def png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Return a PNG of 8-bit RGB pixels. stride: bytes from one row's start to the next's.

    Raises ValueError where there are too few bytes.
    """
    if len(pixels) < stride * (height - 1) + 3 * width or stride < 3 * width:
        raise ValueError("too few pixels")
    rows = (pixels[y * stride : y * stride + 3 * width] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, _TRUECOLOUR, 0, 0, 0)
    data = zlib.compress(b"".join(b"\x00" + row for row in rows), _LEVEL)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
