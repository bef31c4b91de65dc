"""Choosing what papers are written as: PDF, Word, or both."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from desktop.services.papers import PaperFormat
from desktop.views.widgets.named import named

_FORMATS = (
    ("PDF và Word", (PaperFormat.PDF, PaperFormat.DOCX)),
    ("PDF", (PaperFormat.PDF,)),
    ("Word", (PaperFormat.DOCX,)),
)


def format_box() -> QComboBox:
    """Return the box; ``formats_of`` reads it."""
    box = named(QComboBox(), "papers_format", says="Định dạng tệp")
    for label, formats in _FORMATS:
        box.addItem(label, formats)
    box.setToolTip("PDF để in và gửi đi; Word để sửa thêm")
    return box


def formats_of(box: QComboBox) -> tuple[PaperFormat, ...]:
    """Return what is chosen."""
    # Qt gives a tuple back as a list.
    return tuple(PaperFormat(form) for form in box.currentData())
