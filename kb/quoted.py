"""What a quotation is made of: prose, and rows of tables with the header they stand under."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuotedRow:
    """A row of a table, its cells verbatim; start: where it begins in the version's text."""

    start: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuotedPart:
    """A run of a quotation: prose, or rows of one table.

    start: where the run begins in the version's text. text: the run, verbatim.
    header: the column names of the table, empty for prose. They are context, no part of the
    quotation, unless header_quoted. rows: the rows quoted, empty for prose.
    """

    start: int
    text: str
    header: tuple[str, ...] = ()
    rows: tuple[QuotedRow, ...] = ()
    header_quoted: bool = False

    @property
    def context(self) -> bool:
        """Whether the header stands beside the quotation without being part of it."""
        return bool(self.header) and not self.header_quoted
