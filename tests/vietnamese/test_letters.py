"""Letters of a base and a loose mark, as names of the Central Highlands have them."""

from __future__ import annotations

import pytest

from desktop.vietnamese.letters import letters, without_loose_marks, without_meant_marks
from desktop.vietnamese.text import nfc


def test_a_letter_and_its_loose_mark_are_one_letter() -> None:
    assert letters(nfc("Ngư̆ Ô̆n")) == ["N", "g", nfc("ư̆"), " ", nfc("Ô̆"), "n"]
    assert letters("Đỗ") == ["Đ", "ỗ"]
    assert letters("\u0306Y") == ["\u0306", "Y"]


def test_loose_marks_are_taken_off_and_composed_ones_stay() -> None:
    assert without_loose_marks(nfc("Rơ̆ Ƀhiŏ Ô̆n")) == "Rơ Ƀhiŏ Ôn"


@pytest.mark.parametrize(
    "letter", ["ơ̆", "Ơ̆", "ư̆", "ô̆", "Ê̆", "ĕ̂", "ê̌", "ờ̆", "ơ̌", "c̆", "b̆", "ƀ̆", "đ̆", "n̆", "â̆", "y̆"]
)
def test_letters_people_write_are_meant(letter: str) -> None:
    text = f"A{nfc(letter)}n"
    assert len(nfc(letter)) == 2
    assert without_meant_marks(text) == f"A{nfc(letter)[0] * 2}n"


@pytest.mark.parametrize(
    "letter",
    [
        "\u0306",
        " \u0306",
        "1\u0306",
        "ŏ\u0306",  # twice the same
        "ộ\u0306",  # three marks
        "ơ\u0306\u030c",  # two loose ones
        "h\u0301",  # a tone on a consonant
        "o\u0336",  # struck through
        "ị\u0306",  # its own dot
        "д\u0306",
        "漢\u0306",
    ],
)
def test_anything_else_is_a_slip(letter: str) -> None:
    text = f"A {nfc(letter)}n"
    assert without_meant_marks(text) == text
