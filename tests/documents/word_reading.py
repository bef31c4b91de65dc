"""Reading written Word files back, by a library that had no part in writing them."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


class Word:
    """A Word file as its reader sees it."""

    def __init__(self, data: bytes) -> None:
        self.document: Document = docx.Document(BytesIO(data))
        found = self.document.element.body.iter(qn("w:p"))
        self.paragraphs = [Paragraph(each, self.document._body) for each in found]

    @property
    def text(self) -> str:
        """All words in reading order, tables row by row."""
        return " ".join(" ".join(each.text for each in self.paragraphs).split())

    def find(self, text: str) -> Paragraph:
        """Return the first paragraph that holds ``text``."""
        return next(each for each in self.paragraphs if text in each.text)

    def style_of(self, text: str) -> str:
        """Return the name of the style of the first paragraph that holds ``text``."""
        style = self.find(text).style
        assert style is not None
        return str(style.name)
