from datetime import date

import pytest

from kb.model import Status, Validity
from kb.status import status_of

SPRING = date(2020, 4, 1)
SUMMER = date(2021, 6, 1)


@pytest.mark.parametrize(
    ("validity", "on", "expected"),
    [
        (Validity(), SPRING, Status.IN_FORCE),
        (Validity(trial=True), SPRING, Status.TRIAL),
        (Validity(effective=SPRING), date(2020, 3, 31), Status.NOT_YET),
        (Validity(effective=SPRING), SPRING, Status.IN_FORCE),
        (Validity(effective=SPRING, superseded=SUMMER), date(2021, 5, 31), Status.IN_FORCE),
        (Validity(effective=SPRING, superseded=SUMMER), SUMMER, Status.AMENDED),
        (Validity(effective=SPRING, superseded=SUMMER, repealed=SUMMER), SUMMER, Status.REPEALED),
        (Validity(effective=SPRING, expires=SUMMER), SUMMER, Status.IN_FORCE),
        (Validity(effective=SPRING, expires=SUMMER), date(2021, 6, 2), Status.EXPIRED),
        (Validity(trial=True, repealed=SPRING), SUMMER, Status.REPEALED),
    ],
)
def test_status_follows_from_the_dates(validity: Validity, on: date, expected: Status) -> None:
    assert status_of(validity, on) is expected


def test_only_texts_in_force_or_on_trial_may_answer() -> None:
    assert {status for status in Status if status.usable} == {Status.IN_FORCE, Status.TRIAL}
