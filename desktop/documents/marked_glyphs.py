"""A letter and its loose mark («ơ̆») as one more glyph of a font, made when it is first drawn.

The drawing library sets code by code, so a loose mark would stand beside its letter. Here the two
become a glyph of parts, as the font's own «ŏ» is, under a private code: it is one letter to widths,
spacing and line breaks, and ``shared_font`` says in the file for which letters it stands.

The mark is taken from the font's own letter with it («ŏ» for «ơ̆»), where the font's designer set
it, and lifted over a mark the letter has already («ô̆»). Outlines are read as OpenType lays them
out in the table ``glyf``.
"""

from __future__ import annotations

import struct
import threading
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import Any

from desktop.documents.fonts import FACES, FIRST_PRIVATE, Face, load, unit_width
from desktop.vietnamese.letters import has_loose_marks, letters
from desktop.vietnamese.text import nfc

Part = tuple[int, int, int]
"""A glyph of the font, and how far right and up it is moved, in the font's units."""
Rectangle = tuple[int, int, int, int]

_WORDS, _OFFSETS, _MORE = 0x1, 0x2, 0x20
_SCALED = 0x8 | 0x40 | 0x80
_HORN, _DOT_BELOW = "\u031b", "\u0323"
# Over a letter without this very mark, the place of another is taken; not that of a caron, which
# stands beside a «ď».
_ELSEWHERE = "\u0302\u0301\u0303"
# Between a mark and the letter or mark under it, as part of the size.
_GAP = 0.035

_codes: dict[str, int] = {}
_making = threading.Lock()


def composed(font: str, text: str) -> str:
    """Return a text in NFC as the font's codes; only letters with loose marks change."""
    if not has_loose_marks(text):
        return text
    return "".join(x if len(x) == 1 else chr(_code(font, x)) for x in letters(text))


def written(code: int) -> str:
    """Return the letter a private code stands for; "" for any other code."""
    place = code - FIRST_PRIVATE
    return list(_codes)[place] if 0 <= place < len(_codes) else ""


@lru_cache(maxsize=1_000)
def parts(font: str, letter: str) -> tuple[Part, ...]:
    """Return the glyphs a letter with its loose mark is made of, in units of the font."""
    face = _Outlines(font)
    base, mark = letter[0], letter[1]
    own = unicodedata.normalize("NFD", base)
    body, placed = face.parts_of(base), face.over(own[0], mark)
    if set(own[1:]) - {_HORN, _DOT_BELOW}:
        placed = face.lifted(placed, face.box(body)[3] + round(_GAP * face.em))
    return body + placed


def reach(font: str, text: str) -> Face:
    """Return how far the letters of a text in NFC reach: «Ô̆» stands higher than any other."""
    face = FACES[font]
    for letter in letters(text) if has_loose_marks(text) else ():
        if len(letter) > 1:
            left, right, top = _extent(font, letter)
            face = replace(face, above=max(face.above, top), side=max(face.side, left, right))
    return face


@lru_cache(maxsize=1_000)
def _extent(font: str, letter: str) -> tuple[float, float, float]:
    """Return how far a letter swings out left and right, and its top, at size 1."""
    face = _Outlines(font)
    left, _, right, top = (edge / face.em for edge in face.box(parts(font, letter)))
    return -left, right - unit_width(font, letter), top


def glyphs(font: str, letter: str) -> tuple[tuple[int, float, float], ...]:
    """Return the same for a painter of glyphs: each moved right and up by parts of the size."""
    em = _Outlines(font).em
    return tuple((glyph, right / em, up / em) for glyph, right, up in parts(font, letter))


def _code(font: str, letter: str) -> int:
    """Return the private code of a letter, which the font then has a glyph for."""
    with _making:
        code = _codes.setdefault(letter, FIRST_PRIVATE + len(_codes))
        if code not in load(font).face.charToGlyph:
            _Outlines(font).add(code, ord(letter[0]), parts(font, letter))
    return code


class _Outlines:
    """The outlines of a font, as the drawing library keeps them."""

    def __init__(self, name: str) -> None:
        self._face: Any = load(name).face
        self._slant = FACES[name].slant
        self.em: int = self._face.unitsPerEm

    def over(self, plain: str, mark: str) -> tuple[Part, ...]:
        """Return the parts of a mark where it stands over a plain letter."""
        if found := self._marks_of(plain, mark):
            return found
        loose = self.parts_of(mark)
        like = next((found for m in _ELSEWHERE if (found := self._marks_of(plain, m))), ())
        left, _, right, top = self.box(like or self.parts_of(plain))
        bottom = self.box(like)[1] if like else top + round(_GAP * self.em)
        mark_left, mark_bottom, mark_right, _ = self.box(loose)
        aside = (left + right - mark_left - mark_right) // 2
        leaning = 0 if like else round(self._slant * (bottom - top / 2))
        return _moved(loose, aside + leaning, bottom - mark_bottom)

    def _marks_of(self, plain: str, mark: str) -> tuple[Part, ...]:
        """Return the mark's parts in the font's own letter; none where it has no such letter."""
        letter = nfc(plain + mark)
        if len(letter) > 1 or ord(letter) not in self._face.charToGlyph:
            return ()
        return self.parts_of(letter)[1:]

    def lifted(self, placed: tuple[Part, ...], bottom: int) -> tuple[Part, ...]:
        """Return parts no lower than ``bottom``, moved aside as the font leans."""
        height = max(0, bottom - self.box(placed)[1])
        return _moved(placed, round(self._slant * height), height)

    def parts_of(self, letter: str) -> tuple[Part, ...]:
        """Return the simple glyphs a letter of the font is made of."""
        return self._simple(self._face.charToGlyph[ord(letter)])

    def box(self, placed: tuple[Part, ...]) -> Rectangle:
        """Return left, bottom, right and top of parts."""
        edges = [(struct.unpack_from(">4h", self._outline(g), 2), x, y) for g, x, y in placed]
        return (
            min(box[0] + x for box, x, _ in edges),
            min(box[1] + y for box, _, y in edges),
            max(box[2] + x for box, x, _ in edges),
            max(box[3] + y for box, _, y in edges),
        )

    def _outline(self, glyph: int) -> bytes:
        start = self._face.get_table_pos("glyf")[0]
        begin, end = self._face.glyphPos[glyph : glyph + 2]
        return bytes(self._face.get_chunk(start + begin, end - begin))

    def _simple(self, glyph: int) -> tuple[Part, ...]:
        data = self._outline(glyph)
        if struct.unpack_from(">h", data)[0] >= 0:
            return ((glyph, 0, 0),)
        found: list[Part] = []
        at, flags = 10, _MORE
        while flags & _MORE:
            flags, inner = struct.unpack_from(">HH", data, at)
            if flags & _SCALED or not flags & _OFFSETS:
                return ((glyph, 0, 0),)
            x, y = struct.unpack_from(">hh" if flags & _WORDS else ">bb", data, at + 4)
            found += _moved(self._simple(inner), x, y)
            at += 8 if flags & _WORDS else 6
        return tuple(found)

    def add(self, code: int, base: int, made_of: tuple[Part, ...]) -> None:
        """Give the font a glyph of parts under a private code, as wide as its base."""
        face = self._face
        box = self.box(made_of)
        data = struct.pack(">h4h", -1, *box)
        for index, (glyph, x, y) in enumerate(made_of):
            more = _MORE if index < len(made_of) - 1 else 0
            data += struct.pack(">HHhh", _WORDS | _OFFSETS | more, glyph, x, y)
        self._append(data + bytes(-len(data) % 4))
        face.hmetrics.append((face.hmetrics[face.charToGlyph[base]][0], box[0] & 0xFFFF))
        face.charWidths[code] = face.charWidths[base]
        face.charToGlyph[code] = len(face.glyphPos) - 2

    def _append(self, data: bytes) -> None:
        # Appended as a whole new table, and named last: a file drawn meanwhile still reads the old.
        face = self._face
        start, end = face.get_table_pos("glyf")[0], face.glyphPos[-1]
        whole = face.get_chunk(start, end) + data
        place = len(face._ttf_data)  # noqa: SLF001 - the library offers no other way in
        face._ttf_data += whole  # noqa: SLF001
        face.glyphPos.append(len(whole))
        face.table["glyf"] |= {"offset": place, "length": len(whole)}


def _moved(placed: tuple[Part, ...], right: int, up: int) -> tuple[Part, ...]:
    return tuple((glyph, x + right, y + up) for glyph, x, y in placed)
