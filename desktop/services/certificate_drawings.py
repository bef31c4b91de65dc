"""The drawing instructions of a certificate, for the window to follow with Qt's painter.

What they mean is said in ``documents/certificate_drawing``, of which glyphs a letter like «ơ̆» is
made in ``documents/marked_glyphs``; nothing is added here. The window may
not look into ``documents`` by itself.
"""

from __future__ import annotations

from desktop.documents.certificate_drawing import (
    Drawing,
    Mark,
    Op,
    Rectangles,
    Shape,
    Step,
    TextRun,
)
from desktop.documents.marked_glyphs import glyphs
from desktop.vietnamese.letters import letters

__all__ = [
    "Drawing",
    "Mark",
    "Op",
    "Rectangles",
    "Shape",
    "Step",
    "TextRun",
    "glyphs",
    "letters",
]
