"""The text of a passage as models read it."""

from __future__ import annotations

from kb.model import Metadata, Passage


def embedded_text(passage: Passage, metadata: Metadata) -> str:
    """Return what is embedded, indexed and judged: title, headings and text, one a line."""
    return "\n".join(part for part in (metadata.title, *passage.headings, passage.text) if part)
