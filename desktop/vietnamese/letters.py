"""Letters with a mark Unicode has no single letter for: «ơ̆», «ư̆», «ô̆» in Central Highlands names.

Jrai, Ê-đê, Ba-na, M'nông and Cơ-ho are written in the national alphabet with a short mark more.
Composed (NFC), such a letter is a base and one loose mark after it; whoever draws, breaks or counts
letters takes the two as one.
"""

from __future__ import annotations

import re
import unicodedata

_DOT_BELOW, _HORN = "\u0323", "\u031b"
_SHORT = "\u0306\u030c"
_OVER_A_VOWEL = _SHORT + "\u0300\u0301\u0302\u0303\u0309"
_VOWELS = frozenset("aeiouy")
_CONSONANTS = frozenset("bcdghklmnpqrstvwxzđƀ")

_LOOSE = re.compile("[\u0300-\u036f]")
_LETTER = re.compile(".[\u0300-\u036f]*", re.DOTALL)
_MARKED = re.compile("([^\u0300-\u036f])([\u0300-\u036f])(?![\u0300-\u036f])")


def has_loose_marks(text: str) -> bool:
    """Tell whether a text in NFC has a mark that composes with no letter."""
    return _LOOSE.search(text) is not None


def letters(text: str) -> list[str]:
    """Return the letters of a text in NFC, each with its loose marks."""
    return _LETTER.findall(text) if has_loose_marks(text) else list(text)


def without_loose_marks(text: str) -> str:
    """Return a text in NFC without the marks that compose with no letter."""
    return _LOOSE.sub("", text) if has_loose_marks(text) else text


def without_meant_marks(text: str) -> str:
    """Return a text in NFC, as long as it was, each loose mark that makes sense now its base.

    What loose marks are left belong to no letter any of these languages writes.
    """
    return _MARKED.sub(lambda m: m[1] * 2 if _is_meant(m[1], m[2]) else m[0], text)


def _is_meant(base: str, mark: str) -> bool:
    """Tell whether a mark over a base is a letter: at most two marks, no mark twice.

    Consonants take the short marks only; tones stand on vowels. A horn is part of its letter.
    """
    parts = unicodedata.normalize("NFD", base.lower())
    plain, marks = parts[0], parts[1:]
    if plain == "i" and marks == _DOT_BELOW:
        return False  # its own dot would stand under the mark
    others = [other for other in marks if other != _HORN]
    known = _OVER_A_VOWEL if plain in _VOWELS else _SHORT if plain in _CONSONANTS else ""
    return mark in known and mark not in others and len(others) < 2
