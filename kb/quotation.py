"""The first promise: nothing is shown as a quotation that is not in the cited text as it stands.

The check needs no model: the characters are compared, and both ends must fall where a sentence,
a list item, a heading or a table row begins and ends. A quotation may leave out the label before
its first words (第十二条, （一）), which the citation carries.
"""

from __future__ import annotations

from kb.sentences import label_end, line_around, sentences


def verify(quotation: str, text: str, start: int, end: int) -> bool:
    """Return whether quotation is text[start:end], whole sentences or items from end to end.

    Never raises: a range outside the text is simply not a quotation. Time is linear in the lines
    that the range touches.
    """
    if not quotation or not 0 <= start < end <= len(text) or text[start:end] != quotation:
        return False
    starts, ends = _boundaries(text, line_around(text, start).start, line_around(text, end).end)
    return start in starts and end in ends


def checked(quotation: str, text: str, start: int, end: int) -> str:
    """Return the quotation if it verifies.

    Raises ValueError otherwise: to build a statement on a range that is no quotation is an error
    of the program, and it must not reach a reader.
    """
    if not verify(quotation, text, start, end):
        raise ValueError(f"not a quotation of the text at {start}..{end}: {quotation[:40]!r}")
    return quotation


def locate(quotation: str, text: str) -> tuple[int, int] | None:
    """Return the first (start, end) at which quotation verifies in text; None if nowhere.

    For a quotation that was kept, or proposed by a model, apart from its place.
    """
    if not quotation or quotation not in text:
        return None
    starts, ends = _boundaries(text, 0, len(text))
    start = text.find(quotation)
    while start >= 0:
        if start in starts and start + len(quotation) in ends:
            return start, start + len(quotation)
        start = text.find(quotation, start + 1)
    return None


def _boundaries(text: str, start: int, end: int) -> tuple[frozenset[int], frozenset[int]]:
    """Return where quotations of text[start:end] may begin and where they may end."""
    spans = sentences(text, start, end)
    starts = {span.start for span in spans}
    for span in spans:
        words = label_end(text, span.start)
        if words < span.end:
            starts.add(words)
    return frozenset(starts), frozenset(span.end for span in spans)
