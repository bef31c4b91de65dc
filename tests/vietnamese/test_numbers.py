"""Counts and amounts."""

from decimal import Decimal

import pytest

from desktop.vietnamese.numbers import (
    counted,
    decimal_text,
    in_words,
    money,
    parse_number,
    thousands,
)


@pytest.mark.parametrize(
    ("count", "written"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (1234, "1.234")]
)
def test_papers_write_counts_below_10_with_a_zero(count: int, written: str) -> None:
    assert counted(count) == written


def test_thousands_are_parted_by_dots_and_money_ends_in_dong() -> None:
    assert thousands(1_490_000) == "1.490.000"
    assert thousands(-5_000) == "-5.000"
    assert money(1_490_000) == "1.490.000 đ"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (555, "năm trăm năm mươi lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_015, "một nghìn không trăm mười lăm"),
        (21_000, "hai mươi mốt nghìn"),
        (450_000, "bốn trăm năm mươi nghìn"),
        (1_490_000, "một triệu bốn trăm chín mươi nghìn"),
        (1_000_024, "một triệu không trăm hai mươi tư"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (2_030_000_000_000, "hai nghìn không trăm ba mươi tỷ"),
        (10**18, "một tỷ tỷ"),
        (-15, "âm mười lăm"),
    ],
)
def test_numbers_are_read_as_vietnamese_say_them(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0),
        ("1490000", 1_490_000),
        ("1.490.000", 1_490_000),
        ("1,490,000", 1_490_000),
        (" 1 490 000 ", 1_490_000),
        ("1\u00a0490\u00a0000 đ", 1_490_000),
        ("1.490.000đồng", 1_490_000),
        ("500 VNĐ", 500),
        ("1.490", 1_490),
    ],
)
def test_typed_amounts_are_read(typed: str, number: int) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        *("", "1.49", "1.490,000", "12.34.567", "một", "-5", "1,5 triệu"),
        # Longer than any amount, and what only the language itself would read.
        *("9" * 5000, "1" + ".000" * 6, "1_0", "٣", "１"),
    ],
)
def test_what_is_no_whole_number_is_not_guessed(typed: str) -> None:
    assert parse_number(typed) is None


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0.15", "0,15"),
        ("0.30", "0,3"),
        ("1.0", "1"),
        ("223500.00", "223.500"),
        ("1234.5", "1.234,5"),
        ("0", "0"),
        ("1E+3", "1.000"),
    ],
)
def test_decimals_take_a_comma_and_no_idle_zeros(number: str, written: str) -> None:
    assert decimal_text(Decimal(number)) == written
