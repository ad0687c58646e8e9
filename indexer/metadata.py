"""What a policy file says of itself: title, kind, office, number and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import PurePath

from indexer.blocks import Extract, Hints
from indexer.contacts import is_sending
from indexer.dates import dates, first_date, is_only_date
from indexer.kinds import kind_of
from indexer.periods import effective_day, last_day
from indexer.signers import is_office
from indexer.structure import Structured
from kb.docnumber import BRACKETED, ORDER, TAIL, normalise_number, number_start
from kb.model import Level, Metadata
from kb.titles import plain_title

__all__ = ["document_key", "kind_of", "metadata", "normalise_number"]

_TAIL = re.compile(r"[(\[〔【][^()\[\]〔〕【】]{1,40}[)\]〕】]$")
_VERSION_WORDS = re.compile(
    r"试行|暂行|修订|修正|修改|草案|征求意见|送审|年|版|^[0-9.\-/—]+$|废止|失效|有效|公布|发布|施行|通过|稿"
)
_TRIAL = re.compile(
    r"[（(](?:试行|暂行)[）)]|暂行(?=办法|规定|条例|细则|规则|规程|标准|意见|方案|制度)"
)
_NUMBER_TAIL = re.compile(TAIL)
_NUMBER_LINE = re.compile(rf"[（(]?(?P<number>{BRACKETED}|{ORDER})[）)]?(?:签发人[：:].{{0,20}})?")
_ORDER_HEAD = re.compile(r"(?P<head>[\u4e00-\u9fff]{2,24}令)[（(]?(?P<number>第[0-9]{1,5}号)[）)]?")
_STATE = "中华人民共和国"
# left out of the numbers of orders: 国务院令第707号
_PASSED = re.compile(r"通过|批准|公布|发布|颁布|印发|签署")
_AMENDED = re.compile(r"修正|修订|修改")
_IN_FORCE_LINE = re.compile(r"(?:施行|实施|生效)$")
_NAME_DATE = re.compile(r"[（(_\-\s]*(?P<date>[12]\d{3}-\d{2}-\d{2})[）)]?$")
_SEAL = re.compile(
    r"(?:国务院|委员会|人民政府|办公[厅室]|人民法院|人民检察院|[工党]委|组织部|宣传部|[部委局厅署院会办处社])"
    r"(?:（[^）]{1,8}）)?$"
)
_BODY = re.compile(
    r"(?P<office>全国人民代表大会常务委员会|全国人民代表大会|最高人民法院|最高人民检察院|中央军事委员会"
    r"|国务院(?=令|批准|发布|公布|第|常务)"
    r"|[\u4e00-\u9fff]{2,14}?(?:部|委员会|总局|局|署|厅|人民政府|人民银行)(?=令|发布|公布))"
)
_LONGEST_SEAL = 24
# characters of the name of one office in a signature


def metadata(extract: Extract, structured: Structured | None, name: str) -> Metadata:
    """Return what is known of a file: its own properties first, else what its text says.

    name: the file's name, for what neither says; 某法(2021-06-16).md carries a date.
    """
    return _Reading(extract.hints, structured, name).metadata()


def document_key(title: str) -> str:
    """Return what all versions of a work have in common: the title without its version.

    Blanks, width, book marks and endings in brackets such as （试行）, （2019年修订） do not count.
    """
    folded = plain_title(title)
    while (match := _TAIL.search(folded)) and _VERSION_WORDS.search(match[0][1:-1]):
        if match.start() == 0:
            break
        folded = folded[: match.start()]
    return folded


class _Reading:
    """One file being asked for its metadata."""

    def __init__(self, hints: Hints, structured: Structured | None, name: str) -> None:
        self._hints = hints
        stem = PurePath(name).stem
        dated = _NAME_DATE.search(stem)
        self._name = stem[: dated.start()] if dated else stem
        self._name_date = first_date(dated["date"]) if dated else None
        self._text = structured.text if structured else ""
        self._title = structured.title if structured else ""
        self._framing = tuple(_framing(structured)) if structured else ()
        self._own = tuple(_framing(structured, attached=False)) if structured else ()
        # the same without what frames the attachments

    def metadata(self) -> Metadata:
        hints = self._hints
        title = _tidy(hints.title) or _tidy(self._title) or _tidy(self._name)
        issued = first_date(hints.issued) or self._issued()
        effective = first_date(hints.effective) or self._effective(issued)
        return Metadata(
            title=title,
            kind=hints.kind.strip() or kind_of(title),
            issuer=_tidy(hints.issuer) or self._issuer(title),
            number=normalise_number(hints.number) or self._number(),
            issued=issued,
            effective=effective,
            expires=first_date(hints.expires) or last_day(self._text, effective or issued),
            trial=bool(_TRIAL.search(title)),
            sample=hints.sample.strip(),
        )

    def _number(self) -> str:
        """Return the 文号 that stands with the title or the signature.

        One on a line of its own comes before one that a note mentions.
        """
        for lines in (self._own, self._framing):
            order = self._order(lines)
            whole = (_NUMBER_LINE.fullmatch(_bare(line)) for line in lines)
            found = order or next((match["number"] for match in whole if match), "")
            if number := found or next(filter(None, map(self._mentioned, lines)), ""):
                return normalise_number(number)
        return ""

    def _order(self, lines: Sequence[str]) -> str:
        """Return the number of an order whose head may stand on two lines: 某政府令, 第5号."""
        for line, below in pairwise((*lines, "")):
            for words in (_bare(line), _bare(line) + _bare(below)):
                if match := _ORDER_HEAD.fullmatch(words):
                    return match["head"] + match["number"]
        return ""

    def _mentioned(self, line: str) -> str:
        """Return the number that a line mentions; none that the title names as another text's."""
        words = _undated(line).replace(_STATE, "")
        tail = _NUMBER_TAIL.search(words)
        start = number_start(words, tail.start()) if tail else None
        if tail is None or start is None:
            return ""
        goes_on = words[tail.end() :].strip("）)〕] \u3000")
        return "" if goes_on and line in self._title else words[start : tail.end()]

    def _issuer(self, title: str) -> str:
        """Return the office that the title begins with, or that passed the text, or that signs."""
        named = re.match(r"(?P<office>[^关印转]{2,40}?)(?:关于|印发|转发)", title)
        if named and _SEAL.search(named["office"]):
            return named["office"]
        for lines in (self._own, self._framing):
            if said := _passed_by(lines) or "、".join(_seals(lines)[-2:]):
                return said
        ordering = self._order(self._own).partition("令")[0]
        return ordering if is_office(ordering) else ""

    def _issued(self) -> date | None:
        """Return the day of the last issue or amendment, or that under the signature.

        Where the file's name has a later day, the text's history ends before its last version.
        """
        found = self._told(self._own) or self._told(self._framing)
        if self._name_date:
            found.append(self._name_date)
        return max(found, default=None)

    def _told(self, lines: Sequence[str]) -> list[date]:
        """Return the days of issue in lines; where none are, the last signed, or of the print."""
        if found := [*_days(_PASSED, lines), *_days(_AMENDED, lines)]:
            return found
        signed = [first_date(line) for line in lines if is_only_date(line)]
        printed = [first_date(line) for line in lines if is_sending(line)]
        return [when for when in signed or printed if when is not None][-1:]

    def _effective(self, issued: date | None) -> date | None:
        """Return the day from which this version is in force, as far as the text says.

        An amended text keeps the sentence on its first day; it is in force from the amendment.
        """
        said = self._said_effective(issued)
        amended = max(_days(_AMENDED, self._framing), default=None)
        passed = max(_days(_PASSED, self._framing), default=None)
        if self._name_date and passed and self._name_date > max(passed, amended or passed):
            amended = self._name_date
        return amended if said and amended and said < amended else said

    def _said_effective(self, issued: date | None) -> date | None:
        for line in self._framing:
            if _IN_FORCE_LINE.search(line) and not _PASSED.search(line):
                found = list(dates(line))
                if found:
                    return found[0].day
        return effective_day(self._text, issued)


def _framing(structured: Structured, *, attached: bool = True) -> list[str]:
    """Return the lines around the text: title, notes, signature.

    attached: whether those around its attachments are among them.
    """
    text = structured.text
    return [
        text[one.start : one.own_end].strip()
        for one in structured.provisions
        if one.ordinal in structured.silent
        and one.level is Level.TEXT
        and (attached or one.address.steps[0].level is not Level.ATTACHMENT)
    ]


def _days(about: re.Pattern[str], lines: Sequence[str]) -> list[date]:
    """Return the first day of each line of the title's notes that is about something."""
    days = [
        first_date(line)
        for line in lines
        if about.search(line) and not line.endswith("。") and not is_sending(line)
    ]
    return [when for when in days if when is not None]


def _passed_by(lines: Sequence[str]) -> str:
    """Return the office that a note says passed or amended the text; "" for none."""
    for line in lines:
        about = _PASSED.search(line) or _AMENDED.search(line)
        if about and (body := _BODY.search(_undated(line))):
            return body["office"]
    return ""


def _undated(line: str) -> str:
    """Return a line with a comma for each date, so that no name begins with 日."""
    for found in reversed(list(dates(line))):
        line = f"{line[: found.start]}，{line[found.end :]}"
    return line


def _seals(lines: Sequence[str]) -> list[str]:
    """Return the names of offices among lines, each once."""
    signed = [line for line in lines if len(line) <= _LONGEST_SEAL and "：" not in line]
    return list(dict.fromkeys(_blankless(line) for line in signed if _SEAL.search(line)))


def _bare(line: str) -> str:
    """Return a line of a letterhead without blanks and the name of the state."""
    return _blankless(line).removeprefix(_STATE)


def _blankless(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)


def _tidy(text: str) -> str:
    """Return a title or name without white space at its ends and between Chinese characters."""
    chinese = r"[\u3001-\u9fff\uff00-\uffef]"
    return re.sub(rf"(?<={chinese})\s+(?={chinese})", "", text.strip())
