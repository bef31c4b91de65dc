"""Search keys and Unicode form."""

import unicodedata

import pytest

from desktop.vietnamese.text import clean, fold, nfc


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Đặng Thị Ước", "dang thi uoc"),
        ("ĐỖ  ƠN\u00a0HƯỜNG", "do on huong"),
        ("Nguyễn Thị Mỹ Duyên", "nguyen thi my duyen"),
        ("Hòa – Hoà — hoà", "hoa - hoa - hoa"),
        ("“Vì người nghèo”", '"vi nguoi ngheo"'),
        ("H’Hen Niê Êban", "h'hen nie eban"),
        ("Y Bhĭm Ƀuôn", "y bhim buon"),
        ("Rơ̆ Mah Ngư̆ Ô̆n", "ro mah ngu on"),
        ("Cà\u00adphê\u200b", "caphe"),
        ("Số 05/QĐ-UBND", "so 05/qd-ubnd"),
        ("", ""),
    ],
)
def test_a_search_key_has_no_case_no_marks_and_single_spaces(typed: str, key: str) -> None:
    assert fold(typed) == key


def test_composed_and_decomposed_text_have_one_search_key_and_one_stored_form() -> None:
    composed = "Đặng Thị Ngọc Ưởng"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    assert nfc(decomposed) == composed
    assert fold(decomposed) == fold(composed) == "dang thi ngoc uong"


def test_folding_a_search_key_again_changes_nothing() -> None:
    every_letter = "".join(map(chr, (*range(0x20, 0x250), *range(0x1E00, 0x1F00))))
    assert fold(fold(every_letter)) == fold(every_letter)


def test_every_vietnamese_letter_folds_to_a_plain_latin_letter() -> None:
    letters = [chr(code) for code in range(0x1EA0, 0x1EFA)] + list("ăâđêôơưĂÂĐÊÔƠƯ")
    assert all(fold(letter).isascii() and len(fold(letter)) == 1 for letter in letters)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Nguyễn\u200b Thị\x00 ", "Nguyễn Thị"),
        ("a\u202eb\u2066c\ufeff", "abc"),
        # The papers' own marks of a missing value must never come from a user.
        ("\ue000tên\ue001\uf8ff", "tên"),
        ("a\ud800b", "ab"),
        ("một\r\nhai\tba", "một\nhai\tba"),
        # What is dropped may have stood between a letter and its mark.
        ("e\u200b\u0301", "é"),
        ("\u200b", ""),
    ],
)
def test_clean_text_has_nothing_unseen_in_it(typed: str, kept: str) -> None:
    assert clean(typed) == kept
    clean(typed).encode()
