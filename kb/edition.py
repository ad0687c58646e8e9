"""Which version of a document a question means: 旧的…, …试行, …2016年版."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.model import Version

_YEAR = r"(?P<year>(?:19|20)\d\d)年?"
_BEFORE = re.compile(
    rf"(?P<older>(?:旧版?|老版?|上一版)的?|(?:原来|以前|之前)的)$|{_YEAR}(?:版本?)?的?$"
)
_AFTER = re.compile(
    rf"[的（(]*(?:(?P<older>旧版|老版|原版|上一版|以前的版本)|(?P<remark>试行|暂行)|{_YEAR}(?:版本?|修订))"
)


@dataclass(frozen=True, slots=True)
class Edition:
    """What is said of the version meant, beside the title.

    remark: 试行 or 暂行, "" where neither is said; year: 0 where none is.
    """

    older: bool
    remark: str
    year: int

    def chosen(self, versions: Sequence[Version], newest: int) -> Version | None:
        """Return the version meant of those given, newest first; None where none is.

        newest: the id of the one that is meant where nothing is said.
        """
        return next((one for one in versions if self._fits(one, newest)), None)

    def _fits(self, version: Version, newest: int) -> bool:
        about = version.metadata
        if self.year:
            return self.year in {day.year for day in (about.issued, about.effective) if day}
        if self.remark:
            return f"（{self.remark}）" in about.title.replace("(", "（").replace(")", "）")
        return version.id != newest


def edition_said(before: str, after: str) -> Edition | None:
    """Return what is said right before and right after a title; None where nothing is."""
    match = _AFTER.match(after) or _BEFORE.search(before)
    if match is None:
        return None
    said = match.groupdict()
    return Edition(bool(said.get("older")), said.get("remark") or "", int(said.get("year") or 0))
