"""Counts and amounts as papers write them, in figures and in words, and as people type them."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 1_000_000_000
_GROUPS = ((1_000_000, " triệu"), (1_000, " nghìn"), (1, ""))
# No count or amount of an office is longer; Python itself refuses to read 5000 digits.
_PLAIN = re.compile(r"[0-9]{1,18}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([., ])[0-9]{3})(?:\1[0-9]{3}){0,4}")
_CURRENCY = re.compile(r"\s*(?:đ|đồng|vnđ|vnd)\.?$", re.IGNORECASE)


def counted(count: int) -> str:
    """Return a count as papers write it: «05» below 10, so that nobody can add a digit before."""
    return f"{count:02d}" if 0 < count < 10 else thousands(count)


def thousands(number: int) -> str:
    """Return «1.490.000»."""
    return f"{number:,}".replace(",", ".")


def money(dong: int) -> str:
    """Return an amount in đồng, «1.490.000 đ»."""
    return f"{thousands(dong)} đ"


def decimal_text(number: Decimal) -> str:
    """Return a number with its fraction, if any, after a comma: «0,15», «223.500»."""
    whole, _, fraction = f"{number.normalize():f}".partition(".")
    return thousands(int(whole)) + (f",{fraction}" if fraction else "")


def parse_number(typed: str) -> int | None:
    """Return the whole number a person typed (1490000, 1.490.000, 1 490 000 đ), else None.

    «1.49» is refused, not rounded: a dot stands between groups of three digits only. So are more
    than eighteen digits, and digits of other scripts.
    """
    value = _CURRENCY.sub("", typed.strip().replace("\u00a0", " "))
    if _PLAIN.fullmatch(value) or _GROUPED.fullmatch(value):
        return int(re.sub(r"[., ]", "", value))
    return None


def _below_hundred(number: int, *, after_hundred: bool) -> list[str]:
    """Return the words of the tens and units; after a hundred, a lone unit takes «linh»."""
    tens, unit = divmod(number, 10)
    if tens == 0:
        return [*(["linh"] if after_hundred else []), _DIGITS[unit]] if unit else []
    words = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    irregular = {1: "một" if tens == 1 else "mốt", 4: "bốn" if tens == 1 else "tư", 5: "lăm"}
    return [*words, irregular.get(unit, _DIGITS[unit])] if unit else words


def _below_thousand(number: int, *, follows: bool) -> str:
    """Return the words of three digits; a group that follows another says its zero hundred."""
    hundreds, rest = divmod(number, 100)
    says_hundred = hundreds > 0 or follows
    words = [_DIGITS[hundreds], "trăm"] if says_hundred else []
    return " ".join(words + _below_hundred(rest, after_hundred=says_hundred))


def _below_billion(number: int, *, follows: bool) -> str:
    """Return the words of a number below one thousand million; empty for zero."""
    parts: list[str] = []
    for size, name in _GROUPS:
        group, number = divmod(number, size)
        if group:
            parts.append(_below_thousand(group, follows=follows or bool(parts)) + name)
    return " ".join(parts)


def in_words(number: int) -> str:
    """Return a whole number in words: 1.005 is «một nghìn không trăm linh năm»."""
    if number < 0:
        return f"âm {in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    head = f"{in_words(billions)} tỷ" if billions else ""
    return f"{head} {_below_billion(rest, follows=bool(billions))}".strip()
