"""Painting one sheet for a printer: the drawing, corrected, on a page of exactly its size."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import (
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTransform,
)

from desktop.errors import StorageError
from desktop.services.certificate_calibrations import Calibration
from desktop.services.certificate_drawings import Drawing
from desktop.views.widgets.page_painter import paint_drawing

DOTS_PER_INCH = 1200
_MM_PER_INCH = 25.4


def write_sheet(target: Path, drawing: Drawing, calibration: Calibration, title: str) -> None:
    """Write one sheet as PDF, all of it vectors.

    Args:
        target: a file nobody else has; a print queue copies it.
        drawing: what is painted, mm.
        calibration: how the printer's tray is corrected.
        title: what the queue shows.

    Raises:
        StorageError: CANNOT_WRITE.
    """
    writer = QPdfWriter(str(target))
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(title)
    writer.setPageSize(page_size(drawing))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    if not paint_sheet(writer, drawing, calibration, DOTS_PER_INCH):
        raise StorageError(StorageError.Code.CANNOT_WRITE, path=str(target))


def page_size(drawing: Drawing) -> QPageSize:
    """Return the blank's own size, named for a driver's list of papers."""
    size = QSizeF(drawing.width, drawing.height)
    name = f"{drawing.width:g} x {drawing.height:g} mm"
    return QPageSize(size, QPageSize.Unit.Millimeter, name, QPageSize.SizeMatchPolicy.ExactMatch)


def page_layout(drawing: Drawing) -> QPageLayout:
    """Return a page without margins, turned where the drawing lies."""
    size = QSizeF(*sorted((drawing.width, drawing.height)))
    upright = QPageSize(size, QPageSize.Unit.Millimeter)
    lies = drawing.width > drawing.height
    turn = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    return QPageLayout(upright, turn, QMarginsF(0, 0, 0, 0))


def paint_sheet(
    device: QPagedPaintDevice, drawing: Drawing, calibration: Calibration, dots_per_inch: float
) -> bool:
    """Paint a sheet onto a device whose page begins at the paper's own corner; say if it went."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    dots = dots_per_inch / _MM_PER_INCH
    painter.scale(dots, dots)
    painter.setTransform(QTransform(*calibration.matrix), combine=True)
    paint_drawing(painter, drawing)
    return painter.end()
