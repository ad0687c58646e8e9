"""Which lines that begin with 第N条 are articles: the number that is due next decides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.grammar import Mark, article, mentions
from indexer.layout import Role
from indexer.lines import Line


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: int  # the number of its line
    mark: Mark
    mentions: bool

    @property
    def sure(self) -> bool:
        return self.mark.spaced and not self.mentions

    @property
    def key(self) -> tuple[int, int]:
        return self.mark.number, self.mark.insert


class ArticleSequence:
    """Reads the articles of a text in order; `start_again` at each attachment."""

    def __init__(self, lines: Sequence[Line], roles: Sequence[Role]) -> None:
        self._candidates: list[_Candidate] = []
        self._scope_ends = [n for n, role in enumerate(roles) if role is Role.ATTACHMENT]
        for at, line in enumerate(lines):
            mark = article(line.text) if roles[at] is Role.BODY else None
            if mark is not None:
                self._candidates.append(_Candidate(at, mark, mentions(line.text, mark)))
        self._places = [one.at for one in self._candidates]
        self._last: tuple[int, int] | None = None
        self._divided = True

    def start_again(self) -> None:
        """Forget the last number: an attachment begins."""
        self._last = None
        self._divided = True

    def divide(self) -> None:
        """Note a heading: after it numbers may begin again at one."""
        self._divided = True

    def is_candidate(self, at: int) -> bool:
        """Whether a line begins with 第N条 and does not read on from it."""
        place = bisect_right(self._places, at) - 1
        return place >= 0 and self._places[place] == at and self._candidates[place].sure

    def is_due(self, at: int) -> bool:
        """Whether a line begins with the number that is due after the last article."""
        place = bisect_right(self._places, at) - 1
        here = place >= 0 and self._places[place] == at
        return here and self._last is not None and _follows(self._candidates[place].key, self._last)

    def accept(self, at: int, quoted: bool) -> Mark | None:
        """Return the mark of the line if it is an article, else None.

        quoted: whether the line stands in a quotation that a line above opened; then only the
        number that is due ends the quotation.
        """
        place = bisect_right(self._places, at) - 1
        if place < 0 or self._places[place] != at:
            return None
        one = self._candidates[place]
        if not self._fits(one, self._rest(place), quoted):
            return None
        self._last = one.key
        self._divided = False
        return one.mark

    def _rest(self, place: int) -> list[_Candidate]:
        """Return the candidates after one, up to the next attachment."""
        at = self._candidates[place].at
        index = bisect_right(self._scope_ends, at)
        end = self._scope_ends[index] if index < len(self._scope_ends) else 1 << 60
        stop = bisect_right(self._places, end)
        return self._candidates[place + 1 : min(stop, place + 400)]

    def _fits(self, one: _Candidate, rest: list[_Candidate], quoted: bool) -> bool:
        if self._last is None:
            begins = one.mark.number == 1 and one.mark.insert == 0
            if quoted or (one.mentions and not begins):
                return False
            return begins or (one.sure and not any(later.key == (1, 0) for later in rest))
        if _follows(one.key, self._last):
            return not one.mentions or not _comes_later(one.key, rest)
        if quoted or not one.sure:
            return False
        if one.key > self._last:
            due = (self._last[0] + 1, 0)
            return not _comes_later(due, _until_restart(rest))
        return self._may_restart(one, rest)

    def _may_restart(self, one: _Candidate, rest: list[_Candidate]) -> bool:
        """Whether numbers begin again: under a new heading, or with a new 第二条 to follow.

        A text of another law that is only quoted ends where the number comes that was due.
        """
        if one.mark.number != 1 or self._last is None:
            return False
        if self._divided:
            return True
        due = (self._last[0] + 1, 0)
        following = [later.key for later in rest if later.sure]
        return bool(following) and following[0] == (2, 0) and due not in following[:1]


def _follows(key: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether a number is due after another: 13 after 12 or 12之1, 12之1 after 12."""
    return key == (last[0] + 1, 0) or key == (last[0], last[1] + 1)


def _comes_later(key: tuple[int, int], rest: list[_Candidate]) -> bool:
    return any(later.key == key and later.sure for later in rest)


def _until_restart(rest: list[_Candidate]) -> list[_Candidate]:
    for n, later in enumerate(rest):
        if later.key == (1, 0) and later.sure:
            return rest[:n]
    return rest
