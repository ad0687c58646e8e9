"""What every reader is; a new format is one file with one such class."""

from __future__ import annotations

from typing import Protocol

from indexer.blocks import Extract


class Reader(Protocol):
    """Turns the bytes of one format into blocks."""

    @property
    def media(self) -> str:
        """The short name kept with a version: md txt html docx pdf xlsx."""

    @property
    def extensions(self) -> tuple[str, ...]:
        """The file name endings of the format, lower case with the dot, the usual one first."""

    def accepts(self, name: str, data: bytes) -> bool:
        """Return whether the content is of this format; the name decides only between texts."""

    def read(self, data: bytes, name: str) -> Extract:
        """Return the blocks in reading order.

        Raises UnreadableFile where the file is damaged, locked or empty of text.
        """
