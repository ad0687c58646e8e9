"""What a policy file says of itself: title, kind, office, number and dates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import PurePath

from indexer.blocks import Extract, Hints
from indexer.dates import dates, first_date, is_only_date
from indexer.kinds import kind_of
from indexer.structure import Structured
from kb.docnumber import TAIL, normalise_number, number_start
from kb.model import Level, Metadata
from kb.numerals import to_int

__all__ = ["document_key", "kind_of", "metadata", "normalise_number"]

_TAIL = re.compile(r"[(\[〔【][^()\[\]〔〕【】]{1,40}[)\]〕】]$")
_VERSION_WORDS = re.compile(
    r"试行|暂行|修订|修正|修改|草案|征求意见|送审|年|版|^[0-9.\-/—]+$|废止|失效|有效|公布|发布|施行|通过|稿"
)
_TRIAL = re.compile(
    r"[（(](?:试行|暂行)[）)]|暂行(?=办法|规定|条例|细则|规则|规程|标准|意见|方案|制度)"
)
_NUMBER_TAIL = re.compile(TAIL)
_FROM = r"(?:自|从|于)(?P<when>[^。；，自]{4,40}?)起?"
_FORCE = r"(?:正式|开始|同时)?(?:施行|实施|执行|生效|试行)"
_EFFECTIVE = re.compile(_FROM + _FORCE)
_ON_ISSUE = re.compile(rf"(?:自|从)(?:公布|发布|印发|颁布|下发|通过)之日起{_FORCE}")
_SELF = "本(?:法|条例|办法|细则|规定|规则|意见|通知|方案|决定|解释|制度|手册|清单|规程|标准|预案)"
_TERM_OF_ITSELF = rf"(?:{_SELF}(?:的|之)?|(?:施行|实施|执行|试行)[，,；]?\s*)有效期(?:限)?"
_EXPIRY = re.compile(rf"{_TERM_OF_ITSELF}(?:至|到|截至|截止到?)(?P<until>[^。；，]{{6,24}})")
_TERM = re.compile(rf"{_TERM_OF_ITSELF}(?:为|是)?(?P<years>[0-9一二三四五六七八九十两]{{1,3}})年")
_OF_ITSELF = re.compile(rf"{_SELF}|^现")
# a term named without its subject is that of a licence or contract that the text is about
_ABOUT_FORCE = re.compile(r"施行|实施|执行|生效|试行|有效期")
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
    folded = re.sub(r"[\s《》〈〉<>“”\"]+", "", unicodedata.normalize("NFKC", title))
    while (match := _TAIL.search(folded)) and _VERSION_WORDS.search(match[0][1:-1]):
        if match.start() == 0:
            break
        folded = folded[: match.start()]
    return folded.casefold()


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
            expires=first_date(hints.expires) or self._expires(effective or issued),
            trial=bool(_TRIAL.search(title)),
            sample=hints.sample.strip(),
        )

    def _number(self) -> str:
        """Return the first 文号 that stands with the title or the signature."""
        for line in self._framing:
            tail = _NUMBER_TAIL.search(line)
            start = number_start(line, tail.start()) if tail else None
            if tail and start is not None:
                return normalise_number(line[start : tail.end()])
        return ""

    def _issuer(self, title: str) -> str:
        """Return the office that the title begins with, or that passed the text, or that signs."""
        named = re.match(r"(?P<office>[^关印转]{2,40}?)(?:关于|印发|转发)", title)
        if named and _SEAL.search(named["office"]):
            return named["office"]
        for line in self._framing:
            if (_PASSED.search(line) or _AMENDED.search(line)) and (body := _BODY.search(line)):
                return body["office"]
        signed = [line for line in self._framing if len(line) <= _LONGEST_SEAL]
        seals = [re.sub(r"[\s\u3000]+", "", line) for line in signed if _SEAL.search(line)]
        return "、".join(dict.fromkeys(seals[-2:]))

    def _issued(self) -> date | None:
        """Return the day of the last issue or amendment, or that under the signature.

        Where the file's name has a later day, the text's history ends before its last version.
        """
        found = [*self._days(_PASSED), *self._days(_AMENDED)]
        if not found:
            signed = [first_date(line) for line in self._framing if is_only_date(line)]
            found = [when for when in signed if when is not None][:1]
        if self._name_date:
            found.append(self._name_date)
        return max(found, default=None)

    def _days(self, about: re.Pattern[str]) -> list[date]:
        """Return the first day of each line of the title's notes that is about something."""
        days = [
            first_date(line)
            for line in self._framing
            if about.search(line) and not line.endswith("。")
        ]
        return [when for when in days if when is not None]

    def _effective(self, issued: date | None) -> date | None:
        """Return the day from which this version is in force, as far as the text says.

        An amended text keeps the sentence on its first day; it is in force from the amendment.
        """
        said = self._said_effective(issued)
        amended = max(self._days(_AMENDED), default=None)
        passed = max(self._days(_PASSED), default=None)
        if self._name_date and passed and self._name_date > max(passed, amended or passed):
            amended = self._name_date
        return amended if said and amended and said < amended else said

    def _said_effective(self, issued: date | None) -> date | None:
        for line in self._framing:
            if _IN_FORCE_LINE.search(line) and not _PASSED.search(line):
                found = list(dates(line))
                if found:
                    return found[0].day
        closing = self._closing()
        for match in _EFFECTIVE.finditer(closing):
            if when := first_date(match["when"]):
                return when
        return issued if _ON_ISSUE.search(closing) else None

    def _expires(self, since: date | None) -> date | None:
        """Return the last day in force: 有效期至…, or so many years from the day of effect."""
        closing = self._closing()
        if match := _EXPIRY.search(closing):
            return first_date(match["until"])
        match = _TERM.search(closing)
        return _years_later(since, match["years"]) if since and match else None

    def _closing(self) -> str:
        """Return the sentences on when the text itself takes effect or ends."""
        sentences = re.split(r"(?<=[。；\n])", self._text)
        return "".join(s for s in sentences if _ABOUT_FORCE.search(s) and _OF_ITSELF.search(s))


def _framing(structured: Structured) -> list[str]:
    """Return the lines around the text: title, notes, signature."""
    text = structured.text
    return [
        text[one.start : one.own_end].strip()
        for one in structured.provisions
        if one.ordinal in structured.silent and one.level is Level.TEXT
    ]


def _tidy(text: str) -> str:
    """Return a title or name without white space at its ends and between Chinese characters."""
    chinese = r"[\u3001-\u9fff\uff00-\uffef]"
    return re.sub(rf"(?<={chinese})\s+(?={chinese})", "", text.strip())


def _years_later(since: date, words: str) -> date | None:
    """Return the same day so many years on; 29 February becomes the 28th. None for no number."""
    try:
        years = to_int(words)
        day = 28 if (since.month, since.day) == (2, 29) else since.day
        return date(since.year + years, since.month, day)
    except ValueError:
        return None
