"""附件: where attachments begin, with a label or by a title after a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.blocks import BlockKind
from indexer.contacts import is_contact
from indexer.dates import dates
from indexer.front import TITLE_END, fold, is_name, starts_structure
from indexer.grammar import (
    Mark,
    article,
    attachment,
    is_free_heading,
    is_sentence,
    paragraph_mark,
)
from indexer.lines import Line
from indexer.roles import Role

_REACH = 12
# lines within which a list of attachments is followed by the signature
_STRUCTURE_WITHIN = 8
# lines below a title in which the structure of its text begins
_ANNOUNCING = re.compile(r"(?:令|公告)(?:[（(]?第?[0-9]{1,5}号[）)]?)?$")


@dataclass(frozen=True, slots=True)
class AttachmentHead:
    """Where an attachment begins: lines [first, after) are its label and its title."""

    first: int
    after: int
    label: str
    number: int
    # 0 where the file gives it none
    heading: str


def unlabelled_title(lines: Sequence[Line], roles: Sequence[Role], at: int) -> int | None:
    """Return the line after a title without a label over a text that counts from one.

    None where no such title begins at a line.
    """
    text = lines[at].text
    after = _title_end(lines, roles, at)
    if after == at or is_free_heading(text) or any(True for _ in dates(text)):
        return None
    for line in lines[after : after + _STRUCTURE_WITHIN]:
        if starts_structure(line):
            return after
        mark = article(line.text) or paragraph_mark(line.text)
        if mark is not None and mark.number != 1:
            return None
    return None


def _title_end(lines: Sequence[Line], roles: Sequence[Role], first: int) -> int:
    """Return the line after a title that begins at a line; the line itself if none does."""
    for after in range(first, min(first + 3, len(lines))):
        line = lines[after]
        if (
            line.text[0] in "（("
            or not is_name(line)
            or roles[after] is not Role.BODY
            or starts_structure(line)
        ):
            return after
        if TITLE_END.search(line.text) or line.kind is BlockKind.HEADING:
            return after + 1
        if after + 1 == len(lines) or not is_name(lines[after + 1]):
            return after + 1
    return first


class Attachments:
    """Finds where the attachments of a text begin."""

    def __init__(
        self, lines: Sequence[Line], roles: Sequence[Role], front: int, title: str
    ) -> None:
        self._lines = lines
        self._roles = roles
        self._front = front
        self._title = fold(title)
        self.inner_title: range = range(0)
        # the lines of the text's own title where an order or announcement stands before it

    def find(self) -> list[AttachmentHead]:
        """Return the heads of the attachments, in the order of the text."""
        heads: list[AttachmentHead] = []
        at = self._front
        while at < len(self._lines):
            head = self._labelled(at) or self._titled(at, heads)
            if head is not None:
                heads.append(head)
                at = head.after
            else:
                at += 1
        return heads

    def _labelled(self, at: int) -> AttachmentHead | None:
        line = self._lines[at]
        if self._roles[at] is not Role.BODY or line.kind is BlockKind.TABLE:
            return None
        mark = attachment(line.text)
        if mark is None or self._is_listed(at, mark):
            return None
        heading = line.text[mark.body :].strip()
        after = at + 1
        if not heading:
            after = _title_end(self._lines, self._roles, at + 1)
            heading = "".join(one.text for one in self._lines[at + 1 : after])
        return AttachmentHead(at, after, mark.label, mark.number, heading)

    def _is_listed(self, at: int, mark: Mark) -> bool:
        """Whether the line is in a list of attachments: nothing follows it, or a signature does."""
        rest = self._lines[at].text[mark.body :]
        if rest and (member := paragraph_mark(rest)) and member.number == 1:
            return True
        following = self._lines[at + 1 : at + 1 + _REACH]
        if not following:
            return True
        if (after := attachment(following[0].text)) and rest and after.number != mark.number:
            return True
        for n, line in enumerate(following, at + 1):
            if rest and (again := attachment(line.text)) and self._names(n, again, rest):
                return True
            if self._roles[n] is Role.SIGNATURE:
                return True
            if is_sentence(line.text) or line.kind is BlockKind.TABLE or article(line.text):
                return False
        return False

    def _names(self, at: int, mark: Mark, words: str) -> bool:
        """Whether an attachment's own head, with its title behind or below it, has these words."""
        below = self._lines[at + 1].text if at + 1 < len(self._lines) else ""
        return fold(words) in (fold(self._lines[at].text[mark.body :]), fold(below))

    def _titled(self, at: int, heads: Sequence[AttachmentHead]) -> AttachmentHead | None:
        """Return an attachment without a label: a title after a signature, then a structure."""
        if self._roles[at] is not Role.BODY or not self._follows_signature(at):
            return None
        after = unlabelled_title(self._lines, self._roles, at)
        if after is None:
            return None
        heading = "".join(one.text for one in self._lines[at:after])
        if not heads and self._is_the_text_itself(heading):
            self.inner_title = range(at, after)
            return None
        return AttachmentHead(at, after, "", 0, heading)

    def _follows_signature(self, at: int) -> bool:
        """Whether a signature stands over a line, or over the contacts that stand there."""
        while at and self._roles[at - 1] is Role.BODY and is_contact(self._lines[at - 1].text):
            at -= 1
        return at > 0 and self._roles[at - 1] is Role.SIGNATURE

    def _is_the_text_itself(self, heading: str) -> bool:
        """Whether all before a title only puts the text in force: an order or announcement."""
        titles = [
            line.text
            for line, role in zip(self._lines, self._roles, strict=True)
            if role in (Role.TITLE, Role.NOTE)
        ]
        if self._title and fold(heading) == self._title:
            return True
        announced = any(_ANNOUNCING.search(re.sub(r"\s", "", text)) for text in titles)
        return announced and not self._title
