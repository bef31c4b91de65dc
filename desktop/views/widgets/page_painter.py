"""Painting a certificate's drawing instructions with Qt: on the screen, on a picture, on a printer.

The painter's unit must be the millimetre, its origin the page's top left corner: whoever paints
scales first (and turns by ``Calibration.matrix`` where a printer needs it). Letters are painted as
the outlines of the bundled font files, each placed by the advances the file gives, so nothing of
the machine's own fonts, hinting or kerning moves them: what is seen is what the PDF has. ::

    painter.scale(dots_per_mm, dots_per_mm)
    paint_drawing(painter, drawing)
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import singledispatch
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QRawFont, QTransform

from desktop.services.certificate_drawings import (
    Drawing,
    Mark,
    Op,
    Rectangles,
    Shape,
    Step,
    TextRun,
    glyphs,
    letters,
)

_MM_PER_POINT = 25.4 / 72
# Outlines are taken at this size and scaled: large enough that rounding to 1/64 shows nowhere.
_EM = 2048.0
# WORKAROUND: Qt's font engines belong to the thread that made them, so each thread has its own.
_own = threading.local()


def paint_drawing(
    painter: QPainter, drawing: Drawing, *, under: PreparedMarks | None = None
) -> None:
    """Paint a whole page.

    Args:
        painter: in millimetres from the page's top left corner.
        drawing: what is painted.
        under: ``drawing.under`` prepared before, for pages of one batch, which share it.
    """
    (under or PreparedMarks(drawing.under)).paint(painter)
    PreparedMarks(drawing.marks).paint(painter)


class PreparedMarks:
    """Marks made into outlines once, to be painted many times."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._parts = [(mark, outline(mark)) for mark in marks]

    def paint(self, painter: QPainter) -> None:
        """Paint them, in their order, with a painter whose unit is the millimetre."""
        painter.save()
        for mark, path in self._parts:
            _ink(mark, painter, path)
        painter.restore()

    def ink(self) -> QRectF:
        """Return the rectangle everything painted lies in, mm; a null one for nothing."""
        found = QRectF()
        for mark, path in self._parts:
            half = mark.line / 2 if isinstance(mark, Shape) and mark.stroke else 0.0
            found = found.united(path.boundingRect().adjusted(-half, -half, half, half))
        return found


@singledispatch
def outline(mark: object) -> QPainterPath:
    """Return a mark's outline in millimetres."""
    raise TypeError(mark)


@outline.register
def _(mark: TextRun) -> QPainterPath:
    face, scale = _face(mark.path), mark.size * _MM_PER_POINT / _EM
    line, x = QPainterPath(), 0.0
    for letter in letters(mark.text):
        glyph, advance = face.letter(letter)
        line.addPath(glyph.translated(x, 0))
        extra = mark.letter_spacing + (mark.word_spacing if letter == " " else 0.0)
        x += advance + extra * _MM_PER_POINT / scale
    placed = QTransform(scale, 0, 0, scale, mark.x, mark.baseline).map(line)
    placed.setFillRule(Qt.FillRule.WindingFill)
    return placed


@outline.register
def _(mark: Shape) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for step in mark.steps:
        _follow(path, step)
    return path


@outline.register
def _(mark: Rectangles) -> QPainterPath:
    path = QPainterPath()
    for rectangle in mark.rectangles:
        path.addRect(QRectF(*rectangle))
    return path


def _follow(path: QPainterPath, step: Step) -> None:
    op, numbers = step
    points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    if op is Op.MOVE:
        path.moveTo(points[0])
    elif op is Op.LINE:
        path.lineTo(points[0])
    elif op is Op.CURVE:
        path.cubicTo(*points)
    else:
        path.closeSubpath()


def _ink(mark: Mark, painter: QPainter, path: QPainterPath) -> None:
    if isinstance(mark, TextRun | Rectangles):
        # The edge of a code's square must be sharp, or a reader sees grey where there is white.
        smooth = isinstance(mark, TextRun)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        painter.fillPath(path, QColor(mark.color))
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark.fill:
        painter.fillPath(path, QColor(mark.fill))
    if mark.stroke:
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        pen = QPen(QColor(mark.stroke), mark.line, Qt.PenStyle.SolidLine, cap, join)
        painter.strokePath(path, pen)


class _Face:
    """The outlines of one font file."""

    def __init__(self, path: Path) -> None:
        unhinted = QFont.HintingPreference.PreferNoHinting
        self._name = path.stem
        self._font = QRawFont(str(path), _EM, unhinted)
        self._known: dict[str, tuple[QPainterPath, float]] = {}

    def letter(self, letter: str) -> tuple[QPainterPath, float]:
        """Return a letter's outline and how far the next one stands from it, at ``_EM``."""
        if letter not in self._known:
            # Several for one letter only where the font lacks it, which was refused before.
            indexes = self._font.glyphIndexesForString(letter[0])[:1]
            advance = sum(step.x() for step in self._font.advancesForGlyphIndexes(indexes))
            whole = [(index, 0.0, 0.0) for index in indexes]
            made_of = whole if len(letter) == 1 else glyphs(self._name, letter)
            self._known[letter] = (self._outline(made_of), advance)
        return self._known[letter]

    def _outline(self, made_of: Iterable[tuple[int, float, float]]) -> QPainterPath:
        path = QPainterPath()
        for glyph, right, up in made_of:
            path.addPath(self._font.pathForGlyph(glyph).translated(right * _EM, -up * _EM))
        return path


def _face(path: Path) -> _Face:
    faces: dict[Path, _Face] = _own.__dict__.setdefault("faces", {})
    if path not in faces:
        faces[path] = _Face(path)
    return faces[path]
