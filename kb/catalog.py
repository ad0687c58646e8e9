"""The versions of the library in memory, as of one revision, with what they are called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import rjieba
from sqlalchemy import Connection

from kb.citation import cite
from kb.docnumber import normalise_number
from kb.model import Filters, Status, Version
from kb.simplified import simplified
from kb.status import status_of
from kb.store import documents

_SHORTEST = 3  # characters of a name that is taken for a title without 《》
_FILTERS_KEPT = 128  # the versions that they let through are remembered
_BLANKS_WITHIN = 8  # that a question may have inside a title
_ALIKE = 0.75  # of the characters in common, by difflib's ratio
_STATE_PREFIX = "中华人民共和国"
_REMARK = re.compile(r"[（(][^（）()]*[）)]$")
_EVEN = str.maketrans("()〈〉", "（）《》")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A document named in a question: its versions, and where [start, end) it is named.

    whole: by all of its title, not only by the end of it.
    """

    versions: tuple[int, ...]
    start: int
    end: int
    whole: bool


class Catalog:
    """Versions by id and by name."""

    def __init__(self, versions: Iterable[Version], revision: int) -> None:
        self.revision = revision
        self.versions: Mapping[int, Version] = {version.id: version for version in versions}
        self._cited: dict[int, tuple[str, str]] = {}
        self._allowed: dict[tuple[Filters, date], frozenset[int]] = {}
        self._full: dict[str, set[int]] = defaultdict(set)
        self._names: dict[str, set[int]] = defaultdict(set)
        self._tails: dict[str, set[str]] = defaultdict(set)
        self._numbers: dict[str, set[int]] = defaultdict(set)
        self._longest = 0  # characters of a title as it may be written, with some blanks
        for version in self.versions.values():
            self._enter(version)

    @classmethod
    def load(cls, connection: Connection) -> Catalog:
        """Return the catalog of the library as it is now."""
        return cls(documents.versions(connection), documents.revision(connection))

    def status(self, version_id: int, on: date) -> Status:
        """Return a version's status on a day."""
        return status_of(self.versions[version_id].validity, on)

    def cited(self, version_id: int) -> tuple[str, str]:
        """Return a whole version's citation, with its 文号 and without."""
        if version_id not in self._cited:
            self._cited[version_id] = cite(self.versions[version_id].metadata, None, ())
        return self._cited[version_id]

    def allowed(self, filters: Filters, today: date) -> frozenset[int]:
        """Return the ids of the versions that the filters let through."""
        on = filters.on or today
        key = (filters, on)
        found = self._allowed.get(key)
        if found is None:
            found = frozenset(v.id for v in self.versions.values() if _passes(v, filters, on))
            if len(self._allowed) >= _FILTERS_KEPT:
                self._allowed.clear()
            self._allowed[key] = found
        return found

    def named(self, title: str) -> tuple[int, ...]:
        """Return the versions with this title, exactly or short; newest first.

        A title written out in full, with its remark （试行）, means only the versions that bear it.
        """
        wanted = _fold(title)
        if _REMARK.search(wanted) and wanted in self._full:
            return self._newest_first(self._full[wanted])
        found = self._names.get(_bare(wanted)) or self._by_tail(_bare(wanted))
        return self._newest_first(found)

    def numbered(self, number: str) -> tuple[int, ...]:
        """Return the versions with this 发文字号, newest first."""
        wanted = normalise_number(simplified(number))
        return self._newest_first(self._numbers.get(wanted, ()))

    def alike(self, title: str) -> str:
        """Return the title of the library that a title may have been mistyped for, else ""."""
        close = get_close_matches(_bare(_fold(title)), self._names, 1, _ALIKE)
        ids = self._newest_first(self._names[close[0]]) if close else ()
        return self.versions[ids[0]].metadata.title if ids else ""

    def mention(self, question: str) -> Mention | None:
        """Return the longest title, or end of one title only, that the question names.

        It has to begin and end where words do: 保险法 is not named in 保险法律关系.
        """
        cuts = _word_boundaries(question)
        even = question.translate(_EVEN)
        best: Mention | None = None
        for end in cuts:
            for start in cuts:
                length = end - start
                if not _SHORTEST <= length <= self._longest:
                    continue
                if best and length <= best.end - best.start:
                    continue
                name = even[start:end].replace(" ", "")
                found = self._mentioned(name)
                if found:
                    best = Mention(self._newest_first(found), start, end, self._is_whole(name))
        return best

    def _mentioned(self, name: str) -> set[int]:
        if _REMARK.search(name):
            return self._full.get(name, set())
        return self._names.get(name) or self._by_tail(name)

    def _is_whole(self, name: str) -> bool:
        return name in self._names or name in self._full

    def _enter(self, version: Version) -> None:
        written = _fold(version.metadata.title)
        self._full[written].add(version.id)
        self._longest = max(self._longest, len(written) + _BLANKS_WITHIN)
        full = _bare(written)
        short = full.removeprefix(_STATE_PREFIX)
        self._names[full].add(version.id)
        self._names[short].add(version.id)
        for start in range(1, len(short) - _SHORTEST):
            self._tails[short[start:]].add(full)
        if version.metadata.number:
            number = normalise_number(simplified(version.metadata.number))
            self._numbers[number].add(version.id)

    def _by_tail(self, name: str) -> set[int]:
        """Return the versions of the one document whose title ends so; none if several do."""
        titles = self._tails.get(name, set())
        if len(name) <= _SHORTEST or len(titles) != 1:
            return set()
        return self._names[next(iter(titles))]

    def _newest_first(self, ids: Iterable[int]) -> tuple[int, ...]:
        def age(version_id: int) -> tuple[date, int]:
            about = self.versions[version_id].metadata
            return (about.effective or about.issued or date.min, version_id)

        return tuple(sorted(ids, key=age, reverse=True))


def _passes(version: Version, filters: Filters, on: date) -> bool:
    about = version.metadata
    status = status_of(version.validity, on)
    issued = about.issued
    return (
        (status in filters.statuses if filters.statuses else status.usable)
        and (not filters.kinds or about.kind in filters.kinds)
        and (not filters.issuers or about.issuer in filters.issuers)
        and (not filters.documents or version.document_id in filters.documents)
        and (filters.issued_from is None or (issued is not None and issued >= filters.issued_from))
        and (filters.issued_to is None or (issued is not None and issued <= filters.issued_to))
    )


def _fold(title: str) -> str:
    return simplified(_BLANKS.sub("", title).strip("《》").translate(_EVEN))


def _bare(title: str) -> str:
    """Return a folded title without the remarks at its end: （试行）, （2019年修订）."""
    while (shorter := _REMARK.sub("", title)) != title and shorter:
        title = shorter
    return title


def _word_boundaries(question: str) -> list[int]:
    cuts = [0]
    for word in rjieba.cut(question):
        cuts.append(cuts[-1] + len(word))
    return cuts
