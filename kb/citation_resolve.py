"""From the steps of a citation to the one provision that they mean."""

from __future__ import annotations

from collections.abc import Sequence

from kb.model import Level, Provision, Step

_STAND_INS = {
    Level.ARTICLE: Level.OUTLINE1,
    Level.ITEM: Level.OUTLINE2,
    Level.SUBITEM: Level.OUTLINE3,
}
# how people cite a text that has no 条: its 二、 as 第二条, its （一） as 第（一）项


class Finder:
    """The provisions of one version, ready to be asked for many citations.

    provisions: all of the version, in order, ordinals from 0.
    """

    def __init__(self, provisions: Sequence[Provision]) -> None:
        self._provisions = provisions
        self._exact = {one.address.steps: one for one in provisions}
        self._by_last: dict[Step, list[Provision]] = {}
        for one in provisions:
            self._by_last.setdefault(one.address.steps[-1], []).append(one)
        self._has_articles = any(one.level is Level.ARTICLE for one in provisions)

    def resolve(self, steps: tuple[Step, ...]) -> Provision | None:
        """Return the one provision that steps mean; None where there is none, or more than one.

        Steps may leave out a 款 that is the only one possible, and may name 编 章 节 that the
        address does without.
        """
        if not steps:
            return None
        found = self._exact.get(steps) or self._only(steps)
        if found is None and steps[-1] == Step(Level.PARAGRAPH, 1):
            found = self._without_paragraphs(steps[:-1])
        if found is None and steps[-1] == Step(Level.TEXT, 1):
            found = self._own_body(steps[:-1])
        if found is None and not self._has_articles:
            stand_in = tuple(
                Step(_STAND_INS.get(s.level, s.level), s.number, s.insert) for s in steps
            )
            found = self._only(stand_in) if stand_in != steps else None
        if found is None and steps[0].level is Level.OUTLINE1 and len(steps) > 1:
            # 3.2 under 第三章 names the chapter by its own number.
            found = self._only((Step(Level.CHAPTER, steps[0].number), *steps[1:]))
        return found

    def nearest(self, steps: tuple[Step, ...], limit: int = 3) -> tuple[Provision, ...]:
        """Return up to limit provisions to offer for steps that resolve to none, best first.

        Those under the longest prefix that resolves, nearest in number; else those of the level
        first named.
        """
        for cut in range(len(steps) - 1, 0, -1):
            above = self.resolve(steps[:cut])
            if above is not None:
                return (above, *self._below(above, steps[cut]))[:limit]
        if not steps:
            return ()
        wanted = steps[0]
        same = [one for one in self._provisions if one.level is wanted.level]
        return tuple(_by_distance(same, wanted))[:limit]

    def _only(self, steps: tuple[Step, ...]) -> Provision | None:
        found = [
            one for one in self._by_last.get(steps[-1], ()) if _is_part(steps, self._path(one))
        ]
        if len(found) > 1:
            found = _shallowest(found)
        return found[0] if len(found) == 1 else None

    def _path(self, provision: Provision) -> list[Step]:
        """Return the last steps of a provision and of all above it, outermost first."""
        path = [provision.address.steps[-1]]
        node = provision
        while node.parent is not None:
            node = self._provisions[node.parent]
            path.append(node.address.steps[-1])
        return path[::-1]

    def _without_paragraphs(self, steps: tuple[Step, ...]) -> Provision | None:
        """Return an article cited as having a 第一款 where it has no text of its own below."""
        found = self.resolve(steps)
        return found if found is not None and found.level is Level.ARTICLE else None

    def _own_body(self, steps: tuple[Step, ...]) -> Provision | None:
        """Return a numbered paragraph cited as its own 第1段, which stands in its label's line."""
        found = self.resolve(steps)
        if found is None or (*found.address.steps, Step(Level.TEXT, 1)) in self._exact:
            return None
        return found

    def _below(self, above: Provision, wanted: Step) -> list[Provision]:
        same = [
            one
            for one in self._provisions[above.ordinal + 1 :]
            if one.start < above.end and one.level is wanted.level
        ]
        return _by_distance(same, wanted)


def resolve(steps: tuple[Step, ...], provisions: Sequence[Provision]) -> Provision | None:
    """Return the one provision that steps mean; see `Finder.resolve`."""
    return Finder(provisions).resolve(steps)


def nearest(
    steps: tuple[Step, ...], provisions: Sequence[Provision], limit: int = 3
) -> tuple[Provision, ...]:
    """Return up to limit provisions to offer instead; see `Finder.nearest`."""
    return Finder(provisions).nearest(steps, limit)


def _is_part(steps: tuple[Step, ...], path: list[Step]) -> bool:
    """Whether steps come in this order along the path, and it ends with the last of them."""
    rest = iter(path)
    return all(step in rest for step in steps)


def _shallowest(found: list[Provision]) -> list[Provision]:
    """Return those with the shortest address: a 条 of the text itself before one of its 附件."""
    least = min(len(one.address.steps) for one in found)
    return [one for one in found if len(one.address.steps) == least]


def _by_distance(provisions: list[Provision], wanted: Step) -> list[Provision]:
    def distance(one: Provision) -> tuple[int, int, int]:
        step = one.address.steps[-1]
        return abs(step.number - wanted.number), abs(step.insert - wanted.insert), one.ordinal

    return sorted(provisions, key=distance)
