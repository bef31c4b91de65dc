"""Names as papers write them."""

import unicodedata

import pytest

from desktop.law.terms import Gender
from desktop.vietnamese.names import honorific, tidy_name, upper


@pytest.mark.parametrize(
    ("gender", "word"),
    [(Gender.MALE, "Ông"), (Gender.FEMALE, "Bà"), (Gender.UNKNOWN, "Ông (Bà)")],
)
def test_the_honorific_follows_the_gender(gender: Gender, word: str) -> None:
    assert honorific(gender) == word


def test_capitals_keep_every_mark_and_are_composed() -> None:
    assert upper("đặng thị ước") == "ĐẶNG THỊ ƯỚC"
    assert upper(unicodedata.normalize("NFD", "Nguyễn Thị Đượm")) == "NGUYỄN THỊ ĐƯỢM"


def test_tidying_a_name_mends_spaces_and_form_but_never_a_letter() -> None:
    assert tidy_name("  Nguyễn\u00a0 Thị\tMỵ ") == "Nguyễn Thị Mỵ"
    assert tidy_name("hoàng văn THỦY") == "hoàng văn THỦY"
    assert tidy_name(unicodedata.normalize("NFD", "Hoà")) == "Hoà"
