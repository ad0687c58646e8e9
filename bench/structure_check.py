"""Counts what the structure of a folder of Markdown laws comes to, and what looks wrong in it.

Run: python -m bench.structure_check FOLDER [QUESTIONS.jsonl]
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from indexer.chunk import passages
from indexer.metadata import document_key, metadata
from indexer.readers.markdown import MarkdownReader
from indexer.structure import Structured, build
from kb.citation import Finder, cite, parse
from kb.model import Level, Metadata

_EXAMPLES = 12
# shown of each kind of finding


@dataclass(slots=True)
class Findings:
    """What the check found; the lists hold one line of words for each finding."""

    files: int = 0
    characters: int = 0
    passages: int = 0
    levels: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    not_unique: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    prints: list[str] = field(default_factory=list)
    expected: int = 0
    unresolved: list[str] = field(default_factory=list)


def check(folder: Path, questions: Path | None) -> Findings:
    """Return the findings on every .md file below folder and every article the questions name."""
    findings = Findings()
    finders: dict[str, list[Finder]] = {}
    reader = MarkdownReader()
    for path in sorted(folder.rglob("*.md")):
        extract = reader.read(path.read_bytes(), path.name)
        structured = build(extract)
        about = metadata(extract, structured, path.name)
        _count(findings, path, structured, about)
        finders.setdefault(document_key(about.title), []).append(Finder(structured.provisions))
    for words in _expected(questions) if questions else ():
        findings.expected += 1
        found = [
            finder.resolve(citation.steps)
            for citation in parse(words)
            for finder in finders.get(document_key(citation.title), [])
        ]
        if len(found) != 1 or found[0] is None:
            findings.unresolved.append(f"{words}: {len(found)} versions")
    return findings


def _count(findings: Findings, path: Path, structured: Structured, about: Metadata) -> None:
    findings.files += 1
    findings.characters += len(structured.text)
    findings.passages += len(passages(structured, about))
    provisions = structured.provisions
    findings.levels.update(provision.level.name for provision in provisions)
    if "".join(structured.text[p.start : p.own_end] for p in provisions) != structured.text:
        findings.lost.append(path.name)
    if len({provision.address for provision in provisions}) != len(provisions):
        findings.not_unique.append(path.name)
    findings.gaps.extend(f"{path.name}: {gap}" for gap in _gaps(structured))
    finder = Finder(provisions)
    for provision in provisions:
        printed = cite(about, provision, provisions)[0]
        citations = parse(printed)
        found = finder.resolve(citations[0].steps) if len(citations) == 1 else None
        if found is None or (found is not provision and found.ordinal != provision.parent):
            findings.prints.append(f"{path.name}: {provision.address} {printed}")


def _gaps(structured: Structured) -> Iterator[str]:
    """Yield each place where articles do not count on from the one before."""
    before: tuple[int, int] | None = None
    for provision in structured.provisions:
        if provision.level is Level.ATTACHMENT:
            before = None
        if provision.level is not Level.ARTICLE:
            continue
        step = provision.address.steps[-1]
        here = (step.number, step.insert)
        if before and here not in ((before[0] + 1, 0), (before[0], before[1] + 1)):
            yield f"{before} -> {here} {provision.address}"
        before = here


def _expected(questions: Path) -> list[str]:
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line]
    return sorted({words for row in rows for words in row.get("expect", [])})


def main() -> None:
    """Print the findings on the folder named on the command line."""
    folder = Path(sys.argv[1])
    questions = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    started = time.perf_counter()
    findings = check(folder, questions)
    print(f"{findings.files} files, {findings.characters} characters, {findings.passages} passages")
    print(f"{time.perf_counter() - started:.1f} s")
    print(dict(findings.levels.most_common()))
    print(f"{findings.expected} citations expected")
    for name in ("lost", "not_unique", "unresolved", "prints", "gaps"):
        found: list[str] = getattr(findings, name)
        print(f"{name}: {len(found)}")
        for words in found[:_EXAMPLES]:
            print("   ", words)


if __name__ == "__main__":
    main()
