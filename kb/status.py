"""时效性: the status of a version on a day, computed from its dates and never stored."""

from __future__ import annotations

from datetime import date

from kb.model import Status, Validity


def status_of(validity: Validity, on: date) -> Status:
    """Return the status on a day. What ends a text outweighs what began it.

    A text without a date of effect counts as in effect. The day of repeal, expiry or supersession
    is the first day on which the text no longer holds; a period of validity ends with its last
    day, so `expires` is the last day in force.
    """
    if validity.effective is not None and on < validity.effective:
        return Status.NOT_YET
    if validity.repealed is not None and on >= validity.repealed:
        return Status.REPEALED
    if validity.superseded is not None and on >= validity.superseded:
        return Status.AMENDED
    if validity.expires is not None and on > validity.expires:
        return Status.EXPIRED
    return Status.TRIAL if validity.trial else Status.IN_FORCE
