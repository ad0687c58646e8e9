"""What surrounds a text: its title, the notes under it, contents, signatures, attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from indexer.blocks import BlockKind
from indexer.contents import find_contents
from indexer.dates import dates, is_only_date
from indexer.grammar import (
    Mark,
    article,
    attachment,
    division,
    is_contents_title,
    is_dividing_heading,
    is_free_heading,
    is_sentence,
    paragraph_mark,
)
from indexer.kinds import KINDS
from indexer.lines import Line
from kb.docnumber import BRACKETED, ORDER


class Role(Enum):
    """What a line is for, besides telling the policy itself."""

    BODY = "正文"
    TITLE = "标题"
    NOTE = "题注"
    CONTENTS = "目录"
    SIGNATURE = "落款"
    ATTACHMENT = "附件"


@dataclass(frozen=True, slots=True)
class Layout:
    """roles: one for each line. attachments: by the number of its first line."""

    roles: tuple[Role, ...]
    attachments: tuple[AttachmentHead, ...]


@dataclass(frozen=True, slots=True)
class AttachmentHead:
    """Where an attachment begins: lines [first, after) are its label and its title."""

    first: int
    after: int
    label: str
    number: int
    # 0 where the file gives it none
    heading: str


_TITLE_END = re.compile(rf"(?:{'|'.join(KINDS)})(?:[（(][^（()）]{{1,20}}[）)])*$")
_NUMBER_LINE = re.compile(rf"[（(]?(?:{BRACKETED}|{ORDER}|第\s*[0-9]{{1,5}}\s*号)[）)]?")
_NOTE_LINE = re.compile(
    r"[（(]?[12一二][0-9〇零一二三四五六七八九○]{3}年.{0,200}"
    r"(?:通过|公布|发布|颁布|修订|修正|修改|施行|实施|批准|令|号|印发|批复|起|公告|执行|实行|试行|生效|废止)[^。]{0,60}"
)
_SENDING = re.compile(
    r"[（(]?(?:此件|联系人|抄送|抄报|主题词|分送|印发单位|联系电话)|.{2,30}办公[室厅].{0,8}[0-9]{4}年.{3,8}印发"
)
_TITLE_REACH = 8
# lines from the beginning in which the title stands
_LONGEST_TITLE = 80
_LONGEST_BEFORE_TITLE = 150
# characters of a title, and of a line that may stand over it
_MOST_NAMES = 4
# lines of names over a date
_REACH = 12
# lines within which a list of attachments is followed by the signature


def find_layout(lines: Sequence[Line], title: str) -> Layout:
    """Return the roles of a file's lines. title: what the file's own properties call it, or ""."""
    roles = [Role.BODY] * len(lines)
    contents = find_contents(lines)
    if contents:
        roles[contents[0] : contents[1]] = [Role.CONTENTS] * (contents[1] - contents[0])
    front = _mark_front(lines, roles, title)
    _mark_signatures(lines, roles, front)
    attachments = _Attachments(lines, roles, front, title)
    heads = attachments.find()
    for at in attachments.inner_title:
        roles[at] = Role.TITLE
    if attachments.inner_title:
        _mark_notes(lines, roles, attachments.inner_title.stop)
    for head in heads:
        roles[head.first : head.after] = [Role.ATTACHMENT] * (head.after - head.first)
    for head in heads:
        _mark_notes(lines, roles, head.after)
    return Layout(tuple(roles), tuple(heads))


def starts_structure(line: Line) -> bool:
    """Whether a line begins the numbered part of a text."""
    text = line.text
    if line.kind is BlockKind.TABLE or division(text) or is_contents_title(text):
        return True
    if is_free_heading(text) or is_dividing_heading(text):
        return True
    mark = article(line.text) or paragraph_mark(line.text)
    return bool(mark and mark.number == 1 and mark.spaced)


def fold(text: str) -> str:
    """Return a title without blanks and book marks, for comparing."""
    return re.sub(r"[\s\u3000《》〈〉]+", "", text)


def _mark_front(lines: Sequence[Line], roles: list[Role], title: str) -> int:
    """Mark the title and its notes; return the number of the first line after them."""
    first, after = _title_lines(lines, title)
    roles[:first] = [Role.NOTE if role is Role.BODY else role for role in roles[:first]]
    roles[first:after] = [Role.TITLE] * (after - first)
    front = _mark_notes(lines, roles, after) if after else 0
    guessed = all(line.kind is not BlockKind.HEADING for line in lines[first:after])
    if Role.BODY not in roles and guessed:
        # A file of one line, or of a line and a date: what it says is its text.
        roles[:] = [Role.BODY if role is not Role.CONTENTS else role for role in roles]
        return 0
    return front


def _title_lines(lines: Sequence[Line], title: str) -> tuple[int, int]:
    """Return the lines [first, after) of the title; (0, 0) where the text begins without one."""
    limit = 0
    while limit < min(len(lines), _TITLE_REACH):
        if starts_structure(lines[limit]) or len(lines[limit].text) > _LONGEST_BEFORE_TITLE:
            break
        limit += 1
    stated = _stated_title(lines, limit, fold(title)) or _heading_title(lines, limit)
    found = stated or _worded_title(lines, limit)
    if found is None and not title and limit and len(lines[0].text) <= _LONGEST_TITLE:
        found = None if is_sentence(lines[0].text) else (0, 1)
    return found or (0, 0)


def _stated_title(lines: Sequence[Line], limit: int, wanted: str) -> tuple[int, int] | None:
    """Return the lines that joined make the title that the file states."""
    for first in range(limit):
        joined = ""
        for after in range(first + 1, min(first + 5, limit + 1)):
            joined += fold(lines[after - 1].text)
            if joined == wanted and wanted:
                return first, after
    return None


def _heading_title(lines: Sequence[Line], limit: int) -> tuple[int, int] | None:
    """Return the first run of headings of the first level."""
    stated = [n for n in range(limit) if _is_first_level(lines[n])]
    if not stated:
        return None
    after = stated[0] + 1
    while after in stated:
        after += 1
    return stated[0], after


def _is_first_level(line: Line) -> bool:
    return line.kind is BlockKind.HEADING and line.level <= 1


def _worded_title(lines: Sequence[Line], limit: int) -> tuple[int, int] | None:
    """Return the first lines that end as a title does, with a 文种."""
    for first in range(limit):
        if is_sentence(lines[first].text) or len(lines[first].text) > _LONGEST_TITLE:
            return None
        for after in range(first + 1, min(first + 4, limit + 1)):
            text = lines[after - 1].text
            if is_sentence(text) or _NUMBER_LINE.fullmatch(text):
                break
            if _TITLE_END.search(text):
                return first, after
    return None


def _mark_notes(lines: Sequence[Line], roles: list[Role], at: int) -> int:
    """Mark the notes that follow a title; return the number of the first line after them."""
    names = 0
    while at < len(lines) and roles[at] in (Role.BODY, Role.CONTENTS):
        if roles[at] is Role.CONTENTS:
            at += 1
            continue
        line = lines[at]
        closing = _note_end(lines, at)
        if starts_structure(line) or line.kind is not BlockKind.PARAGRAPH:
            break
        if closing is None:
            names += 1
            following = at + 1 < len(lines) and _note_end(lines, at + 1) is not None
            if names > _MOST_NAMES or not _is_name(line) or not following:
                break
            closing = at + 1
        roles[at:closing] = [Role.NOTE] * (closing - at)
        at = closing
    return at


def _note_end(lines: Sequence[Line], at: int) -> int | None:
    """Return where a note that begins at a line ends; None where none begins.

    A note stands in brackets, which may close some lines below, or tells when and by whom the
    text was passed, or is a 文号.
    """
    text = lines[at].text
    if lines[at].kind is not BlockKind.PARAGRAPH:
        return None
    if text[0] in "（(" and not paragraph_mark(text):
        depth = 0
        for after in range(at, min(at + 12, len(lines))):
            part = lines[after].text
            depth += sum(part.count(c) for c in "（(") - sum(part.count(c) for c in "）)")
            if depth <= 0:
                return after + 1 if part[-1] in "）)" else None
        return None
    dated = len(text) < 260 and _NOTE_LINE.fullmatch(text) is not None
    found = dated or is_only_date(text) or _NUMBER_LINE.fullmatch(text) is not None
    return at + 1 if found and not is_sentence(text) else None


def _is_name(line: Line) -> bool:
    """Whether a line may be the name of an office or person: short, and no sentence."""
    text = line.text
    if line.kind is BlockKind.TABLE or len(text) > 40 or is_sentence(text):
        return False
    return not (paragraph_mark(text) or article(text) or division(text) or attachment(text))


def _mark_signatures(lines: Sequence[Line], roles: list[Role], front: int) -> None:
    """Mark each date that stands alone with the names over it, and the lines on distribution."""
    for at in range(front + 1, len(lines)):
        if roles[at] is not Role.BODY:
            continue
        if lines[at].kind is BlockKind.PARAGRAPH and _SENDING.match(lines[at].text):
            roles[at] = Role.SIGNATURE
        if not is_only_date(lines[at].text) or _goes_on(lines, at):
            continue
        roles[at] = Role.SIGNATURE
        for above in range(at - 1, max(at - 1 - _MOST_NAMES, front), -1):
            if roles[above] is not Role.BODY or not _is_name(lines[above]):
                break
            if lines[above].kind is BlockKind.HEADING or is_free_heading(lines[above].text):
                break
            roles[above] = Role.SIGNATURE


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether text follows a date that stands alone: then it is an entry of a chronicle."""
    return at + 1 < len(lines) and is_sentence(lines[at + 1].text)


class _Attachments:
    """Finds where attachments begin, with a label or by a title after a signature."""

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
            after = self._title_end(at + 1)
            heading = "".join(one.text for one in self._lines[at + 1 : after])
        return AttachmentHead(at, after, mark.label, mark.number, heading)

    def _title_end(self, first: int) -> int:
        """Return the line after a title that begins at a line; the line itself if none does."""
        for after in range(first, min(first + 3, len(self._lines))):
            line = self._lines[after]
            bracketed = line.text[0] in "（("
            if (
                bracketed
                or not _is_name(line)
                or self._roles[after] is not Role.BODY
                or starts_structure(line)
            ):
                return after
            if _TITLE_END.search(line.text) or line.kind is BlockKind.HEADING:
                return after + 1
            if after + 1 == len(self._lines) or not _is_name(self._lines[after + 1]):
                return after + 1
        return first

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
        line = self._lines[at]
        if self._roles[at] is not Role.BODY or not at or self._roles[at - 1] is not Role.SIGNATURE:
            return None
        after = self._title_end(at)
        if after == at or is_free_heading(line.text) or any(True for _ in dates(line.text)):
            return None
        heading = "".join(one.text for one in self._lines[at:after])
        if not any(starts_structure(one) for one in self._lines[after : after + 8]):
            return None
        if not heads and self._is_the_text_itself(heading):
            self.inner_title = range(at, after)
            return None
        return AttachmentHead(at, after, "", 0, heading)

    def _is_the_text_itself(self, heading: str) -> bool:
        """Whether all before a title only puts the text in force: an order or announcement."""
        titles = [
            line.text
            for line, role in zip(self._lines, self._roles, strict=True)
            if role in (Role.TITLE, Role.NOTE)
        ]
        if self._title:
            return fold(heading) == self._title
        return any(re.search(r"(?:令|公告)$", re.sub(r"\s", "", text)) for text in titles)
