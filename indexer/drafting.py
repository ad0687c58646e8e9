"""One file's extract to the version that will be stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indexer.blocks import Extract
from indexer.chunk import passages
from indexer.metadata import metadata
from indexer.repeals import repeals
from indexer.structure import build
from kb.citation import cite
from kb.embedded import embedded_text
from kb.errors import UnreadableFile
from kb.model import Metadata, Passage, Provision
from kb.store.rows import PassageDraft, VersionDraft

PARSER = 3
# grows when readers or grammar change what a file becomes; files read by an older one are read
# again when they are next added


def draft(extract: Extract, path: Path, sha256: str) -> VersionDraft:
    """Return the version that a file makes. Raises UnreadableFile where it holds no text."""
    structured = build(extract)
    if not structured.text.strip():
        raise UnreadableFile(
            "文件里没有文字", where=path.name, todo="请确认不是空白文件；扫描件请先转成文字"
        )
    about = metadata(extract, structured, path.name)
    drafts = tuple(
        _passage_draft(passage, about, structured.provisions)
        for passage in passages(structured, about)
    )
    return VersionDraft(
        metadata=about,
        text=structured.text,
        media=extract.media,
        pages=extract.pages,
        source_name=path.name,
        source_path=str(path),
        source_sha256=sha256,
        parser=PARSER,
        provisions=structured.provisions,
        passages=drafts,
        places=structured.places,
        repeals=repeals(structured.text, about.title),
    )


def _passage_draft(
    passage: Passage, about: Metadata, provisions: Sequence[Provision]
) -> PassageDraft:
    """Add what is encoded, and the citation, printed once here rather than at every search."""
    holder = provisions[passage.first]
    while holder.address != passage.address and holder.parent is not None:
        holder = provisions[holder.parent]
    whole = cite(about, None, provisions)[1]
    cited = cite(about, holder, provisions)[1].removeprefix(whole)
    return PassageDraft(passage, embedded_text(passage, about), cited)
