"""What a deadline is called in a list: the day, and the working days left or late."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.law.working_days import ClockState
from desktop.services.deadlines import Deadline, DueStep
from desktop.views.widgets.deadline_line import days_left, short_deadline

_WORDS = [
    (ClockState.BEFORE, 20, "còn 20 ngày làm việc"),
    (ClockState.TODAY, 0, "hôm nay"),
    (ClockState.LATE, 717, "quá 717 ngày làm việc"),
]


@pytest.mark.parametrize(("state", "days", "words"), _WORDS)
def test_what_is_left_is_said_with_its_unit(state: ClockState, days: int, words: str) -> None:
    deadline = Deadline(DueStep.APPRAISE, date(2023, 12, 5), state, days)
    assert days_left(deadline) == words
    assert short_deadline(deadline) == f"05/12/2023 ({words})"


def test_what_has_no_deadline_is_an_empty_cell() -> None:
    assert short_deadline(None) == ""
