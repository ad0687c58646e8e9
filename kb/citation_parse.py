"""Citations in free text: 《…》（文号）第十二条第二款第（一）项, 第12条, 二、（一）1．"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.docnumber import BRACKETED, ORDER, TAIL, normalise_number, number_start
from kb.model import Level, Step
from kb.numerals import BLANK, NUMERAL, SPACED_NUMERAL, letter_number, to_int


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """One citation as found in a text; what is not said is empty.

    The steps may leave out what a reader supplies: the 款 of 第七条第（二）项.
    """

    title: str  # between 《 and 》, as written
    number: str  # 文号, normalised
    steps: tuple[Step, ...]
    start: int
    end: int


_B = f"{BLANK}*"
_N = SPACED_NUMERAL
_ORDINAL_LEVELS = {
    "编": Level.PART,
    "分编": Level.SUBPART,
    "章": Level.CHAPTER,
    "节": Level.SECTION,
    "条": Level.ARTICLE,
    "款": Level.PARAGRAPH,
    "项": Level.ITEM,
    "目": Level.SUBITEM,
    "段": Level.TEXT,
    "自然段": Level.TEXT,
    "行": Level.ROW,
    "部分": Level.OUTLINE1,
}
_RANK: dict[Level, int] = {
    level: rank
    for rank, level in enumerate(dict.fromkeys(_ORDINAL_LEVELS.values()))
    if level is not Level.OUTLINE1
}
# a step begins a new citation when it does not lie deeper than the ordinal before it

_UNIT = (
    r"(?P<unit>分编|编(?![号制码辑者])|章(?![程鱼])|节(?![日课约点])|条(?![件例线款])|款(?![式待项])"
    r"|项(?!目)|目(?![标的录前])|自然段|段(?!落)|行(?![业为政])|部分)"
)
_ORDINAL = re.compile(
    rf"第{_B}[（(]?{_B}(?P<number>{_N}){_B}[）)]?{_B}(?:之{_B}(?P<before>{_N}){_B})?{_UNIT}"
    rf"(?:{_B}之{_B}(?P<insert>{_N}))?"
)
_SHARED = re.compile(
    rf"(?:{_B}(?:、|和|及|以及|或者|或){_B}第?{_B}[（(]?{_B}{_N}{_B}[）)]?)+{_B}{_UNIT}"
)
_UNIT_HERE = re.compile(_B + _UNIT)
_ELIDED = re.compile(rf"第{_B}[（(]?{_B}(?P<number>{_N}){_B}[）)]?")
_MEMBER = re.compile(rf"第?{_B}[（(]?{_B}(?P<number>{_N}){_B}[）)]?")
# 第（一）、（三）项 and 第一、二款: the unit comes once, at the end
_BARE_ARTICLE = re.compile(rf"(?P<number>{_N}){_B}条(?![件例线款])(?:{_B}之{_B}(?P<insert>{_N}))?")
_BARE_AFTER = "》〕）)号法典例则定章释法规办见案册程单度知"
# what a reader may end a document's name with: 社工管理办法12条
_ATTACHMENT = re.compile(rf"(?:附件|附表|附录|附图){_B}(?P<number>{NUMERAL}|[A-Z](?![A-Za-z]))?")
_TABLE = re.compile(rf"表{_B}(?P<number>[0-9０-９]{{1,4}})")
_DECIMAL = re.compile(r"[0-9]{1,3}(?:[.．][0-9]{1,3}){1,3}(?![0-9.．])")
_OF_APPENDIX = re.compile(r"(?P<letter>[A-Z])(?P<numbers>(?:[.．][0-9]{1,3}){1,3})(?![0-9.．])")
# A.1.2 is 1.2 of 附录A
_HEADING = re.compile(r"(?:标题(?P<number>[0-9]{1,4}))?“[^“”]{1,60}”")
_AFTER_HEADING = re.compile(r"[\s。；，、）)：？“（(0-9〇一二三四五六七八九十百]|标题|第|表[0-9]")
# what may follow a heading that is cited by its words
_OUTLINE = (
    (Level.OUTLINE1, re.compile(rf"(?P<number>[〇零一二三四五六七八九十百]{{1,5}}){_B}、")),
    (
        Level.OUTLINE2,
        re.compile(rf"[（(]{_B}(?P<number>[〇零一二三四五六七八九十百]{{1,5}}){_B}[）)]"),
    ),
    (Level.OUTLINE3, re.compile(r"(?P<number>[0-9０-９]{1,3})[．.、](?![0-9])")),
    (Level.OUTLINE4, re.compile(rf"[（(]{_B}(?P<number>[0-9０-９]{{1,3}}){_B}[）)]")),
)
_DECIMAL_LEVELS = (Level.OUTLINE1, Level.OUTLINE2, Level.OUTLINE3, Level.OUTLINE4)

_NUMBER = re.compile(rf"{BRACKETED}|{ORDER}")
_IN_BRACKETS = re.compile(
    rf"{_B}[（(](?P<inside>[^（）()]{{0,60}}(?:[（(][^（）()]{{0,20}}[）)][^（）()]{{0,20}})*)[）)]"
)
_BLANKS = re.compile(_B)
_BARE_NUMERAL = re.compile(rf"{_B}{_N}{_B}")
_LINK = re.compile(rf"{_B}[的中之]?{_B}")
_SEPARATOR = re.compile(rf"{_B}(?P<word>、|和|及|以及|或者|或|与|至|到|[-—－~～]+){_B}")
_START = re.compile(
    rf"《|第{_B}[（(]?{_B}{_N}|(?:附件|附表|附录){_B}{_N}|{_N}{_B}条|(?P<number>{TAIL})"
)
_RANGE_WORDS = frozenset("至到-—－~～")
_LONGEST_RANGE = 60
# articles; a longer range is given as its two ends


def parse(text: str) -> tuple[ParsedCitation, ...]:
    """Return every citation in text, in order of appearance.

    A document named without steps comes back with none. In a list (第三条、第五条第一款、第三款)
    each has what it shares with the one before; each article of a range (第三条至第五条) comes back
    with the place of the whole range.
    """
    return tuple(_Reader(text).citations())


@dataclass(slots=True)
class _Head:
    """What a citation starts with: the document's title and number, and where it stands."""

    title: str
    number: str
    start: int
    end: int


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text

    def citations(self) -> Iterator[ParsedCitation]:
        at = 0
        while match := _START.search(self.text, at):
            head = self._numbered(match, at) if match["number"] else self._head(match.start())
            found = self._list(head) if head else []
            yield from found
            at = max(one.end for one in found) if found else match.start() + 1

    def _head(self, at: int) -> _Head | None:
        """Return the title and number at a place; None where neither a head nor a step starts."""
        if self.text[at] == "《":
            close = _closing(self.text, at)
            if close is None:
                return None
            head = _Head(self.text[at + 1 : close], "", at, close + 1)
            while bracket := _IN_BRACKETS.match(self.text, head.end):
                inside = bracket["inside"]
                if _BARE_NUMERAL.fullmatch(inside):
                    break  # （一） and （1） are steps; other brackets only qualify the title
                if _NUMBER.fullmatch(inside.strip()) or inside.rstrip().endswith("号"):
                    head.number = normalise_number(inside)
                head.end = bracket.end()
            return head
        return _Head("", "", at, at)

    def _numbered(self, tail: re.Match[str], floor: int) -> _Head | None:
        """Return the head of a 文号 that stands without a title."""
        start = number_start(self.text, tail.start())
        if start is None or start < floor:
            return None
        return _Head("", normalise_number(self.text[start : tail.end()]), start, tail.end())

    def _list(self, head: _Head) -> list[ParsedCitation]:
        named = bool(head.title or head.number)
        at = head.end
        if named and (link := _LINK.match(self.text, at)):
            at = link.end()
        first, end = self._steps(at, named)
        if not first:
            whole = ParsedCitation(head.title, head.number, (), head.start, head.end)
            return [whole] if named else []
        found = [ParsedCitation(head.title, head.number, first, head.start, end)]
        while (word := _SEPARATOR.match(self.text, end)) is not None:
            steps, after = self._next_of_list(word.end(), found[-1].steps)
            if not steps:
                break
            one = ParsedCitation(head.title, head.number, steps, word.end(), after)
            if word["word"][0] in _RANGE_WORDS:
                found[-1:] = _expanded(found[-1], one)
            else:
                found.append(one)
            end = after
        return found

    def _next_of_list(self, at: int, before: tuple[Step, ...]) -> tuple[tuple[Step, ...], int]:
        """Return the steps of a further member of a list, completed from the one before it."""
        if (member := _MEMBER.match(self.text, at)) and (number := _number(member["number"])):
            unit = _UNIT_HERE.match(self.text, member.end())
            shared = unit or _SHARED.match(self.text, member.end())
            ordinal = member[0].startswith("第") and unit
            if shared and not ordinal and _ORDINAL_LEVELS[shared["unit"]] is before[-1].level:
                end = unit.end() if unit else member.end()
                return (*before[:-1], Step(before[-1].level, number)), end
        steps, end = self._steps(at, named=False)
        if not steps or steps[0].level not in _RANK:
            return steps, end
        rank = _RANK[steps[0].level]
        kept = tuple(s for s in before if s.level not in _RANK or _RANK[s.level] < rank)
        return kept + steps, end

    def _steps(self, at: int, named: bool) -> tuple[tuple[Step, ...], int]:
        """Return the run of steps at a place and where it ends.

        Outline numbers, headings and a bare 附件 count only once a document or a step is named.
        """
        steps: list[Step] = []
        end = at
        rank = -1
        while True:
            place = _past_blanks(self.text, end)
            taken, after = self._step(place, named or bool(steps), bool(steps))
            if not taken:
                break
            ordinal = self.text[place] == "第" and taken[0].level in _RANK
            if ordinal and _RANK[taken[0].level] <= rank:
                break
            rank = _RANK[taken[0].level] if ordinal else -1
            steps.extend(taken)
            end = after
        return tuple(steps), end

    def _step(self, at: int, named: bool, inside: bool) -> tuple[tuple[Step, ...], int]:
        """Return the step at a place, as many as a decimal number holds; () for none."""
        match = _ORDINAL.match(self.text, at)
        if match is not None and (number := _number(match["number"])):
            insert = _number(match["insert"] or match["before"] or "")
            return (Step(_ORDINAL_LEVELS[match["unit"]], number, insert),), match.end()
        match = _ELIDED.match(self.text, at)
        if match is not None and (shared := _SHARED.match(self.text, match.end())):
            number = _number(match["number"])
            return ((Step(_ORDINAL_LEVELS[shared["unit"]], number),) if number else ()), match.end()
        if not inside and (first := self._first_step(at, named)):
            return first
        return self._outline_step(at) if named else ((), at)

    def _first_step(self, at: int, named: bool) -> tuple[tuple[Step, ...], int] | None:
        """Return a step that only begins a citation: 12条 behind a name, 附件1."""
        match = _BARE_ARTICLE.match(self.text, at)
        if match is not None and self._may_be_bare(at) and (number := _number(match["number"])):
            return (Step(Level.ARTICLE, number, _number(match["insert"] or "")),), match.end()
        match = _ATTACHMENT.match(self.text, at)
        if match is not None and (named or match["number"]):
            number = letter_number(match["number"] or "") or _number(match["number"] or "") or 1
            return (Step(Level.ATTACHMENT, number),), match.end()
        return None

    def _may_be_bare(self, at: int) -> bool:
        before = self.text[:at].rstrip()
        return not before or before[-1] in _BARE_AFTER

    def _outline_step(self, at: int) -> tuple[tuple[Step, ...], int]:
        if match := _DECIMAL.match(self.text, at):
            numbers = [int(part) for part in re.split("[.．]", match[0])]
            steps = tuple(map(Step, _DECIMAL_LEVELS, numbers))
            return (steps, match.end()) if all(numbers) else ((), at)
        if match := _OF_APPENDIX.match(self.text, at):
            numbers = [int(part) for part in re.split("[.．]", match["numbers"])[1:]]
            appendix = Step(Level.ATTACHMENT, letter_number(match["letter"]))
            steps = (appendix, *map(Step, _DECIMAL_LEVELS, numbers))
            return (steps, match.end()) if all(numbers) else ((), at)
        for level, pattern in _OUTLINE:
            if (match := pattern.match(self.text, at)) and (number := _number(match["number"])):
                return (Step(level, number),), match.end()
        if match := _TABLE.match(self.text, at):
            number = _number(match["number"])
            return ((Step(Level.TABLE, number),), match.end()) if number else ((), at)
        if (match := _HEADING.match(self.text, at)) and self._ends_well(match.end()):
            return (Step(Level.HEADING, int(match["number"] or 1)),), match.end()
        return (), at

    def _ends_well(self, at: int) -> bool:
        """Whether a quoted heading may end here: 《办法》“两新”组织 cites no heading."""
        return at == len(self.text) or _AFTER_HEADING.match(self.text, at) is not None


def _past_blanks(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at


def _closing(text: str, at: int) -> int | None:
    """Return where the 《 at a place closes, counting those inside it; None if it does not."""
    depth = 0
    for place in range(at, min(len(text), at + 300)):
        depth += {"《": 1, "》": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return None


def _number(words: str) -> int:
    """Return the number of words, 0 where they name none that an address may have."""
    try:
        return min(to_int(words), 999_999_999) if words else 0
    except ValueError:
        return 0


def _expanded(first: ParsedCitation, last: ParsedCitation) -> list[ParsedCitation]:
    """Return every member of a range; its two ends where it is not of one level, or too long."""
    one, two = first.steps[-1], last.steps[-1]
    whole = replace(first, end=last.end)
    plain = first.steps[:-1] == last.steps[:-1] and one.level == two.level
    if not plain or one.insert or two.insert or not 0 < two.number - one.number < _LONGEST_RANGE:
        return [first, last]
    return [
        replace(whole, steps=(*first.steps[:-1], Step(one.level, n)))
        for n in range(one.number, two.number + 1)
    ]
