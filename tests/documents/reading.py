"""Reading drawn PDFs back, by a tool that had no part in drawing them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pypdfium2

POINTS_PER_MM = 72 / 25.4
VIETNAMESE = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
    "ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴ"
)


@dataclass(frozen=True)
class Letter:
    """A printed letter and its ink, millimetres from the page's top left corner."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


class Pdf:
    """A PDF as its reader sees it."""

    def __init__(self, source: Path | bytes) -> None:
        document = pypdfium2.PdfDocument(source)
        self.sizes = [tuple(x / POINTS_PER_MM for x in page.get_size()) for page in document]
        self.raw = [page.get_textpage().get_text_range() for page in document]
        self.texts = [" ".join(text.split()) for text in self.raw]
        self.letters = [_letters(page) for page in document]
        document.close()

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    def find(self, text: str, page: int = 0) -> list[Letter]:
        """Return the letters of the first place where ``text`` stands, spaces left out."""
        wanted = "".join(text.split())
        shown = [letter for letter in self.letters[page] if not letter.char.isspace()]
        start = "".join(letter.char for letter in shown).index(wanted)
        return shown[start : start + len(wanted)]


def _letters(page: pypdfium2.PdfPage) -> list[Letter]:
    text = page.get_textpage()
    height = page.get_height()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        char = text.get_text_range(index, 1)
        edges = (left, height - top, right, height - bottom)
        found.append(Letter(char, *(edge / POINTS_PER_MM for edge in edges)))
    return found
