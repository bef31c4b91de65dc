"""A font whose embedded part is made once for many files, not again for each.

A dossier has a paper for each of 300 people. Their letters hardly differ, yet the drawing library
cuts, packs and describes a new part of each face for every file, which took a third of the time.
Here the first 256 codes always hold the same letters: the rest of the work is done once. It costs a
file 1 KB a face. A letter outside them goes into a second part of the file that needs it.
"""

# mypy: allow-untyped-calls
# reportlab has no annotations.

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, makeToUnicodeCMap

from desktop.overrides import override

_LOWER = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
LETTERS = _LOWER + _LOWER.upper() + "“”‘’–—…«»²³°±×½§•□"
"""The letters every file may use at no cost, beside those of a plain keyboard."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a font, ready for a file."""

    outlines: bytes
    outlines_length: int
    widths: bytes
    letters: bytes


class SharedFont(TTFont):
    """A TrueType font that writes the same part of itself into every file."""

    @override
    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> Any:
        state = self.state.get(doc)
        if state is None or state.nextCode == 1:
            super().splitString(LETTERS, doc, encoding)
        return super().splitString(text, doc, encoding)

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


def _stream(packed: bytes, **entries: int) -> Any:
    """Return a stream that is packed already."""
    dictionary = pdfdoc.PDFDictionary({"Filter": "/FlateDecode", **entries})
    return pdfdoc.PDFStream(dictionary, packed)


@lru_cache(maxsize=32)
def _part(font: SharedFont, name: str, codes: tuple[int, ...]) -> _Part:
    outlines = font.face.makeSubset(list(codes))
    widths = " ".join(f"{font.face.getCharWidth(code):g}" for code in codes)
    return _Part(
        zlib.compress(outlines, 9),
        len(outlines),
        f"[ {widths} ]".encode(),
        zlib.compress(makeToUnicodeCMap(name, list(codes)).encode(), 9),
    )
