"""Texts and structures of versions, kept in memory for those read last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from kb.citation import Finder
from kb.model import Provision
from kb.store import documents

_KEPT = 64  # versions; a long law takes about 5 MB


@dataclass(frozen=True)
class ReadVersion:
    """A version's text and provisions, as of one revision of the library."""

    text: str
    provisions: tuple[Provision, ...]

    @cached_property
    def finder(self) -> Finder:
        return Finder(self.provisions)

    @cached_property
    def by_address(self) -> dict[str, Provision]:
        return {str(provision.address): provision for provision in self.provisions}


class Reading:
    """Reads versions from SQL, or from memory if nothing has changed since."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[int, int], ReadVersion] = OrderedDict()

    def version(self, connection: Connection, version_id: int) -> ReadVersion:
        """Return a version's text and provisions. Raises UnknownRecord."""
        key = (documents.revision(connection), version_id)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        read = ReadVersion(
            documents.text(connection, version_id), documents.provisions(connection, version_id)
        )
        with self._lock:
            self._kept[key] = read
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return read
