"""The library as one search sees it: catalog and index of the same moment, with what is wrong."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from kb.catalog import Catalog
from kb.errors import IndexUnusable
from kb.home import Home
from kb.index.generation import LoadedGeneration, open_newest
from kb.store import generations
from kb.store.generations import Moment

_MASKS_KEPT = 32  # filters whose passages are remembered


@dataclass(frozen=True, slots=True)
class Snapshot:
    """loaded: None where no index can be opened; citations can still be looked up."""

    catalog: Catalog
    loaded: LoadedGeneration | None
    notices: tuple[str, ...]
    owners: frozenset[int]  # the versions that the index has passages of
    _masks: dict[frozenset[int], NDArray[np.bool_]] = field(default_factory=dict)

    def mask(self, versions: frozenset[int]) -> NDArray[np.bool_] | None:
        """Return which passages of the index belong to these versions; None for all of them."""
        if self.loaded is None:
            return None
        missing = self.owners - versions
        if not missing:
            return None
        if versions not in self._masks:
            if len(self._masks) >= _MASKS_KEPT:
                self._masks.clear()
            hidden = np.fromiter(missing, np.int64)
            self._masks[versions] = ~np.isin(self.loaded.passages[:, 1], hidden)
        return self._masks[versions]


class SnapshotKeeper:
    """Hands out the newest snapshot; looks at SQL for changes each time it is asked."""

    def __init__(self, home: Home, engine: Engine) -> None:
        self._home = home
        self._engine = engine
        self._lock = threading.Lock()
        self._kept: Snapshot | None = None
        self._seen: Moment | None = None

    def current(self, connection: Connection) -> Snapshot:
        """Return the snapshot of the library as the connection sees it."""
        moment = generations.moment(connection)
        with self._lock:
            if self._kept is None or self._seen != moment:
                self._kept = self._load(connection)
                self._seen = moment
            return self._kept

    def _load(self, connection: Connection) -> Snapshot:
        catalog = Catalog.load(connection)
        previous = self._kept.loaded if self._kept else None
        if previous and previous.generation.id == generations.current_id(connection):
            return _snapshot(catalog, previous)
        try:
            loaded = open_newest(self._home, self._engine)
        except IndexUnusable as error:
            return Snapshot(catalog, None, (str(error),) if catalog.versions else (), frozenset())
        return _snapshot(catalog, loaded)


def _snapshot(catalog: Catalog, loaded: LoadedGeneration) -> Snapshot:
    owners = frozenset(np.unique(loaded.passages[:, 1]).tolist())
    return Snapshot(catalog, loaded, _notices(loaded, catalog), owners)


def _notices(loaded: LoadedGeneration, catalog: Catalog) -> tuple[str, ...]:
    found = []
    if not loaded.is_current:
        found.append(
            "当前索引已损坏，暂用上一份索引，近期加入的文件可能搜不到。请运行 kb reindex。"
        )
    elif loaded.damaged and loaded.vectors is not None:
        found.append("向量索引文件已损坏，暂用数据库里的向量逐一比对。请运行 kb reindex。")
    elif loaded.damaged:
        found.append("向量索引已损坏，暂时只按字词查找。请运行 kb reindex。")
    elif loaded.generation.revision < catalog.revision:
        found.append("有文件在建立索引之后变动过，可能搜不全。请运行 kb reindex。")
    return tuple(found)
