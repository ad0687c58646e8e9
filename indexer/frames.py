"""Length-prefixed messages on a pipe between the library and a reading process."""

from __future__ import annotations

import struct
from enum import Enum
from typing import BinaryIO

_HEADER = struct.Struct(">cQ")


class Kind(Enum):
    """What a message's payload is."""

    READ = b"R"  # to the child: a path, as os.fsencode gives it
    RENDER = b"P"  # to the child: JSON [path, page, scale]
    READY = b"S"  # from the child, once: it is confined and waits for requests
    EXTRACT = b"E"  # from the child: as `extract_json.dump_extract` writes it
    UNREADABLE = b"U"  # from the child: JSON [what, where, todo]
    PICTURE = b"I"  # from the child: a PNG
    UNKNOWN = b"N"  # from the child: JSON [what, where, todo] of a page that is not there
    CRASHED = b"X"  # from the child, which then ends: the exception's class name


class BrokenFrameError(ValueError):
    """The stream holds no message here, or one larger than allowed."""


def write_frame(stream: BinaryIO, kind: Kind, payload: bytes) -> None:
    """Write one message and flush it. Raises OSError where the other end is gone."""
    stream.write(_HEADER.pack(kind.value, len(payload)) + payload)
    stream.flush()


def read_frame(stream: BinaryIO, limit: int) -> tuple[Kind, bytes] | None:
    """Return the next message, None at the end of the stream, also one cut short.

    limit: the largest payload taken, in bytes. Raises BrokenFrameError.
    """
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    letter, size = _HEADER.unpack(header)
    try:
        kind = Kind(letter)
    except ValueError as error:
        raise BrokenFrameError("not a message") from error
    if size > limit:
        raise BrokenFrameError(f"{size} bytes are more than {limit}")
    payload = stream.read(size)
    return (kind, payload) if len(payload) == size else None
