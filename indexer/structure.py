"""The structure of a policy text: from a reader's blocks to provisions with addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.blocks import Extract
from indexer.builder import Builder
from indexer.layout import Role, find_layout
from indexer.lines import normalise
from indexer.tree import provisions
from kb.model import Place, Provision
from kb.simplified import simplified


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
    written = normalised.lines
    # Marks are read in simplified characters, 第十二條 as 第十二条; no character moves by that.
    lines = tuple(replace(line, text=simplified(line.text)) for line in written)
    layout = find_layout(lines, simplified(extract.hints.title))
    root = Builder(lines, layout).build()
    silent = frozenset(n for n, node in enumerate(root.walk()) if node.silent)
    title = "".join(
        line.text for line, role in zip(written, layout.roles, strict=True) if role is Role.TITLE
    )
    found = tuple(_as_written(one, normalised.text) for one in provisions(root))
    return Structured(normalised.text, found, normalised.places, title, silent)


def _as_written(provision: Provision, text: str) -> Provision:
    """Return a provision with label and heading as they stand in the text."""
    own = text[provision.start : provision.own_end]
    read = simplified(own)
    if read == own:
        return provision
    label, heading = (
        own[at : at + len(part)] if (at := read.find(part)) >= 0 else part
        for part in (provision.label, provision.heading)
    )
    return replace(provision, label=label, heading=heading)
