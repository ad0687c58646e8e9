"""The structure of a policy text: from a reader's blocks to provisions with addresses."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.blocks import Extract
from indexer.builder import Builder
from indexer.layout import Role, find_layout
from indexer.lines import normalise
from indexer.tree import provisions
from kb.model import Place, Provision


@dataclass(frozen=True, slots=True)
class Structured:
    """A version's normalised text (see `indexer.lines.Normalised`) and what it is made of.

    The own texts of the provisions, in order, concatenate to the text.
    """

    text: str
    provisions: tuple[Provision, ...]
    places: tuple[Place, ...]
    title: str = ""
    # the title as it stands in the text, its lines joined; "" where the text has none
    silent: frozenset[int] = frozenset()
    # ordinals of what frames the policy and is not searched: title, notes, contents, signature


def build(extract: Extract) -> Structured:
    """Return the structure of a file; without text, one without provisions."""
    normalised = normalise(extract)
    lines = normalised.lines
    layout = find_layout(lines, extract.hints.title)
    root = Builder(lines, layout).build()
    silent = frozenset(n for n, node in enumerate(root.walk()) if node.silent)
    title = "".join(
        line.text for line, role in zip(lines, layout.roles, strict=True) if role is Role.TITLE
    )
    return Structured(normalised.text, provisions(root), normalised.places, title, silent)
