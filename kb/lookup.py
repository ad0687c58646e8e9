"""What a question names outright: a 文号, a title, an article of a document.

Looking up comes before searching: a person who writes 社工管理办法第12条 means that article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kb.catalog import Catalog
from kb.citation import Finder, ParsedCitation, parse
from kb.edition import Edition, edition_said
from kb.model import Level, Provision, ReasonKind, Step
from kb.simplified import simplified
from kb.tokens import words

_ASKING = re.compile(
    r"的?规定|的?内容|原文|全文|条文|是什么|什么|怎么|如何|请问|查一下|查|看看|看|找|给我|我想|想|关于"
    r"|这个|文件|里面|里|中|第几号|文号|写的|说的|讲的|说|讲|写|了|的"
    r"|旧版?|老版?|原版|原来|以前|之前|上一版|版本|试行|暂行|(?:19|20)\d\d年?(?:版|修订)?"
)
# what surrounds a citation when nothing but the citation is asked for
_NORM = r"(?:法|法典|条例|办法|细则|规定|规则|规程|规范|章程|准则|制度|意见|方案|手册|通知|公约)"
_REMARK = r"(?:[（(][^（）()]{1,8}[）)])?"
_NORM_TITLE = re.compile(rf"{_NORM}{_REMARK}$")
_NAMED_BEFORE = re.compile(rf"[\u4e00-\u9fff]{{0,40}}?{_NORM}{_REMARK}[的之]?$")
_LEADING = re.compile(r"^(?:请问|一下|根据|按照|依照|依据|查|看|问|我|想|找|给|关于|对照|翻)+")
_POINTING = re.compile(rf"^(?:本|该|此|这|那|这个|那个|这份|那份|上述|前述|新|旧|老|原)?{_NORM}$")
_SHORT_NAMES = frozenset(("宪法", "刑法", "民法"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which versions may be found.

    usual: those that pass every filter; reachable: those that pass all but the usual one on
    status, which a text named outright may be found in spite of, marked as what it is.
    """

    usual: frozenset[int]
    reachable: frozenset[int]


@dataclass(frozen=True, slots=True)
class Found:
    """A provision that was named, or a whole version (provision None)."""

    version_id: int
    provision: Provision | None
    kind: ReasonKind


@dataclass(frozen=True, slots=True)
class Missed:
    """Steps that a named version does not have."""

    version_id: int
    steps: tuple[Step, ...]
    text: str  # as they were asked for


class Absence(Enum):
    """Why a document that was named is not found."""

    UNKNOWN = "资料库里没有"
    FILTERED = "筛选不包括"
    EDITION = "没有这个版本"


@dataclass(frozen=True, slots=True)
class Absent:
    """A document that was named and is not found.

    alike: a title that it may have been mistyped for, "" where none is near.
    """

    name: str  # a title in 《》, or a 文号
    why: Absence
    alike: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """What was found, and what else the question says."""

    found: tuple[Found, ...]
    missed: tuple[Missed, ...]
    absent: tuple[Absent, ...]
    named: tuple[int, ...]  # versions named, whatever else is asked of them
    loose: tuple[tuple[Step, ...], ...]  # steps from a 条 on, given without a document
    rest: str  # the question without what was looked up; "" when nothing is left to search for


@dataclass(frozen=True, slots=True)
class _Target:
    versions: tuple[int, ...]
    kind: ReasonKind
    steps: tuple[Step, ...]
    text: str  # the citation as it was written
    name: str  # of the document, as it was written; "" where none was
    absence: Absence | None  # None where it is found, or none was named


def look_up(
    question: str,
    catalog: Catalog,
    scope: Scope,
    finder_of: Callable[[int], Finder],
) -> Lookup:
    """Return what a question names. finder_of: finds the provisions of a version."""
    marked = _with_marks(simplified(question), catalog)
    citations = parse(marked)
    targets = [_target(citation, marked, catalog, scope) for citation in citations]
    found: list[Found] = []
    missed: list[Missed] = []
    for target in _joined(targets):
        for version_id in target.versions:
            provision = finder_of(version_id).resolve(target.steps) if target.steps else None
            if target.steps and provision is None:
                missed.append(Missed(version_id, target.steps, target.text))
            else:
                found.append(Found(version_id, provision, target.kind))
    return Lookup(
        found=tuple(dict.fromkeys(found)),
        missed=tuple(missed),
        absent=tuple(_absent(targets, catalog)),
        named=tuple(dict.fromkeys(v for target in targets for v in target.versions)),
        loose=tuple(t.steps for t in targets if not t.name and _from_article(t.steps)),
        rest=_rest(marked, citations),
    )


def _with_marks(question: str, catalog: Catalog) -> str:
    """Return the question with 《》 put around a title that is named without them.

    Also around one that the library does not hold, where an article is asked of it: an article of
    another document is no answer to 工会法第十条.
    """
    citations = parse(question)
    if any(citation.title for citation in citations):
        return question
    place = _named_before(question, citations)
    named = catalog.mention(question)
    if named and (named.whole or not place or place[1] != named.end):
        place = named.start, named.end
    if place is None:
        return question
    start, end = place
    return f"{question[:start]}《{question[start:end]}》{question[end:]}"


def _named_before(question: str, citations: Sequence[ParsedCitation]) -> tuple[int, int] | None:
    """Return where a document of unknown title stands before the article asked of it."""
    for citation in citations:
        if citation.number or not _from_article(citation.steps):
            continue
        match = _NAMED_BEFORE.search(question[: citation.start].rstrip())
        if match is None:
            continue
        name = match[0].rstrip("的之")
        start = match.start() + len(name) - len(_LEADING.sub("", name))
        name = question[start : match.start() + len(name)]
        if (len(name) > 2 or name in _SHORT_NAMES) and not _POINTING.match(name):
            return start, start + len(name)
    return None


def _absent(targets: Sequence[_Target], catalog: Catalog) -> Iterator[Absent]:
    """Yield the documents that were named, not merely something else in 《》, and are not found."""
    for target in targets:
        title = target.name.strip("《》")
        meant = target.steps or title == target.name or _NORM_TITLE.search(title)
        if target.absence and meant:
            unknown = target.absence is Absence.UNKNOWN
            yield Absent(target.name, target.absence, catalog.alike(title) if unknown else "")


def _joined(targets: list[_Target]) -> list[_Target]:
    """Return the targets, steps said apart from the one title beside them put to it."""
    titled = [target for target in targets if target.versions]
    apart = [target for target in targets if not target.name and target.steps]
    if len(titled) != 1 or titled[0].steps or not apart:
        return targets
    return [replace(one, versions=titled[0].versions) for one in apart]


def _from_article(steps: tuple[Step, ...]) -> bool:
    return bool(steps) and steps[0].level is Level.ARTICLE


def _target(citation: ParsedCitation, marked: str, catalog: Catalog, scope: Scope) -> _Target:
    """Return the versions that a citation means: by title, else by 文号."""
    text = marked[citation.start : citation.end]
    kind = ReasonKind.LOOKUP if citation.steps else ReasonKind.TITLE
    ids = catalog.named(citation.title) if citation.title else ()
    if citation.number and not citation.title:
        ids = catalog.numbered(citation.number)
        kind = ReasonKind.LOOKUP if citation.steps else ReasonKind.NUMBER
    name = f"《{citation.title}》" if citation.title else citation.number
    chosen = _choose(ids, scope)
    said = _edition_of(citation, marked) if chosen else None
    if said is not None:
        reachable = [catalog.versions[one] for one in ids if one in scope.reachable]
        meant = said.chosen(reachable, chosen[0])
        chosen = (meant.id,) if meant else ()
    absence = None
    if name and not chosen:
        held = Absence.EDITION if said else Absence.FILTERED
        absence = held if ids else Absence.UNKNOWN
    return _Target(chosen, kind, citation.steps, text, name, absence)


def _edition_of(citation: ParsedCitation, marked: str) -> Edition | None:
    """Return what is said beside the title of a citation of the version meant."""
    closed = marked.find("》", citation.start, citation.end) + 1
    if not citation.title or not closed:
        return None
    return edition_said(marked[: citation.start], marked[closed:])


def _choose(ids: Sequence[int], scope: Scope) -> tuple[int, ...]:
    """Return the versions in use; where there are none, the newest of the others."""
    usual = tuple(version_id for version_id in ids if version_id in scope.usual)
    return usual or tuple(version_id for version_id in ids if version_id in scope.reachable)[:1]


def _rest(question: str, citations: Sequence[ParsedCitation]) -> str:
    kept = "".join(
        character
        for index, character in enumerate(question)
        if not any(citation.start <= index < citation.end for citation in citations)
    )
    return kept.strip() if words(_ASKING.sub(" ", kept)) else ""
