"""What surrounds a text: its title, the notes under it, contents, signatures, attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.attachments import AttachmentHead, Attachments
from indexer.contents import find_contents
from indexer.front import mark_front, mark_notes
from indexer.lines import Line
from indexer.roles import Role
from indexer.signatures import mark_signatures

__all__ = ["AttachmentHead", "Layout", "Role", "find_layout"]

_OWN_TITLE = re.compile("关于|印发|转发")
# an announcement with a title of its own is known by it: 关于发布《…》的公告


@dataclass(frozen=True, slots=True)
class Layout:
    """roles: one for each line. attachments: by the number of its first line."""

    roles: tuple[Role, ...]
    attachments: tuple[AttachmentHead, ...]


def find_layout(lines: Sequence[Line], title: str) -> Layout:
    """Return the roles of a file's lines. title: what the file's own properties call it, or ""."""
    roles = [Role.BODY] * len(lines)
    contents = find_contents(lines)
    if contents:
        roles[contents[0] : contents[1]] = [Role.CONTENTS] * (contents[1] - contents[0])
    front = mark_front(lines, roles, title)
    mark_signatures(lines, roles, front)
    attachments = Attachments(lines, roles, front, title)
    heads = attachments.find()
    if attachments.inner_title:
        _mark_inner_title(lines, roles, attachments.inner_title)
    for head in heads:
        roles[head.first : head.after] = [Role.ATTACHMENT] * (head.after - head.first)
    for head in heads:
        mark_notes(lines, roles, head.after)
    return Layout(tuple(roles), tuple(heads))


def _mark_inner_title(lines: Sequence[Line], roles: list[Role], inner: range) -> None:
    """Mark the title of a text that an order puts in force: the order's own words only frame it."""
    outer = [n for n, role in enumerate(roles) if role is Role.TITLE]
    own = _OWN_TITLE.search("".join(lines[n].text for n in outer))
    for n in inner if own else outer:
        roles[n] = Role.NOTE
    if not own:
        for n in inner:
            roles[n] = Role.TITLE
    mark_notes(lines, roles, inner.stop)
