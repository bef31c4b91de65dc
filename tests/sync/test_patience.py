"""How long to wait, and when enough is enough."""

from __future__ import annotations

from random import Random

import pytest

from desktop.errors import TransportFailed
from desktop.sync.object_store import LineBrokenError
from desktop.sync.patience import Patience

_Code = TransportFailed.Code
_BROKEN = LineBrokenError(_Code.UNREACHABLE)
_UNCONNECTED = LineBrokenError(_Code.UNREACHABLE, is_connected=False)
_FAILING = LineBrokenError(_Code.SERVER_FAILED, status=500)


class Most(Random):
    """Always as late as may be."""

    def uniform(self, a: float, b: float) -> float:
        return max(a, b)


@pytest.mark.parametrize(("broken", "longest"), [(_BROKEN, 1.0), (_UNCONNECTED, 8.0)])
def test_each_wait_is_twice_the_last_up_to_the_longest(
    broken: LineBrokenError, longest: float
) -> None:
    waits = [Patience().wait_after(failures, broken, Most()) for failures in range(1, 100)]

    assert waits[:3] == [0.05, 0.1, 0.2]
    assert max(waits) == waits[-1] == longest


def test_two_workers_do_not_meet_again() -> None:
    chance = Random(1)
    waits = {Patience().wait_after(5, _BROKEN, chance) for _ in range(20)}

    assert len(waits) == 20
    assert 0.4 <= min(waits) <= max(waits) <= 0.8


@pytest.mark.parametrize(
    ("broken", "has_answered", "tries"),
    [
        (_BROKEN, True, 60),
        (_UNCONNECTED, True, 60),
        (_BROKEN, False, 12),
        (_UNCONNECTED, False, 4),
        (_FAILING, True, 10),
        (_FAILING, False, 10),
    ],
)
def test_patience_fits_what_is_wrong(
    broken: LineBrokenError, has_answered: bool, tries: int
) -> None:
    assert not Patience().is_over(tries - 1, broken, has_answered)
    assert Patience().is_over(tries, broken, has_answered)


def test_a_cut_of_three_minutes_is_sat_out() -> None:
    waits = [Patience().wait_after(n, _UNCONNECTED, Random(1)) for n in range(1, 60)]

    assert sum(waits) > 180
