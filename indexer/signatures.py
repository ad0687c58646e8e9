"""落款: who signs a text and when, and the lines on distribution behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.attachments import unlabelled_title
from indexer.blocks import NOTES_HEADING, BlockKind
from indexer.contacts import is_contact, is_sending
from indexer.dates import is_only_date
from indexer.front import TITLE_END, is_name
from indexer.grammar import attachment, is_free_heading, is_sentence, paragraph_mark
from indexer.lines import Line
from indexer.roles import Role
from indexer.signers import is_label, is_signer

_MOST_NAMES = 12
# lines of names over a date
_MOST_BETWEEN = 1
# lines between two of them that name no office: the person who signs for it
_LONGEST_LIST = 12
# lines of a list of attachments
_TITLE = re.compile(rf"{TITLE_END.pattern}|(?:表|书|册|名录)$")
# of an attachment without a label, be it a form
_LAST_WORDS = ("特此", "此复", "此致", "敬礼")


def mark_signatures(lines: Sequence[Line], roles: list[Role], front: int) -> None:
    """Mark the dates and names that close a text, and the lines on distribution.

    A date alone on its line closes nothing by itself: offices stand over it, and the end, another
    signature, an attachment or the text that is announced follows. Read from the end backwards.
    """
    for at in range(len(lines) - 1, front, -1):
        if roles[at] is not Role.BODY or lines[at].kind is BlockKind.TABLE:
            continue
        if is_sending(lines[at].text):
            if _closes(lines, roles, at + 1, signed=True):
                roles[at] = Role.SIGNATURE
        elif is_only_date(lines[at].text):
            first = _first_signer(lines, roles, at, front)
            signed = first < at
            stands = signed or _ends_text(lines, at - 1)
            if stands and _closes(lines, roles, at + 1, signed=signed):
                roles[first : at + 1] = [Role.SIGNATURE] * (at + 1 - first)


def _first_signer(lines: Sequence[Line], roles: Sequence[Role], at: int, front: int) -> int:
    """Return the first of the lines over a date that name who signs; the date's own for none.

    An office below 主办单位 is what that line asks for and signs nothing.
    """
    first = at
    for above in range(at - 1, max(at - 1 - _MOST_NAMES, front - 1), -1):
        line = lines[above]
        if roles[above] is not Role.BODY or not is_name(line) or is_only_date(line.text):
            break
        if line.kind is BlockKind.HEADING or is_free_heading(line.text):
            break
        if is_signer(line.text):
            first = above
        elif first - above > _MOST_BETWEEN:
            break
    if first < at and is_label(lines[first - 1].text):
        below = range(first + 1, at)
        return next((n for n in below if is_signer(lines[n].text)), at)
    return first


def _ends_text(lines: Sequence[Line], at: int) -> bool:
    """Whether a text may end with a line: a sentence, or the last of a list of attachments."""
    if lines[at].text.endswith(("。", "！")) or lines[at].text.startswith(_LAST_WORDS):
        return True
    for above in range(at, max(at - _LONGEST_LIST, -1), -1):
        text = lines[above].text
        if attachment(text) or not paragraph_mark(text) or is_sentence(text):
            return attachment(text) is not None
    return False


def _closes(lines: Sequence[Line], roles: Sequence[Role], at: int, *, signed: bool) -> bool:
    """Whether what begins at a line may follow a signature.

    signed: whether offices stand over it; only then may a title or a table follow.
    """
    while at < len(lines) and (roles[at] is Role.SIGNATURE or is_contact(lines[at].text)):
        at += 1
    if at == len(lines) or attachment(lines[at].text) or lines[at].text == NOTES_HEADING:
        return True
    if not signed:
        return False
    if roles[at] is not Role.BODY or lines[at].kind is BlockKind.TABLE:
        return True
    titled = is_name(lines[at]) and _TITLE.search(lines[at].text) is not None
    return titled or unlabelled_title(lines, roles, at) is not None
