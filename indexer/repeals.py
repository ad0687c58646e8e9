"""What a text repeals outright: 《社工聘用办法》（示例〔2016〕3号）、《…规定》同时废止。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from indexer.dates import first_date
from indexer.metadata import document_key
from kb.docnumber import BRACKETED, ORDER, normalise_number
from kb.store.rows import RepealClause

_TITLE = r"《(?:[^《》\n]|《[^《》\n]*》){2,120}》"
_INSIDE = r"(?:[^（）()《》\n]|[（(][^（）()\n]*[）)])*"
_BRACKETS = rf"(?:\s*[（(]{_INSIDE}[）)])*"
_NAMED = rf"{_TITLE}{_BRACKETS}(?:{BRACKETED})?"
_OFFERED = r"[^《》。；\n]{2,60}?(?:的|号|院|部|委|局|政府|办公[厅室])"
# 1990年6月3日国务院发布的, or the office alone, before a title
_JOIN = rf"\s*(?:(?:[、，,]?(?:以及|及|和|与)|、)(?:{_OFFERED}|原)?)?\s*"
_LIST = rf"(?P<list>{_NAMED}(?:{_JOIN}{_NAMED}){{0,99}})"
_WITH_IT = (
    r"(?:等[^《》。；，]{0,12}|(?:以及|及|和|与)(?:其|有关|相关|配套)(?:的|之)?"
    r"[^《》。；，条款项中]{0,10}(?:文件|规定|通知|细则|办法))?"
)
_DAY = r"(?P<day>(?:自|从|于)[^《》。；，\n]{2,30}?(?:起|时|日)(?:起)?)"
_ENDS = (
    r"(?:(?:也|均|亦|一律|同时|予以|一并|即行|即|相应|现予|立即|随之|全部|宣布)*)"
    r"(?:废止|停止执行|停止施行|停止使用|不再执行|失效|作废)"
)
_CLAUSE = re.compile(
    rf"{_LIST}{_WITH_IT}[，,]?\s*{_DAY}?[，,]?\s*{_ENDS}(?=\s*[。；;，,、：:）)]|\s*$)",
    re.MULTILINE,
)
_ONE = re.compile(rf"(?P<title>{_TITLE})(?P<brackets>{_BRACKETS})(?P<number>{BRACKETED})?")
_BRACKET = re.compile(rf"[（(]({_INSIDE})[）)]")
_NUMBER = re.compile(rf"{BRACKETED}|{ORDER}")
_REMARK = re.compile(r"(?:试行|暂行|[^，。以]{0,8}(?:修订|修正|修改)|[^，。以]{0,8}[版稿])")
_NUMBER_BEFORE = re.compile(rf"(?:{BRACKETED})(?:文件?)?\s*\Z")
_NOT_SAID = re.compile(
    r"(?<![接优等对招])待(?!遇)|如(?!下)|若(?!干)|拟(?!定|订)|建议|可以|是否|曾|当时|随着|一旦"
    r"|[新该](?:法|条例|办法|细则|规定|规则|意见|通知|方案|制度|政策|标准)"
)
# before the titles: a condition, a proposal, or what was done by another text
_BY_ANOTHER = re.compile(
    rf"(?P<title>{_TITLE})[^《》；。]{{0,30}}?(?:施行|实施|生效|出台|颁布|公布|发布)"
    r"(?:[，,]|后|以后|之后|之日|时)"
)
_IN_FORCE = re.compile(
    r"(?:自|从|于)(?P<when>[^。；，自]{4,40}?)起?(?:正式|开始|同时)?(?:施行|实施|执行|生效|试行)"
)
_WHOLE_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_REPEALING = re.compile(r"废止|停止|不再执行|失效|作废")
_SENTENCE = re.compile(r"[。；;\n]")


def repeals(text: str, title: str) -> tuple[RepealClause, ...]:
    """Return what a text says is repealed by itself, in order, each title and number once.

    title: the text's own. A provision repealed of a document, a condition, a proposal, a quotation,
    and what another text repealed do not count.
    """
    found: dict[tuple[str, str], RepealClause] = {}
    for match in _clauses(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        before = text[line_start : match.start()]
        if not _is_own(before, document_key(title)):
            continue
        since = first_date(match["day"] or "") or _in_force(text, line_start, match.start())
        for clause in _named(match["list"], before, since):
            found.setdefault((clause.title, clause.number), clause)
    return tuple(found.values())


def _clauses(text: str) -> Iterator[re.Match[str]]:
    """Yield the clauses; only sentences with a word of repeal are looked at, which is quick."""
    for sentence in _WHOLE_SENTENCE.finditer(text):
        if _REPEALING.search(sentence[0]):
            yield from _CLAUSE.finditer(text, sentence.start(), sentence.end())


def _is_own(before: str, key: str) -> bool:
    """Return whether the text itself repeals what follows on a line, from how the line begins."""
    if before.rfind("“") > before.rfind("”"):
        return False
    sentence = _SENTENCE.split(before)[-1]
    others = [document_key(match["title"]) for match in _BY_ANOTHER.finditer(sentence)]
    return not _NOT_SAID.search(sentence) and all(other in key for other in others)


def _in_force(text: str, line_start: int, end: int) -> date | None:
    """Return the day of effect said in the line of a clause, or in the line before it.

    A text that was amended keeps the sentence on its first day, from which the repeal counts.
    """
    previous = text.rfind("\n", 0, max(line_start - 1, 0)) + 1
    days = [first_date(match["when"]) for match in _IN_FORCE.finditer(text, previous, end)]
    return next((day for day in reversed(days) if day is not None), None)


def _named(listed: str, before: str, since: date | None) -> Iterator[RepealClause]:
    for match in _ONE.finditer(listed):
        lead = _NUMBER_BEFORE.search(before + listed[: match.start()])
        title, numbers = match["title"][1:-1], [match["number"] or ""]
        for inside in _BRACKET.findall(match["brackets"]):
            number = _NUMBER.search(inside)
            if number is not None:
                numbers.append(number[0])
            elif _REMARK.fullmatch(inside):
                title += f"（{inside}）"
        number_said = next(filter(None, numbers), "") or (lead[0] if lead else "")
        yield RepealClause(document_key(title), title, normalise_number(number_said), since)
