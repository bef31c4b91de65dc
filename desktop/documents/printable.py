"""Whether a font prints every letter of a text so that it reads as it is written.

A loose mark is printed where it makes a letter of a language of Vietnam («ơ̆»); anywhere else it is
a slip of the keyboard that nobody could read. Letters nobody sees would be lost.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from desktop.documents.fonts import missing_letters
from desktop.vietnamese.letters import without_meant_marks

# Controls, formats (zero-width spaces, marks of direction), halves of letters, private letters.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_MARK = "M"


def unprintable(font: str, text: str) -> str:
    """Return what of a text in NFC the font does not print as it is written, "" for nothing.

    It is the first such letter with the marks over it, or «U+200B» for what nobody could see; line
    breaks are no letters.
    """
    line = text.replace("\n", " ")
    bare = without_meant_marks(line)
    missing, odd = set(missing_letters(font, line)), set(filter(_is_odd, set(bare)))
    if not missing and not odd:
        return ""
    pairs = enumerate(zip(line, bare, strict=True))
    return _named(line, next(at for at, (x, y) in pairs if x in missing or y in odd))


@lru_cache(maxsize=5_000)
def _is_odd(letter: str) -> bool:
    return _is_mark(letter) or unicodedata.category(letter) in _UNSEEN


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith(_MARK)


def _named(line: str, place: int) -> str:
    """Return a letter as people find it again: a mark with its base, the unseen by its number."""
    end = place + 1
    while end < len(line) and _is_mark(line[end]):
        end += 1
    start = place - 1 if place and _is_mark(line[place]) else place
    shown = line[start:end]
    return (
        shown if shown[0].isprintable() and not _is_mark(shown[0]) else f"U+{ord(line[place]):04X}"
    )
