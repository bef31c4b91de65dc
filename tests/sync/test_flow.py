"""The allowance of bytes, and the stop."""

from __future__ import annotations

import pytest

from desktop.sync.flow import Flow, StoppedError, TokenBucket


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_second_s_worth_passes_at_once_and_the_rest_in_its_time() -> None:
    clock = Clock()
    bucket = TokenBucket(1000, clock)

    assert bucket.take(1000) == 0.0
    assert bucket.take(500) == pytest.approx(0.5)
    assert bucket.take(500) == pytest.approx(1.0)
    clock.now += 1.0
    assert bucket.take(100) == pytest.approx(0.1)


def test_a_long_pause_saves_up_no_more_than_a_second() -> None:
    clock = Clock()
    bucket = TokenBucket(1000, clock)
    clock.now += 3600

    assert bucket.take(2000) == pytest.approx(1.0)


def test_without_a_limit_nobody_waits() -> None:
    assert TokenBucket(0).take(1 << 40) == 0.0


def test_over_any_time_no_more_passes_than_allowed() -> None:
    clock = Clock()
    bucket = TokenBucket(1000, clock)
    passed = 0
    for _ in range(500):
        clock.now += bucket.take(64)
        passed += 64

    assert passed <= 1000 * (clock.now - 100.0) + 1000 + 64


def test_a_stop_ends_whoever_waits_or_sends_next() -> None:
    flow = Flow(TokenBucket(1))
    flow.send(1)
    flow.stop()

    for act in (lambda: flow.send(10), lambda: flow.receive(10), lambda: flow.wait(1000)):
        with pytest.raises(StoppedError):
            act()
    assert flow.sent == 1
