"""Storable keys that put text in the order of the Vietnamese alphabet, everywhere alike.

Qt sorts through the operating system on Windows and through ICU elsewhere, and SQLite by code
point; so the order is made here and stored beside the text. A key holds ASCII digits and lower-case
letters only, so it sorts alike by bytes (SQLite) and in any locale of PostgreSQL.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from desktop.vietnamese.text import nfc

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_SYMBOLS = "3456789abcdefghijklmnopqrstuvwxyz"
_END, _SPACE, _NUMBER, _LEVEL_TONE = "0", "1", "2", "1"
# ngang has no mark; then huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries.
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_LATIN_WITH_MARKS = (*range(0xE0, 0x250), *range(0x1E00, 0x1F00))
_DIGITS = re.compile(r"[0-9]+")


def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Return for each lower-case letter its place in the alphabet, and its tone."""
    symbols = dict(zip(_ALPHABET, _LETTER_SYMBOLS, strict=True))
    places, tones = dict(symbols), dict.fromkeys(symbols, _LEVEL_TONE)
    for letter in map(chr, _LATIN_WITH_MARKS):
        base, *marks = list(unicodedata.normalize("NFD", letter))
        if base not in symbols:
            continue
        shape = next((m for m in marks if nfc(base + m) in symbols), "")
        places[letter] = symbols[nfc(base + shape)]
        tones[letter] = next((_TONES[m] for m in marks if m in _TONES), _LEVEL_TONE)
    places |= {"đ": symbols["đ"], "ƀ": symbols["b"]}
    tones |= dict.fromkeys("đƀ", _LEVEL_TONE)
    return places, tones


_PLACES, _TONE_OF = _tables()


def _number(written: str) -> str:
    """Return a number so that 2 comes before 10: its length first, then its digits."""
    digits = written.lstrip("0") or "0"
    return f"{min(len(digits), 9)}{digits}"


@lru_cache(maxsize=20_000)  # Vietnamese has few syllables, so most words are looked up
def _word(word: str) -> tuple[str, str]:
    """Return the two levels of one word: letters by alphabet, then tones. Signs do not count."""
    primary, tones, position = "", "", 0
    lowered = word.lower()
    while position < len(lowered):
        if number := _DIGITS.match(lowered, position):
            primary += _NUMBER + _number(number[0])
            position = number.end()
            continue
        letter = lowered[position]
        primary += _PLACES.get(letter, "")
        tones += _TONE_OF.get(letter, "")
        position += 1
    return primary, tones


def sort_key(value: str) -> str:
    """Return the key of ``value``: a ă â b c d đ e ê …, then tones; numbers go by their value.

    Letters of the whole phrase are compared before its tones, as Vietnamese collation does; case
    and signs do not count.
    """
    levels = [_word(word) for word in nfc(value).split()]
    primary = _SPACE.join([letters for letters, _ in levels if letters])
    return primary + _END + "".join([tones for _, tones in levels]).rstrip(_LEVEL_TONE)


_name_part = lru_cache(maxsize=20_000)(sort_key)


def name_sort_key(full_name: str) -> str:
    """Return the key of a person's name: given name (last word), family name (first), middle."""
    rest, _, given = " ".join(full_name.split()).rpartition(" ")
    family, _, middle = rest.partition(" ")
    return _END.join((_name_part(given), _name_part(family), _name_part(middle)))
