"""Whether a font prints every letter of a certificate so that it reads as it is written.

Lines are drawn letter by letter, without the rules by which a font sets a loose mark over its base:
a mark that composes with no letter (NFC) would stand beside it. Letters nobody sees would be lost.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from desktop.documents.fonts import missing_letters

# Controls, formats (zero-width spaces, marks of direction), halves of letters, private letters.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_MARK = "M"


def unprintable(font: str, text: str) -> str:
    """Return what of a text in NFC the font does not print as it is written, "" for nothing.

    It is the first such letter with the marks over it, or «U+200B» for what nobody could see; line
    breaks are no letters.
    """
    line = text.replace("\n", "")
    wrong = set(missing_letters(font, line)) | {letter for letter in set(line) if _is_odd(letter)}
    places = [place for place, letter in enumerate(line) if letter in wrong]
    return _named(line, places[0]) if places else ""


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
