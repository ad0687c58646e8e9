"""Speed of the readers: `python -m bench.readers FOLDER` prints a row for each kind of file.

Files are read in this process, one after the other, and its processor time is counted; a page
is a PDF's own, or 1,000 characters for formats without pages. Nothing is asserted.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.blocks import Extract
from indexer.readers import read_file
from kb.errors import UnreadableFile

_PAGE = 1000  # characters


@dataclass(slots=True)
class Tally:
    """What was read of one media type."""

    files: int = 0
    failed: int = 0
    bytes: int = 0
    pages: float = 0.0
    characters: int = 0
    seconds: float = 0.0

    def add(self, extract: Extract, size: int, seconds: float) -> None:
        characters = sum(len(block.text) for block in extract.blocks)
        self.files += 1
        self.bytes += size
        self.characters += characters
        self.pages += extract.pages or characters / _PAGE
        self.seconds += seconds

    def cells(self) -> tuple[str, ...]:
        spent = max(self.seconds, 1e-9)
        return (
            str(self.files),
            str(self.failed),
            f"{self.bytes / 1e6:.1f}",
            f"{self.pages:.0f}",
            f"{self.seconds:.2f}",
            f"{self.pages / spent:.0f}",
            f"{self.bytes / 1e6 / spent:.2f}",
            f"{self.characters / 1e6 / spent:.2f}",
        )


def measure(folder: Path) -> dict[str, Tally]:
    """Return a tally by media; files that cannot be read count under their ending."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        began = time.process_time()
        try:
            extract = read_file(path)
        except UnreadableFile:
            tallies[path.suffix.lower().lstrip(".") or "-"].failed += 1
            continue
        tallies[extract.media].add(extract, path.stat().st_size, time.process_time() - began)
    return dict(sorted(tallies.items()))


def table(tallies: dict[str, Tally]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield "| media | files | failed | MB | pages | CPU s | pages/s | MB/s | M characters/s |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for media, tally in tallies.items():
        yield f"| {media} | {' | '.join(tally.cells())} |"


def main(arguments: list[str]) -> None:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        raise SystemExit("usage: python -m bench.readers FOLDER")
    print("\n".join(table(measure(Path(arguments[0])))))


if __name__ == "__main__":
    main(sys.argv[1:])
