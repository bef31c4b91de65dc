"""Vietnamese text at the program's edge: one Unicode form, and the key by which people search.

Qt does not normalise what is typed and SQLite knows only ASCII, so both are done here, before text
is stored.
"""

from __future__ import annotations

import unicodedata

_BASE_OF_UNDECOMPOSED = {"đ": "d", "ƀ": "b", "ø": "o", "ł": "l"}
_DASHES = "‐‑‒–—−"
_QUOTES = "“”„«»"
_APOSTROPHES = "‘’ʼ`´"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Controls, formats (the zero-width space, marks that turn the direction of writing), halves of
# letters, and private letters: papers mark a missing value with two of those.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_LATIN_WITH_MARKS = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))


def nfc(value: str) -> str:
    """Return ``value`` in composed form (NFC), the only one stored, compared and printed."""
    return unicodedata.normalize("NFC", value)


def clean(value: str) -> str:
    """Return text in NFC, trimmed, with nothing unseen in it; line breaks and tabs are kept.

    Unseen is what chat programs and web pages paste along: no font has it, and two names that read
    alike would differ.
    """
    broken = value.replace("\r\n", "\n").replace("\r", "\n")
    # Most text has nothing unseen; asking of the whole at once is a hundred times quicker.
    if broken.replace("\n", "").isprintable():
        return nfc(broken).strip()
    # Composed last, since what was dropped may have stood between a letter and its mark.
    return nfc("".join(c for c in broken if c in "\n\t" or _is_seen(c))).strip()


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNSEEN


def _folding() -> dict[int, str | None]:
    """Return the table that takes the marks off lower-case text."""
    table: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))
    for code in _LATIN_WITH_MARKS:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    table.update({ord(letter): base for letter, base in _BASE_OF_UNDECOMPOSED.items()})
    table.update(dict.fromkeys(map(ord, _DASHES), "-"))
    table.update(dict.fromkeys(map(ord, _QUOTES), '"'))
    table.update(dict.fromkeys(map(ord, _APOSTROPHES), "'"))
    table.update(dict.fromkeys(map(ord, _INVISIBLE), None))
    return table


_FOLDING = _folding()


def fold(value: str) -> str:
    """Return the search key of ``value``: no case, no marks, đ as d, single spaces. Never shown.

    Dashes, quotes and apostrophes of every shape become the plain one: lists pasted from Word
    mix them.
    """
    return " ".join(nfc(value).casefold().translate(_FOLDING).split())
