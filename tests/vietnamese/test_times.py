"""Times of day as people type them."""

from __future__ import annotations

from datetime import time

import pytest

from desktop.vietnamese.times import clock_words, parse_time


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("8h", time(8)),
        ("8h30", time(8, 30)),
        ("08:30", time(8, 30)),
        ("8 giờ 30", time(8, 30)),
        ("8 giờ 30 phút", time(8, 30)),
        ("14 GIỜ 00", time(14)),
        ("2 giờ chiều", time(14)),
        ("7 giờ 15 tối", time(19, 15)),
        ("12 giờ", time(12)),
        ("", None),
        ("25 giờ", None),
        ("8:75", None),
        ("sáng thứ Hai", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, found: time | None) -> None:
    assert parse_time(typed) == found


def test_minutes_write_a_time_in_words_and_keep_what_is_no_time() -> None:
    assert clock_words("8h5") == "08 giờ 05 phút"
    assert clock_words("sau giờ chào cờ") == "sau giờ chào cờ"
