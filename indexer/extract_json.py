"""An Extract as JSON, for the pipe between the reading process and this one.

JSON and not pickle: what comes out of a process that opened a hostile file is checked field by
field and can make nothing but an Extract.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple

from indexer.blocks import Block, BlockKind, Extract, Hints, LinePlace


class MalformedExtractError(ValueError):
    """The bytes are no Extract; a correct reading process never sends such."""


def dump_extract(extract: Extract) -> bytes:
    """Return an Extract as one line of UTF-8 JSON."""
    fields = [
        extract.media,
        [_dump_block(block) for block in extract.blocks],
        astuple(extract.hints),
        extract.pages,
    ]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def load_extract(data: bytes) -> Extract:
    """Return the Extract that `dump_extract` wrote. Raises MalformedExtractError."""
    try:
        loaded: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise MalformedExtractError("no JSON") from error
    media, blocks, hints, pages = _items(loaded, 4)
    return Extract(
        _text(media),
        tuple(map(_load_block, _items(blocks))),
        Hints(*map(_text, _items(hints, 8))),
        _integer(pages),
    )


def _dump_block(block: Block) -> list[object]:
    places = [[place.start, place.end, place.page, *place.box] for place in block.places]
    return [block.kind.value, block.text, block.level, block.rows, places]


def _load_block(fields: object) -> Block:
    kind, text, level, rows, places = _items(fields, 5)
    try:
        return Block(
            BlockKind(_text(kind)),
            _text(text),
            _integer(level),
            tuple(tuple(map(_text, _items(row))) for row in _items(rows)),
            tuple(map(_load_place, _items(places))),
        )
    except ValueError as error:
        raise MalformedExtractError(str(error)) from error


def _load_place(fields: object) -> LinePlace:
    start, end, page, *box = _items(fields, 7)
    left, top, right, bottom = map(_number, box)
    return LinePlace(_integer(start), _integer(end), _integer(page), (left, top, right, bottom))


def _items(value: object, count: int | None = None) -> Iterable[object]:
    if not isinstance(value, list) or (count is not None and len(value) != count):
        raise MalformedExtractError("a list is missing or of the wrong length")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise MalformedExtractError("a text is missing")
    return value


def _integer(value: object) -> int:
    if type(value) is not int:
        raise MalformedExtractError("a whole number is missing")
    return value


def _number(value: object) -> float:
    if type(value) not in (int, float):
        raise MalformedExtractError("a number is missing")
    return float(str(value))
