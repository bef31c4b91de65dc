"""Text broken for display: no line too long, and a number beside the name it belongs to."""

from __future__ import annotations

import pytest

from desktop.views.widgets.broken_lines import broken


def test_a_short_text_stays_as_it_is() -> None:
    assert broken("Thôn 11, xã Đồng Hòa 3", 34) == "Thôn 11, xã Đồng Hòa 3"


@pytest.mark.parametrize(
    ("text", "letters", "lines"),
    [
        (
            "Công chức Văn hóa – xã hội, Thôn 11",
            34,
            ["Công chức Văn hóa – xã hội,", "Thôn 11"],
        ),
        (
            "Thôn 4, UBND xã Đồng Tâm, xã Đông Hòa 3",
            38,
            ["Thôn 4, UBND xã Đồng Tâm, xã Đông", "Hòa 3"],
        ),
    ],
)
def test_a_number_goes_on_the_line_of_its_name(text: str, letters: int, lines: list[str]) -> None:
    assert broken(text, letters).splitlines() == lines
