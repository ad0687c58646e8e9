"""Citations as Chinese staff write them: 《名称》（文号）第十二条第二款第（一）项."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.model import Level, Metadata, Provision, Step
from kb.numerals import letter_number, to_chinese

_ORDINALS = {
    Level.PART: "第{}编",
    Level.SUBPART: "第{}分编",
    Level.CHAPTER: "第{}章",
    Level.SECTION: "第{}节",
    Level.ARTICLE: "第{}条",
    Level.PARAGRAPH: "第{}款",
    Level.ITEM: "第（{}）项",
    Level.OUTLINE1: "{}、",
    Level.OUTLINE2: "（{}）",
}
_COUNTED = {
    Level.SUBITEM: "第{}目",
    Level.OUTLINE3: "{}．",
    Level.OUTLINE4: "（{}）",
    Level.TEXT: "第{}段",
    Level.TABLE: "表{}",
    Level.ROW: "第{}行",
}
_OUTLINES = (Level.OUTLINE1, Level.OUTLINE2, Level.OUTLINE3, Level.OUTLINE4)
_ATTACHMENT = re.compile(r"附件|附表|附录|附图")
_DECIMAL = re.compile(r"[0-9]+(?:[.．][0-9]+)+")
_OF_APPENDIX = re.compile(r"(?P<letter>[A-Z])(?:\.[0-9]+)+")
# A.1.2 names its 附录A by itself
_NUMERAL_STARTS = frozenset("0123456789〇一二三四五六七八九十百千万")
_LONGEST_HEADING = 24
# characters of a heading without a number that are printed


def cite(
    metadata: Metadata, provision: Provision | None, provisions: Sequence[Provision]
) -> tuple[str, str]:
    """Return the citation of a provision with the 文号 and without it.

    provisions: all of the version, in order. None cites the whole document. What `parse` reads
    from the result resolves to the provision; for the only 款 of an article, to the article.
    """
    place = "" if provision is None else _place(provision, provisions)
    title = f"《{_inner_marks(metadata.title)}》"
    number = f"（{metadata.number}）" if metadata.number else ""
    return title + number + place, title + place


def is_only_paragraph(paragraph: Provision, provisions: Sequence[Provision]) -> bool:
    """Return whether a 款 is the only one of its article, so that no 第一款 is written."""
    if paragraph.address.steps[-1].number != 1:
        return False
    place = paragraph.ordinal + 1
    while place < len(provisions) and _is_below(provisions[place], paragraph):
        place += 1
    if place == len(provisions):
        return True
    after = provisions[place]
    return after.parent != paragraph.parent or after.level is not Level.PARAGRAPH


def _is_below(provision: Provision, above: Provision) -> bool:
    return provision.parent is not None and provision.parent >= above.ordinal


def _inner_marks(title: str) -> str:
    """Return the title with its own book marks as 〈〉, as the standard of punctuation asks."""
    return title.replace("《", "〈").replace("》", "〉")


def _place(provision: Provision, provisions: Sequence[Provision]) -> str:
    words: list[tuple[Level, str]] = []
    nodes = _by_depth(provision, provisions)
    for depth, step in enumerate(provision.address.steps, 1):
        node = nodes.get(depth)
        if step.level is Level.PARAGRAPH and node and is_only_paragraph(node, provisions):
            continue
        if step.level in _OUTLINES and node and _is_decimal(node):
            words = [word for word in words if word[0] in (Level.ATTACHMENT, Level.HEADING)]
            words.append((step.level, _decimal_words(node.label)))
        elif step.level in _OUTLINES and node and _is_of_appendix(node):
            words = [(step.level, node.label)]
        else:
            words.append((step.level, _step_words(step, node)))
    return _joined([word for _, word in words])


def _joined(words: list[str]) -> str:
    """Return words in a row, with a blank where two numbers would run together: 附件1 二、."""
    text = ""
    for word in words:
        apart = text and text[-1] in "0123456789．." and word[0] in _NUMERAL_STARTS
        text += f" {word}" if apart else word
    return text


def _by_depth(provision: Provision, provisions: Sequence[Provision]) -> dict[int, Provision]:
    """Return the provision and those above it that its address continues, by address length.

    Its 编 章 节 are not among them unless its address needs them.
    """
    found: dict[int, Provision] = {}
    node: Provision | None = provision
    while node is not None:
        if node.address.contains(provision.address):
            found.setdefault(len(node.address.steps), node)
        node = None if node.parent is None else provisions[node.parent]
    return found


def _is_decimal(node: Provision) -> bool:
    """Whether a provision is numbered 3.2.1, or 3 as the first level of such numbers."""
    return bool(_DECIMAL.fullmatch(node.label)) or (
        node.level is Level.OUTLINE1 and node.label.isdigit()
    )


def _is_of_appendix(node: Provision) -> bool:
    """Whether a provision is numbered A.1 in the attachment that is counted as the first."""
    match = _OF_APPENDIX.fullmatch(node.label)
    above = node.address.steps[0]
    return match is not None and above == Step(Level.ATTACHMENT, letter_number(match["letter"]))


def _decimal_words(label: str) -> str:
    """Return a decimal number as cited: 3.2.1; the first level, which has no point, as 第3部分."""
    return label.replace("．", ".") if _DECIMAL.fullmatch(label) else f"第{label}部分"


def _step_words(step: Step, node: Provision | None) -> str:
    if step.level is Level.ATTACHMENT:
        return _attachment_words(step.number, node.label if node else "")
    if step.level is Level.HEADING:
        return _heading_words(step.number, node.heading if node else "")
    if step.level in _COUNTED:
        return _COUNTED[step.level].format(step.number)
    tail = f"之{to_chinese(step.insert)}" if step.insert else ""
    return _ORDINALS[step.level].format(to_chinese(step.number)) + tail


def _attachment_words(number: int, label: str) -> str:
    """Return 附件1, or 附表1 or 附录A where the file calls it so."""
    match = _ATTACHMENT.match(label)
    if match and letter_number(label[-1]) == number:
        return f"{match[0]}{label[-1]}"
    return f"{match[0] if match else '附件'}{number}"


def _heading_words(number: int, heading: str) -> str:
    """Return “序言”; the second and later headings of their parent with a number: 标题2“附则”."""
    short = heading[:_LONGEST_HEADING] + ("…" if len(heading) > _LONGEST_HEADING else "")
    words = short.replace("“", "‘").replace("”", "’") or "无题"
    return f"“{words}”" if number == 1 else f"标题{number}“{words}”"
