"""How many of the provisions found are of each kind, issuer and status."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from kb.model import Facets, FacetValue
from kb.retrieval import Candidates
from kb.snapshot import Snapshot


def count_facets(snapshot: Snapshot, candidates: Candidates | None, on: date) -> Facets:
    """Return the counts over all candidates, one per provision, most frequent first."""
    if candidates is None or snapshot.loaded is None:
        return Facets()
    rows = snapshot.loaded.passages[candidates.numbers]
    _, firsts = np.unique(rows[:, 2], return_index=True)
    kinds: Counter[str] = Counter()
    issuers: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    for version_id, count in Counter(rows[firsts, 1].tolist()).items():
        version = snapshot.catalog.versions.get(version_id)
        if version is not None:
            kinds[version.metadata.kind] += count
            issuers[version.metadata.issuer] += count
            statuses[snapshot.catalog.status(version_id, on).value] += count
    return Facets(_values(kinds), _values(issuers), _values(statuses))


def _values(counts: Counter[str]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, count) for value, count in counts.most_common() if value)
