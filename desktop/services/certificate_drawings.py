"""The drawing instructions of a certificate, for the window to follow with Qt's painter.

What they mean is said in ``documents/certificate_drawing``; nothing is added here. The window may
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

__all__ = ["Drawing", "Mark", "Op", "Rectangles", "Shape", "Step", "TextRun"]
