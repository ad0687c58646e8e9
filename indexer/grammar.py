"""How a line of a policy text shows what it is: 第三章, 第十二条, 一、, （一）, 1., 附件1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from string import ascii_uppercase

from kb.model import Level
from kb.numerals import BLANK, SPACED_NUMERAL, to_int

_B = f"{BLANK}*"
_HAN = "[〇零一二三四五六七八九十百]"
_TH = "[第笫]"
# scans and old files have 笫 for 第

DIVISIONS = {
    "编": Level.PART,
    "分编": Level.SUBPART,
    "章": Level.CHAPTER,
    "节": Level.SECTION,
}

_DIVISION = re.compile(
    rf"{_TH}{_B}(?P<number>{SPACED_NUMERAL}){_B}(?P<unit>分编|编|章|节)"
    rf"(?:之(?P<insert>{_HAN}+))?(?P<rest>.*)",
    re.DOTALL,
)
_ARTICLE = re.compile(
    rf"{_TH}{_B}(?P<number>{SPACED_NUMERAL}){_B}(?:之{_B}(?P<before>{_HAN}+){_B})?条"
    rf"(?:{_B}之{_B}(?P<insert>{_HAN}+|[0-9]+)(?![一-龥]*(?:规定|情形)))?(?P<rest>.*)",
    re.DOTALL,
)
_READS_ON = re.compile(
    r"[、，,。；;）)]|[至到和与及或]者?本?[^。]{0,6}第|第?[（(]?[〇零一二三四五六七八九十0-9]+[）)]?[款项目]|所[列称指述规]"
    r"|规定的|的规定|中[“的规所]|之规定"
)
# what follows the number of an article or a chapter that is only mentioned at a line's start
_MAY_READ_ON = re.compile(
    r"[的所至到和与及或以中之内款项前后]|规定|修改|改为|删去|增加|移至|依照|按照|并入|适用|相应"
)
# the same where no blank stands between the number and the words
_BRACKETED = re.compile(
    rf"{_B}(?:【(?P<square>[^】]{{1,40}})】|[（(](?P<round>[^（()）。，；：]{{2,24}})[）)])"
)
_LATIN_STOP = re.compile(r"[A-Za-z]\.$")
_LARGEST = 99_999
_AFTER_LABEL = "：:、．. \t\u00a0\u3000\u2002\u2003\u2009"
# what may stand between the number of an article or a chapter and its words
_NO_HEADING_ENDS = tuple("。；：！？;!?:…—")
# a heading of two lines may end its first in 、
_FULL_STOP = "。；：，、！？;,!?:…—"


class Style(Enum):
    """The ways of numbering paragraphs, from the outermost inwards as offices use them."""

    DECIMAL1 = "1"
    DECIMAL2 = "1.1"
    DECIMAL3 = "1.1.1"
    DECIMAL4 = "1.1.1.1"
    HAN = "一、"
    HAN_BRACKETS = "（一）"
    DIGITS = "1."
    DIGITS_BRACKETS = "（1）"
    CIRCLED = "①"

    @property
    def rank(self) -> int:
        return _STYLES.index(self)


_STYLES = list(Style)
HAN_STYLES = (Style.HAN, Style.HAN_BRACKETS)
FIRST_LABELS = {
    Style.HAN: "一、",
    Style.HAN_BRACKETS: "（一）",
    Style.DIGITS: "1",
    Style.DIGITS_BRACKETS: "（1）",
    Style.CIRCLED: "①",
}
# the first member of a list may stand in the line that leads it in: …下列条件：（一）…
_MARKS = (
    (Style.HAN, re.compile(rf"(?P<label>(?P<number>{_HAN}{{1,5}}){_B}(?:、|[．.](?![0-9]))){_B}")),
    (
        Style.HAN_BRACKETS,
        re.compile(rf"(?P<label>[（(]{_B}(?P<number>{_HAN}{{1,5}}){_B}[）)]){_B}、?{_B}"),
    ),
    (
        Style.DIGITS,
        re.compile(
            rf"(?P<label>(?P<number>[0-9０-９]{{1,3}}){_B}(?:[．.、](?![0-9０-９])))、?{_B}"
        ),
    ),
    (
        Style.DIGITS_BRACKETS,
        re.compile(rf"(?P<label>[（(]{_B}(?P<number>[0-9０-９]{{1,3}}){_B}[）)]){_B}、?{_B}"),
    ),
    (Style.DIGITS_BRACKETS, re.compile(rf"(?P<label>(?P<number>[0-9０-９]{{1,3}})[）)])、?{_B}")),
)
_UNIT_OF_LIST = "(?:项(?![目])|目(?![标的录前])|款(?![项待物式]))"
_SINGLE = {
    **{chr(0x3220 + n): (Style.HAN_BRACKETS, n + 1) for n in range(10)},
    **{chr(0x2488 + n): (Style.DIGITS, n + 1) for n in range(20)},
    **{chr(0x2474 + n): (Style.DIGITS_BRACKETS, n + 1) for n in range(20)},
    **{chr(0x2460 + n): (Style.CIRCLED, n + 1) for n in range(20)},
}
# characters that carry bracket, point or circle with the number: ㈠ ⒈ ⑴ ①
_ATTACHMENT = re.compile(
    rf"(?P<label>附{_B}(?:件|表|录|图)?{_B}"
    rf"(?P<number>[0-9０-９]{{1,3}}|{_HAN}{{1,3}}|(?<=录|{BLANK})[A-Z](?![A-Za-z.．]))?){_B}"
    rf"(?P<mark>[：:．.、]|$|{BLANK}|(?<=[A-Z])(?=[（(])){_B}(?P<rest>.*)"
)
_FREE_HEADING = re.compile(
    rf"[序前引导]{_B}[言论]|总{_B}则|附{_B}则|结{_B}[语论]|结{_B}束{_B}语|后{_B}记|编{_B}后|摘{_B}要"
)
_DIVIDING_HEADING = re.compile(
    rf"第{_B}(?:{_HAN}{{1,3}}|[0-9]{{1,2}}){_B}(?:部分|篇|单元|讲)(?:$|[：:]|{BLANK}).*"
)
_CONTENTS = re.compile(rf"目{_B}[录次](?:{_B}CONTENTS)?", re.IGNORECASE)
_RUN_IN = re.compile(
    r"(?P<heading>[^，。；：！？]{1,22}?)(?:。|——)(?=.)|(?P<short>[^，。；！？如下包括组成]{1,10})：(?=.)"
)

_PAIRED_RUN_IN = re.compile(
    r"(?P<heading>(?![^。]*(?:应当|必须|不得|可以|有权|负责|的，))[^，。；！？：]{2,14}，[^，。；！？：]{2,14})。(?=.)"
)
# a heading of two parts and what it heads: 推进政务公开，强化解读回应。积极……


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at a line's start that may make the line a heading or a list member."""

    level: Level | None
    # PART to SECTION, ARTICLE or ATTACHMENT; None where style says what it is
    style: Style | None
    number: int
    insert: int
    label: str
    body: int
    # where the words after the label and the blanks behind it begin in the line
    spaced: bool
    # whether blanks, a bracket or the line's end set the label apart


def division(text: str) -> Mark | None:
    """Return the mark of a 编 分编 章 节 line; None for a sentence that only mentions one."""
    match = _DIVISION.match(text)
    if match is None:
        return None
    number, rest = _number(match["number"]), match["rest"]
    bare = rest.strip()
    apart = not rest or rest != rest.lstrip()
    if not number or len(bare) > 50 or bare.endswith(_NO_HEADING_ENDS) or "。" in bare:
        return None
    if _READS_ON.match(bare) or (not apart and _MAY_READ_ON.match(bare)):
        return None
    label = text[: match.start("rest")]
    body = len(text) - len(rest.lstrip())
    return Mark(
        DIVISIONS[match["unit"]], None, number, _number(match["insert"]), label, body, apart
    )


def article(text: str) -> Mark | None:
    """Return the mark of a line that begins with 第N条, even where it may only mention it."""
    match = _ARTICLE.match(text)
    if match is None:
        return None
    number = _number(match["number"])
    if not number:
        return None
    rest = match["rest"]
    insert = _number(match["insert"] or match["before"])
    inner = bool(re.search(rf"[^第笫]{BLANK}+条", text[: match.start("rest")]))
    apart = not rest or rest != rest.lstrip() or rest[0] in "【[：:" or inner
    body = len(text) - len(rest.lstrip(_AFTER_LABEL))
    return Mark(Level.ARTICLE, None, number, insert, text[: match.start("rest")], body, apart)


def mentions(text: str, mark: Mark) -> bool:
    """Whether what follows the label reads on: 第十二条规定的期限, 第三章的规定."""
    rest = text[len(mark.label) :].lstrip()
    return bool(_READS_ON.match(rest) or (not mark.spaced and _MAY_READ_ON.match(rest)))


def article_heading(text: str, mark: Mark) -> tuple[str, int]:
    """Return the bracketed heading of an article and where its words begin after it.

    "" and mark.body where there is none: 第一条【目的】…, 第一条（目的）….
    """
    match = _BRACKETED.match(text, mark.body)
    if match is None:
        return "", mark.body
    heading = match["square"] or match["round"] or ""
    after = text[match.end() :]
    if match["round"] and (re.fullmatch(rf"{_HAN}+|[0-9]+", heading) or after[:1] in "的第和、"):
        return "", mark.body
    return heading.strip(), match.end() + len(after) - len(after.lstrip())


def paragraph_mark(text: str) -> Mark | None:
    """Return the mark of a numbered paragraph: 一、, （一）, 1., （1）, ①."""
    if text[0] in _SINGLE:
        style, number = _SINGLE[text[0]]
        body = 1 + len(text[1:]) - len(text[1:].lstrip())
        return Mark(None, style, number, 0, text[0], body, True)
    for style, pattern in _MARKS:
        if match := pattern.match(text):
            number = _number(match["number"])
            if not number or _is_no_list_member(text, style, number, match.end()):
                return None
            return Mark(None, style, number, 0, match["label"], match.end(), True)
    return None


def _is_no_list_member(text: str, style: Style, number: int, body: int) -> bool:
    """Whether a numbered start is part of a sentence: （一）项所列, 一、二审, （二）、（三）."""
    after = text[body : body + 8]
    if style is Style.HAN:
        follow = re.match(rf"(?P<number>{_HAN}{{1,3}})[、审级类等]", after)
        return follow is not None and _number(follow["number"]) == number + 1
    return (
        re.match(rf"[）)]|{_UNIT_OF_LIST}|[、至和](?:第?[（(])|[（(]{_HAN}+[）)]", after)
        is not None
    )


def attachment(text: str) -> Mark | None:
    """Return the mark of a line that may begin an attachment: 附件, 附件1, 附录：…, 附：…."""
    match = _ATTACHMENT.match(text)
    if match is None or len(text) > 80 or text.endswith(("。", "；")):
        return None
    label = match["label"]
    if label.strip() == "附" and match["mark"] not in ("：", ":") and match["rest"]:
        return None
    return Mark(
        Level.ATTACHMENT,
        None,
        _attachment_number(match["number"]),
        0,
        label.strip(),
        match.start("rest"),
        True,
    )


def is_free_heading(text: str) -> bool:
    """Whether a line is a heading by its words alone, with no 一、 under it: 序言, 附则."""
    return len(text) <= 12 and _FREE_HEADING.fullmatch(text) is not None


def is_dividing_heading(text: str) -> bool:
    """Whether a line is a heading over numbered ones: 第一部分 ……."""
    return (
        len(text) <= 40 and _DIVIDING_HEADING.fullmatch(text) is not None and not is_sentence(text)
    )


def is_contents_title(text: str) -> bool:
    """Whether a line is the title of a table of contents."""
    return _CONTENTS.fullmatch(text) is not None


def is_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or a member of a list does."""
    bare = text.rstrip("”’）)」』\"'")
    return bare.endswith(tuple(_FULL_STOP)) or _LATIN_STOP.search(bare) is not None


def outline_heading(words: str) -> tuple[str, bool]:
    """Return the heading of a numbered paragraph and whether the line holds text besides.

    words: the line after its label. "工作目标" is all heading; "组织覆盖。社区党委……" has one and
    text; "党的建设，包括……" is text without a heading.
    """
    if not is_sentence(words) and len(words) <= 60 and "。" not in words:
        return words.strip(), False
    match = _RUN_IN.match(words) or _PAIRED_RUN_IN.match(words)
    if match is None:
        return "", True
    groups = match.groupdict()
    return (groups["heading"] or groups.get("short") or "").strip(), True


def _attachment_number(words: str | None) -> int:
    """Return the number of an attachment: 1 for 附录A as for 附录1."""
    if words and words in ascii_uppercase:
        return ascii_uppercase.index(words) + 1
    return _number(words)


def _number(words: str | None) -> int:
    """Return the number of words; 0 for none, and for one that no list of a policy reaches."""
    try:
        number = to_int(words) if words else 0
    except ValueError:
        return 0
    return number if number <= _LARGEST else 0
