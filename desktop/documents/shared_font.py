"""A font whose embedded part is made once for many files, not again for each.

A dossier has a paper for each of 300 people. Their letters hardly differ, yet the drawing library
cuts, packs and describes a new part of each face for every file, which took a third of the time.
Here the first 256 codes always hold the same letters: the rest of the work is done once. It costs a
file 1 KB a face. A letter outside them goes into a second part of the file that needs it.
"""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, makeToUnicodeCMap

from desktop.documents.marked_glyphs import written
from desktop.overrides import override

_LOWER = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
LETTERS = _LOWER + _LOWER.upper() + "“”‘’–—…«»²³°±×½§•□"
"""The letters every file may use at no cost, beside those of a plain keyboard."""


# Points and contours of a glyph of parts, and its parts.
_MOST, _MOST_PARTS = (1000, 100), 10


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a font, ready for a file."""

    outlines: bytes
    outlines_length: int
    widths: bytes
    letters: bytes


class FileFont(TTFont):
    """A TrueType font that says in the file for which letters a private code stands."""

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename)
        # Its glyphs made here have more parts, points and contours than it says of its own.
        data = bytearray(self.face._ttf_data)  # noqa: SLF001 - there is no other way in
        at = self.face.get_table_pos("maxp")[0]
        struct.pack_into(">HH", data, at + 10, *_MOST)
        struct.pack_into(">H", data, at + 28, _MOST_PARTS)
        self.face._ttf_data = bytes(data)  # noqa: SLF001

    @override
    def addObjects(self, doc: Any) -> None:
        state = self.state[doc]
        state.frozen = 1
        for index, codes in enumerate(state.subsets):
            self._add(doc, index, tuple(codes))
        del self.state[doc]

    def _add(self, doc: Any, index: int, codes: tuple[int, ...]) -> None:
        name = f"{SUBSETN(index).decode()}+{self.face.name.decode()}"
        part = _part(self, name, codes)
        font: Any = pdfdoc.PDFTrueTypeFont()
        font.Name = self.getSubsetInternalName(index, doc)[1:]
        font.BaseFont = name
        font.FirstChar, font.LastChar = 0, len(codes) - 1
        font.Widths = part.widths
        font.ToUnicode = doc.Reference(_stream(part.letters), f"toUnicodeCMap:{name}")
        font.FontDescriptor = doc.Reference(
            self._descriptor(doc, name, part), f"fontDescriptor:{name}"
        )
        doc.Reference(font, font.Name)
        doc.idToObject["BasicFonts"].dict[font.Name] = font

    def _descriptor(self, doc: Any, name: str, part: _Part) -> Any:
        face = self.face
        outlines = _stream(part.outlines, Length1=part.outlines_length)
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "Ascent": face.ascent,
                "CapHeight": face.capHeight,
                "Descent": face.descent,
                # Its codes are its own, whatever the letters: symbolic, not non-symbolic.
                "Flags": face.flags & ~32 | 4,
                "FontBBox": pdfdoc.PDFArray(face.bbox),
                "FontName": pdfdoc.PDFName(name),
                "ItalicAngle": face.italicAngle,
                "StemV": face.stemV,
                "FontFile2": doc.Reference(outlines, f"fontFile:{name}"),
                "MissingWidth": face.defaultWidth,
            }
        )


class SharedFont(FileFont):
    """A font that writes the same part of itself into every file."""

    @override
    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:
        state = self.state.get(doc)
        if state is None or state.nextCode == 1:
            super().splitString(LETTERS, doc, encoding)
        return super().splitString(text, doc, encoding)


def _stream(packed: bytes, **entries: int) -> Any:
    """Return a stream that is packed already."""
    dictionary = pdfdoc.PDFDictionary({"Filter": "/FlateDecode", **entries})
    return pdfdoc.PDFStream(dictionary, packed)


@lru_cache(maxsize=32)
def _part(font: FileFont, name: str, codes: tuple[int, ...]) -> _Part:
    outlines = font.face.makeSubset(list(codes))
    widths = " ".join(f"{font.face.getCharWidth(code):g}" for code in codes)
    return _Part(
        zlib.compress(outlines, 9),
        len(outlines),
        f"[ {widths} ]".encode(),
        zlib.compress(_letters(name, codes).encode(), 9),
    )


def _letters(name: str, codes: tuple[int, ...]) -> str:
    """Return the table by which a reader turns codes into text."""
    table = str(makeToUnicodeCMap(name, list(codes)))
    for code in codes:
        if letter := written(code):
            table = table.replace(f" <{code:04X}>", f" <{letter.encode('utf-16-be').hex()}>")
    return table
