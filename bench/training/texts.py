"""Passages of folders of Markdown files, made as the library makes them, without a store."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from indexer.chunk import passages
from indexer.metadata import document_key, metadata
from indexer.readers.markdown import MarkdownReader
from indexer.structure import build
from kb.embedded import embedded_text
from kb.index import lexical
from kb.model import Level, Passage


@dataclass(frozen=True, slots=True)
class Text:
    """A passage that a question may be about."""

    document: str  # its title, folded as titles are compared
    article: tuple[int, int]  # number and 之N of its 条; (0, 0) where it lies in none
    embedded: str  # title, headings and text, one a line
    body: str  # the text alone


class Texts:
    """Passages of a library, numbered from 0, that can be searched by words."""

    def __init__(self, folders: Iterable[Path]) -> None:
        paths = sorted(path for folder in folders for path in folder.rglob("*.md"))
        self.all = tuple(text for path in paths for text in _texts(path))

    @cached_property
    def _index(self) -> lexical.LexicalIndex:
        folder = Path(tempfile.mkdtemp(prefix="kb-texts-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        entries = (lexical.LexicalEntry("", "", text.embedded) for text in self.all)
        lexical.build(folder, entries)
        return lexical.LexicalIndex(folder)

    def nearest(self, question: str, limit: int) -> list[int]:
        """Return the numbers of the passages that share most with a question, best first."""
        return [int(number) for number in self._index.search(question, limit)[0]]

    @cached_property
    def by_article(self) -> dict[tuple[str, tuple[int, int]], list[int]]:
        """Return the passages of each article of each document."""
        found: dict[tuple[str, tuple[int, int]], list[int]] = {}
        for number, text in enumerate(self.all):
            found.setdefault((text.document, text.article), []).append(number)
        return found

    @cached_property
    def by_document(self) -> dict[str, list[int]]:
        """Return the passages of each document, in order."""
        found: dict[str, list[int]] = {}
        for number, text in enumerate(self.all):
            found.setdefault(text.document, []).append(number)
        return found


def _texts(path: Path) -> Iterable[Text]:
    extract = MarkdownReader().read(path.read_bytes(), path.name)
    structured = build(extract)
    about = metadata(extract, structured, path.name)
    key = document_key(about.title)
    for passage in passages(structured, about):
        yield Text(key, _article(passage), embedded_text(passage, about), passage.text)


def _article(passage: Passage) -> tuple[int, int]:
    for step in passage.address.steps:
        if step.level is Level.ARTICLE:
            return step.number, step.insert
    return 0, 0
