"""From when to when a text is in force, as its own sentences say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from indexer.dates import first_date
from kb.numerals import to_int

_SELF = "本(?:法|条例|办法|细则|规定|规则|意见|通知|方案|决定|解释|制度|手册|清单|规程|标准|预案)"
_PUT_IN_FORCE = "现(?:予以?|将|以)?(?:公布|发布|颁布|印发)"
_FORCE = "(?:正式|开始|同时)?(?:施行|实施|执行|生效|试行)"
_YEARS = "[0-9一二三四五六七八九十两]{1,3}"
_AFTER = rf"(?=[\s，,。；;：:）)]|\Z|有效期|试行期|{_YEARS}年|并|{_SELF}|[至到截])"
# what may follow 施行 where it says from when: not 起施行的《…》, not 起执行新标准
_EFFECTIVE = re.compile(rf"(?:自|从|于)(?P<when>[^。；，自]{{4,40}}?)起?{_FORCE}{_AFTER}")
_SAYS_SO = re.compile(
    rf"(?:{_SELF}[^。；，,前后]{{0,10}}?|{_PUT_IN_FORCE}[^。；]{{0,60}}?[，,](?:并|同时)?)\Z"
)
# what stands before 自 where the text speaks of itself
_ON_ISSUE = re.compile("(?:公布|发布|印发|颁布|下发|通过)之日")

_PERIOD = "(?:有效期|试行期)限?"
_OF_ITSELF = rf"(?:{_SELF}(?:的|之)?|(?:施行|实施|执行|试行|生效)[，,；]?\s*|\A){_PERIOD}"
_UNTIL = r"(?:至|到|截至|截止到?)(?P<until>[^。；，]{6,24})"
_EXPIRY = re.compile(
    rf"{_OF_ITSELF}(?:为|是|暂定)*(?:{_YEARS}年[，,])?(?:[自从](?P<since>[^。；，至到]{{4,24}}))?{_UNTIL}"
)
_FROM_TO = re.compile(
    rf"(?:{_SELF}[^。；，,前后]{{0,10}}?|{_PUT_IN_FORCE}[^。；]{{0,60}}?[，,])[自从][^。；，自至到]{{4,24}}"
    rf"(?:{_FORCE})?[，,]?{_UNTIL}"
)
_TERM = re.compile(
    rf"(?:{_OF_ITSELF}(?:为|是|暂定)*|起(?:施行|实施|执行|试行))(?P<years>{_YEARS})年"
)
_ABOUT_FORCE = re.compile(rf"施行|实施|执行|生效|试行|{_PERIOD}")
_ABOUT_ITSELF = re.compile(rf"{_SELF}|^现|{_PUT_IN_FORCE}")
# a term named without its subject is that of a licence or contract that the text is about
_BEGINS_PERIOD = re.compile(_PERIOD)


def effective_day(text: str, issued: date | None) -> date | None:
    """Return from when a text says that it is in force; issued where it says from its issue."""
    said = list(_sayings(text, issued))
    own = [when for when, itself in said if itself]
    return next(iter(own or [when for when, _ in said]), None) or _since(text)


def last_day(text: str, since: date | None) -> date | None:
    """Return the last day in force: 有效期至…, or so many years from the day of effect."""
    for sentence in _closing(text):
        match = _EXPIRY.search(sentence) or _FROM_TO.search(sentence)
        if match and (until := first_date(match["until"])):
            return until
    for sentence in _closing(text):
        if since and (match := _TERM.search(sentence)):
            return _years_later(since, match["years"])
    return None


def _sayings(text: str, issued: date | None) -> Iterator[tuple[date, bool]]:
    """Yield each day of effect, and whether the words before say it of the text itself."""
    for sentence in _closing(text):
        for match in _EFFECTIVE.finditer(sentence):
            when = first_date(match["when"])
            if when is None and _ON_ISSUE.search(match["when"]):
                when = issued
            if when is not None:
                yield when, _SAYS_SO.search(sentence[: match.start()]) is not None


def _since(text: str) -> date | None:
    """Return the first day of a period that is named with both its ends."""
    found = (_EXPIRY.search(sentence) for sentence in _closing(text))
    days = (first_date(match["since"]) for match in found if match and match["since"])
    return next((day for day in days if day is not None), None)


def _closing(text: str) -> Iterator[str]:
    """Yield the sentences on when the text itself takes effect or ends.

    有效期两年。 speaks of the text where it follows the sentence on the day of effect.
    """
    before = False
    for sentence in map(str.strip, re.split(r"(?<=[。；\n])", text)):
        own = _ABOUT_FORCE.search(sentence) and _ABOUT_ITSELF.search(sentence)
        if own or (before and _BEGINS_PERIOD.match(sentence)):
            yield sentence
        before = bool(own and _EFFECTIVE.search(sentence)) or (before and not sentence)


def _years_later(since: date, words: str) -> date | None:
    """Return the same day so many years on; 29 February becomes the 28th. None for no number."""
    try:
        years = to_int(words)
        day = 28 if (since.month, since.day) == (2, 29) else since.day
        return date(since.year + years, since.month, day)
    except ValueError:
        return None
