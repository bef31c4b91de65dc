"""What is pasted from Word or a web page prints as it is read."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.documents.printed import printed, roman


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("  Nguyễn   Văn\tÂn ", "Nguyễn Văn Ân"),
        ("Nguyễn\u00a0Văn", "Nguyễn\u00a0Văn"),
        ("khen\u00ad thưởng\u200b\ufeff", "khen thưởng"),
        ("một\r\n\r\nhai\u000bba\u2028bốn", "một\nhai\nba\nbốn"),
        ("a\u2003b\u202fc", "a b c"),
        ("\u202aÂn\u202c\u0007", "Ân"),
        (" \n\t", ""),
        (unicodedata.normalize("NFD", "Đặng Thị Ưởng"), "Đặng Thị Ưởng"),
    ],
)
def test_only_what_can_be_seen_is_printed(pasted: str, shown: str) -> None:
    assert printed(pasted) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (25, "XXV"), (49, "XLIX")]
)
def test_parts_are_numbered_in_roman(number: int, shown: str) -> None:
    assert roman(number) == shown
